// Legends: what the colours of a layer mean, in words and numbers.

import { paletteOf, safeColour, valueTable } from '../colour';
import { isNumber, listOf, Report } from '../data';
import { clipped, given, h } from '../dom';
import { niceTicks } from '../charts/scale';
import { number, plain, share, withUnit, word } from '../words';
import { RasterLayer } from './raster_layer';

/** Colour bar with numbers under it; what the threshold hides is left open. */
export function valueLegend(layer: RasterLayer, palettes: Report['palettes'] | null | undefined): HTMLElement {
  const { info } = layer;
  if (info.kind !== 'value') return h('div');
  const canvas = h('canvas', { width: 255, height: 1, class: 'bar' });
  const pen = canvas.getContext('2d');
  if (pen) {
    const image = pen.createImageData(255, 1);
    new Uint32Array(image.data.buffer).set(valueTable(paletteOf(palettes, layer.palette), layer.threshold).slice(1));
    pen.putImageData(image, 0, 0);
  }
  const { min, max, unit } = info;
  const inner = niceTicks(min, max, 4).filter((tick) => tick >= min && tick <= max);
  const ticks = h('div', { class: 'ticks' });
  for (const tick of inner) {
    const mark = h('span', null, plain(tick));
    mark.style.left = `${((tick - min) / (max - min)) * 100}%`;
    ticks.append(mark);
  }
  const unitText = unit && unit !== '1' ? h('span', { class: 'unit' }, given(unit, 40)) : null;
  const scale = `${plain(min)} – ${withUnit(plain(max), clipped(unit, 40))}`;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', word('legend_bar', { title: clipped(info.title, 100), range: scale }));
  return h('div', { class: 'legend-bar' }, canvas, ticks, unitText);
}

export function classLegend(layer: RasterLayer): HTMLElement {
  const { info } = layer;
  if (info.kind !== 'class') return h('div');
  const classes = listOf(info.classes);
  const areas = classes.some((one) => isNumber(one.areaShare));
  const found = classes.some((one) => isNumber(one.occurrences));
  const head = h(
    'tr',
    null,
    h('th', { scope: 'col' }, word('legend_class')),
    areas && h('th', { scope: 'col', class: 'right' }, word('legend_area')),
    found && h('th', { scope: 'col', class: 'right' }, word('legend_occurrences')),
  );
  const rows = classes.map((one) => {
    const swatch = h('span', { class: 'swatch', 'aria-hidden': 'true' });
    swatch.style.background = safeColour(one.color);
    const of = isNumber(one.occurrencesAll)
      ? word('count_of', { count: number(one.occurrences), all: number(one.occurrencesAll) })
      : number(one.occurrences);
    return h(
      'tr',
      null,
      h('td', null, swatch, given(one.label, 80)),
      areas && h('td', { class: 'right' }, share(one.areaShare)),
      found && h('td', { class: 'right' }, of),
    );
  });
  return h('table', { class: 'legend-classes' }, h('thead', null, head), h('tbody', null, ...rows));
}

export function hatchLegend(layer: RasterLayer): HTMLElement {
  const { info } = layer;
  if (info.kind !== 'hatch') return h('div');
  return h(
    'div',
    { class: 'legend-hatch' },
    h('span', { class: 'swatch hatched', 'aria-hidden': 'true' }),
    given(info.label, 120),
  );
}
