// All that is known of one target; printed, it is the sheet that goes to the field.

import { isNumber, listOf, Loose, ModelInfo, Report, Target } from '../data';
import { clipped, facts, given, h } from '../dom';
import { lonLat, utmText } from '../geo/position';
import { careful, dash, distance, metres, number, share, withUnit, word } from '../words';
import { chipFigure } from './chip';
import { evidenceBars, scoreGauge } from './evidence';
import { fieldSheet } from './field_sheet';
import { spectraFigure } from './spectra';

function familiesText(target: Target, model: ModelInfo | undefined): string {
  const names = listOf(model?.evidence)
    .filter(({ name }) => listOf(target.raisedBy).some((push) => push.name === name))
    .map(({ family }) => family);
  const unique = [...new Set(names)].filter(Boolean);
  const count = isNumber(target.families) ? number(target.families) : dash;
  return unique.length > 0 ? `${count} (${clipped(unique.join(', '), 160)})` : count;
}

function place(target: Target, report: Loose<Report>): HTMLElement | null {
  if (!isNumber(target.lon) || !isNumber(target.lat)) return null;
  const grid = utmText(target.lon, target.lat, report.utm);
  const own =
    isNumber(target.x) && isNumber(target.y) && !grid
      ? `${clipped(report.survey?.crs ?? '', 40)} ${metres(target.x)} ${metres(target.y)}`
      : null;
  const phone = h('a', { class: 'geo no-print', href: `geo:${target.lat},${target.lon}` }, word('open_in_phone'));
  return h(
    'div',
    null,
    h('p', { class: 'coordinates' }, grid ?? own ?? ''),
    h('p', { class: 'coordinates' }, lonLat(target.lon, target.lat)),
    phone,
  );
}

function flags(target: Target): HTMLElement {
  const all = listOf(target.flags);
  if (all.length === 0) return h('p', { class: 'quiet' }, word('flags_none'));
  return h(
    'ul',
    { class: 'flags' },
    ...all.map((flag) =>
      h('li', null, given(flag.title || flag.id, 200), ' – ', word('flag_risk', { risk: share(flag.risk) })),
    ),
  );
}

function block(key: string, ...content: (Node | null)[]): HTMLElement | null {
  const kept = content.filter((one): one is Node => one !== null);
  return kept.length === 0 ? null : h('section', { class: 'block' }, h('h4', null, word(key)), ...kept);
}

export function targetPage(target: Target, report: Loose<Report>, chartWidth = 380): HTMLElement {
  const model = listOf(report.survey?.models).find((one) => one.id === target.model);
  const size =
    isNumber(target.lengthM) && isNumber(target.widthM)
      ? word('size_value', { length: number(target.lengthM), width: number(target.widthM) })
      : dash;
  const known = facts([
    [word('model'), given(target.modelTitle || target.model, 120)],
    [word('branch'), target.branch ? given(target.branch, 120) : null],
    [word('size'), size],
    [word('area'), withUnit(number(target.areaHa, 2), 'ha')],
    [word('strike'), isNumber(target.strikeDeg) ? `${number(target.strikeDeg)}°` : dash],
    [word('families'), familiesText(target, model)],
    [word('judged_share'), careful(target.judgedShare)],
    [word('known'), target.known ? given(target.known, 200) : dash],
    [word('nearest_known'), distance(target.nearestKnownM)],
    [word('land_use'), target.landUse ? given(target.landUse, 200) : dash],
    [word('elevation'), isNumber(target.elevationM) ? withUnit(number(target.elevationM), 'm') : null],
    [word('slope'), isNumber(target.slopeDeg) ? `${number(target.slopeDeg)}°` : null],
    [word('dates'), listOf(target.dates).length > 0 ? given(listOf(target.dates).join(', '), 400) : dash],
  ]);
  const notes = listOf(target.notes);
  const title = h(
    'h3',
    { tabindex: '-1' },
    given(target.id, 80),
    ' · ',
    given(target.kindTitle || target.modelTitle, 160),
  );
  const rank = h(
    'p',
    { class: 'rank' },
    word('rank_of', {
      rank: isNumber(target.rank) ? number(target.rank) : dash,
      count: number(listOf(report.targets).length),
    }),
  );
  return h(
    'article',
    { class: 'target-page' },
    h('header', null, h('p', { class: 'paper-only survey-line' }, given(report.survey?.name, 200)), title, rank),
    h(
      'div',
      { class: 'blocks' },
      h(
        'div',
        null,
        block('where', place(target, report)),
        block(
          'score',
          h('p', { class: 'score-value' }, number(target.score, 2)),
          scoreGauge(target),
          h('p', { class: 'quiet' }, word('score_note')),
        ),
        block('picture', chipFigure(target.chip)),
        block('why_here', evidenceBars(target)),
        notes.length > 0 ? block('notes', h('ul', null, ...notes.map((note) => h('li', null, given(note))))) : null,
      ),
      h(
        'div',
        null,
        block('facts', known),
        block('flags', flags(target)),
        block('spectra', spectraFigure(target.spectra, chartWidth)),
      ),
    ),
    fieldSheet(),
  );
}
