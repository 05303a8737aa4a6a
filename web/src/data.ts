// What report.html shows: the program writes it as JSON, the page reads it. This is its one documentation.
// All text is untrusted. Any key may be absent or null: what is absent is not drawn.

export interface Report {
  language: 'en' | 'es' | 'pt';
  words: Record<string, string>; // all interface texts, from configs/words/<language>.yaml
  survey: Survey;
  statements: string[]; // the three sentences, finished text
  outcome: string; // "12 targets …" or "nothing here stands out from background"
  utm: { zone: number; south: boolean } | null; // grid shown beside lon/lat; null: only lon/lat
  map: {
    bounds: [number, number, number, number]; // west, south, east, north in degrees; pictures: EPSG:3857 between them
    layers: MapLayer[]; // bottom to top
    vectors: VectorLayer[]; // bottom to top, all above the layers
  };
  palettes: Record<string, string[]>; // 256 colours "#rrggbb" each: lajolla, batlow, viridis, grey, vik …
  targets: Target[];
  charts: Chart[];
  methods: { title: string; text?: string; rows?: [string, string][]; sources?: string[] }[];
  decisions: { what: string; decision: string; why: string }[]; // offsets, masks, dates, scales, sensors, models …
  credits: string[];
  caution: { can: string[]; cannot: string[] }; // "What this can and cannot say"
  files: { path: string; what: string }[]; // relative paths of the delivery
  record: [string, string][]; // program, version, started, seed, threads, survey hash …
  warnings: string[];
}

export interface Survey {
  name: string;
  areaKm2: number;
  judgedShare: number; // 0..1
  crs: string; // "EPSG:32629"
  crsName: string;
  resolutionM: number;
  models: ModelInfo[];
  sensors: { id: string; title: string; dates: string[] }[];
}

export interface ModelInfo {
  id: string;
  title: string;
  commodity: string;
  status: 'computed' | 'unavailable';
  reason?: string;
  sources?: string[];
  evidence?: { name: string; title: string; family: string; weight: number; sensor?: string }[];
}

interface LayerHead {
  id: string;
  title: string;
  group: string;
  note?: string;
  visible: boolean;
  opacity: number; // 0..1
  png: string; // data:image/png;base64,… (a picture may be jpeg)
}

export interface ValueLayer extends LayerHead {
  kind: 'value'; // 8 bit grey: 0 missing, 1..255 = min..max linear
  min: number;
  max: number;
  unit: string;
  palette: string; // a key of palettes
  threshold?: boolean; // offers the "hide below" slider
  hideBelow?: number; // a value: where that slider stands at first (absent: nothing hidden)
  decimals?: number;
  shares?: number[]; // 256 numbers: share of the judged area at or above level v; absent: counted from the picture
}

export interface ClassInfo {
  value: number;
  label: string;
  color: string;
  areaShare?: number;
  occurrences?: number;
  occurrencesAll?: number;
}

export interface ClassLayer extends LayerHead {
  kind: 'class'; // 8 bit grey: 0 missing, else the class's value
  classes: ClassInfo[];
}

export interface HatchLayer extends LayerHead {
  kind: 'hatch'; // 8 bit grey: not 0 = hatched, ground not judged
  label: string;
}

export interface PictureLayer extends LayerHead {
  kind: 'picture'; // shown as it is
}

export type MapLayer = ValueLayer | ClassLayer | HatchLayer | PictureLayer;

export interface VectorFeature {
  label?: string;
  coordinates: number[][] | number[][][]; // lon,lat; point: one pair in a list; line: one part; polygon: rings
  rows?: [string, string][];
}

export interface VectorLayer {
  id: string;
  title: string;
  group: string;
  visible: boolean;
  kind: 'point' | 'line' | 'polygon';
  color: string;
  width: number;
  fill?: string;
  radius?: number;
  features: VectorFeature[];
}

export interface Push {
  name: string;
  title: string;
  value: number;
}

export interface Chip {
  png: string;
  width: number; // pixels
  height: number;
  pixelM: number;
  title: string;
  outline: number[][][]; // rings in pixel coordinates of the chip
}

export interface Spectra {
  bands: { name: string; nm: number }[];
  target: number[];
  low?: number[];
  high?: number[];
  background?: number[];
  references: { title: string; values: (number | null)[] }[];
}

export interface Target {
  rank: number;
  id: string; // "T01"
  model: string;
  modelTitle: string;
  kindTitle: string; // "leucocratic dyke", never lithium
  score: number;
  low: number;
  high: number;
  areaHa: number;
  lengthM: number;
  widthM: number;
  strikeDeg: number;
  lon: number;
  lat: number;
  x: number; // in survey.crs
  y: number;
  branch?: string;
  raisedBy: Push[];
  loweredBy: Push[];
  families: number;
  judgedShare: number; // 0..1
  flags: { id: string; title: string; risk: number }[]; // risk 0..1
  known?: string;
  nearestKnownM?: number;
  landUse?: string;
  dates?: string[];
  notes?: string[];
  rings: number[][][]; // polygon, lon/lat; several parts: just more rings
  chip?: Chip;
  spectra?: Spectra;
  elevationM?: number;
  slopeDeg?: number;
}

interface ChartHead {
  id: string;
  title: string;
  caption: string;
}

export interface BarsChart extends ChartHead {
  kind: 'bars'; // histogram
  xLabel: string;
  yLabel: string;
  edges: number[]; // one more than counts
  counts: number[];
  mark?: { x: number; label: string }[];
}

export interface Series {
  title: string;
  x: number[];
  y: (number | null)[];
  low?: (number | null)[];
  high?: (number | null)[];
  dashed?: boolean;
}

export interface LinesChart extends ChartHead {
  kind: 'lines'; // prediction-area, success rate with interval, calibration
  xLabel: string;
  yLabel: string;
  xLog?: boolean;
  series: Series[];
}

export interface MatrixChart extends ChartHead {
  kind: 'matrix'; // evidence correlation
  labels: string[];
  values: (number | null)[][];
  min: number;
  max: number;
}

export interface RoseChart extends ChartHead {
  kind: 'rose';
  binsDeg: number; // width of a bin; axial, 0..180
  lengths: number[];
  unit: string;
}

export type Chart = BarsChart | LinesChart | MatrixChart | RoseChart;

/** Every key may be absent: this is what the page may rely on. */
export type Loose<T> = { [K in keyof T]?: T[K] | null };

export function listOf<T>(items: T[] | null | undefined): T[] {
  return Array.isArray(items) ? items.filter((item) => item !== null && item !== undefined) : [];
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
