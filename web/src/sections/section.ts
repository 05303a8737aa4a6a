// Sections of the page; one that has nothing to show is not there.

import { h } from '../dom';
import { word } from '../words';

export interface Section {
  id: string;
  key: string; // of its heading
  content: (Node | null)[];
}

export function sectionElement({ id, key, content }: Section): HTMLElement {
  const heading = h('h2', { id: `${id}-title` }, word(key));
  return h('section', { id, class: 'section', 'aria-labelledby': heading.id }, heading, ...content);
}

export const filled = ({ content }: Section): boolean => content.some((one) => one !== null);
