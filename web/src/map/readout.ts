// What the visible layers say at one place, under the map; spoken, not too often, when keys or a tap moved it.

import * as L from 'leaflet';
import { Report } from '../data';
import { clipped, given, h } from '../dom';
import { lonLat, utmText } from '../geo/position';
import { word } from '../words';
import { RasterLayer } from './raster_layer';

export class Readout {
  readonly element = h('div', { class: 'readout' });
  private readonly where = h('p', { class: 'where' });
  private readonly values = h('dl', { class: 'values' });
  private readonly voice = h('p', { class: 'only-spoken', 'aria-live': 'polite' });
  private waiting = 0;
  private framed = 0;
  private next: L.LatLng | null = null;

  constructor(
    private readonly layers: () => RasterLayer[],
    private readonly utm: Report['utm'] | undefined,
  ) {
    this.element.append(this.where, this.values, this.voice);
    this.show(null);
  }

  /** Shows the place at the next frame. */
  follow(place: L.LatLng | null): void {
    this.next = place;
    if (!this.framed) {
      this.framed = requestAnimationFrame(() => {
        this.framed = 0;
        this.show(this.next);
      });
    }
  }

  speak(place: L.LatLng | null): void {
    window.clearTimeout(this.waiting);
    if (!place) return;
    this.waiting = window.setTimeout(() => {
      const values = this.said(place).map(([title, text]) => `${title}: ${text}`);
      this.voice.textContent = [lonLat(place.lng, place.lat), ...values].join('; ');
    }, 700);
  }

  private said({ lng, lat }: L.LatLng): [string, string][] {
    const said: [string, string][] = [];
    for (const layer of this.layers()) {
      const text = layer.visible ? layer.textAt(lng, lat) : null;
      if (text !== null) said.push([clipped(layer.info.title, 120), clipped(text, 120)]);
    }
    return said;
  }

  private show(place: L.LatLng | null): void {
    this.values.replaceChildren();
    if (!place) {
      this.where.textContent = word('readout_hint');
      return;
    }
    const grid = utmText(place.lng, place.lat, this.utm);
    this.where.textContent = '';
    this.where.append(h('span', null, lonLat(place.lng, place.lat)), grid ? h('span', null, grid) : '');
    for (const [title, text] of this.said(place)) {
      this.values.append(h('div', null, h('dt', null, given(title)), h('dd', null, given(text))));
    }
  }
}
