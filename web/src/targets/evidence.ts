// What raised and what lowered the score, as bars, and the score's interval.

import { isNumber, listOf, Push, Target } from '../data';
import { given, h, s } from '../dom';
import { number, plain, word } from '../words';

function bar(push: Push, most: number, name: string): HTMLElement {
  const track = h('span', { class: `push ${name}`, 'aria-hidden': 'true' });
  const size = isNumber(push.value) && most > 0 ? Math.abs(push.value) / most : 0;
  track.style.setProperty('--size', `${Math.round(size * 100)}%`);
  return h(
    'li',
    null,
    h('span', { class: 'push-title' }, given(push.title || push.name, 120)),
    track,
    h('span', { class: 'push-value' }, plain(push.value, 3)),
  );
}

export function evidenceBars(target: Target): HTMLElement | null {
  const [up, down] = [listOf(target.raisedBy), listOf(target.loweredBy)];
  if (up.length + down.length === 0) return null;
  const most = Math.max(...[...up, ...down].map(({ value }) => (isNumber(value) ? Math.abs(value) : 0)));
  const list = (pushes: Push[], name: string, title: string): HTMLElement | null =>
    pushes.length === 0
      ? null
      : h(
          'div',
          null,
          h('h5', null, word(title)),
          h('ul', { class: 'pushes' }, ...pushes.map((one) => bar(one, most, name))),
        );
  return h('div', { class: 'evidence' }, list(up, 'up', 'raised_by'), list(down, 'down', 'lowered_by'));
}

/** The score as a point on 0..1 with its interval. */
export function scoreGauge({ score, low, high }: Target): SVGSVGElement | null {
  if (!isNumber(score)) return null;
  const at = (value: number): number => 8 + Math.min(1, Math.max(0, value)) * 184;
  const has = isNumber(low) && isNumber(high);
  const title = has
    ? word('gauge_interval', { score: number(score, 2), low: number(low, 2), high: number(high, 2) })
    : `${word('score')} ${number(score, 2)}`;
  const svg = s(
    'svg',
    { viewBox: '0 0 200 30', class: 'gauge', role: 'img' },
    s('title', null, title),
    s('line', { x1: 8, x2: 192, y1: 10, y2: 10, class: 'axis' }),
  );
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) {
    svg.append(
      s('line', { x1: at(tick), x2: at(tick), y1: 7, y2: 13, class: 'axis' }),
      s('text', { x: at(tick), y: 27, 'text-anchor': 'middle' }, plain(tick)),
    );
  }
  if (has)
    svg.append(s('rect', { x: at(low), y: 3, width: Math.max(1, at(high) - at(low)), height: 14, class: 'span' }));
  svg.append(s('circle', { cx: at(score), cy: 10, r: 3.4, class: 'point' }));
  return svg;
}
