// A picture of the target from the scene, with its outline, grid north and a scale.

import { Chip, isNumber, listOf } from '../data';
import { clipped, given, h, s } from '../dom';
import { isPicture } from '../raster/grid';
import { distance, word } from '../words';

/** The roundest length (1, 2 or 5 × 10ⁿ) up to a most. */
export function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((factor) => factor * power).find((one) => one <= most) ?? power;
}

export function chipFigure(chip: Chip | null | undefined): HTMLElement | null {
  if (!chip || !isPicture(chip.png) || !isNumber(chip.width) || !isNumber(chip.height)) return null;
  const { width, height } = chip;
  const unit = Math.max(width, height) / 100; // everything is drawn in hundredths of the chip
  const svg = s(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, class: 'chip', role: 'img' },
    s('title', null, word('chip_alt', { title: clipped(chip.title, 120) })),
    s('image', { href: chip.png, width, height, preserveAspectRatio: 'none', class: 'pixelated' }),
  );
  for (const ring of listOf(chip.outline)) {
    const points = listOf(ring)
      .filter((pair) => isNumber(pair[0]) && isNumber(pair[1]))
      .map((pair) => pair.slice(0, 2).join(','))
      .join(' ');
    svg.append(
      s('polygon', { points, fill: 'none', stroke: '#ffffff', 'stroke-width': unit * 1.2 }),
      s('polygon', { points, fill: 'none', stroke: '#00559b', 'stroke-width': unit * 0.55 }),
    );
  }
  const north = s(
    'g',
    { transform: `translate(${width - 7 * unit} ${9 * unit}) scale(${unit})` },
    s('circle', { r: 5.5, cy: -1, fill: '#ffffff', 'fill-opacity': 0.85 }),
    s('path', { d: 'M0 -5 L2.6 3 L0 1.4 L-2.6 3 Z', fill: '#1d2429' }),
  );
  svg.append(north);
  if (isNumber(chip.pixelM) && chip.pixelM > 0) {
    const length = roundLength(width * chip.pixelM * 0.35);
    const long = length / chip.pixelM;
    svg.append(
      s(
        'g',
        { transform: `translate(${4 * unit} ${height - 5 * unit})` },
        s('rect', {
          x: -2 * unit,
          y: -7 * unit,
          width: Math.max(long, 20 * unit) + 4 * unit,
          height: 10 * unit,
          fill: '#ffffff',
          'fill-opacity': 0.85,
        }),
        s('rect', { width: long, height: 1.2 * unit, fill: '#1d2429' }),
        s('text', { y: -1.6 * unit, 'font-size': 4.6 * unit, fill: '#1d2429' }, distance(length)),
      ),
    );
  }
  return h(
    'figure',
    { class: 'chip-figure' },
    svg,
    h('figcaption', null, given(chip.title, 200), ' · ', word('chip_north')),
  );
}
