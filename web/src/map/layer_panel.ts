// The list of layers, topmost first: switches, opacity, palette, threshold and legends.

import { isNumber, listOf, Report } from '../data';
import { clipped, given, h } from '../dom';
import { share, word } from '../words';
import { classLegend, hatchLegend, valueLegend } from './legend';
import { RasterLayer } from './raster_layer';
import { modelColours, modelShapes } from './target_marks';
import { VectorOverlay, vectorSign } from './vectors';

export interface PanelParts {
  rasters: RasterLayer[]; // bottom to top
  vectors: VectorOverlay[]; // bottom to top
  targets: { models: [string, string][]; visible: boolean; show: (visible: boolean) => void } | null;
  palettes: Report['palettes'] | null | undefined;
  changed: () => void;
}

let made = 0;
const fresh = (name: string): string => `${name}-${++made}`;

function switchRow(title: Node | string, on: boolean, turn: (on: boolean) => void, sign?: Node | null): HTMLElement {
  const box = h('input', { type: 'checkbox' });
  box.checked = on;
  box.addEventListener('change', () => turn(box.checked));
  return h('label', { class: 'switch' }, box, sign ?? null, h('span', null, title));
}

function slider(
  label: string,
  range: { min: number; max: number; step: number; value: number },
  text: (value: number) => string,
  input: (value: number) => void,
  name: string,
): HTMLElement {
  const id = fresh('slider');
  const control = h('input', { type: 'range', id, class: name, ...range });
  const said = h('output', { for: id }, text(range.value));
  control.setAttribute('aria-valuetext', text(range.value));
  control.addEventListener('input', () => {
    const value = Number(control.value);
    input(value);
    said.textContent = text(value);
    control.setAttribute('aria-valuetext', text(value));
  });
  return h('div', { class: 'control' }, h('label', { for: id }, label), said, control);
}

function paletteChooser(layer: RasterLayer, parts: PanelParts, redraw: () => void): HTMLElement | null {
  const names = Object.keys(parts.palettes ?? {});
  if (names.length < 2) return null;
  const id = fresh('palette');
  const select = h('select', { id, class: 'palette' });
  for (const name of names) {
    const option = h('option', { value: name }, clipped(name, 40));
    option.selected = name === layer.palette;
    select.append(option);
  }
  select.addEventListener('change', () => {
    layer.palette = select.value;
    layer.repaint();
    redraw();
  });
  return h('div', { class: 'control row' }, h('label', { for: id }, word('palette')), select);
}

function thresholdText(layer: RasterLayer, level: number): string {
  if (level <= 1) return word('threshold_off');
  return word('threshold_stays', { value: layer.valueText(level), share: share(layer.shareFrom(level)) });
}

function thresholdSlider(layer: RasterLayer, redraw: () => void): HTMLElement {
  const text = (level: number): string => thresholdText(layer, level);
  const range = { min: 1, max: 255, step: 1, value: layer.threshold };
  return slider(
    word('threshold'),
    range,
    text,
    (level) => {
      layer.threshold = level;
      layer.repaint();
      redraw();
    },
    'threshold',
  );
}

function rasterRow(layer: RasterLayer, parts: PanelParts): HTMLElement {
  const { info } = layer;
  const body = h('div', { class: 'layer-body' });
  const row = h('li', { class: 'layer', 'data-layer': clipped(info.id, 80) });
  const legend = h('div', { class: 'legend' });
  const redraw = (): void => {
    if (info.kind !== 'value') return;
    const hidden = layer.threshold > 1 ? `${word('threshold')} ${thresholdText(layer, layer.threshold)}` : '';
    legend.replaceChildren(valueLegend(layer, parts.palettes), h('p', { class: 'note paper-only' }, hidden));
  };
  const fill = (): void => {
    row.classList.toggle('on', layer.visible);
    body.hidden = !layer.visible;
    if (!layer.visible || body.childElementCount > 0) return;
    if (layer.failed) {
      body.append(h('p', { class: 'note' }, word('picture_failed')));
      return;
    }
    if (info.kind === 'class') legend.append(classLegend(layer));
    if (info.kind === 'hatch') legend.append(hatchLegend(layer));
    redraw();
    if (info.kind !== 'picture') body.append(legend);
    if (info.note) body.append(h('p', { class: 'note' }, given(info.note)));
    if (info.kind === 'value' && info.threshold) body.append(thresholdSlider(layer, redraw));
    const percent = { min: 0, max: 100, step: 5, value: Math.round(layer.opacity * 100) };
    const opacity = slider(
      word('opacity'),
      percent,
      (value) => share(value / 100),
      (value) => layer.setOpacity(value / 100),
      'opacity',
    );
    const look = h(
      'details',
      { class: 'look' },
      h('summary', null, word('appearance')),
      opacity,
      info.kind === 'value' ? paletteChooser(layer, parts, redraw) : null,
    );
    body.append(look);
  };
  const turn = (on: boolean): void => {
    void layer.setVisible(on).then(() => {
      fill();
      parts.changed();
    });
  };
  row.append(switchRow(given(info.title, 120), layer.visible, turn), body);
  body.hidden = true;
  if (layer.visible) turn(true);
  return row;
}

