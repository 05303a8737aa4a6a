// What the report can and cannot say, its files, its record and whom it owes thanks.

import { listOf, Loose, Report } from '../data';
import { facts, given, h } from '../dom';
import { word } from '../words';
import { simpleTable } from './methods';
import { Section } from './section';

export function cautionSection(report: Loose<Report>): Section {
  const side = (key: string, name: string, items: string[]): HTMLElement | null =>
    items.length === 0
      ? null
      : h(
          'div',
          { class: name },
          h('h3', null, word(key)),
          h('ul', null, ...items.map((item) => h('li', null, given(item, 1000)))),
        );
  const [can, cannot] = [listOf(report.caution?.can), listOf(report.caution?.cannot)];
  const content =
    can.length + cannot.length > 0
      ? [h('div', { class: 'caution' }, side('can_say', 'can', can), side('cannot_say', 'cannot', cannot))]
      : [];
  return { id: 'caution', key: 'caution', content };
}

/** A link only to a file below the report's own folder: no scheme, no root, no way up. */
export function relativeLink(path: unknown): string | null {
  if (typeof path !== 'string' || path === '' || path.length > 1000) return null;
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || /^[\\/]/.test(path) || path.includes('\\')) return null;
  const parts = path.split('/');
  if (parts.some((part) => part === '..')) return null;
  try {
    return parts.map((part) => encodeURIComponent(part)).join('/');
  } catch {
    return null; // half of a surrogate pair
  }
}

export function filesSection(report: Loose<Report>): Section {
  const rows = listOf(report.files).map(({ path, what }) => {
    const href = relativeLink(path);
    return [href ? h('a', { href }, given(path, 300)) : given(path, 300), given(what, 400)];
  });
  const heads = [word('file'), word('file_what')];
  return {
    id: 'files',
    key: 'files',
    content: rows.length > 0 ? [h('p', { class: 'lead' }, word('files_lead')), simpleTable(heads, rows)] : [],
  };
}

export function recordSection(report: Loose<Report>): Section {
  const rows = listOf(report.record).map(([name, value]): [string, Node] => [
    String(name ?? '').slice(0, 200),
    given(value, 600),
  ]);
  return { id: 'record', key: 'record', content: [facts(rows, 'facts record')] };
}

export function creditsSection(report: Loose<Report>): Section {
  const credits = listOf(report.credits);
  const list = h('ul', { class: 'credits' }, ...credits.map((credit) => h('li', null, given(credit, 1000))));
  return { id: 'credits', key: 'credits', content: credits.length > 0 ? [list] : [] };
}
