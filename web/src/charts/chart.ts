// A chart with its title, caption and numbers.

import { Chart, isNumber, listOf } from '../data';
import { clipped, given, h } from '../dom';
import { number, plain, word } from '../words';
import { drawBars } from './bars';
import { drawLines } from './lines';
import { drawMatrix } from './matrix';
import { drawRose } from './rose';

type Row = string[];

function drawn(chart: Chart, width: number): Element | null {
  switch (chart.kind) {
    case 'bars':
      return drawBars(chart, width);
    case 'lines':
      return drawLines(chart, width);
    case 'matrix':
      return drawMatrix(chart, width);
    case 'rose':
      return drawRose(chart, width);
    default:
      return null;
  }
}

/** The same numbers for those who cannot see the drawing, heads first. */
export function numbersOf(chart: Chart): Row[] {
  switch (chart.kind) {
    case 'bars':
      return [
        [chart.xLabel, chart.yLabel],
        ...listOf(chart.counts).map((count, i) => [
          `${plain(chart.edges?.[i])} – ${plain(chart.edges?.[i + 1])}`,
          number(count),
        ]),
      ];
    case 'rose':
      return [
        [word('strike'), chart.unit],
        ...listOf(chart.lengths).map((length, i) => [
          `${number(i * chart.binsDeg)}° – ${number((i + 1) * chart.binsDeg)}°`,
          plain(length),
        ]),
      ];
    case 'matrix':
      return [
        ['', ...listOf(chart.labels)],
        ...listOf(chart.labels).map((label, i) => [
          label,
          ...listOf(chart.labels).map((_, j) => plain(chart.values?.[i]?.[j], 3)),
        ]),
      ];
    case 'lines':
      return [
        [word('chart_series'), chart.xLabel, chart.yLabel],
        ...listOf(chart.series).flatMap((series) =>
          listOf(series.x).map((x, i) => {
            const [low, high] = [series.low?.[i], series.high?.[i]];
            const interval = isNumber(low) && isNumber(high) ? ` (${plain(low, 3)} – ${plain(high, 3)})` : '';
            return [series.title, plain(x), `${plain(series.y?.[i], 3)}${interval}`];
          }),
        ),
      ];
    default:
      return [];
  }
}

const mostRows = 300;

function numbers(chart: Chart): HTMLElement {
  const details = h('details', { class: 'numbers' }, h('summary', null, word('chart_numbers')));
  details.addEventListener('toggle', () => {
    if (details.childElementCount > 1) return;
    const [head, ...rows] = numbersOf(chart);
    const cells = (row: Row, tag: 'th' | 'td'): HTMLElement =>
      h(
        'tr',
        null,
        ...row.map((text, i) =>
          h(tag, { class: i > 0 ? 'right' : null, scope: tag === 'th' ? 'col' : null }, clipped(text, 120)),
        ),
      );
    const table = h(
      'table',
      null,
      h('thead', null, cells(head ?? [], 'th')),
      h('tbody', null, ...rows.slice(0, mostRows).map((row) => cells(row, 'td'))),
    );
    const label = clipped(chart.title, 100);
    details.append(h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': label }, table));
  });
  return details;
}

export function chartFigure(chart: Chart): HTMLElement | null {
  const picture = drawn(chart, 430);
  if (!picture) return null;
  return h(
    'figure',
    { class: `figure ${chart.kind}` },
    h('h3', null, given(chart.title, 200)),
    picture,
    h('figcaption', null, given(chart.caption, 1200), chart.kind === 'rose' ? ` ${word('rose_note')}` : null),
    numbers(chart),
  );
}
