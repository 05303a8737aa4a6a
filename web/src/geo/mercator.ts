// EPSG:3857, in units of the sphere's radius: pictures are linear in it between their corners.

const radians = Math.PI / 180;

export type Bounds = [number, number, number, number]; // west, south, east, north in degrees

export function mercatorY(lat: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (lat * radians) / 2));
}

/** Column and row of a picture's pixel that holds a place; null outside it. */
export function pixelAt(
  bounds: Bounds,
  width: number,
  height: number,
  lon: number,
  lat: number,
): [number, number] | null {
  const [west, south, east, north] = bounds;
  const column = Math.floor(((lon - west) / (east - west)) * width);
  const top = mercatorY(north);
  const row = Math.floor(((top - mercatorY(lat)) / (top - mercatorY(south))) * height);
  return column >= 0 && row >= 0 && column < width && row < height ? [column, row] : null;
}