function vectorRow(overlay: VectorOverlay, parts: PanelParts): HTMLElement {
  const row = h('li', { class: 'layer', 'data-layer': clipped(overlay.info.id, 80) });
  const turn = (on: boolean): void => {
    overlay.setVisible(on);
    row.classList.toggle('on', on);
    parts.changed();
  };
  row.append(switchRow(given(overlay.info.title, 120), overlay.visible, turn, vectorSign(overlay.info)));
  if (overlay.visible) turn(true);
  return row;
}

function targetsRow(targets: NonNullable<PanelParts['targets']>, parts: PanelParts): HTMLElement {
  const row = h('li', { class: 'layer on', 'data-layer': 'targets' });
  const signs = targets.models.map(([, title], index) => {
    const sign = h('span', { class: `mark ${modelShapes[index % modelShapes.length]}`, 'aria-hidden': 'true' }, '1');
    sign.style.setProperty('--mark', modelColours[index % modelColours.length]);
    return h('li', null, sign, given(title, 100));
  });
  const turn = (on: boolean): void => {
    targets.show(on);
    row.classList.toggle('on', on);
    parts.changed();
  };
  row.append(
    switchRow(word('targets'), targets.visible, turn),
    h('ul', { class: 'legend-targets' }, ...signs),
    h('p', { class: 'note' }, word('targets_numbers_note')),
  );
  return row;
}

/** Neighbours of one group stand under one heading. */
function grouped(rows: [string, HTMLElement][]): Node[] {
  const out: Node[] = [];
  let list: HTMLElement | null = null;
  let current: string | null = null;
  for (const [group, row] of rows) {
    if (group !== current || !list) {
      current = group;
      list = h('ul', { class: 'layers' });
      out.push(h('h4', null, given(group, 80)), list);
    }
    list.append(row);
  }
  return out;
}

export function layerPanel(parts: PanelParts): HTMLElement {
  const rows: [string, HTMLElement][] = [];
  if (parts.targets) rows.push([word('targets'), targetsRow(parts.targets, parts)]);
  const drawn = [
    ...parts.vectors.map((one): [string, HTMLElement] => [
      clipped(one.info.group, 80) || word('layers_other'),
      vectorRow(one, parts),
    ]),
  ].reverse();
  const pictures = parts.rasters
    .map((one): [string, HTMLElement] => [clipped(one.info.group, 80) || word('layers_other'), rasterRow(one, parts)])
    .reverse();
  rows.push(...drawn, ...pictures);
  return h('div', { class: 'layer-list' }, ...grouped(rows));
}

export function modelsOf(report: {
  survey?: Partial<Report['survey']> | null;
  targets?: Report['targets'] | null;
}): [string, string][] {
  const seen = new Map<string, string>();
  for (const model of listOf(report.survey?.models)) {
    if (model.status !== 'unavailable') seen.set(model.id, model.title || model.id);
  }
  for (const target of listOf(report.targets)) {
    if (target.model && !seen.has(target.model)) seen.set(target.model, target.modelTitle || target.model);
  }
  const used = new Set(listOf(report.targets).map((target) => target.model));
  return [...seen].filter(([id]) => used.has(id));
}

export const finiteBounds = (bounds: unknown): bounds is [number, number, number, number] =>
  Array.isArray(bounds) &&
  bounds.length === 4 &&
  bounds.every(isNumber) &&
  bounds[0] < bounds[2] &&
  bounds[1] < bounds[3];
