// The same numbers every time.

export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Smooth noise 0..1 on a grid, `cell` pixels across. */
export function noise(width, height, cell, random) {
  const across = Math.ceil(width / cell) + 2;
  const knots = Float64Array.from({ length: across * (Math.ceil(height / cell) + 2) }, random);
  const out = new Float64Array(width * height);
  const ease = (t) => t * t * (3 - 2 * t);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [i, j] = [Math.floor(x / cell), Math.floor(y / cell)];
      const [u, v] = [ease(x / cell - i), ease(y / cell - j)];
      const at = (a, b) => knots[(j + b) * across + i + a];
      out[y * width + x] = (at(0, 0) * (1 - u) + at(1, 0) * u) * (1 - v) + (at(0, 1) * (1 - u) + at(1, 1) * u) * v;
    }
  }
  return out;
}
