// Interface texts and numbers in the report's language.

import { isNumber } from './data';

const locales: Record<string, string> = { en: 'en-GB', es: 'es-ES', pt: 'pt-PT' };
const formats = new Map<string, Intl.NumberFormat>();
let texts: Record<string, unknown> = {};
let locale = 'en-GB';

export const dash = '–'; // what is not known

export function setLanguage(
  language: string | null | undefined,
  words: Record<string, string> | null | undefined,
): void {
  locale = locales[language ?? 'en'] ?? 'en-GB';
  texts = words ?? {};
  formats.clear();
}

/** The text of a key with its {places} filled; a key that is missing shows itself. */
export function word(key: string, places: Record<string, string | number> = {}): string {
  const found = Object.prototype.hasOwnProperty.call(texts, key) ? texts[key] : undefined;
  if (typeof found !== 'string') return key;
  return found.replace(/\{(\w+)\}/g, (all, name: string) => (name in places ? String(places[name]) : all));
}

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.NumberFormat(locale, options);
    formats.set(key, made);
  }
  return made;
}

export function number(value: unknown, decimals = 0): string {
  if (!isNumber(value)) return dash;
  return format({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A number with as many decimals as it needs, `digits` significant ones at most. */
export function plain(value: unknown, digits = 4): string {
  return isNumber(value) ? format({ maximumSignificantDigits: digits }).format(value) : dash;
}

/** A number for an axis: short where it is large. */
export function tickText(value: number): string {
  return Math.abs(value) < 1e5 ? plain(value) : format({ notation: 'compact' }).format(value);
}

/** Grid coordinates: whole metres without separators, as a receiver takes them. */
export function metres(value: number): string {
  return format({ maximumFractionDigits: 0, useGrouping: false }).format(value);
}

/** 0..1 as per cent: one decimal below ten, two below one. */
export function share(value: unknown): string {
  if (!isNumber(value)) return dash;
  const size = Math.abs(value);
  const decimals = size === 0 || size >= 0.0995 ? 0 : size >= 0.00995 ? 1 : 2;
  return format({ style: 'percent', maximumFractionDigits: decimals }).format(value);
}

/** Never rounds what is not all up to 100 %, for the share of ground that was judged. */
export function careful(value: unknown): string {
  if (isNumber(value) && value > 0.9 && value < 1) {
    return format({ style: 'percent', maximumFractionDigits: 1 }).format(Math.floor(value * 1000) / 1000);
  }
  return share(value);
}

export function withUnit(text: string, unit: string | null | undefined): string {
  return !unit || unit === '1' || text === dash ? text : `${text}\u00a0${unit}`;
}

export function distance(value: unknown): string {
  if (!isNumber(value)) return dash;
  if (value < 995) return `${number(value)}\u00a0m`;
  return `${number(value / 1000, value < 99500 ? 2 : 1)}\u00a0km`;
}
