// The values of all lines at the place of the pointer.

import { isNumber, Series } from '../data';
import { clipped, given, h, s } from '../dom';
import { plain } from '../words';
import { Frame } from './axes';
import { Scale } from './scale';

function nearestIndex(x: number[], value: number): number {
  let best = -1;
  x.forEach((one, i) => {
    if (isNumber(one) && (best < 0 || Math.abs(one - value) < Math.abs(x[best] - value))) best = i;
  });
  return best;
}

export function hover(
  holder: HTMLElement,
  svg: SVGSVGElement,
  frame: Frame,
  x: Scale,
  series: Series[],
  xLabel: string,
): void {
  const line = s('line', { y1: frame.top, y2: frame.bottom, class: 'hover-line', visibility: 'hidden' });
  const tip = h('div', { class: 'tip', 'aria-hidden': 'true' });
  tip.hidden = true;
  svg.append(line);
  holder.append(tip);
  const hide = (): void => {
    tip.hidden = true;
    line.setAttribute('visibility', 'hidden');
  };
  svg.addEventListener('pointerleave', hide);
  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * frame.width;
    if (at < frame.left || at > frame.right) {
      hide();
      return;
    }
    const densest = series.reduce((a, b) => (b.x.length > a.x.length ? b : a));
    const index = nearestIndex(densest.x, x.invert(at));
    if (index < 0) return;
    const value = densest.x[index];
    line.setAttribute('x1', String(x(value)));
    line.setAttribute('x2', String(x(value)));
    line.setAttribute('visibility', 'visible');
    tip.replaceChildren(h('strong', null, `${clipped(xLabel, 60)}: ${plain(value)}`));
    for (const one of series) {
      const i = nearestIndex(one.x, value);
      const y = one.y[i];
      if (!isNumber(y)) continue;
      const [low, high] = [one.low?.[i], one.high?.[i]];
      const interval = isNumber(low) && isNumber(high) ? ` (${plain(low, 3)} – ${plain(high, 3)})` : '';
      tip.append(h('div', null, given(one.title, 60), `: ${plain(y, 3)}${interval}`));
    }
    tip.hidden = false;
    const left = event.clientX - box.left;
    tip.style.left = left > box.width / 2 ? 'auto' : `${left + 14}px`;
    tip.style.right = left > box.width / 2 ? `${box.width - left + 14}px` : 'auto';
    tip.style.top = `${Math.max(0, event.clientY - box.top - 30)}px`;
  });
}
