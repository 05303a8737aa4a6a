// What the levels 0..255 of a value layer stand for.

import { isNumber } from '../data';

export function valueOf(level: number, min: number, max: number): number {
  return min + ((level - 1) / 254) * (max - min);
}

/** The lowest level whose value is at least the one given. */
export function levelFrom(value: number, min: number, max: number): number {
  if (!(max > min)) return 1;
  return Math.min(255, Math.max(1, Math.ceil(1 + ((value - min) / (max - min)) * 254 - 1e-9)));
}

/** Decimals that keep one step of 1/254 of the range apart, four at most. */
export function decimalsFor(min: number, max: number, asked?: number | null): number {
  if (isNumber(asked)) return Math.min(8, Math.max(0, Math.round(asked)));
  const step = Math.abs(max - min) / 254;
  return step > 0 ? Math.min(4, Math.max(0, Math.ceil(-Math.log10(step)))) : 2;
}

/** Share of the judged pixels at or above each level, counted. */
export function sharesOf(levels: Uint8Array): number[] {
  const counts = new Array<number>(256).fill(0);
  for (const level of levels) counts[level]++;
  const all = levels.length - counts[0];
  const shares = new Array<number>(256).fill(0);
  let above = 0;
  for (let level = 255; level >= 0; level--) {
    if (level > 0) above += counts[level];
    shares[level] = all > 0 ? above / all : 0;
  }
  return shares;
}
