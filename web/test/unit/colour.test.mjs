import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const page = await load('colour', 'raster/levels');
const { classTable, colourIndex, decimalsFor, levelFrom, luminance, packed, paletteOf, safeColour, sharesOf } = page;
const { valueOf, valueTable } = page;

const red = Array.from({ length: 256 }, (_, i) => `#${i.toString(16).padStart(2, '0')}0102`);

test('a colour is packed as a canvas keeps it: red in the lowest byte, opaque', () => {
  assert.equal(packed('#010203'), 0xff030201);
  assert.equal(packed('#fff'), 0xffffffff);
});

test('what is no colour is grey', () => {
  assert.equal(safeColour('url(x)'), '#555555');
  assert.equal(safeColour('#12345'), '#555555');
  assert.equal(safeColour('#A1b2C3'), '#A1b2C3');
});

test('levels 1 and 255 are the ends of the palette; 0 and what lies below the threshold are clear', () => {
  assert.equal(colourIndex(1, 256), 0);
  assert.equal(colourIndex(255, 256), 255);
  const table = valueTable(red, 100);
  assert.equal(table[0], 0);
  assert.equal(table[99], 0);
  assert.equal(table[100], packed(red[colourIndex(100, 256)]));
  assert.equal(valueTable(red)[1], packed('#000102'));
});

test('a palette that is missing, also one called like a method, is grey', () => {
  assert.equal(paletteOf({}, 'constructor')[255], '#ffffff');
  assert.equal(paletteOf(null, 'x')[0], '#000000');
  assert.equal(paletteOf({ red }, 'red'), red);
});

test('classes colour their own value only', () => {
  const table = classTable([
    { value: 3, color: '#010203' },
    { value: 0, color: '#ffffff' },
    { value: 300, color: '#ffffff' },
  ]);
  assert.equal(table[3], 0xff030201);
  assert.equal(table.filter((one) => one !== 0).length, 1);
});

test('levels stand for values from min to max', () => {
  assert.equal(valueOf(1, -2, 3), -2);
  assert.equal(valueOf(255, -2, 3), 3);
  assert.equal(valueOf(128, 0, 1), 0.5);
  assert.equal(levelFrom(0.5, 0, 1), 128);
  assert.ok(valueOf(levelFrom(0.701, 0, 1), 0, 1) >= 0.701 && valueOf(levelFrom(0.701, 0, 1) - 1, 0, 1) < 0.701);
  assert.equal(levelFrom(-5, 0, 1), 1);
});

test('decimals keep one step of a picture apart', () => {
  assert.equal(decimalsFor(0, 1), 3);
  assert.equal(decimalsFor(0, 1000), 0);
  assert.equal(decimalsFor(0, 1, 2), 2);
  assert.equal(decimalsFor(0, 1e-9), 4);
});

test('shares count the judged pixels only', () => {
  const shares = sharesOf(Uint8Array.from([0, 0, 10, 20, 20, 255]));
  assert.equal(shares[1], 1);
  assert.equal(shares[11], 0.75);
  assert.equal(shares[21], 0.25);
  assert.equal(shares[255], 0.25);
  assert.equal(sharesOf(new Uint8Array(4))[1], 0);
});

test('luminance orders black, blue, white', () => {
  assert.equal(luminance('#000000'), 0);
  assert.ok(Math.abs(luminance('#ffffff') - 1) < 1e-12);
  assert.ok(luminance('#00559b') > 0.05 && luminance('#00559b') < 0.15);
});
