// The columns of the target table: what stands in them and how they sort.

import { isNumber, listOf, Target } from '../data';
import { clipped } from '../dom';
import { careful, dash, distance, number, word } from '../words';

export interface Column {
  key: string; // of its heading
  right: boolean;
  minor?: boolean; // left out where the table is narrow or printed
  noPhone?: boolean; // left out on a phone only
  text: (target: Target) => string;
  sort: (target: Target) => number | string | null;
}

const figure = (key: string, get: (t: Target) => unknown, text: (value: unknown) => string, minor = false): Column => ({
  key,
  right: true,
  minor,
  text: (t) => text(get(t)),
  sort: (t) => {
    const value = get(t);
    return isNumber(value) ? value : null;
  },
});

const said = (key: string, get: (t: Target) => unknown, minor = false): Column => {
  const text = (t: Target): string => clipped(get(t) || '', 300);
  return { key, right: false, minor, text: (t) => text(t) || dash, sort: (t) => text(t) || null };
};

export const flagsText = (target: Target): string =>
  listOf(target.flags)
    .map((flag) => clipped(flag.title, 80))
    .join('; ');

export const columns: Column[] = [
  figure(
    'rank',
    (t) => t.rank,
    (v) => number(v),
  ),
  said('target', (t) => t.id),
  { ...said('model', (t) => t.modelTitle || t.model), noPhone: true },
  said('kind', (t) => t.kindTitle),
  figure(
    'score',
    (t) => t.score,
    (v) => number(v, 2),
  ),
  {
    ...figure(
      'interval',
      (t) => t.low,
      (v) => number(v, 2),
    ),
    text: (t) => (isNumber(t.low) && isNumber(t.high) ? `${number(t.low, 2)}–${number(t.high, 2)}` : dash),
  },
  figure(
    'area_ha',
    (t) => t.areaHa,
    (v) => number(v, 1),
  ),
  figure(
    'length_m',
    (t) => t.lengthM,
    (v) => number(v),
  ),
  figure(
    'width_m',
    (t) => t.widthM,
    (v) => number(v),
    true,
  ),
  figure(
    'strike_deg',
    (t) => t.strikeDeg,
    (v) => number(v),
  ),
  figure(
    'families_short',
    (t) => t.families,
    (v) => number(v),
    true,
  ),
  figure('judged_short', (t) => t.judgedShare, careful),
  said('flags', flagsText),
  said('known', (t) => t.known),
  figure('nearest_known', (t) => t.nearestKnownM, distance),
  said('land_use', (t) => t.landUse, true),
];

export const classesOf = ({ right, minor, noPhone }: Column): string =>
  [right && 'right', minor && 'minor', noPhone && 'no-phone'].filter(Boolean).join(' ');

/** Unknown values stand last whichever way it is sorted; equals keep the order of rank. */
export function sorted(targets: Target[], column: Column, down: boolean, locale: string): Target[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  return [...targets].sort((a, b) => {
    const [x, y] = [column.sort(a), column.sort(b)];
    const level = (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0;
    if (x === null || y === null) return x === y ? level : x === null ? 1 : -1;
    const order = isNumber(x) && isNumber(y) ? x - y : collator.compare(String(x), String(y));
    return (down ? -order : order) || level;
  });
}

/** Small letters without accents, for searching. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

export function searchText(target: Target): string {
  const more = [
    target.branch,
    target.landUse,
    ...listOf(target.notes),
    ...listOf(target.raisedBy).map((one) => one.title),
    word('target'),
  ];
  return folded([...columns.map((column) => column.text(target)), ...more].join(' '));
}
