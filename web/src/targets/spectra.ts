// The target's mean spectrum against its surroundings and the references.

import { isNumber, listOf, Series, Spectra } from '../data';
import { h } from '../dom';
import { drawLines } from '../charts/lines';
import { clipped } from '../dom';
import { word } from '../words';

export function spectraFigure(spectra: Spectra | null | undefined, width: number): HTMLElement | null {
  const bands = listOf(spectra?.bands);
  if (!spectra || bands.length === 0 || !Array.isArray(spectra.target)) return null;
  const order = bands
    .map((_, i) => i)
    .filter((i) => isNumber(bands[i].nm))
    .sort((a, b) => bands[a].nm - bands[b].nm);
  const x = order.map((i) => bands[i].nm);
  const line = (
    title: string,
    values: (number | null)[] | null | undefined,
    more: Partial<Series> = {},
  ): Series | null => (Array.isArray(values) ? { title, x, y: order.map((i) => values[i] ?? null), ...more } : null);
  const along = (values?: number[]): number[] | undefined =>
    Array.isArray(values) ? order.map((i) => values[i]) : undefined;
  const series = [
    line(word('spectra_target'), spectra.target, { low: along(spectra.low), high: along(spectra.high) }),
    line(word('spectra_background'), spectra.background, { dashed: true }),
    ...listOf(spectra.references).map((one) => line(clipped(one.title, 100), one.values)),
  ].filter((one): one is Series => one !== null);
  const chart = {
    id: 'spectra',
    kind: 'lines' as const,
    title: word('spectra'),
    caption: word('spectra_caption'),
    xLabel: word('wavelength_nm'),
    yLabel: word('reflectance'),
    series,
  };
  const names = order.map((i) => clipped(bands[i].name, 30));
  const drawn = drawLines(chart, width, { points: names, height: Math.round(width * 0.58) });
  return drawn && h('figure', { class: 'spectra' }, drawn, h('figcaption', null, word('spectra_caption')));
}
