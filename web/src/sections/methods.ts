// How it was done: models with their evidence, methods, decisions, sources.

import { facts, given, h } from '../dom';
import { listOf, Loose, ModelInfo, Report } from '../data';
import { plain, word } from '../words';
import { Section } from './section';

function sourceList(sources: string[] | null | undefined): HTMLElement | null {
  const all = listOf(sources);
  return all.length === 0
    ? null
    : h(
        'div',
        { class: 'sources' },
        h('h4', null, word('sources')),
        h('ul', null, ...all.map((source) => h('li', null, given(source, 600)))),
      );
}

export function simpleTable(heads: string[], rows: (Node | string)[][], right: number[] = []): HTMLElement {
  const side = (i: number): string | null => (right.includes(i) ? 'right' : null);
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': heads.join(', ') },
    h(
      'table',
      null,
      h('thead', null, h('tr', null, ...heads.map((text, i) => h('th', { scope: 'col', class: side(i) }, text)))),
      h('tbody', null, ...rows.map((row) => h('tr', null, ...row.map((cell, i) => h('td', { class: side(i) }, cell))))),
    ),
  );
}

function modelBlock(model: ModelInfo): HTMLElement {
  const computed = model.status !== 'unavailable';
  const status = h(
    'p',
    { class: computed ? 'status done' : 'status missing' },
    word(computed ? 'model_computed' : 'model_unavailable'),
    model.reason ? ': ' : null,
    model.reason ? given(model.reason, 500) : null,
  );
  const evidence = listOf(model.evidence);
  const rows = evidence.map((one) => [
    given(one.title || one.name, 120),
    given(one.family, 60),
    given(one.sensor ?? '–', 60),
    plain(one.weight, 3),
  ]);
  const heads = ['evidence', 'family', 'sensor', 'weight'].map((key) => word(key));
  return h(
    'section',
    { class: 'method' },
    h('h3', null, given(model.title || model.id, 160)),
    model.commodity ? h('p', { class: 'quiet' }, `${word('commodity')}: `, given(model.commodity, 80)) : null,
    status,
    rows.length > 0 ? simpleTable(heads, rows, [3]) : null,
    sourceList(model.sources),
  );
}

export function modelsSection(report: Loose<Report>): Section {
  const models = listOf(report.survey?.models);
  const content = models.length > 0 ? [h('div', { class: 'columns' }, ...models.map(modelBlock))] : [];
  return { id: 'models', key: 'models', content };
}

export function methodsSection(report: Loose<Report>): Section {
  const methods = listOf(report.methods).map((method) =>
    h(
      'section',
      { class: 'method' },
      h('h3', null, given(method.title, 200)),
      method.text ? h('p', null, given(method.text, 4000)) : null,
      facts(
        listOf(method.rows).map(([name, value]): [string, Node] => [
          String(name ?? '').slice(0, 200),
          given(value, 600),
        ]),
      ),
      sourceList(method.sources),
    ),
  );
  return {
    id: 'methods',
    key: 'methods',
    content: methods.length > 0 ? [h('div', { class: 'columns' }, ...methods)] : [],
  };
}

export function decisionsSection(report: Loose<Report>): Section {
  const rows = listOf(report.decisions).map(({ what, decision, why }) => [
    given(what, 300),
    given(decision, 600),
    given(why, 1200),
  ]);
  const heads = ['decision_what', 'decision_taken', 'decision_why'].map((key) => word(key));
  return {
    id: 'decisions',
    key: 'decisions',
    content: rows.length > 0 ? [h('p', { class: 'lead' }, word('decisions_lead')), simpleTable(heads, rows)] : [],
  };
}
