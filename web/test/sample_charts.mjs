// Charts of every kind for the sample.

export function sampleCharts(random) {
  const edges = Array.from({ length: 41 }, (_, i) => i / 40);
  const counts = edges
    .slice(1)
    .map((edge) => Math.round(4000 * Math.exp(-(((edge - 0.22) / 0.16) ** 2)) + 60 * random()));
  const xs = Array.from({ length: 60 }, (_, i) => 10 ** (-3 + (3 * i) / 59));
  const success = xs.map((x) => Math.min(1, x ** 0.32));
  const labels = [
    'Elongated pale body',
    'Leucocratic brightness',
    'Share of dyke',
    'Distance to faults',
    'Distance to granite',
  ];
  const values = labels.map((_, i) =>
    labels.map((__, j) => (i === j ? 1 : Number((Math.cos(i * j + i + j) * 0.6).toFixed(2)))),
  );
  values[3][4] = values[4][3] = null;
  return [
    {
      id: 'scores',
      title: 'Favourability of the judged ground',
      caption: 'Pixels of each score; the line is what ground without anything in it may reach.',
      kind: 'bars',
      xLabel: 'favourability',
      yLabel: 'pixels',
      edges,
      counts,
      mark: [
        { x: 0.72, label: 'null maximum, 0.72' },
        { x: 0.3, label: 'median' },
      ],
    },
    {
      id: 'success',
      title: 'Success rate on held-out ground',
      caption: 'Share of the known occurrences held by the best x of the area; shaded: 95 % interval.',
      kind: 'lines',
      xLabel: 'share of area',
      yLabel: 'share of occurrences',
      xLog: true,
      series: [
        {
          title: 'This model',
          x: xs,
          y: success,
          low: success.map((y) => Math.max(0, y - 0.12)),
          high: success.map((y) => Math.min(1, y + 0.1)),
        },
        { title: 'Best single layer', x: xs, y: xs.map((x) => Math.min(1, x ** 0.5)) },
        { title: 'Random ground', x: xs, y: xs, dashed: true },
      ],
    },
    {
      id: 'correlation',
      title: 'Correlation of the evidence',
      caption: 'Spearman; pairs above 0.8 count as one family.',
      kind: 'matrix',
      labels,
      values,
      min: -1,
      max: 1,
    },
    {
      id: 'rose',
      title: 'Lineament directions',
      caption: 'Length of lineaments by direction.',
      kind: 'rose',
      binsDeg: 10,
      lengths: Array.from({ length: 18 }, (_, i) =>
        Number((2 + 20 * Math.exp(-(((i - 4.5) / 1.6) ** 2)) + 4 * random()).toFixed(2)),
      ),
      unit: 'km',
    },
  ];
}
