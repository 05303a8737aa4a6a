// The grey levels of a layer's picture, decoded once.

import { Bounds, pixelAt } from '../geo/mercator';

export interface Grid {
  width: number;
  height: number;
  levels: Uint8Array;
}

const decoded = new Map<string, Promise<Grid>>();

export function isPicture(png: unknown): png is string {
  return typeof png === 'string' && /^data:image\/(png|jpeg);base64,/.test(png);
}

async function read(png: string): Promise<Grid> {
  const image = new Image();
  image.src = png;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, width, height).data;
  const levels = new Uint8Array(width * height);
  for (let i = 0; i < levels.length; i++) levels[i] = bytes[4 * i];
  return { width, height, levels };
}

export function gridOf(png: string): Promise<Grid> {
  let found = decoded.get(png);
  if (!found) {
    found = isPicture(png) ? read(png) : Promise.reject(new Error('not a picture'));
    decoded.set(png, found);
  }
  return found;
}

export function levelAt(grid: Grid, bounds: Bounds, lon: number, lat: number): number {
  const at = pixelAt(bounds, grid.width, grid.height, lon, lat);
  return at ? grid.levels[at[1] * grid.width + at[0]] : 0;
}

export function paint(grid: Grid, canvas: HTMLCanvasElement, table: Uint32Array): void {
  canvas.width = grid.width;
  canvas.height = grid.height;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(grid.width, grid.height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = table[grid.levels[i]];
  context.putImageData(image, 0, 0);
}
