// Histogram with marks.

import { BarsChart, isNumber, listOf } from '../data';
import { s } from '../dom';
import { number, plain } from '../words';
import { axes, drawing, fitted, frameOf } from './axes';
import { linear, rounded } from './scale';

export function drawBars(chart: BarsChart, width: number): SVGSVGElement | null {
  const edges = listOf(chart.edges).filter(isNumber);
  const counts = listOf(chart.counts)
    .slice(0, edges.length - 1)
    .map((count) => (isNumber(count) ? count : 0));
  if (counts.length === 0) return null;
  const marks = listOf(chart.mark).filter((mark) => isNumber(mark.x));
  const frame = frameOf(width, Math.round(width * 0.6) + 14 * marks.length);
  frame.top += 14 * marks.length;
  const x = linear(edges[0], edges[edges.length - 1], frame.left, frame.right, 6);
  const [, high] = rounded(0, Math.max(...counts, 1e-12));
  const y = linear(0, high, frame.bottom, frame.top);
  const svg = drawing(frame, chart.title, chart.caption);
  svg.append(axes(frame, x, y, chart.xLabel, chart.yLabel));
  counts.forEach((count, i) => {
    const [from, to] = [x(edges[i]), x(edges[i + 1])];
    const gap = to - from > 4 ? 0.7 : 0;
    svg.append(
      s(
        'rect',
        {
          x: from + gap,
          y: y(count),
          width: Math.max(0.5, to - from - 2 * gap),
          height: frame.bottom - y(count),
          class: 'column',
        },
        s('title', null, `${plain(edges[i])} – ${plain(edges[i + 1])}: ${number(count)}`),
      ),
    );
  });
  marks.forEach((mark, i) => {
    const at = Math.min(frame.right, Math.max(frame.left, x(mark.x)));
    const up = frame.top - 6 - 14 * (marks.length - 1 - i);
    const end = at > (frame.left + frame.right) / 2;
    svg.append(
      s('line', { x1: at, x2: at, y1: up - 8, y2: frame.bottom, class: 'marker' }),
      s(
        'text',
        { x: at + (end ? -5 : 5), y: up, 'text-anchor': end ? 'end' : 'start', class: 'mark-text' },
        fitted(mark.label, frame.width * 0.6),
      ),
    );
  });
  return svg;
}
