import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { isNumber, listOf, readData, uniqueTargets } = await load('read_data', 'data', 'targets/table');

test('marks that turn the direction of text are taken out, raw or escaped', () => {
  const report = readData('{"outcome": "a\u202eb\\u202Ec\\u2066d\\\\u202e", "x": "\\\\"}');
  assert.equal(report.outcome, 'abcd\\u202e'); // a written backslash is text and stays
  assert.equal(report.x, '\\');
});

test('data that is no object is an empty report', () => {
  for (const text of ['', null, 'null', '3', '"x"']) assert.deepEqual(readData(text), {});
});

test('lists and numbers are what they say', () => {
  assert.deepEqual(listOf([1, null, undefined, 0]), [1, 0]);
  assert.deepEqual(listOf('abc'), []);
  assert.ok(isNumber(0) && !isNumber(NaN) && !isNumber('1') && !isNumber(null));
});

test('targets without an id, or with one twice, still have one each', () => {
  const ids = uniqueTargets([{ id: 'T1' }, { id: 'T1' }, { rank: 3 }, {}]).map(({ id }) => id);
  assert.equal(new Set(ids).size, 4);
  assert.equal(ids[0], 'T1');
});
