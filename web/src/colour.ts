// Colours of the data, checked, and 256-entry tables for pictures.

const black = 0xff000000;

export function safeColour(text: unknown, otherwise = '#555555'): string {
  return typeof text === 'string' && /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(text) ? text : otherwise;
}

/** "#rrggbb" to 0xaabbggrr, the order of bytes in a canvas. */
export function packed(text: unknown): number {
  let digits = safeColour(text).slice(1);
  if (digits.length === 3) digits = [...digits].map((digit) => digit + digit).join('');
  const whole = parseInt(digits.slice(0, 6), 16);
  return (black | ((whole & 0xff) << 16) | (whole & 0xff00) | (whole >> 16)) >>> 0;
}

export function greyRamp(): string[] {
  return Array.from({ length: 256 }, (_, level) => `#${level.toString(16).padStart(2, '0').repeat(3)}`);
}

export function paletteOf(palettes: Record<string, string[]> | null | undefined, name: string): string[] {
  const found = palettes && Object.prototype.hasOwnProperty.call(palettes, name) ? palettes[name] : undefined;
  return Array.isArray(found) && found.length > 1 ? found : greyRamp();
}

/** Where level 1..255 falls among the colours of a palette. */
export function colourIndex(level: number, colours: number): number {
  return Math.round(((level - 1) / 254) * (colours - 1));
}

/** Colour of each level: 0 is missing and clear, so is what lies below the threshold (a level). */
export function valueTable(palette: string[], threshold = 1): Uint32Array {
  const table = new Uint32Array(256);
  for (let level = Math.max(1, threshold); level < 256; level++) {
    table[level] = packed(palette[colourIndex(level, palette.length)]);
  }
  return table;
}

export function classTable(classes: { value: number; color: string }[]): Uint32Array {
  const table = new Uint32Array(256);
  for (const { value, color } of classes) {
    if (value >= 1 && value < 256) table[value] = packed(color);
  }
  return table;
}

/** Relative luminance 0..1 (WCAG 2), to choose black or white text. */
export function luminance(text: string): number {
  const whole = packed(text);
  const part = (shift: number): number => {
    const c = ((whole >> shift) & 0xff) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(0) + 0.7152 * part(8) + 0.0722 * part(16);
}
