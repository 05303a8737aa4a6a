// One picture of the map: its state, how it is drawn, what it says at a place.

import * as L from 'leaflet';
import { classTable, paletteOf, valueTable } from '../colour';
import { isNumber, listOf, MapLayer, Report } from '../data';
import { Bounds } from '../geo/mercator';
import { Grid, gridOf, isPicture, levelAt, paint } from '../raster/grid';
import { decimalsFor, levelFrom, sharesOf, valueOf } from '../raster/levels';
import { number, withUnit, word } from '../words';
import { HatchOverlay } from './hatch_overlay';

export const rasterPane = 'pictures';

export class RasterLayer {
  visible: boolean;
  opacity: number;
  palette: string;
  threshold = 1; // a level: what lies below is not drawn
  failed = false;
  shares: number[] | null = null;
  private grid: Grid | null = null;
  private overlay: L.ImageOverlay | L.SVGOverlay | HatchOverlay | null = null;
  private canvas: HTMLCanvasElement | null = null;

  constructor(
    readonly info: MapLayer,
    private readonly map: L.Map,
    private readonly bounds: Bounds,
    private readonly palettes: Report['palettes'] | null | undefined,
    private readonly order: number,
  ) {
    this.visible = info.visible === true;
    this.opacity = isNumber(info.opacity) ? Math.min(1, Math.max(0, info.opacity)) : 1;
    this.palette = info.kind === 'value' ? String(info.palette) : '';
    if (info.kind === 'value' && info.threshold && isNumber(info.hideBelow)) {
      this.threshold = levelFrom(info.hideBelow, info.min, info.max);
    }
    if (info.kind === 'value' && Array.isArray(info.shares) && info.shares.length === 256) this.shares = info.shares;
  }

  async setVisible(visible: boolean): Promise<void> {
    this.visible = visible;
    if (visible && !this.overlay && !this.failed) {
      try {
        await this.prepare();
      } catch {
        this.failed = true;
      }
    }
    if (!this.overlay) return;
    if (this.visible && !this.map.hasLayer(this.overlay as L.Layer)) {
      this.map.addLayer(this.overlay as L.Layer);
      // Leaflet's overlay of a given element forgets the place in the stack that its options ask for.
      if (!(this.overlay instanceof HatchOverlay)) this.overlay.setZIndex(this.order + 1);
      this.sharpen();
    } else if (!this.visible) {
      this.map.removeLayer(this.overlay as L.Layer);
    }
  }

  setOpacity(opacity: number): void {
    this.opacity = opacity;
    this.overlay?.setOpacity(opacity);
  }

  /** Draws again after the palette or the threshold changed. */
  repaint(): void {
    if (this.grid && this.canvas) paint(this.grid, this.canvas, this.table());
  }

  /** Pixels stay square when one is drawn larger than it is. */
  sharpen(): void {
    const element = this.canvas;
    if (element?.width) element.classList.toggle('pixelated', element.getBoundingClientRect().width > element.width);
  }

  levelAt(lon: number, lat: number): number | null {
    return this.grid ? levelAt(this.grid, this.bounds, lon, lat) : null;
  }

  /** What the layer says at a place; null where it has nothing to say. */
  textAt(lon: number, lat: number): string | null {
    const level = this.levelAt(lon, lat);
    const { info } = this;
    if (level === null) return null;
    if (info.kind === 'hatch') return level === 0 ? word('ground_judged') : info.label;
    if (level === 0) return word('no_data');
    if (info.kind === 'class') {
      return listOf(info.classes).find((one) => one.value === level)?.label ?? String(level);
    }
    return info.kind === 'value' ? this.valueText(level) : null;
  }

  valueText(level: number): string {
    if (this.info.kind !== 'value') return '';
    const { min, max, unit, decimals } = this.info;
    return withUnit(number(valueOf(level, min, max), decimalsFor(min, max, decimals)), unit);
  }

  shareFrom(level: number): number | null {
    if (!this.shares && this.grid) this.shares = sharesOf(this.grid.levels);
    return this.shares ? this.shares[level] : null;
  }

  private table(): Uint32Array {
    if (this.info.kind === 'class') return classTable(listOf(this.info.classes));
    return valueTable(paletteOf(this.palettes, this.palette), this.threshold);
  }

  private async prepare(): Promise<void> {
    const { info, opacity } = this;
    const [west, south, east, north] = this.bounds;
    const corners = L.latLngBounds([south, west], [north, east]);
    const options = { opacity, pane: rasterPane, zIndex: this.order + 1, interactive: false };
    if (!isPicture(info.png)) throw new Error('not a picture');
    if (info.kind === 'picture') {
      this.overlay = L.imageOverlay(info.png, corners, options);
      return;
    }
    this.grid = await gridOf(info.png);
    if (info.kind === 'hatch') {
      this.overlay = new HatchOverlay(this.grid, corners, { pane: rasterPane, opacity, zIndex: this.order + 1 });
      return;
    }
    this.canvas = document.createElement('canvas');
    this.canvas.dataset.layer = info.id;
    this.repaint();
    // An overlay of any element: SVGOverlay takes the one that it is given.
    this.overlay = L.svgOverlay(this.canvas as unknown as SVGElement, corners, options);
  }
}
