// The top of the page: what was surveyed, what came out, and what must be read first.

import { isNumber, listOf, Loose, Report, Survey } from '../data';
import { clipped, facts, given, h } from '../dom';
import { careful, number, withUnit, word } from '../words';

function dates(survey: Loose<Survey>): string | null {
  const all = listOf(survey.sensors)
    .flatMap((sensor) => listOf(sensor.dates))
    .map((date) => clipped(date, 40))
    .sort();
  if (all.length === 0) return null;
  const [first, last] = [all[0], all[all.length - 1]];
  return first === last ? first : word('dates_range', { first, last, count: number(new Set(all).size) });
}

function keyNumbers(report: Loose<Report>): HTMLElement | null {
  const survey: Loose<Survey> = report.survey ?? {};
  const sensors = listOf(survey.sensors)
    .map((sensor) => clipped(sensor.title || sensor.id, 60))
    .join(', ');
  return facts(
    [
      [
        word('area'),
        isNumber(survey.areaKm2) ? withUnit(number(survey.areaKm2, survey.areaKm2 < 100 ? 1 : 0), 'km²') : null,
      ],
      [word('judged'), isNumber(survey.judgedShare) ? careful(survey.judgedShare) : null],
      [word('targets'), Array.isArray(report.targets) ? number(report.targets.length) : null],
      [word('sensors'), sensors ? given(sensors, 200) : null],
      [word('dates'), dates(survey)],
      [
        word('pixel'),
        isNumber(survey.resolutionM) ? `${number(survey.resolutionM, survey.resolutionM % 1 ? 1 : 0)}\u00a0m` : null,
      ],
      [word('crs'), survey.crsName || survey.crs ? given(survey.crsName || survey.crs, 120) : null],
    ],
    'key-numbers',
  );
}

export function pageHeader(report: Loose<Report>): HTMLElement {
  const statements = listOf(report.statements);
  const warnings = listOf(report.warnings);
  const told =
    statements.length === 0
      ? null
      : h(
          'section',
          { class: 'statements', 'aria-labelledby': 'statements-title' },
          h('h2', { id: 'statements-title' }, word('read_first')),
          h('ol', null, ...statements.map((text) => h('li', null, given(text, 2000)))),
        );
  const warned =
    warnings.length === 0
      ? null
      : h(
          'section',
          { class: 'warnings', 'aria-labelledby': 'warnings-title' },
          h('h2', { id: 'warnings-title' }, word('warnings')),
          h('ul', null, ...warnings.map((text) => h('li', null, given(text, 1000)))),
        );
  return h(
    'header',
    { class: 'page-header' },
    h('p', { class: 'kicker' }, word('report_kind')),
    h('h1', null, given(report.survey?.name ?? word('report_kind'), 300)),
    report.outcome ? h('p', { class: 'outcome' }, given(report.outcome, 1000)) : null,
    keyNumbers(report),
    told || warned ? h('div', { class: 'first-read' }, told, warned) : null,
  );
}
