// Hatch over the ground that was not judged: drawn in screen pixels, so that its lines stay thin at every zoom.

import * as L from 'leaflet';
import { Grid } from '../raster/grid';

interface HatchOptions extends L.RendererOptions {
  opacity: number;
  zIndex: number;
}

const period = 8; // screen pixels between lines

export function hatchPattern(context: CanvasRenderingContext2D): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = tile.height = period * 2;
  const pen = tile.getContext('2d');
  if (!pen) return null;
  pen.fillStyle = 'rgba(255, 255, 255, 0.35)';
  pen.fillRect(0, 0, period * 2, period * 2);
  pen.strokeStyle = 'rgba(50, 56, 60, 0.85)';
  pen.lineWidth = 2;
  pen.beginPath();
  for (const shift of [-2, -1, 0, 1, 2]) {
    pen.moveTo(shift * period * 2 - 2, period * 2 + 2);
    pen.lineTo(shift * period * 2 + period * 2 + 2, -2);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat');
}

// Leaflet's renderer keeps a container in place over the view while the map moves and zooms.
interface Inner {
  _container: HTMLCanvasElement;
  _bounds: L.Bounds;
  _map: L.Map;
  _layers: Record<number, unknown>;
}

const Base = L.Renderer as unknown as { prototype: { _update(): void } } & (new (options: HatchOptions) => L.Layer);

export class HatchOverlay extends (Base as new (options: HatchOptions) => L.Layer) {
  private readonly mask: HTMLCanvasElement;

  constructor(
    grid: Grid,
    private readonly corners: L.LatLngBounds,
    options: HatchOptions,
  ) {
    super({ padding: 0.2, ...options } as HatchOptions);
    this.mask = document.createElement('canvas');
    this.mask.width = grid.width;
    this.mask.height = grid.height;
    const context = this.mask.getContext('2d');
    if (!context) return;
    const image = context.createImageData(grid.width, grid.height);
    for (let i = 0; i < grid.levels.length; i++) image.data[4 * i + 3] = grid.levels[i] ? 255 : 0;
    context.putImageData(image, 0, 0);
  }

  setOpacity(opacity: number): this {
    (this.options as HatchOptions).opacity = opacity;
    const canvas = (this as unknown as Inner)._container;
    if (canvas) canvas.style.opacity = String(opacity);
    return this;
  }

  protected _initContainer(): void {
    const inner = this as unknown as Inner;
    const options = this.options as HatchOptions;
    inner._container = document.createElement('canvas');
    inner._container.dataset.layer = 'hatch';
    inner._container.style.opacity = String(options.opacity);
    inner._container.style.zIndex = String(options.zIndex);
  }

  protected _updatePaths(): void {} // it has none; Leaflet asks

  protected _destroyContainer(): void {
    const inner = this as unknown as Partial<Inner>;
    inner._container?.remove();
    delete inner._container;
  }

  protected _update(): void {
    const inner = this as unknown as Inner;
    const map = inner._map;
    if ((map as unknown as { _animatingZoom?: boolean })._animatingZoom && inner._bounds) return;
    Base.prototype._update.call(this);
    const canvas = inner._container;
    const size = inner._bounds.getSize();
    const origin = inner._bounds.min as L.Point;
    L.DomUtil.setPosition(canvas, origin);
    const fine = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = size.x * fine;
    canvas.height = size.y * fine;
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.scale(fine, fine);
    pen.imageSmoothingEnabled = false;
    const from = map.latLngToLayerPoint(this.corners.getNorthWest()).subtract(origin);
    const to = map.latLngToLayerPoint(this.corners.getSouthEast()).subtract(origin);
    pen.drawImage(this.mask, from.x, from.y, to.x - from.x, to.y - from.y);
    pen.globalCompositeOperation = 'source-in';
    const pattern = hatchPattern(pen);
    if (pattern) pen.fillStyle = pattern;
    pen.translate(from.x % (period * 2), from.y % (period * 2));
    pen.fillRect(-period * 2, -period * 2, size.x + period * 4, size.y + period * 4);
  }
}
