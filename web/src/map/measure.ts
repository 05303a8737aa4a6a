// Measuring a distance along points set on the map.

import * as L from 'leaflet';
import { pathLength, Place } from '../geo/geodesic';
import { distance, word } from '../words';

export class Measure {
  active = false;
  private places: Place[] = [];
  private readonly line = L.polyline([], { color: '#111111', weight: 3, dashArray: '6 5', interactive: false });
  private readonly casing = L.polyline([], { color: '#ffffff', weight: 6, interactive: false });
  private readonly dots = L.layerGroup();

  constructor(
    private readonly map: L.Map,
    private readonly say: (text: string) => void,
  ) {}

  toggle(): boolean {
    this.active ? this.stop() : this.start();
    return this.active;
  }

  start(): void {
    this.active = true;
    this.map.getContainer().classList.add('measuring');
    this.map.doubleClickZoom.disable();
    for (const layer of [this.casing, this.line, this.dots]) layer.addTo(this.map);
    this.show([]);
  }

  stop(): void {
    this.active = false;
    this.map.getContainer().classList.remove('measuring');
    this.map.doubleClickZoom.enable();
    for (const layer of [this.casing, this.line, this.dots]) layer.remove();
    this.places = [];
    this.say('');
  }

  add({ lng, lat }: L.LatLng): void {
    this.show([...this.places, [lng, lat]]);
  }

  undo(): void {
    this.show(this.places.slice(0, -1));
  }

  private show(places: Place[]): void {
    this.places = places;
    const path = places.map(([lon, lat]): L.LatLngTuple => [lat, lon]);
    this.casing.setLatLngs(path);
    this.line.setLatLngs(path);
    this.dots.clearLayers();
    const look = { radius: 4, color: '#111111', weight: 2, fillColor: '#ffffff', fillOpacity: 1, interactive: false };
    for (const at of path) this.dots.addLayer(L.circleMarker(at, look));
    this.say(
      places.length < 2
        ? word('measure_hint')
        : word('measure_result', { distance: distance(pathLength(places)), count: places.length }),
    );
  }
}
