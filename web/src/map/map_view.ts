// The map itself: Leaflet without a tile server, its tools and what they report.

import * as L from 'leaflet';
import { listOf, Loose, Report } from '../data';
import { button, calm, h } from '../dom';
import { word } from '../words';
import { Crosshair } from './crosshair';
import { finiteBounds, layerPanel, modelsOf } from './layer_panel';
import { Measure } from './measure';
import { RasterLayer, rasterPane } from './raster_layer';
import { Readout } from './readout';
import { TargetMarks } from './target_marks';
import { VectorOverlay } from './vectors';

export interface MapView {
  element: HTMLElement;
  panel: HTMLElement;
  show: (id: string) => void; // zooms to a target and marks it
  select: (id: string | null) => void;
  whole: () => void;
}

function boundsOf(report: Loose<Report>): [number, number, number, number] | null {
  if (finiteBounds(report.map?.bounds)) return report.map.bounds;
  const places = listOf(report.targets).filter(({ lon, lat }) => Number.isFinite(lon) && Number.isFinite(lat));
  if (places.length === 0) return null;
  const [lons, lats] = [places.map(({ lon }) => lon), places.map(({ lat }) => lat)];
  const edge = 0.01;
  return [Math.min(...lons) - edge, Math.min(...lats) - edge, Math.max(...lons) + edge, Math.max(...lats) + edge];
}

