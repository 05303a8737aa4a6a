// Distance on the WGS 84 ellipsoid in metres: Vincenty's inverse formula (1975, Survey Review 23:88), within a
// millimetre; where it does not settle (nearly antipodal points) haversine on the mean radius, within 0.6 %.

const a = 6378137;
const f = 1 / 298.257223563;
const b = a * (1 - f);
const radians = Math.PI / 180;

export type Place = [number, number]; // lon, lat in degrees

function haversine([lon1, lat1]: Place, [lon2, lat2]: Place): number {
  const across = Math.sin(((lat2 - lat1) * radians) / 2) ** 2;
  const along = Math.sin(((lon2 - lon1) * radians) / 2) ** 2;
  const inside = across + Math.cos(lat1 * radians) * Math.cos(lat2 * radians) * along;
  return 2 * 6371008.8 * Math.asin(Math.min(1, Math.sqrt(inside)));
}

export function geodesic(from: Place, to: Place): number {
  const L = (to[0] - from[0]) * radians;
  const u1 = Math.atan((1 - f) * Math.tan(from[1] * radians));
  const u2 = Math.atan((1 - f) * Math.tan(to[1] * radians));
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = L;
  for (let turn = 0; turn < 100; turn++) {
    const [sl, cl] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
    if (sinSigma === 0) return 0;
    const cosSigma = s1 * s2 + c1 * c2 * cl;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (c1 * c2 * sl) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const middle = cos2Alpha === 0 ? 0 : cosSigma - (2 * s1 * s2) / cos2Alpha;
    const C = (f / 16) * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha));
    const before = lambda;
    lambda = L + (1 - C) * f * sinAlpha * (sigma + C * sinSigma * (middle + C * cosSigma * (2 * middle ** 2 - 1)));
    if (Math.abs(lambda - before) > 1e-12) continue;
    const u = (cos2Alpha * (a * a - b * b)) / (b * b);
    const A = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
    const B = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
    const deep = (B / 6) * middle * (4 * sinSigma ** 2 - 3) * (4 * middle ** 2 - 3);
    const turned = B * sinSigma * (middle + (B / 4) * (cosSigma * (2 * middle ** 2 - 1) - deep));
    return b * A * (sigma - turned);
  }
  return haversine(from, to);
}

export function pathLength(places: Place[]): number {
  return places.slice(1).reduce((sum, place, index) => sum + geodesic(places[index], place), 0);
}
