// Frame, ticks and labels that all charts share.

import { s } from '../dom';
import { tickText } from '../words';
import { Scale } from './scale';

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const lineColours = ['#00559b', '#c04a00', '#00694f', '#8c2d7f', '#555555', '#7a5c00'];
export const lineDashes = ['', '7 3', '2 3', '9 3 2 3', '4 2', '1 2'];

export function frameOf(width: number, height: number): Frame {
  return { width, height, left: 54, right: width - 14, top: 16, bottom: height - 44 };
}

/** An image with a name and, where there is one, a description that screen readers speak. */
export function drawing(frame: Frame, title: string, description = ''): SVGSVGElement {
  return s(
    'svg',
    { viewBox: `0 0 ${frame.width} ${frame.height}`, class: 'chart', role: 'img' },
    s('title', null, title),
    description ? s('desc', null, description) : null,
  );
}

export function axes(frame: Frame, x: Scale, y: Scale, xLabel: string, yLabel: string): SVGGElement {
  const { left, right, top, bottom, width } = frame;
  const group = s('g', { class: 'axes' });
  for (const tick of y.ticks) {
    const at = y(tick);
    group.append(
      s('line', { x1: left, x2: right, y1: at, y2: at, class: 'grid' }),
      s('text', { x: left - 6, y: at + 4, 'text-anchor': 'end' }, tickText(tick)),
    );
  }
  let free = -Infinity; // where the last number ended
  for (const tick of x.ticks) {
    const at = x(tick);
    const text = tickText(tick);
    const half = text.length * 3.4;
    group.append(s('line', { x1: at, x2: at, y1: bottom, y2: bottom + 4, class: 'axis' }));
    if (at - half < free + 4) continue;
    free = at + half;
    group.append(s('text', { x: at, y: bottom + 17, 'text-anchor': 'middle' }, text));
  }
  const middle = (top + bottom) / 2;
  group.append(
    s('line', { x1: left, x2: right, y1: bottom, y2: bottom, class: 'axis' }),
    s('line', { x1: left, x2: left, y1: top, y2: bottom, class: 'axis' }),
    s(
      'text',
      { x: (left + right) / 2, y: bottom + 36, 'text-anchor': 'middle', class: 'label' },
      fitted(xLabel, right - left),
    ),
    s(
      'text',
      { x: 12, y: middle, 'text-anchor': 'middle', class: 'label', transform: `rotate(-90 12 ${middle})` },
      fitted(yLabel, Math.min(bottom - top, width)),
    ),
  );
  return group;
}

/** A text cut to about a width. */
export function fitted(text: unknown, width: number): string {
  const whole = text === null || text === undefined ? '' : String(text);
  const most = Math.max(3, Math.floor(width / 6.4));
  return whole.length > most ? `${whole.slice(0, most - 1)}…` : whole;
}

export function sign(index: number, x: number, y: number, size = 3.5, colour = lineColours[index % 6]): SVGElement {
  const look = { fill: colour, stroke: '#ffffff', 'stroke-width': 0.8 };
  const tip = size * 1.4;
  switch (index % 4) {
    case 1:
      return s('rect', { x: x - size, y: y - size, width: 2 * size, height: 2 * size, ...look });
    case 2:
      return s('path', { d: `M${x} ${y - size * 1.3} l${size * 1.2} ${size * 2.2} h${-size * 2.4} Z`, ...look });
    case 3:
      return s('path', { d: `M${x} ${y - tip} l${tip} ${tip} l${-tip} ${tip} l${-tip} ${-tip} Z`, ...look });
    default:
      return s('circle', { cx: x, cy: y, r: size, ...look });
  }
}
