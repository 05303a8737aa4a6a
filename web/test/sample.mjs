// A report made up of plausible numbers, the same every time, to look at and to test the page with.

import { dataUrl, encodePng } from './png.mjs';
import { noise, randomOf } from './random.mjs';
import { sampleCharts } from './sample_charts.mjs';
import { palettes } from './sample_palettes.mjs';
import { sampleTargets } from './sample_targets.mjs';
import { sampleTexts } from './sample_texts.mjs';
import { readWords } from './words.mjs';

const bounds = [-6.92, 40.93, -6.78, 41.03];
const size = { width: 300, height: 284 };
function fields(random) {
  const { width, height } = size;
  const [wide, middle, fine, clouds] = [60, 24, 6, 50].map((cell) => noise(width, height, cell, random));
  const levels = (at) =>
    Uint8Array.from({ length: width * height }, (_, i) =>
      clouds[i] > 0.82 ? 0 : Math.min(255, Math.max(1, Math.round(1 + 254 * at(i)))),
    );
  const score = levels((i) => (0.5 * wide[i] + 0.3 * middle[i] + 0.2 * fine[i]) ** 2);
  return {
    score,
    spread: levels((i) => 0.2 + 0.5 * middle[i]),
    ratio: levels((i) => 0.3 * wide[i] + 0.7 * fine[i]),
    classes: score.map((level) =>
      level === 0 ? 0 : level > 150 ? 5 : level > 110 ? 4 : level > 75 ? 3 : level > 40 ? 2 : 1,
    ),
    unjudged: Uint8Array.from(clouds, (value) => (value > 0.82 ? 1 : 0)),
    shade: Uint8Array.from({ length: width * height }, (_, i) =>
      Math.min(
        250,
        Math.max(
          60,
          Math.round(
            190 + 900 * (wide[i] - wide[Math.max(0, i - width - 1)]) + 160 * (middle[i] - middle[Math.max(0, i - 1)]),
          ),
        ),
      ),
    ),
  };
}

const grey = (levels) => dataUrl(encodePng(size.width, size.height, levels));

function layers(made, count) {
  const colours = ['#fefabe', '#f2c360', '#e17d50', '#98433e', '#372513'];
  const labels = ['very low', 'low', 'moderate', 'high', 'very high'];
  const classes = labels.map((label, i) => ({
    value: i + 1,
    label,
    color: colours[i],
    areaShare: [0.5, 0.3, 0.15, 0.04, 0.01][i],
    occurrences: [0, 2, 3, 4, 5][i],
    occurrencesAll: 14,
  }));
  const all = [
    {
      id: 'shade',
      title: 'Relief shade',
      group: 'Ground',
      kind: 'picture',
      png: grey(made.shade),
      visible: true,
      opacity: 1,
    },
    {
      id: 'li_leuco',
      title: 'Leucocratic brightness',
      group: 'Evidence: li-pegmatite',
      kind: 'value',
      png: grey(made.ratio),
      min: -0.4,
      max: 1.2,
      unit: '1',
      palette: 'viridis',
      visible: false,
      opacity: 0.9,
      decimals: 3,
    },
    {
      id: 'spread',
      title: 'Uncertainty of favourability',
      group: 'Results',
      kind: 'value',
      png: grey(made.spread),
      min: 0,
      max: 0.3,
      unit: '1',
      palette: 'grey',
      visible: false,
      opacity: 0.8,
    },
    {
      id: 'classes',
      title: 'Classes by share of area',
      group: 'Results',
      kind: 'class',
      png: grey(made.classes),
      classes,
      visible: false,
      opacity: 0.8,
    },
    {
      id: 'score',
      title: 'Favourability, lithium pegmatite',
      group: 'Results',
      kind: 'value',
      png: grey(made.score),
      min: 0,
      max: 1,
      unit: '1',
      palette: 'lajolla',
      visible: true,
      opacity: 0.75,
      threshold: true,
      note: 'Relative, 0 to 1: ranks ground, is no probability.',
    },
    {
      id: 'unjudged',
      title: 'Ground not judged',
      group: 'Results',
      kind: 'hatch',
      png: grey(made.unjudged),
      label: 'not judged (cloud)',
      visible: true,
      opacity: 0.9,
    },
  ];
  const sources = [made.ratio, made.spread, made.score];
  for (let i = all.length; i < count; i++) {
    all.splice(1, 0, {
      id: `extra${i}`,
      title: `Evidence layer ${i}`,
      group: 'Evidence: li-pegmatite',
      kind: 'value',
      png: grey(sources[i % 3]),
      min: 0,
      max: i,
      unit: i % 2 ? 'm' : '%',
      palette: 'batlow',
      visible: i === 7,
      opacity: 0.6,
    });
  }
  return all;
}

