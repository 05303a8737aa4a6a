import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readWords } from '../words.mjs';
import { load, source } from './load.mjs';

const { careful, columns, distance, folded, metres, number, relativeLink, setLanguage, share, sorted, word } =
  await load('words', 'targets/columns', 'sections/closing');

const [en, es, pt] = ['en', 'es', 'pt'].map(readWords);
const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join(' ');

test('the three languages have the same keys in the same order, with the same places to fill', () => {
  for (const other of [es, pt]) {
    assert.deepEqual(Object.keys(other), Object.keys(en));
    for (const key of Object.keys(en)) assert.equal(places(other[key]), places(en[key]), key);
  }
  for (const words of [en, es, pt]) for (const [key, text] of Object.entries(words)) assert.ok(text.trim(), key);
});

test('keys are snake_case', () => {
  for (const key of Object.keys(en)) assert.match(key, /^[a-z0-9]+(_[a-z0-9]+)*$/);
});

test('every key that the page asks for exists, and every key is asked for', () => {
  const all = readdirSync(source, { recursive: true })
    .filter((name) => String(name).endsWith('.ts'))
    .map((name) => readFileSync(join(source, String(name)), 'utf8'))
    .join('\n');
  const asked = new Set([...all.matchAll(/word\(\s*'([a-z0-9_]+)'/g)].map((found) => found[1]));
  for (const key of asked) assert.ok(key in en, `${key} is asked for and not there`);
  for (const key of Object.keys(en)) {
    assert.ok(
      all.includes(`'${key}'`) || ['tab_layers', 'tab_target'].includes(key),
      `${key} is there and not asked for`,
    );
  }
});

test('a key that is missing shows itself, also one called like a method', () => {
  setLanguage('en', {});
  assert.equal(word('no_such_key'), 'no_such_key');
  assert.equal(word('constructor'), 'constructor');
});

test('places are filled literally', () => {
  setLanguage('en', { a: '{count} of {all}, {other}' });
  assert.equal(word('a', { count: '$&', all: 3 }), '$& of 3, {other}');
});

test('numbers follow the language, unknown ones are a dash', () => {
  setLanguage('en', en);
  assert.equal(number(1234.5, 1), '1,234.5');
  setLanguage('es', es);
  assert.equal(number(12345.5, 1), '12.345,5');
  setLanguage('pt', pt);
  assert.equal(number(0.25, 2), '0,25');
  assert.equal(metres(4539047.4), '4539047');
  for (const unknown of [null, undefined, NaN, Infinity, 'x']) assert.equal(number(unknown), '–');
});

test('a share short of all is never called 100 %', () => {
  setLanguage('en', en);
  assert.equal(careful(0.9999), '99.9%');
  assert.equal(careful(1), '100%');
  assert.equal(share(0.0412), '4.1%');
  assert.equal(share(0.0004), '0.04%');
  assert.equal(share(0.52), '52%');
  assert.equal(distance(999.2), '1.00\u00a0km');
  assert.equal(distance(994.9), '995\u00a0m');
});

test('sorting keeps unknown values last both ways, and equals by rank', () => {
  const nearest = columns.find(({ key }) => key === 'nearest_known');
  const rows = [
    { rank: 1, nearestKnownM: null },
    { rank: 2, nearestKnownM: 50 },
    { rank: 4, nearestKnownM: 9 },
    { rank: 3, nearestKnownM: 50 },
  ];
  const ranks = (down) => sorted(rows, nearest, down, 'en').map(({ rank }) => rank);
  assert.deepEqual(ranks(false), [4, 2, 3, 1]);
  assert.deepEqual(ranks(true), [2, 3, 4, 1]);
});

test('searching ignores accents and capitals', () => {
  assert.equal(folded('Covas do BARROSO – Ñandú ção'), 'covas do barroso – nandu cao');
});

test('only paths below the report become links', () => {
  assert.equal(relativeLink('evidence/a b.tif'), 'evidence/a%20b.tif');
  for (const bad of [
    'javascript:alert(1)',
    'JAVASCRIPT:x',
    '//host/x',
    '/etc/passwd',
    '../x',
    'a/../../x',
    '\\\\host\\x',
    'data:text/html,x',
    '',
    null,
    'x'.repeat(2000),
    '\ud800',
  ])
    assert.equal(relativeLink(bad), null, String(bad).slice(0, 30));
  assert.equal(relativeLink('a"onclick=x.csv'), 'a%22onclick%3Dx.csv');
});
