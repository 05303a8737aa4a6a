// Rose of directions: axial, so each bin is drawn twice; a sector's area stands for its length.

import { isNumber, listOf, RoseChart } from '../data';
import { s } from '../dom';
import { number, plain, withUnit, word } from '../words';
import { drawing } from './axes';

export function drawRose(chart: RoseChart, width: number): SVGSVGElement | null {
  const lengths = listOf(chart.lengths).filter(isNumber);
  const bin = isNumber(chart.binsDeg) && chart.binsDeg > 0 ? chart.binsDeg : 180 / Math.max(1, lengths.length);
  const most = Math.max(0, ...lengths);
  if (lengths.length === 0 || most <= 0) return null;
  const all = lengths.reduce((sum, one) => sum + one, 0);
  const size = Math.min(width, 400);
  const [cx, cy, radius] = [width / 2, size / 2, size / 2 - 26];
  const svg = drawing({ width, height: size, left: 0, right: width, top: 0, bottom: size }, chart.title, chart.caption);
  const at = (degrees: number, r: number): string => {
    const a = (degrees * Math.PI) / 180;
    return `${(cx + r * Math.sin(a)).toFixed(1)} ${(cy - r * Math.cos(a)).toFixed(1)}`;
  };
  for (const part of [0.25, 0.5, 0.75, 1]) {
    const r = radius * Math.sqrt(part);
    svg.append(s('circle', { cx, cy, r, class: 'grid ring' }));
    if (part === 0.5 || part === 1) {
      svg.append(
        s(
          'text',
          { x: cx + r * 0.707 + 3, y: cy + r * 0.707 + 12, class: 'small' },
          withUnit(plain(most * part, 2), chart.unit),
        ),
      );
    }
  }
  svg.append(
    s('path', { d: `M${at(0, radius)} L${at(180, radius)} M${at(90, radius)} L${at(270, radius)}`, class: 'grid' }),
  );
  lengths.forEach((length, i) => {
    const r = radius * Math.sqrt(Math.max(0, length) / most);
    for (const half of [0, 180]) {
      const [from, to] = [i * bin + half, (i + 1) * bin + half];
      svg.append(
        s(
          'path',
          { d: `M${cx} ${cy} L${at(from, r)} A${r} ${r} 0 0 1 ${at(to, r)} Z`, class: 'sector' },
          s(
            'title',
            null,
            `${number(i * bin)}°–${number((i + 1) * bin)}°: ${withUnit(plain(length, 3), chart.unit)}` +
              ` (${number((100 * length) / all)} %)`,
          ),
        ),
      );
    }
  });
  const letters: [string, number, number, string][] = [
    ['letter_north', cx, cy - radius - 8, 'middle'],
    ['letter_south', cx, cy + radius + 18, 'middle'],
    ['letter_east', cx + radius + 6, cy + 4, 'start'],
    ['letter_west', cx - radius - 6, cy + 4, 'end'],
  ];
  for (const [key, x, y, anchor] of letters) {
    svg.append(s('text', { x, y, 'text-anchor': anchor, class: 'compass' }, word(key)));
  }
  return svg;
}
