// WGS 84 to UTM: transverse Mercator by Krüger's series to the sixth order in n (Karney 2011, J. Geodesy 85:475,
// eq. 35); error below a micrometre within 35° of the central meridian.

const a = 6378137;
const f = 1 / 298.257223563;
const n = f / (2 - f);
const e = Math.sqrt(f * (2 - f));
const scale = 0.9996;
const radians = Math.PI / 180;
const rectifying = (a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64 + n ** 6 / 256);
const alpha = [
  n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4 - (127 / 288) * n ** 5 + (7891 / 37800) * n ** 6,
  (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4 + (281 / 630) * n ** 5 - (1983433 / 1935360) * n ** 6,
  (61 / 240) * n ** 3 - (103 / 140) * n ** 4 + (15061 / 26880) * n ** 5 + (167603 / 181440) * n ** 6,
  (49561 / 161280) * n ** 4 - (179 / 168) * n ** 5 + (6601661 / 7257600) * n ** 6,
  (34729 / 80640) * n ** 5 - (3418889 / 1995840) * n ** 6,
  (212378941 / 319334400) * n ** 6,
];

export interface Zone {
  zone: number;
  south: boolean;
}

/** Easting and northing in metres. */
export function toUtm(lon: number, lat: number, { zone, south }: Zone): [number, number] {
  const phi = lat * radians;
  const lambda = (lon - (zone * 6 - 183)) * radians;
  const sine = Math.sin(phi);
  const t = Math.sinh(Math.atanh(sine) - e * Math.atanh(e * sine));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(t, Math.cos(lambda)));
  let north = xi;
  let east = eta;
  alpha.forEach((factor, index) => {
    const twice = 2 * (index + 1);
    north += factor * Math.sin(twice * xi) * Math.cosh(twice * eta);
    east += factor * Math.cos(twice * xi) * Math.sinh(twice * eta);
  });
  return [500000 + scale * rectifying * east, (south ? 10000000 : 0) + scale * rectifying * north];
}
