// Lines with intervals, told apart by colour, dash and sign.

import { isNumber, LinesChart, listOf, Series } from '../data';
import { clipped, given, h, s } from '../dom';
import { plain } from '../words';
import { axes, drawing, Frame, frameOf, lineColours, lineDashes, sign } from './axes';
import { hover } from './hover';
import { linear, logarithmic, rounded, Scale } from './scale';

export interface LineOptions {
  points?: string[]; // names of the points: they are drawn and named
  height?: number;
}

type Point = [number, number];

function usable(series: Series, log: boolean): Point[] {
  return listOf(series.x)
    .map((x, i): [unknown, unknown] => [x, series.y?.[i]])
    .filter((pair): pair is Point => isNumber(pair[0]) && isNumber(pair[1]) && (!log || pair[0] > 0));
}

function runs(series: Series, log: boolean): Point[][] {
  const all: Point[][] = [[]];
  series.x.forEach((x, i) => {
    const y = series.y?.[i];
    if (isNumber(x) && isNumber(y) && (!log || x > 0)) all[all.length - 1].push([x, y]);
    else if (all[all.length - 1].length > 0) all.push([]);
  });
  return all.filter((run) => run.length > 0);
}

const path = (points: Point[], x: Scale, y: Scale): string =>
  points.map(([px, py], i) => `${i ? 'L' : 'M'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join('');

function band(series: Series, x: Scale, y: Scale, colour: string, log: boolean): SVGElement | null {
  const both = listOf(series.x)
    .map((at, i): [number, unknown, unknown] => [at, series.low?.[i], series.high?.[i]])
    .filter((one): one is [number, number, number] => one.every(isNumber) && (!log || one[0] > 0));
  if (both.length < 2) return null;
  const up = both.map(([at, , high]): Point => [at, high]);
  const down = both.map(([at, low]): Point => [at, low]).reverse();
  return s('path', { d: `${path([...up, ...down], x, y)}Z`, fill: colour, 'fill-opacity': 0.15, stroke: 'none' });
}

function range(chart: LinesChart, log: boolean): { x: [number, number]; y: [number, number] } | null {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const series of chart.series) {
    for (const [px, py] of usable(series, log)) {
      xs.push(px);
      ys.push(py);
    }
    for (const value of [...listOf(series.low), ...listOf(series.high)]) if (isNumber(value)) ys.push(value);
  }
  if (xs.length === 0) return null;
  const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
  return { x: [least(xs), most(xs)], y: rounded(Math.min(0, least(ys)), most(ys)) };
}

const dashOf = (series: Series, index: number): string =>
  series.dashed ? '5 4' : index === 0 ? '' : lineDashes[index % lineDashes.length];

function drawSeries(
  svg: SVGSVGElement,
  series: Series,
  index: number,
  x: Scale,
  y: Scale,
  log: boolean,
  names?: string[],
): void {
  const colour = lineColours[index % lineColours.length];
  for (const run of runs(series, log)) {
    svg.append(
      s('path', {
        d: path(run, x, y),
        fill: 'none',
        stroke: colour,
        'stroke-width': index === 0 ? 2.4 : 1.6,
        'stroke-dasharray': dashOf(series, index) || null,
        'stroke-linejoin': 'round',
      }),
    );
  }
  if (!names) return;
  series.x.forEach((px, i) => {
    const py = series.y?.[i];
    if (!isNumber(px) || !isNumber(py)) return;
    const dot = sign(index, x(px), y(py), index === 0 ? 3.6 : 2.8, colour);
    dot.append(s('title', null, `${clipped(series.title, 80)}, ${clipped(names[i], 40)}: ${plain(py, 3)}`));
    svg.append(dot);
  });
}

function key(series: Series[], points: boolean): HTMLElement {
  return h(
    'ul',
    { class: 'key' },
    ...series.map((one, index) => {
      const colour = lineColours[index % lineColours.length];
      const line = s('line', {
        x1: 1,
        x2: 29,
        y1: 6,
        y2: 6,
        stroke: colour,
        'stroke-width': index === 0 ? 2.6 : 1.8,
        'stroke-dasharray': dashOf(one, index) || null,
      });
      const sample = s(
        'svg',
        { viewBox: '0 0 30 12', width: 30, height: 12, 'aria-hidden': 'true' },
        line,
        points ? sign(index, 15, 6, 3.2, colour) : null,
      );
      return h('li', null, sample, given(one.title, 120));
    }),
  );
}

export function drawLines(chart: LinesChart, width: number, options: LineOptions = {}): HTMLElement | null {
  const series = listOf(chart.series).filter((one) => Array.isArray(one.x) && Array.isArray(one.y));
  const log = chart.xLog === true;
  const extent = range({ ...chart, series }, log);
  if (!extent) return null;
  const frame: Frame = frameOf(width, options.height ?? Math.round(width * 0.62));
  const make = log ? logarithmic : linear;
  const x = make(extent.x[0], extent.x[1], frame.left, frame.right, 6);
  const y = linear(extent.y[0], extent.y[1], frame.bottom, frame.top);
  const svg = drawing(frame, chart.title, chart.caption);
  svg.append(axes(frame, x, y, chart.xLabel, chart.yLabel));
  series.forEach((one, i) => {
    const shade = band(one, x, y, lineColours[i % lineColours.length], log);
    if (shade) svg.append(shade);
  });
  for (let i = series.length - 1; i >= 0; i--) drawSeries(svg, series[i], i, x, y, log, options.points);
  const holder = h(
    'div',
    { class: 'chart-holder' },
    svg,
    series.length > 1 || options.points ? key(series, !!options.points) : null,
  );
  hover(holder, svg, frame, x, series, chart.xLabel);
  return holder;
}
