// Lines, points and areas of the data: faults, granites, occurrences, the survey's outline …

import * as L from 'leaflet';
import { safeColour } from '../colour';
import { isNumber, listOf, VectorFeature, VectorLayer } from '../data';
import { clipped, facts, given, h, s } from '../dom';

const turned = (pair: number[]): L.LatLngTuple => [pair[1], pair[0]];
const isPair = (pair: unknown): pair is number[] => Array.isArray(pair) && isNumber(pair[0]) && isNumber(pair[1]);

export class VectorOverlay {
  visible: boolean;
  private group: L.FeatureGroup | null = null;

  constructor(
    readonly info: VectorLayer,
    private readonly map: L.Map,
  ) {
    this.visible = info.visible === true;
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    if (visible) (this.group ??= this.build()).addTo(this.map);
    else this.group?.remove();
  }

  toFront(): void {
    if (this.visible) this.group?.bringToFront();
  }

  private build(): L.FeatureGroup {
    const shapes = listOf(this.info.features).map((feature) => this.shape(feature));
    return L.featureGroup(shapes.filter((shape): shape is L.Path => shape !== null));
  }

  private shape(feature: VectorFeature): L.Path | null {
    const { kind, color, width, fill, radius } = this.info;
    const style = {
      color: safeColour(color),
      weight: isNumber(width) ? width : 1.5,
      fill: kind !== 'line' && !(kind === 'polygon' && !fill),
      fillColor: safeColour(fill, safeColour(color)),
      fillOpacity: kind === 'point' ? 0.9 : 0.25,
    };
    const coordinates = listOf(feature.coordinates as unknown[]);
    let made: L.Path;
    if (kind === 'polygon') {
      const rings = (coordinates as number[][][]).map((ring) => listOf(ring).filter(isPair).map(turned));
      made = L.polygon(rings, { ...style, interactive: !!fill });
    } else {
      const pairs = (coordinates as number[][]).filter(isPair);
      if (pairs.length === 0) return null;
      made =
        kind === 'point'
          ? L.circleMarker(turned(pairs[0]), { ...style, radius: isNumber(radius) ? radius : 5 })
          : L.polyline(pairs.map(turned), style);
    }
    if (feature.label || listOf(feature.rows).length > 0) {
      made.bindTooltip(() => this.words(feature), { sticky: true, className: 'map-tip', opacity: 1 });
    }
    return made;
  }

  private words(feature: VectorFeature): HTMLElement {
    const rows = listOf(feature.rows).map(([name, value]): [string, Node] => [clipped(name, 80), given(value, 160)]);
    return h(
      'div',
      null,
      h('strong', null, feature.label ? given(feature.label, 120) : given(this.info.title, 120)),
      facts(rows),
    );
  }
}

/** The sign of a vector layer for its legend. */
export function vectorSign(info: VectorLayer): SVGElement {
  const colour = safeColour(info.color);
  const stroke = { stroke: colour, 'stroke-width': Math.min(4, Math.max(1.5, info.width || 1.5)) };
  const fill = info.fill ? safeColour(info.fill) : 'none';
  const signs = {
    line: () => s('path', { d: 'M2 13 L9 5 L15 10 L22 3', fill: 'none', ...stroke }),
    point: () => s('circle', { cx: 12, cy: 8, r: 5, fill: info.fill ? fill : colour, ...stroke }),
    polygon: () => s('path', { d: 'M3 4 L16 2 L21 9 L12 14 L4 12 Z', fill, 'fill-opacity': 0.35, ...stroke }),
  };
  const drawn = (signs[info.kind] ?? signs.line)();
  return s('svg', { viewBox: '0 0 24 16', width: 24, height: 16, class: 'sign', 'aria-hidden': 'true' }, drawn);
}
