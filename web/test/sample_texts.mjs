// The words of the sample report.

export const sampleTexts = (targetCount) => ({
  survey: {
    name: 'Barroso-like sample district',
    areaKm2: 129.6,
    judgedShare: 0.9137,
    crs: 'EPSG:32629',
    crsName: 'WGS 84 / UTM zone 29N',
    resolutionM: 10,
    models: [
      {
        id: 'li-pegmatite',
        title: 'Lithium pegmatite',
        commodity: 'Li',
        status: 'computed',
        sources: ['Cardoso-Fernandes et al. 2019, Remote Sens. 11'],
        evidence: [
          { name: 'dyke_form', title: 'Elongated pale body', family: 'form', weight: 0.4, sensor: 'Sentinel-2' },
          {
            name: 'leucocratic_brightness',
            title: 'Leucocratic brightness',
            family: 'spectral',
            weight: 0.35,
            sensor: 'Sentinel-2',
          },
          {
            name: 'dyke_mixture',
            title: 'Share of dyke in the pixel',
            family: 'spectral',
            weight: 0.25,
            sensor: 'Sentinel-2',
          },
        ],
      },
      {
        id: 'w-greisen-vein',
        title: 'Tungsten greisen and vein',
        commodity: 'W, Sn',
        status: 'computed',
        sources: ['Černý et al. 2005'],
        evidence: [
          {
            name: 'greisen_alteration',
            title: 'Greisen alteration',
            family: 'spectral',
            weight: 0.5,
            sensor: 'Sentinel-2',
          },
        ],
      },
      {
        id: 'w-skarn',
        title: 'Tungsten skarn',
        commodity: 'W',
        status: 'unavailable',
        reason: 'needs an ASTER scene or mapped carbonate; neither was given',
      },
    ],
    sensors: [{ id: 'sentinel2', title: 'Sentinel-2 MSI', dates: ['2023-07-14', '2023-08-03', '2022-07-19'] }],
  },
  outcome: `${targetCount} targets in two models stand out from background.`,
  statements: [
    'This map ranks ground for field checking from surface reflectance, terrain and the supplied geology; it is not evidence of mineralisation, grade, tonnage or continuity, is neither an Exploration Target nor a Mineral Resource (JORC, NI 43-101, PERC), and these sensors do not identify spodumene, petalite, scheelite, wolframite or cassiterite.',
    'On ground held out from the model the targets hold 9 of 14 known occurrences (64 %, 95 % interval 39–84 %), against 5 % on random ground and 36 % for the best single layer; 3 lie on disturbed ground and 8.6 % of the area could not be judged.',
    'Positions hold to 12 m (CE90), the run reruns to the same bytes, and 0 targets and 0 blind controls were visited: until they are, every rank is a hypothesis.',
  ],
  warnings: [
    'Only one of three dates is free of smoke over the north-west corner.',
    'The occurrences file gives no accuracy for 4 of 14 positions; 250 m was assumed.',
  ],
  methods: [
    {
      title: 'Surface reflectance',
      text: 'Level-2A products were read with the offset of their processing baseline; cloud, shadow, water and snow were masked by the scene classification and two own tests.',
      rows: [
        ['Baseline', '05.09'],
        ['Offset', '−1000'],
        ['Masked', '8.6 % of the area'],
      ],
      sources: ['Sentinel-2 Products Specification Document, issue 14.9'],
    },
    {
      title: 'Combination of evidence',
      text: 'Fuzzy gamma over evidence scaled by robust quantiles; correlated evidence shares a family, and a target must rest on two families.',
      rows: [
        ['Gamma', '0.85'],
        ['Families needed', '2'],
      ],
      sources: ['An, Moon & Rencz 1991, Can. J. Explor. Geophys. 27', 'Bonham-Carter 1994'],
    },
  ],
  decisions: [
    { what: 'Reflectance offset', decision: '−1000 applied', why: 'processing baseline 05.09 is later than 04.00' },
    { what: 'Model w-skarn', decision: 'not computed', why: 'no sensor given separates carbonate from chlorite' },
    { what: 'Dates', decision: 'median of three', why: 'smoke on 2022-07-19' },
  ],
  credits: [
    'Contains modified Copernicus Sentinel data 2022–2023.',
    'Scientific Colour Maps 7.0.1, Crameri 2021 (MIT).',
  ],
  caution: {
    can: [
      'Where ground looks and is shaped like a leucocratic dyke or a greisen margin.',
      'How sure the model is, and what the answer rests on.',
    ],
    cannot: [
      'Whether lithium or tungsten is there.',
      'What lies under soil, forest or water.',
      'Grade, tonnage or continuity.',
    ],
  },
  files: [
    { path: 'targets.gpkg', what: 'targets and centroids for QGIS' },
    { path: 'targets.csv', what: 'the same as a table' },
    { path: 'evidence/li-pegmatite/dyke_form.tif', what: 'one evidence, 0–1' },
  ],
  record: [
    ['Program', 'greisen 0.9.0'],
    ['Started', '2026-11-26T04:05:00Z'],
    ['Seed', '42'],
    ['Threads', '2'],
    ['Survey hash', '3cbe9273fda52386'],
  ],
});
