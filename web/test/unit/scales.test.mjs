import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const page = await load('charts/scale', 'map/label_placing', 'targets/chip');
const { around, linear, logarithmic, logTicks, niceTicks, overlap, placeLabels, rounded, roundLength } = page;

test('ticks are round and within the range', () => {
  assert.deepEqual(niceTicks(0, 1, 4), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(niceTicks(-0.4, 1.2, 4), [0, 0.5, 1]);
  assert.deepEqual(niceTicks(0, 0.3, 5), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(niceTicks(3, 3), [3]);
  assert.deepEqual(niceTicks(NaN, 3), []);
});

test('logarithmic ticks and scale', () => {
  assert.deepEqual(logTicks(0.001, 1), [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  assert.deepEqual(logTicks(0.0001, 1), [0.0001, 0.001, 0.01, 0.1, 1]);
  const x = logarithmic(0.01, 1, 0, 200);
  assert.ok(Math.abs(x(0.1) - 100) < 1e-9);
  assert.ok(Math.abs(x.invert(100) - 0.1) < 1e-12);
});

test('linear scale, also downwards and on one value only', () => {
  const y = linear(0, 10, 100, 0);
  assert.equal(y(5), 50);
  assert.equal(y.invert(25), 7.5);
  assert.equal(linear(4, 4, 0, 10)(4), 0);
  assert.deepEqual(rounded(0, 0.93), [0, 1]);
  assert.deepEqual(rounded(2, 2), [1.5, 2.5]);
});

test('labels do not collide and the first has the choice', () => {
  const box = (x, y) => around(x, y, 20, 20);
  assert.deepEqual(placeLabels([[box(0, 0)], [box(5, 5), box(50, 0)], [box(52, 2)]]), [0, 1, -1]);
});

test('of many labels none overlaps another', () => {
  const wished = Array.from({ length: 300 }, (_, i) =>
    [0, 25, -25].map((shift) => around(((i * 37) % 400) + shift, (i * 53) % 300, 22, 22)),
  );
  const got = placeLabels(wished);
  const placed = got.flatMap((place, i) => (place < 0 ? [] : [wished[i][place]]));
  assert.ok(placed.length > 50 && placed.length < 300, String(placed.length));
  placed.forEach((a, i) => placed.slice(i + 1).forEach((b) => assert.ok(!overlap(a, b))));
});

test('the scale of a chip is 1, 2 or 5 times a power of ten', () => {
  assert.equal(roundLength(315), 200);
  assert.equal(roundLength(99), 50);
  assert.equal(roundLength(1000), 1000);
});
