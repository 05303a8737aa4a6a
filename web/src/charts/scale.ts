// Scales of charts and legends.

export type Scale = ((value: number) => number) & { ticks: number[]; invert: (at: number) => number };

/** Round numbers 1, 2, 2.5 or 5 × 10ⁿ apart that lie within the range. */
export function niceTicks(min: number, max: number, wanted = 5): number[] {
  if (!(max > min)) return Number.isFinite(min) ? [min] : [];
  const rough = (max - min) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough * 0.999) ?? 10 * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}

/** Powers of ten, with 2 and 5 between where there are few. */
export function logTicks(min: number, max: number): number[] {
  const all: number[] = [];
  const decades = Math.log10(max / min);
  const between = decades > 3 ? [1] : [1, 2, 5];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const factor of between) {
      const tick = Number((factor * 10 ** power).toPrecision(12));
      if (tick >= min * 0.9999 && tick <= max * 1.0001) all.push(tick);
    }
  }
  return all;
}

export function linear(min: number, max: number, from: number, to: number, wanted = 5): Scale {
  const span = max > min ? max - min : 1;
  const scale = (value: number): number => from + ((value - min) / span) * (to - from);
  const invert = (at: number): number => min + ((at - from) / (to - from)) * span;
  return Object.assign(scale, { ticks: niceTicks(min, max, wanted), invert });
}

export function logarithmic(min: number, max: number, from: number, to: number): Scale {
  const low = Math.log(min);
  const span = max > min ? Math.log(max) - low : 1;
  const scale = (value: number): number => from + ((Math.log(value) - low) / span) * (to - from);
  const invert = (at: number): number => Math.exp(low + ((at - from) / (to - from)) * span);
  return Object.assign(scale, { ticks: logTicks(min, max), invert });
}

/** A range grown to round numbers. */
export function rounded(min: number, max: number, wanted = 5): [number, number] {
  if (!(max > min)) return [min - 0.5, min + 0.5];
  const ticks = niceTicks(min, max, wanted);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : max - min;
  return [Math.floor(min / step + 1e-9) * step, Math.ceil(max / step - 1e-9) * step];
}