function leaflet(box: HTMLElement, area: L.LatLngBounds): L.Map {
  const still = calm();
  const map = L.map(box, {
    preferCanvas: true,
    attributionControl: false,
    zoomControl: false,
    keyboard: false,
    scrollWheelZoom: false,
    zoomSnap: 0.25,
    zoomDelta: 0.5,
    wheelPxPerZoomLevel: 90,
    minZoom: 3,
    maxZoom: 19,
    zoomAnimation: !still,
    fadeAnimation: false,
    markerZoomAnimation: !still,
    inertia: !still,
    maxBounds: area.pad(1),
    maxBoundsViscosity: 0.6,
    renderer: L.canvas({ padding: 0.3, tolerance: 4 }),
  });
  map.createPane(rasterPane).style.zIndex = '300';
  L.control.zoom({ zoomInTitle: word('zoom_in'), zoomOutTitle: word('zoom_out') }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  map.on('click', () => map.scrollWheelZoom.enable());
  box.addEventListener('focus', () => map.scrollWheelZoom.enable());
  box.addEventListener('mouseleave', () => map.scrollWheelZoom.disable());
  return map;
}

/** Paper is narrower than a screen: the print style draws the map as it stands at this scale. */
function keepPrintSize(frame: HTMLElement, box: HTMLElement): void {
  const paper = 680; // CSS pixels between the margins of A4
  const note = (): void => {
    if (matchMedia('print').matches || box.clientWidth === 0) return;
    frame.style.setProperty('--map-width', `${box.clientWidth}px`);
    frame.style.setProperty('--map-height', `${box.clientHeight}px`);
    frame.style.setProperty('--map-scale', String(Math.min(paper / box.clientWidth, 900 / box.clientHeight)));
  };
  new ResizeObserver(note).observe(box);
  note();
}

export function mapView(report: Loose<Report>, choose: (id: string) => void): MapView | null {
  const bounds = boundsOf(report);
  if (!bounds) return null;
  const area = L.latLngBounds([bounds[1], bounds[0]], [bounds[3], bounds[2]]);
  const hint = h('p', { id: 'map-keys', class: 'only-spoken' }, word('map_keys'));
  const box = h('div', {
    id: 'map',
    class: 'map',
    tabindex: '0',
    role: 'application',
    'aria-label': word('map'),
    'aria-describedby': hint.id,
  });
  const measured = h('p', { class: 'measured', role: 'status' });
  const tools = h('div', { class: 'map-tools' });
  const frame = h('div', { class: 'map-frame' }, box);
  const element = h('div', { class: 'map-side' }, tools, frame, measured, hint);

  // Leaflet wants its box in the document: the caller puts the element there, then asks for the whole area.
  document.body.append(element);
  const map = leaflet(box, area);
  map.fitBounds(area, { animate: false });

  const rasters = listOf(report.map?.layers).map(
    (info, index) => new RasterLayer(info, map, bounds, report.palettes, index),
  );
  const vectors = listOf(report.map?.vectors).map((info) => new VectorOverlay(info, map));
  const topFirst = [...rasters].reverse();
  const readout = new Readout(() => topFirst, report.utm);
  element.append(readout.element);
  const measure = new Measure(map, (text) => {
    measured.textContent = text;
  });
  const crosshair = new Crosshair(map, (place) => {
    readout.follow(place);
    readout.speak(place);
  });

  const targets = listOf(report.targets);
  const models = modelsOf(report);
  const marks = new TargetMarks(
    map,
    targets,
    models.map(([id]) => id),
    (id) => {
      if (!measure.active) choose(id);
    },
  );
  const panel = layerPanel({
    rasters,
    vectors,
    palettes: report.palettes,
    targets: targets.length > 0 ? { models, visible: true, show: (on) => marks.setVisible(on) } : null,
    changed: () => {
      vectors.forEach((one) => one.toFront());
      marks.toFront();
      readout.follow(crosshair.place);
    },
  });

  map.on('zoomend', () => rasters.forEach((one) => one.sharpen()));
  map.on('mousemove', (event) => readout.follow(event.latlng));
  map.on('mouseout', () => readout.follow(crosshair.place));
  map.on('click', (event) => {
    if (measure.active) measure.add(event.latlng);
    else crosshair.put(event.latlng);
  });
  const whole = (): void => {
    map.fitBounds(area, { animate: !calm() });
  };
  const measureButton = button(
    word('measure'),
    () => {
      const on = measure.toggle();
      measureButton.setAttribute('aria-pressed', String(on));
      undo.hidden = !on;
    },
    { 'aria-pressed': 'false' },
  );
  const undo = button(word('measure_undo'), () => measure.undo());
  undo.hidden = true;
  const enlarge = button(
    word('enlarge'),
    () => {
      const on = element.classList.toggle('enlarged');
      enlarge.setAttribute('aria-pressed', String(on));
      document.body.classList.toggle('no-scroll', on);
      map.invalidateSize({ animate: false });
    },
    { 'aria-pressed': 'false' },
  );
  tools.append(button(word('whole_area'), whole), measureButton, undo, enlarge);

  box.addEventListener('keydown', (event) => {
    if (event.target !== box || event.altKey || event.ctrlKey || event.metaKey) return;
    const place = crosshair.place;
    if (crosshair.key(event)) event.preventDefault();
    else if (event.key === '+' || event.key === '=') map.zoomIn();
    else if (event.key === '-') map.zoomOut();
    else if (event.key === 'Escape' && element.classList.contains('enlarged')) enlarge.click();
    else if (event.key === 'Escape' && measure.active) measureButton.click();
    else if (event.key === 'Escape') crosshair.put(null);
    else if (event.key === 'Enter' && place && measure.active) measure.add(place);
    else if (event.key === 'Enter' && place) {
      const id = marks.nearest(map.latLngToContainerPoint(place));
      if (id) choose(id);
    }
  });
  keepPrintSize(frame, box);

  const show = (id: string): void => {
    marks.select(id);
    const around = marks.boundsOf(id);
    if (!around) return;
    const wide = L.latLngBounds(around.getSouthWest(), around.getNorthEast()).pad(0.6);
    map.fitBounds(wide, { animate: !calm(), maxZoom: 16.5, padding: [30, 30] });
  };
  return {
    element,
    panel,
    show,
    select: (id) => marks.select(id),
    whole: () => {
      map.invalidateSize({ animate: false });
      map.fitBounds(area, { animate: false });
    },
  };
}
