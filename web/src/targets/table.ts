// All targets: search, filter, sort; a row opens the target.

import { listOf, Target } from '../data';
import { given, h } from '../dom';
import { number, word } from '../words';
import { classesOf, Column, columns, folded, searchText, sorted } from './columns';

export interface TargetTable {
  element: HTMLElement;
  select: (id: string | null) => void;
  focus: (id: string) => void;
}

export function targetTable(
  targets: Target[],
  models: [string, string][],
  language: string,
  open: (id: string) => void,
): TargetTable {
  let by: Column = columns[0];
  let down = false;
  let chosen: string | null = null;
  let model = '';
  const rows = new Map<string, HTMLTableRowElement>();
  const found = new Map(targets.map((target) => [target, searchText(target)]));
  const used = columns.filter((column) => targets.some((target) => column.sort(target) !== null));
  const body = h('tbody');
  const count = h('p', { class: 'count', role: 'status' });
  const search = h('input', { type: 'search', id: 'target-search', autocomplete: 'off' });
  const filter = h('select', { id: 'target-model' }, h('option', { value: '' }, word('all_models')));
  for (const [id, title] of models) filter.append(h('option', { value: id }, given(title, 100).textContent));

  const row = (target: Target): HTMLTableRowElement => {
    const made = h('tr', { 'data-target': target.id.slice(0, 80) });
    for (const column of used) {
      const text = column.text(target);
      const name = classesOf(column);
      if (column.key === 'target') {
        const opener = h('button', { type: 'button', class: 'open-target' }, given(text, 80));
        opener.setAttribute('aria-label', word('open_target', { target: text.slice(0, 80) }));
        made.append(h('th', { scope: 'row', class: name || null }, opener));
      } else
        made.append(h('td', { class: `${name}${text.length > 40 ? ' long' : ''}`.trim() || null }, column.right ? text : given(text, 300)));
    }
    made.addEventListener('click', () => open(target.id));
    return made;
  };
  for (const target of targets) rows.set(target.id, row(target));

  const headers = used.map((column) => {
    const press = h(
      'button',
      { type: 'button' },
      word(column.key),
      h('span', { class: 'arrow', 'aria-hidden': 'true' }),
    );
    const cell = h(
      'th',
      {
        scope: 'col',
        'data-column': column.key,
        class: classesOf(column) || null,
      },
      press,
    );
    press.addEventListener('click', () => {
      down = by === column ? !down : column.key === 'score';
      by = column;
      show();
    });
    return cell;
  });

  function show(): void {
    const asked = folded(search.value.trim()).split(/\s+/);
    const kept = targets.filter(
      (target) => (!model || target.model === model) && asked.every((part) => found.get(target)?.includes(part)),
    );
    const shown = sorted(kept, by, down, language).map((target) => rows.get(target.id));
    body.replaceChildren(...shown.filter((one): one is HTMLTableRowElement => one !== undefined));
    used.forEach((column, i) =>
      headers[i].setAttribute('aria-sort', column === by ? (down ? 'descending' : 'ascending') : 'none'),
    );
    count.textContent = word('targets_shown', { count: number(kept.length), all: number(targets.length) });
  }
  search.addEventListener('input', show);
  filter.addEventListener('change', () => {
    model = filter.value;
    show();
  });
  body.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const here = (event.target as HTMLElement).closest('tr');
    const next = event.key === 'ArrowDown' ? here?.nextElementSibling : here?.previousElementSibling;
    const opener = next?.querySelector<HTMLElement>('.open-target');
    if (!opener) return;
    event.preventDefault();
    opener.focus();
  });

  const scroll = h(
    'div',
    { class: 'scroll targets-scroll', tabindex: '0', role: 'group', 'aria-label': word('targets') },
    h('table', { class: 'targets' }, h('thead', null, h('tr', null, ...headers)), body),
  );
  const element = h(
    'div',
    { class: 'target-table' },
    h(
      'div',
      { class: 'tools' },
      h('label', { for: search.id }, word('search')),
      search,
      models.length > 1 ? h('label', { for: filter.id }, word('model')) : null,
      models.length > 1 ? filter : null,
      count,
    ),
    scroll,
  );
  show();
  return {
    element,
    select: (id) => {
      if (chosen) {
        rows.get(chosen)?.classList.remove('chosen');
        rows.get(chosen)?.removeAttribute('aria-current');
      }
      chosen = id;
      const now = id ? rows.get(id) : undefined;
      now?.classList.add('chosen');
      now?.setAttribute('aria-current', 'true');
      if (now?.isConnected) {
        const up = now.offsetTop - scroll.clientHeight / 3;
        scroll.scrollTop = Math.max(0, up);
      }
    },
    focus: (id) => rows.get(id)?.querySelector<HTMLElement>('.open-target')?.focus(),
  };
}

export function uniqueTargets(targets: Target[] | null | undefined): Target[] {
  const seen = new Map<string, Target>();
  listOf(targets).forEach((target, index) => {
    const id = target.id ? String(target.id) : `#${target.rank ?? index + 1}`;
    const free = seen.has(id) ? `${id} (${index + 1})` : id;
    seen.set(free, { ...target, id: free });
  });
  return [...seen.values()];
}
