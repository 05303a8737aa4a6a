// Elements are made here and nowhere else: text goes in as text, never as markup.

type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined>;

function fill<T extends Element>(element: T, attributes: Attributes | null, children: Child[]): T {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes ?? null, children);
}

export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes ?? null, children);
}

/** A text of the data: isolated, so that no direction mark in it can turn its neighbours round, and cut if absurd. */
export function given(text: unknown, longest = 600): HTMLElement {
  return h('bdi', null, clipped(text, longest));
}

export function clipped(text: unknown, longest = 600): string {
  if (text === null || text === undefined) return '';
  const whole = String(text);
  return whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
}

export function button(text: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = h('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', press);
  return made;
}

export function facts(rows: [string, Node | string | null][], name = 'facts'): HTMLElement | null {
  const kept = rows.filter(([, value]) => value !== null && value !== '');
  if (kept.length === 0) return null;
  const pairs = kept.map(([term, value]) => h('div', null, h('dt', null, term), h('dd', null, value)));
  return h('dl', { class: name }, ...pairs);
}

export const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