function vectors(random) {
  const [west, south, east, north] = bounds;
  const at = (u, v) => [west + u * (east - west), south + v * (north - south)];
  const fault = (u, v, du, dv) => ({
    label: 'Fault',
    rows: [['kind', 'normal, mapped 1:50 000']],
    coordinates: Array.from({ length: 12 }, (_, i) =>
      at(u + (du * i) / 11 + 0.01 * random(), v + (dv * i) / 11 + 0.01 * random()),
    ),
  });
  const ring = Array.from({ length: 40 }, (_, i) => {
    const a = (i / 40) * 2 * Math.PI;
    return at(0.3 + (0.16 + 0.03 * Math.sin(3 * a)) * Math.cos(a), 0.62 + (0.2 + 0.03 * Math.cos(5 * a)) * Math.sin(a));
  });
  return [
    {
      id: 'area',
      title: 'Survey area',
      group: 'Survey',
      visible: true,
      kind: 'polygon',
      color: '#1d2429',
      width: 1.5,
      features: [
        { label: 'Survey area', coordinates: [[at(0.01, 0.01), at(0.99, 0.01), at(0.99, 0.99), at(0.01, 0.99)]] },
      ],
    },
    {
      id: 'granite',
      title: 'Granite',
      group: 'Geology',
      visible: true,
      kind: 'polygon',
      color: '#8a3b62',
      width: 1.2,
      fill: '#d98ab0',
      features: [{ label: 'Two-mica granite', coordinates: [ring] }],
    },
    {
      id: 'faults',
      title: 'Faults',
      group: 'Geology',
      visible: true,
      kind: 'line',
      color: '#3a3a3a',
      width: 1.6,
      features: [fault(0.05, 0.2, 0.6, 0.7), fault(0.4, 0.05, 0.5, 0.5), fault(0.7, 0.9, 0.25, -0.6)],
    },
    {
      id: 'known',
      title: 'Known occurrences',
      group: 'Geology',
      visible: true,
      kind: 'point',
      color: '#1d2429',
      fill: '#ffffff',
      width: 2,
      radius: 5,
      features: Array.from({ length: 6 }, (_, i) => ({
        label: `Occurrence ${i + 1}`,
        rows: [['commodity', i % 2 ? 'Li' : 'Sn, W']],
        coordinates: [at(0.1 + 0.8 * random(), 0.1 + 0.8 * random())],
      })),
    },
  ];
}

export function sampleReport({ language = 'en', targetCount = 14, layerCount = 6 } = {}) {
  const random = randomOf(7);
  const made = fields(random);
  return {
    language,
    words: readWords(language),
    ...sampleTexts(targetCount),
    utm: { zone: 29, south: false },
    map: { bounds, layers: layers(made, layerCount), vectors: vectors(random) },
    palettes: palettes(),
    targets: sampleTargets(targetCount, random, bounds),
    charts: sampleCharts(random),
  };
}

export const emptyReport = (language = 'en') => ({
  language,
  words: readWords(language),
  survey: { name: 'Empty survey', areaKm2: 12.5, models: [], sensors: [] },
  statements: [],
  outcome: 'nothing here stands out from background',
  utm: null,
  map: null,
  palettes: {},
  targets: [],
  charts: [],
  methods: [],
  decisions: [],
  credits: [],
  caution: null,
  files: [],
  record: [],
  warnings: [],
});

export function hostileReport() {
  const nasty = [
    '</script><img src=x onerror=alert(1)>',
    '"><svg onload=alert(2)>',
    '\u202etxt.exe\u202c \u202ereversed',
    'x'.repeat(10000),
    '__GREISEN_TITLE__ __GREISEN_DATA__ <!-- {count} $& constructor',
  ];
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
  spoilt.files = [...nasty, 'javascript:alert(3)', '//elsewhere/x', '../up', 'good name.csv'].map((path) => ({
    path,
    what: nasty[0],
  }));
  return { language, words, palettes: { ...colours, [nasty[0]]: colours.grey }, ...spoilt };
}
