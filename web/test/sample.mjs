// A report made up of plausible numbers, the same every time, to look at and to test the page with.

import { dataUrl, encodePng } from './png.mjs';
import { noise, randomOf } from './random.mjs';
import { sampleCharts } from './sample_charts.mjs';
import { sampleTexts } from './sample_texts.mjs';
import { readWords } from './words.mjs';

const bounds = [-6.92, 40.93, -6.78, 41.03];
const size = { width: 300, height: 284 };
const anchors = {
  lajolla: ['#fffece', '#f6e28a', '#edb654', '#e38a4f', '#cf5c4b', '#973f45', '#54302a', '#1a1900'],
  batlow: ['#011959', '#0f3c5f', '#236061', '#5a7749', '#9d8a31', '#e09a57', '#fdaeac', '#faccfa'],
  viridis: ['#440154', '#46327e', '#365c8d', '#277f8e', '#1fa187', '#4ac16d', '#a0da39', '#fde725'],
  vik: ['#001261', '#02528c', '#4f98bb', '#cde1ea', '#ecd7c8', '#c98458', '#8f2f0a', '#590008'],
  grey: ['#000000', '#ffffff'],
};

function ramp(colours) {
  const parts = colours.map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
  return Array.from({ length: 256 }, (_, i) => {
    const at = (i / 255) * (parts.length - 1);
    const left = Math.min(parts.length - 2, Math.floor(at));
    const mixed = parts[left].map((c, k) => Math.round(c + (parts[left + 1][k] - c) * (at - left)));
    return `#${mixed.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
  });
}

export const palettes = () => Object.fromEntries(Object.entries(anchors).map(([name, list]) => [name, ramp(list)]));

function fields(random) {
  const { width, height } = size;
  const [wide, middle, fine, clouds] = [60, 24, 6, 50].map((cell) => noise(width, height, cell, random));
  const levels = (at) => Uint8Array.from({ length: width * height }, (_, i) =>
    (clouds[i] > 0.82 ? 0 : Math.min(255, Math.max(1, Math.round(1 + 254 * at(i))))));
  const score = levels((i) => (0.5 * wide[i] + 0.3 * middle[i] + 0.2 * fine[i]) ** 2);
  return {
    score,
    spread: levels((i) => 0.2 + 0.5 * middle[i]),
    ratio: levels((i) => 0.3 * wide[i] + 0.7 * fine[i]),
    classes: score.map((level) => (level === 0 ? 0 : level > 150 ? 5 : level > 110 ? 4 : level > 75 ? 3 : level > 40 ? 2 : 1)),
    unjudged: Uint8Array.from(clouds, (value) => (value > 0.82 ? 1 : 0)),
    shade: Uint8Array.from({ length: width * height }, (_, i) => Math.min(250, Math.max(60,
      Math.round(190 + 900 * (wide[i] - wide[Math.max(0, i - width - 1)]) + 160 * (middle[i] - middle[Math.max(0, i - 1)]))))),
  };
}

const grey = (levels) => dataUrl(encodePng(size.width, size.height, levels));

function layers(made, count) {
  const colours = ['#fefabe', '#f2c360', '#e17d50', '#98433e', '#372513'];
  const labels = ['very low', 'low', 'moderate', 'high', 'very high'];
  const classes = labels.map((label, i) => ({
    value: i + 1, label, color: colours[i], areaShare: [0.5, 0.3, 0.15, 0.04, 0.01][i],
    occurrences: [0, 2, 3, 4, 5][i], occurrencesAll: 14,
  }));
  const all = [
    { id: 'shade', title: 'Relief shade', group: 'Ground', kind: 'picture', png: grey(made.shade), visible: true, opacity: 1 },
    { id: 'li_leuco', title: 'Leucocratic brightness', group: 'Evidence: li-pegmatite', kind: 'value', png: grey(made.ratio),
      min: -0.4, max: 1.2, unit: '1', palette: 'viridis', visible: false, opacity: 0.9, decimals: 3 },
    { id: 'spread', title: 'Uncertainty of favourability', group: 'Results', kind: 'value', png: grey(made.spread), min: 0,
      max: 0.3, unit: '1', palette: 'grey', visible: false, opacity: 0.8 },
    { id: 'classes', title: 'Classes by share of area', group: 'Results', kind: 'class', png: grey(made.classes), classes,
      visible: false, opacity: 0.8 },
    { id: 'score', title: 'Favourability, lithium pegmatite', group: 'Results', kind: 'value', png: grey(made.score), min: 0,
      max: 1, unit: '1', palette: 'lajolla', visible: true, opacity: 0.75, threshold: true,
      note: 'Relative, 0 to 1: ranks ground, is no probability.' },
    { id: 'unjudged', title: 'Ground not judged', group: 'Results', kind: 'hatch', png: grey(made.unjudged),
      label: 'not judged (cloud)', visible: true, opacity: 0.9 },
  ];
  const sources = [made.ratio, made.spread, made.score];
  for (let i = all.length; i < count; i++) {
    all.splice(1, 0, { id: `extra${i}`, title: `Evidence layer ${i}`, group: 'Evidence: li-pegmatite', kind: 'value',
      png: grey(sources[i % 3]), min: 0, max: i, unit: i % 2 ? 'm' : '%', palette: 'batlow', visible: i === 7, opacity: 0.6 });
  }
  return all;
}

function vectors(random) {
  const [west, south, east, north] = bounds;
  const at = (u, v) => [west + u * (east - west), south + v * (north - south)];
  const fault = (u, v, du, dv) => ({ label: 'Fault', rows: [['kind', 'normal, mapped 1:50 000']],
    coordinates: Array.from({ length: 12 }, (_, i) => at(u + (du * i) / 11 + 0.01 * random(), v + (dv * i) / 11 + 0.01 * random())) });
  const ring = Array.from({ length: 40 }, (_, i) => {
    const a = (i / 40) * 2 * Math.PI;
    return at(0.3 + (0.16 + 0.03 * Math.sin(3 * a)) * Math.cos(a), 0.62 + (0.2 + 0.03 * Math.cos(5 * a)) * Math.sin(a));
  });
  return [
    { id: 'area', title: 'Survey area', group: 'Survey', visible: true, kind: 'polygon', color: '#1d2429', width: 1.5,
      features: [{ label: 'Survey area', coordinates: [[at(0.01, 0.01), at(0.99, 0.01), at(0.99, 0.99), at(0.01, 0.99)]] }] },
    { id: 'granite', title: 'Granite', group: 'Geology', visible: true, kind: 'polygon', color: '#8a3b62', width: 1.2,
      fill: '#d98ab0', features: [{ label: 'Two-mica granite', coordinates: [ring] }] },
    { id: 'faults', title: 'Faults', group: 'Geology', visible: true, kind: 'line', color: '#3a3a3a', width: 1.6,
      features: [fault(0.05, 0.2, 0.6, 0.7), fault(0.4, 0.05, 0.5, 0.5), fault(0.7, 0.9, 0.25, -0.6)] },
    { id: 'known', title: 'Known occurrences', group: 'Geology', visible: true, kind: 'point', color: '#1d2429', fill: '#ffffff',
      width: 2, radius: 5, features: Array.from({ length: 6 }, (_, i) => ({ label: `Occurrence ${i + 1}`,
        rows: [['commodity', i % 2 ? 'Li' : 'Sn, W']], coordinates: [at(0.1 + 0.8 * random(), 0.1 + 0.8 * random())] })) },
  ];
}

function chip(random) {
  const side = 96;
  const field = noise(side, side, 9, random);
  const pixels = new Uint8Array(side * side * 3);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [i % side, Math.floor(i / side)];
    const dyke = Math.abs(y - x * 0.9 - 4) < 5 && x > 22 && x < 74;
    const base = dyke ? 205 + 40 * field[i] : 70 + 90 * field[i];
    pixels.set([base, base * (dyke ? 0.97 : 0.92), base * (dyke ? 0.9 : 0.7)].map((c) => Math.min(255, c)), 3 * i);
  }
  return { png: dataUrl(encodePng(side, side, pixels, 3)), width: side, height: side, pixelM: 10,
    title: 'Sentinel-2, natural colour', outline: [[[20, 18], [26, 16], [78, 64], [78, 78], [70, 76], [20, 30]]] };
}

function spectra(random) {
  const bands = [['B02', 492], ['B03', 560], ['B04', 665], ['B05', 704], ['B06', 741], ['B07', 783], ['B08', 833],
    ['B8A', 865], ['B11', 1614], ['B12', 2202]].map(([name, nm]) => ({ name, nm }));
  const curve = (base, slope, dip) => bands.map(({ nm }) =>
    Number((base + slope * (nm / 2200) - (nm > 2000 ? dip : 0) + 0.01 * random()).toFixed(4)));
  const target = curve(0.28, 0.14, 0.05);
  return { bands, target, low: target.map((v) => v - 0.03), high: target.map((v) => v + 0.035), background: curve(0.1, 0.16, 0.02),
    references: [{ title: 'Leucocratic dyke (field)', values: curve(0.32, 0.16, 0.06) },
      { title: 'Muscovite', values: curve(0.4, 0.2, 0.14).map((v, i) => (i === 4 ? null : v)) },
      { title: 'Dry grass', values: curve(0.08, 0.3, 0.12) }] };
}

function targets(count, random) {
  const models = [['li-pegmatite', 'Lithium pegmatite', 'leucocratic dyke'], ['w-greisen-vein', 'Tungsten greisen and vein', 'altered granite margin']];
  const [west, south, east, north] = bounds;
  return Array.from({ length: count }, (_, i) => {
    const [model, modelTitle, kindTitle] = models[random() < 0.7 ? 0 : 1];
    const [lon, lat] = [west + (0.06 + 0.88 * random()) * (east - west), south + (0.06 + 0.88 * random()) * (north - south)];
    const strike = Math.round(20 + 60 * random());
    const [long, wide] = [200 + 900 * random(), 30 + 60 * random()];
    const turn = (along, across) => {
      const a = (strike * Math.PI) / 180;
      const [e, n] = [along * Math.sin(a) + across * Math.cos(a), along * Math.cos(a) - across * Math.sin(a)];
      return [lon + e / 84200, lat + n / 111050];
    };
    const score = Number((0.985 - (0.3 * i) / Math.max(1, count) - 0.01 * random()).toFixed(4));
    return {
      rank: i + 1, id: `T${String(i + 1).padStart(count > 99 ? 3 : 2, '0')}`, model, modelTitle, kindTitle, score,
      low: Number((score - 0.02 - 0.05 * random()).toFixed(4)), high: Number(Math.min(1, score + 0.02).toFixed(4)),
      areaHa: Number(((long * wide) / 1e4).toFixed(2)), lengthM: Math.round(long), widthM: Math.round(wide), strikeDeg: strike,
      lon, lat, x: 681000 + i, y: 4539000 + i, families: 2 + (i % 2), judgedShare: Number((0.88 + 0.12 * random()).toFixed(3)),
      raisedBy: [{ name: 'dyke_form', title: 'Elongated pale body', value: 0.42 },
        { name: 'leucocratic_brightness', title: 'Leucocratic brightness', value: 0.31 },
        { name: 'dyke_mixture', title: 'Share of dyke in the pixel', value: 0.18 }],
      loweredBy: i % 3 ? [{ name: 'fault_distance', title: 'Distance to faults', value: 0.07 }] : [],
      flags: i % 4 === 1 ? [{ id: 'road', title: 'May be a road', risk: 0.35 }, { id: 'straw', title: 'May be straw', risk: 0.12 }] : [],
      known: i === 2 ? 'Alto do Pego (Li)' : undefined, nearestKnownM: i % 5 ? 400 + Math.round(9000 * random()) : undefined,
      landUse: i % 3 ? ['scrub', 'pine plantation', 'pasture'][i % 3] : undefined, dates: ['2023-07-14', '2023-08-03'],
      notes: i === 0 ? ['Crosses the valley road at its northern end.'] : undefined, elevationM: 640 + Math.round(200 * random()),
      slopeDeg: Math.round(20 * random()), chip: i < 20 ? chip(random) : undefined, spectra: i < 20 ? spectra(random) : undefined,
      rings: [[turn(-long / 2, -wide / 2), turn(-long / 2, wide / 2), turn(0, wide * 0.8), turn(long / 2, wide / 2), turn(long / 2, -wide / 2)]],
    };
  });
}

export function sampleReport({ language = 'en', targetCount = 14, layerCount = 6 } = {}) {
  const random = randomOf(7);
  const made = fields(random);
  return {
    language, words: readWords(language), ...sampleTexts(targetCount), utm: { zone: 29, south: false },
    map: { bounds, layers: layers(made, layerCount), vectors: vectors(random) },
    palettes: palettes(), targets: targets(targetCount, random), charts: sampleCharts(random),
  };
}

export const emptyReport = (language = 'en') => ({
  language, words: readWords(language), survey: { name: 'Empty survey', areaKm2: 12.5, models: [], sensors: [] }, statements: [],
  outcome: 'nothing here stands out from background', utm: null, map: null, palettes: {}, targets: [], charts: [], methods: [],
  decisions: [], credits: [], caution: null, files: [], record: [], warnings: [],
});

export function hostileReport() {
  const nasty = ['</script><img src=x onerror=alert(1)>', '"><svg onload=alert(2)>', '\u202etxt.exe\u202c \u202ereversed',
    'x'.repeat(10000), '__GREISEN_TITLE__ __GREISEN_DATA__ <!-- {count} $& constructor'];
  const report = sampleReport({ targetCount: 6 });
  let turn = 0;
  const keep = new Set(['kind', 'png', 'palette', 'color', 'fill', 'status']);
  const spoil = (value, key) => {
    if (typeof value === 'string') return keep.has(key) ? value : nasty[turn++ % nasty.length];
    if (Array.isArray(value)) return value.map((one) => spoil(one, key));
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoil(one, name)]));
    }
    return value;
  };
  const { language, words, palettes: colours, ...rest } = report;
  const spoilt = spoil(rest, '');
  spoilt.files = [...nasty, 'javascript:alert(3)', '//elsewhere/x', '../up', 'good name.csv'].map((path) => ({ path, what: nasty[0] }));
  return { language, words, palettes: { ...colours, [nasty[0]]: colours.grey }, ...spoilt };
}
