// What the checks of the page share: the report's own data, and how to ask the page.

import assert from 'node:assert/strict';
import { decodeGrey } from './png.mjs';

export const list = (items) => (Array.isArray(items) ? items.filter((one) => one !== null && one !== undefined) : []);

/** The data of a finished report, as the program wrote it. */
export function dataOf(html) {
  const found = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(html);
  if (!found) throw new Error('the file has no data: is it a report?');
  return JSON.parse(found[1]);
}

const locales = { en: 'en-GB', es: 'es-ES', pt: 'pt-PT' };
export const localeOf = (report) => locales[report.language] ?? 'en-GB';

const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));

const decoded = new Map();
export function gridOf(layer) {
  if (!decoded.has(layer.png)) decoded.set(layer.png, decodeGrey(layer.png));
  return decoded.get(layer.png);
}

/** Level of a layer at a place, decoded without the page. */
export function levelAt(report, layer, lon, lat) {
  const { width, height, levels } = gridOf(layer);
  const [west, south, east, north] = report.map.bounds;
  const column = Math.floor(((lon - west) / (east - west)) * width);
  const row = Math.floor(((mercator(north) - mercator(lat)) / (mercator(north) - mercator(south))) * height);
  return column < 0 || row < 0 || column >= width || row >= height ? 0 : levels[row * width + column];
}

export function expectedText(report, layer, level) {
  const { words } = report;
  if (layer.kind === 'hatch') return level ? layer.label : words.ground_judged;
  if (level === 0) return words.no_data;
  if (layer.kind === 'class') return layer.classes.find(({ value }) => value === level)?.label ?? String(level);
  const value = layer.min + ((level - 1) * (layer.max - layer.min)) / 254;
  const step = Math.abs(layer.max - layer.min) / 254;
  const decimals = layer.decimals ?? Math.min(4, Math.max(0, Math.ceil(-Math.log10(step))));
  const text = value.toLocaleString(localeOf(report), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return layer.unit && layer.unit !== '1' ? `${text}\u00a0${layer.unit}` : text;
}

/** Screen places of the map whose read-out is wanted: its picture's part of the window. */
export async function mapBox(page) {
  return page.$eval('#map', (map) => {
    map.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = map.getBoundingClientRect();
    return { left, top, width, height };
  });
}

/** Longitude, latitude and values that the read-out shows. */
export async function readout(page) {
  return page.$eval('.readout', (box) => {
    const text = box.querySelector('.where').textContent;
    const numbers = [...text.matchAll(/(\d+[.,]\d{5})°\s(\S)/g)].map(([, digits, letter]) => [
      digits.replace(',', '.'),
      letter,
    ]);
    const rows = [...box.querySelectorAll('.values > div')].map((row) => [
      row.querySelector('dt').textContent,
      row.querySelector('dd').textContent,
    ]);
    return { text, numbers, values: rows };
  });
}

export function placeOf(said, words) {
  assert.equal(said.numbers.length, 2, `no place in "${said.text}"`);
  const [[lat, ns], [lon, ew]] = said.numbers;
  return [
    Number(lon) * (ew.startsWith(words.letter_west) ? -1 : 1),
    Number(lat) * (ns.startsWith(words.letter_south) ? -1 : 1),
  ];
}

/** A mark of a canvas's pixels: its sum and how many are not clear. */
export async function canvasState(page, id) {
  return page.$$eval(
    'canvas[data-layer]',
    (all, wanted) => {
      const canvas = all.find((one) => one.dataset.layer === wanted);
      if (!canvas) return null;
      const copy = document.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      const pen = copy.getContext('2d', { willReadFrequently: true });
      pen.drawImage(canvas, 0, 0);
      const { data } = pen.getImageData(0, 0, copy.width, copy.height);
      let [sum, shown] = [0, 0];
      for (let i = 0; i < data.length; i += 4) {
        sum = (sum * 31 + data[i] + 256 * data[i + 1] + 65536 * data[i + 2] + data[i + 3]) % 2147483647;
        if (data[i + 3]) shown++;
      }
      return { sum, shown, opacity: getComputedStyle(canvas).opacity };
    },
    id,
  );
}

export async function rowHandle(page, id) {
  const rows = await page.$$('.layer[data-layer]');
  for (const row of rows) if ((await row.evaluate((one) => one.dataset.layer)) === id) return row;
  throw new Error(`no layer ${id} in the panel`);
}

export async function setSlider(row, name, value) {
  await row.$eval(
    `input.${name}`,
    (input, to) => {
      input.value = String(to);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
    value,
  );
}

export const mapPicture = async (page) => await (await page.$('#map')).screenshot({ encoding: 'base64' });

export const shownRows = (page) => page.$$eval('.targets tbody tr', (rows) => rows.map((row) => row.dataset.target));

export async function noOverflow(page, most = 390) {
  const wide = await page.evaluate((limit) => {
    const width = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
    if (width <= limit) return null;
    const guilty = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > limit + 1 && !one.closest('.scroll, .page-nav, .map'),
    );
    return `${width} px: ${guilty
      .slice(0, 3)
      .map((one) => `${one.tagName}.${one.className}`)
      .join(', ')}`;
  }, most);
  assert.equal(wide, null);
}
