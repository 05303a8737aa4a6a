// The whole page from the data.

import { chartFigure } from './charts/chart';
import { listOf, Loose, Report } from './data';
import { calm, h } from './dom';
import { modelsOf } from './map/layer_panel';
import { mapView } from './map/map_view';
import { cautionSection, creditsSection, filesSection, recordSection } from './sections/closing';
import { pageHeader } from './sections/header';
import { decisionsSection, methodsSection, modelsSection } from './sections/methods';
import { filled, Section, sectionElement } from './sections/section';
import { targetPage } from './targets/page';
import { targetTable, uniqueTargets } from './targets/table';
import { targetPanel } from './targets/target_panel';
import { word } from './words';
import { workspace, Workspace } from './workspace';

const printedPages = 20;

function navigation(sections: Section[]): HTMLElement {
  const links = sections.map(({ id, key }) => h('li', null, h('a', { href: `#${id}` }, word(key))));
  return h('nav', { class: 'page-nav', 'aria-label': word('contents') }, h('ul', null, ...links));
}

/** Pages that only paper shows, made when the screen has what it needs. */
function printPages(report: Loose<Report>): HTMLElement | null {
  const targets = listOf(report.targets).slice(0, printedPages);
  if (targets.length === 0) return null;
  const holder = h('section', { class: 'print-pages paper-only' });
  let filledIn = false;
  const fill = (): void => {
    if (filledIn) return;
    filledIn = true;
    holder.append(
      h('h2', { class: 'only-spoken' }, word('target_pages')),
      ...targets.map((target) => targetPage(target, report, 330)),
    );
  };
  window.addEventListener('beforeprint', fill);
  window.setTimeout(fill, 1500);
  return holder;
}

export function buildPage(given: Loose<Report>): void {
  const report: Loose<Report> = { ...given, targets: given.targets ? uniqueTargets(given.targets) : given.targets };
  const targets = listOf(report.targets);
  const byId = new Map(targets.map((target) => [target.id, target]));
  let space: Workspace | null = null;

  const open = (id: string, from: 'table' | 'map' | 'page'): void => {
    const target = byId.get(id);
    if (!target) return;
    table.select(id);
    panel.show(target);
    space?.turnTo('target');
    if (from === 'map') map?.select(id);
    else map?.show(id);
    if (from === 'table') {
      const to = map?.element ?? panel.element;
      to.scrollIntoView({ behavior: calm() ? 'auto' : 'smooth', block: 'start' });
    }
    if (from !== 'map') panel.element.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
  };
  const table = targetTable(targets, modelsOf(report), report.language ?? 'en', (id) => open(id, 'table'));
  const panel = targetPanel(
    targets,
    report,
    (id) => open(id, 'page'),
    (id) => {
      document.getElementById('targets')?.scrollIntoView({ behavior: calm() ? 'auto' : 'smooth' });
      table.focus(id);
    },
  );
  const map = mapView(report, (id) => open(id, 'map'));
  if (map) space = workspace(map.element, map.panel, targets.length > 0 ? panel.element : null);

  const charts = listOf(report.charts)
    .map(chartFigure)
    .filter((figure): figure is HTMLElement => figure !== null);
  const sections = [
    { id: 'map-section', key: 'map_section', content: [space?.element ?? null] },
    { id: 'targets', key: 'targets', content: targets.length > 0 ? [table.element, map ? null : panel.element] : [] },
    { id: 'charts', key: 'charts', content: charts.length > 0 ? [h('div', { class: 'figures' }, ...charts)] : [] },
    cautionSection(report),
    modelsSection(report),
    methodsSection(report),
    decisionsSection(report),
    filesSection(report),
    recordSection(report),
    creditsSection(report),
  ].filter(filled);

  const main = h('main', { id: 'main' }, pageHeader(report), ...sections.map(sectionElement), printPages(report));
  const skip = h('a', { class: 'skip', href: '#main' }, word('skip'));
  document.body.replaceChildren(
    skip,
    navigation(sections),
    main,
    h('footer', { class: 'page-footer' }, h('p', null, word('footer'))),
  );
  map?.whole();
}
