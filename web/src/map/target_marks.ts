// Targets on the map: outlines, and while those are small numbered marks that do not collide.

import * as L from 'leaflet';
import { isNumber, listOf, Target } from '../data';
import { clipped, given, h } from '../dom';
import { number, word } from '../words';
import { around, Box, placeLabels } from './label_placing';

export const modelColours = ['#00559b', '#8c2d7f', '#00694f', '#7a4100', '#3f3f9e', '#444444'];
export const modelShapes = ['round', 'square', 'lens', 'shield', 'round', 'square'];

const markPx = 22; // a numbered mark
const dotPx = 10; // where a number finds no room

interface Drawn {
  target: Target;
  centre: L.LatLng;
  bounds: L.LatLngBounds;
  casing: L.Polygon;
  outline: L.Polygon;
  colour: string;
  shape: string;
}

export class TargetMarks {
  private readonly all: Drawn[] = [];
  private readonly marks = L.layerGroup();
  private readonly outlines = L.featureGroup();
  private selected: string | null = null;
  visible = true;

  constructor(
    private readonly map: L.Map,
    targets: Target[],
    models: string[],
    private readonly choose: (id: string) => void,
  ) {
    for (const target of targets) {
      const made = this.draw(target, Math.max(0, models.indexOf(target.model)));
      if (made) this.all.push(made);
    }
    map.on('zoomend viewreset', () => this.arrange());
    this.setVisible(true);
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    for (const group of [this.outlines, this.marks]) visible ? group.addTo(this.map) : group.remove();
    this.arrange();
  }

  select(id: string | null): void {
    this.selected = id;
    this.arrange();
  }

  boundsOf(id: string): L.LatLngBounds | null {
    return this.all.find(({ target }) => target.id === id)?.bounds ?? null;
  }

  /** The target whose outline or mark is nearest to a place on the screen, within some pixels. */
  nearest(point: L.Point, withinPx = 24): string | null {
    let best: [number, string] | null = null;
    for (const { target, bounds, centre } of this.all) {
      const box = L.bounds(
        this.map.latLngToContainerPoint(bounds.getNorthWest()),
        this.map.latLngToContainerPoint(bounds.getSouthEast()),
      );
      const apart = box.contains(point) ? 0 : this.map.latLngToContainerPoint(centre).distanceTo(point);
      if (apart <= withinPx && (!best || apart < best[0])) best = [apart, target.id];
    }
    return best ? best[1] : null;
  }

  toFront(): void {
    if (!this.visible) return;
    for (const { casing, outline } of this.all) [casing, outline].forEach((one) => one.bringToFront());
  }

  private draw(target: Target, model: number): Drawn | null {
    const rings = listOf(target.rings)
      .map((ring) => listOf(ring).map(([lon, lat]): L.LatLngTuple => [lat, lon]))
      .filter((ring) => ring.length > 2);
    const placed = isNumber(target.lon) && isNumber(target.lat);
    if (rings.length === 0 && !placed) return null;
    const colour = modelColours[model % modelColours.length];
    const casing = L.polygon(rings, { color: '#ffffff', weight: 5, opacity: 0.9, fill: false, interactive: false });
    const outline = L.polygon(rings, { color: colour, weight: 2.5, fillColor: colour, fillOpacity: 0.08 });
    const bounds = rings.length > 0 ? outline.getBounds() : L.latLngBounds([[target.lat, target.lon]]);
    const centre = placed ? L.latLng(target.lat, target.lon) : bounds.getCenter();
    outline.on('click', () => this.choose(target.id));
    outline.bindTooltip(() => this.tip(target), { sticky: true, className: 'map-tip', opacity: 1 });
    if (rings.length > 0) this.outlines.addLayer(casing).addLayer(outline);
    return { target, centre, bounds, casing, outline, colour, shape: modelShapes[model % modelShapes.length] };
  }

  private tip(target: Target): HTMLElement {
    return h(
      'div',
      null,
      h('strong', null, given(target.id, 20)),
      ' · ',
      given(target.kindTitle || target.modelTitle, 80),
      h('br'),
      `${word('score')} ${number(target.score, 2)}`,
    );
  }

  private arrange(): void {
    this.marks.clearLayers();
    if (!this.visible) return;
    const chosenFirst = [...this.all].sort(
      (a, b) =>
        Number(b.target.id === this.selected) - Number(a.target.id === this.selected) ||
        (a.target.rank ?? 1e9) - (b.target.rank ?? 1e9),
    );
    const zoom = this.map.getZoom();
    const wished = chosenFirst.map((drawn) => this.wishes(drawn, zoom));
    const got = placeLabels(wished.map(({ places }) => places));
    chosenFirst.forEach((drawn, index) => {
      const chosen = drawn.target.id === this.selected;
      drawn.outline.setStyle({ fillOpacity: chosen ? 0.02 : 0.08 });
      drawn.casing.setStyle({ color: chosen ? '#ffd23f' : '#ffffff', weight: chosen ? 8 : 5 });
      const { places, large, middle } = wished[index];
      const place = places[got[index]];
      if (!place && large && !chosen) return;
      const at = place ? L.point(place.x + place.width / 2, place.y + place.height / 2) : middle;
      this.marks.addLayer(this.mark(drawn, this.map.unproject(at, zoom), !!place, large, chosen));
    });
  }

  private wishes({ bounds, centre, target }: Drawn, zoom: number): { places: Box[]; large: boolean; middle: L.Point } {
    const middle = this.map.project(centre, zoom);
    const a = this.map.project(bounds.getNorthWest(), zoom);
    const b = this.map.project(bounds.getSouthEast(), zoom);
    const large = Math.max(b.x - a.x, b.y - a.y) > markPx * 1.5;
    if (!large) return { places: [around(middle.x, middle.y, markPx, markPx)], large, middle };
    const width = 14 + 7 * clipped(target.id, 8).length;
    const across = width / 2 + 6;
    const sides: [number, number][] = [
      [b.x + across, middle.y],
      [a.x - across, middle.y],
      [middle.x, a.y - 14],
      [middle.x, b.y + 14],
    ];
    return { places: sides.map(([x, y]) => around(x, y, width, 18)), large, middle };
  }

  private mark(drawn: Drawn, at: L.LatLng, labelled: boolean, large: boolean, chosen: boolean): L.Marker {
    const { target, colour, shape } = drawn;
    const text = large ? clipped(target.id, 8) : clipped(target.rank ?? '', 4);
    const sign = h(
      'span',
      { class: labelled ? (large ? 'mark-label' : `mark ${shape}`) : 'mark-dot' },
      labelled ? h('bdi', null, text) : null,
    );
    sign.style.setProperty('--mark', colour);
    if (chosen) sign.classList.add('chosen');
    const size = labelled && !large ? markPx : labelled ? 0 : dotPx;
    const icon = L.divIcon({ html: sign, className: 'target-mark', iconSize: [size, size] });
    const marker = L.marker(at, { icon, keyboard: false, zIndexOffset: chosen ? 5000 : -(target.rank ?? 0) });
    marker.on('click', () => this.choose(target.id));
    marker.bindTooltip(() => this.tip(target), { direction: 'top', className: 'map-tip', opacity: 1 });
    return marker;
  }
}
