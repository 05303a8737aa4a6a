// Targets of the sample, with chip and spectra.

import { dataUrl, encodePng } from './png.mjs';
import { noise } from './random.mjs';

function chip(random) {
  const side = 96;
  const field = noise(side, side, 9, random);
  const pixels = new Uint8Array(side * side * 3);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [i % side, Math.floor(i / side)];
    const dyke = Math.abs(y - x * 0.9 - 4) < 5 && x > 22 && x < 74;
    const base = dyke ? 205 + 40 * field[i] : 70 + 90 * field[i];
    pixels.set(
      [base, base * (dyke ? 0.97 : 0.92), base * (dyke ? 0.9 : 0.7)].map((c) => Math.min(255, c)),
      3 * i,
    );
  }
  return {
    png: dataUrl(encodePng(side, side, pixels, 3)),
    width: side,
    height: side,
    pixelM: 10,
    title: 'Sentinel-2, natural colour',
    outline: [
      [
        [20, 18],
        [26, 16],
        [78, 64],
        [78, 78],
        [70, 76],
        [20, 30],
      ],
    ],
  };
}

function spectra(random) {
  const bands = [
    ['B02', 492],
    ['B03', 560],
    ['B04', 665],
    ['B05', 704],
    ['B06', 741],
    ['B07', 783],
    ['B08', 833],
    ['B8A', 865],
    ['B11', 1614],
    ['B12', 2202],
  ].map(([name, nm]) => ({ name, nm }));
  const curve = (base, slope, dip) =>
    bands.map(({ nm }) => Number((base + slope * (nm / 2200) - (nm > 2000 ? dip : 0) + 0.01 * random()).toFixed(4)));
  const target = curve(0.28, 0.14, 0.05);
  return {
    bands,
    target,
    low: target.map((v) => v - 0.03),
    high: target.map((v) => v + 0.035),
    background: curve(0.1, 0.16, 0.02),
    references: [
      { title: 'Leucocratic dyke (field)', values: curve(0.32, 0.16, 0.06) },
      { title: 'Muscovite', values: curve(0.4, 0.2, 0.14).map((v, i) => (i === 4 ? null : v)) },
      { title: 'Dry grass', values: curve(0.08, 0.3, 0.12) },
    ],
  };
}

export function sampleTargets(count, random, bounds) {
  const models = [
    ['li-pegmatite', 'Lithium pegmatite', 'leucocratic dyke'],
    ['w-greisen-vein', 'Tungsten greisen and vein', 'altered granite margin'],
  ];
  const [west, south, east, north] = bounds;
  return Array.from({ length: count }, (_, i) => {
    const [model, modelTitle, kindTitle] = models[random() < 0.7 ? 0 : 1];
    const [lon, lat] = [
      west + (0.06 + 0.88 * random()) * (east - west),
      south + (0.06 + 0.88 * random()) * (north - south),
    ];
    const strike = Math.round(20 + 60 * random());
    const [long, wide] = [200 + 900 * random(), 30 + 60 * random()];
    const turn = (along, across) => {
      const a = (strike * Math.PI) / 180;
      const [e, n] = [along * Math.sin(a) + across * Math.cos(a), along * Math.cos(a) - across * Math.sin(a)];
      return [lon + e / 84200, lat + n / 111050];
    };
    const score = Number((0.985 - (0.3 * i) / Math.max(1, count) - 0.01 * random()).toFixed(4));
    return {
      rank: i + 1,
      id: `T${String(i + 1).padStart(count > 99 ? 3 : 2, '0')}`,
      model,
      modelTitle,
      kindTitle,
      score,
      low: Number((score - 0.02 - 0.05 * random()).toFixed(4)),
      high: Number(Math.min(1, score + 0.02).toFixed(4)),
      areaHa: Number(((long * wide) / 1e4).toFixed(2)),
      lengthM: Math.round(long),
      widthM: Math.round(wide),
      strikeDeg: strike,
      lon,
      lat,
      x: 681000 + i,
      y: 4539000 + i,
      families: 2 + (i % 2),
      judgedShare: Number((0.88 + 0.12 * random()).toFixed(3)),
      raisedBy: [
        { name: 'dyke_form', title: 'Elongated pale body', value: 0.42 },
        { name: 'leucocratic_brightness', title: 'Leucocratic brightness', value: 0.31 },
        { name: 'dyke_mixture', title: 'Share of dyke in the pixel', value: 0.18 },
      ],
      loweredBy: i % 3 ? [{ name: 'fault_distance', title: 'Distance to faults', value: 0.07 }] : [],
      flags:
        i % 4 === 1
          ? [
              { id: 'road', title: 'May be a road', risk: 0.35 },
              { id: 'straw', title: 'May be straw', risk: 0.12 },
            ]
          : [],
      known: i === 2 ? 'Alto do Pego (Li)' : undefined,
      nearestKnownM: i % 5 ? 400 + Math.round(9000 * random()) : undefined,
      landUse: i % 3 ? ['scrub', 'pine plantation', 'pasture'][i % 3] : undefined,
      dates: ['2023-07-14', '2023-08-03'],
      notes: i === 0 ? ['Crosses the valley road at its northern end.'] : undefined,
      elevationM: 640 + Math.round(200 * random()),
      slopeDeg: Math.round(20 * random()),
      chip: i < 20 ? chip(random) : undefined,
      spectra: i < 20 ? spectra(random) : undefined,
      rings: [
        [
          turn(-long / 2, -wide / 2),
          turn(-long / 2, wide / 2),
          turn(0, wide * 0.8),
          turn(long / 2, wide / 2),
          turn(long / 2, -wide / 2),
        ],
      ],
    };
  });
}
