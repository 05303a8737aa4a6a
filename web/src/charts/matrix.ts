// Correlation matrix: each cell carries its number; the colour only helps.

import { luminance } from '../colour';
import { isNumber, listOf, MatrixChart } from '../data';
import { s } from '../dom';
import { number, plain } from '../words';
import { drawing, fitted } from './axes';

function mixed(from: number[], to: number[], share: number): string {
  return `#${from
    .map((c, i) =>
      Math.round(c + (to[i] - c) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

const white = [250, 250, 248];
const blue = [0, 85, 155];
const orange = [178, 74, 10];

/** White in the middle (or at the lower end where nothing is negative), blue above, orange below. */
function cellColour(value: number, min: number, max: number): string {
  const size = Math.max(Math.abs(min), Math.abs(max)) || 1;
  return value >= 0 ? mixed(white, blue, Math.min(1, value / size)) : mixed(white, orange, Math.min(1, -value / size));
}

export function drawMatrix(chart: MatrixChart, width: number): SVGSVGElement | null {
  const labels = listOf(chart.labels);
  const count = labels.length;
  if (count === 0) return null;
  const left = Math.min(width * 0.38, 150);
  const cell = (width - left - 8) / count;
  const tall = Math.min(cell, 46);
  const foot = 96;
  const frame = { width, height: Math.round(8 + tall * count + foot), left, right: width - 8, top: 8, bottom: 8 };
  const svg = drawing(frame, chart.title, chart.caption);
  labels.forEach((label, row) => {
    const y = 8 + row * tall;
    svg.append(s('text', { x: left - 6, y: y + tall / 2 + 4, 'text-anchor': 'end' }, fitted(label, left - 6)));
    const at = left + (row + 0.5) * cell;
    const under = 8 + count * tall + 12;
    svg.append(
      s('text', { x: at, y: under, 'text-anchor': 'end', transform: `rotate(-35 ${at} ${under})` }, fitted(label, 138)),
    );
    labels.forEach((other, column) => {
      const value = chart.values?.[row]?.[column];
      const known = isNumber(value);
      const colour = known ? cellColour(value, chart.min, chart.max) : '#eeeeee';
      svg.append(
        s(
          'rect',
          { x: left + column * cell, y, width: cell - 1, height: tall - 1, fill: colour },
          s('title', null, `${fitted(label, 400)} / ${fitted(other, 400)}: ${plain(value, 3)}`),
        ),
      );
      if (cell < 22) return;
      const ink = luminance(colour) > 0.25 ? '#1d2429' : '#ffffff';
      svg.append(
        s(
          'text',
          {
            x: left + (column + 0.5) * cell,
            y: y + tall / 2 + 4,
            'text-anchor': 'middle',
            fill: ink,
            class: 'cell',
          },
          known ? number(value, cell < 34 ? 1 : 2) : '–',
        ),
      );
    });
  });
  return svg;
}
