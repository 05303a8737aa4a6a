// Lines to fill in by hand on the ground; only on paper.

import { h } from '../dom';
import { word } from '../words';

const short = ['field_by', 'field_date', 'field_gps', 'field_samples', 'field_photos'];

export function fieldSheet(): HTMLElement {
  const line = (key: string): HTMLElement => h('p', { class: 'blank' }, h('span', null, word(key)), h('i', null));
  const seen = h(
    'div',
    { class: 'blank-lines' },
    h('p', null, word('field_seen')),
    ...[1, 2, 3].map(() => h('i', null)),
  );
  const verdict = h(
    'p',
    { class: 'verdict' },
    word('field_verdict'),
    ...['field_yes', 'field_no', 'field_unsure'].map((key) => h('span', null, '☐ ', word(key))),
  );
  return h(
    'section',
    { class: 'field-sheet paper-only' },
    h('h4', null, word('field_sheet')),
    h('div', { class: 'blanks' }, ...short.map(line)),
    seen,
    verdict,
  );
}
