import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { geodesic, mercatorY, pathLength, pixelAt, toUtm } = await load('geo/utm', 'geo/geodesic', 'geo/mercator');

// lon, lat, zone, south, east, north: computed by PROJ 9 (EPSG:326xx, 327xx)
const known = [
  [-6.8479344, 40.9825201, 29, false, 681045.8549, 4539047.0775],
  [-9, 0, 29, false, 500000, 0],
  [-12, 43.5, 29, false, 257461.0546, 4820714.2585],
  [-6, 37, 30, false, 233037.8798, 4099080.6934],
  [-69.36504, -23.87248, 19, true, 462834.7253, 7359843.6686],
  [3, 84, 31, false, 500000, 9328093.8306],
  [-8.9, 38.7, 29, false, 508695.6232, 4283490.863],
  [20, 70, 31, false, 1141577.1487, 7856129.5992],
];

test('UTM agrees with PROJ to a millimetre, far outside the zone too', () => {
  for (const [lon, lat, zone, south, east, north] of known) {
    const [x, y] = toUtm(lon, lat, { zone, south });
    assert.ok(Math.abs(x - east) < 0.001 && Math.abs(y - north) < 0.001, `${lon} ${lat}: ${x} ${y}`);
  }
});

test('geodesic: a degree of the equator, a quarter meridian, Flinders Peak to Buninyong', () => {
  const dms = (d, m, s) => Math.sign(d) * (Math.abs(d) + m / 60 + s / 3600);
  assert.ok(Math.abs(geodesic([0, 0], [1, 0]) - 111319.4908) < 0.001);
  assert.ok(Math.abs(geodesic([10, 0], [10, 90]) - 10001965.7293) < 0.001);
  const peak = [dms(144, 25, 29.5244), dms(-37, 57, 3.7203)];
  const town = [dms(143, 55, 35.3839), dms(-37, 39, 10.1561)];
  assert.ok(Math.abs(geodesic(peak, town) - 54972.271) < 0.001);
});

test('geodesic: no distance, and nearly antipodal points still give a number', () => {
  assert.equal(geodesic([5, 5], [5, 5]), 0);
  const far = geodesic([0, 0], [179.7, 0.5]);
  assert.ok(far > 19.9e6 && far < 20.05e6, String(far));
});

test('a path is as long as its parts', () => {
  const [a, b, c] = [
    [0, 0],
    [0.1, 0],
    [0.1, 0.2],
  ];
  assert.equal(pathLength([a, b, c]), geodesic(a, b) + geodesic(b, c));
  assert.equal(pathLength([a]), 0);
});

test('Mercator: rows are linear in y, not in latitude', () => {
  assert.ok(Math.abs(mercatorY(0)) < 1e-15);
  assert.ok(Math.abs(mercatorY(85.0511287798) - Math.PI) < 1e-9);
  const bounds = [0, 0, 60, 60];
  assert.deepEqual(pixelAt(bounds, 100, 100, 30, 30), [50, 58]); // y(30)/y(60) = 0.417
  assert.deepEqual(pixelAt(bounds, 100, 100, 0, 59.999), [0, 0]);
  assert.equal(pixelAt(bounds, 100, 100, -0.1, 30), null);
  assert.equal(pixelAt(bounds, 100, 100, 30, 60.1), null);
});
