// A cross on the map that the arrow keys or a tap move: the place that the read-out speaks of.

import * as L from 'leaflet';
import { h } from '../dom';

const steps: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Crosshair {
  place: L.LatLng | null = null;
  private readonly sign = h('div', { class: 'crosshair', 'aria-hidden': 'true' });

  constructor(
    private readonly map: L.Map,
    private readonly moved: (place: L.LatLng | null) => void,
  ) {
    this.sign.hidden = true;
    map.getContainer().append(this.sign);
    map.on('move zoom zoomend resize', () => this.draw());
  }

  put(place: L.LatLng | null): void {
    this.place = place;
    this.draw();
    this.moved(place);
  }

  /** True if the key was one of its own. */
  key(event: KeyboardEvent): boolean {
    const step = steps[event.key];
    if (!step) return false;
    const pixels = event.shiftKey ? 60 : 10;
    const size = this.map.getSize();
    const from = this.place ? this.map.latLngToContainerPoint(this.place) : size.divideBy(2);
    const inside = from.x >= 0 && from.y >= 0 && from.x <= size.x && from.y <= size.y;
    const start = inside ? from : size.divideBy(2);
    const to = this.place ? start.add(L.point(step[0] * pixels, step[1] * pixels)) : start;
    const place = this.map.containerPointToLatLng(to);
    this.put(place);
    const edge = 20;
    if (to.x < edge || to.y < edge || to.x > size.x - edge || to.y > size.y - edge) {
      this.map.panBy([step[0] * size.x * 0.3, step[1] * size.y * 0.3], { animate: false });
    }
    return true;
  }

  private draw(): void {
    this.sign.hidden = !this.place;
    if (!this.place) return;
    const at = this.map.latLngToContainerPoint(this.place);
    this.sign.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }
}
