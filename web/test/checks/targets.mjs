// Table, map and target page together.

import assert from 'node:assert/strict';
import { pause, sizes } from '../browser.mjs';
import * as help from '../helpers.mjs';

const targets = (report) => help.list(report.targets);
const some = (report) => targets(report).length > 0;
const several = (report) => targets(report).length > 2 && targets(report).every((one) => one.id);
const mapped = (report) => several(report) && Array.isArray(report.map?.bounds);

const checks = [];
const check = (name, needs, run, size = sizes.desk) => checks.push({ name, needs, run, size });

check('a row opens its target: the map goes there, the page tells of it', mapped, async ({ page, report }) => {
  const target = targets(report)[2];
  await page.$$eval(
    '.targets tbody tr',
    (rows, id) => rows.find((row) => row.dataset.target === id).click(),
    target.id,
  );
  await pause(300);
  const box = await help.mapBox(page);
  await page.mouse.move(box.left + box.width / 2, box.top + box.height / 2);
  await pause(80);
  const [lon, lat] = help.placeOf(await help.readout(page), report.words);
  const rings = help.list(target.rings).flat();
  const reach = Math.max(0.004, ...rings.map(([x, y]) => Math.hypot(x - target.lon, y - target.lat)));
  assert.ok(
    Math.hypot(lon - target.lon, lat - target.lat) < reach,
    `${lon} ${lat} is not at ${target.lon} ${target.lat}`,
  );
  const title = await page.$eval('#panel-target h3', (one) => one.textContent);
  assert.ok(title.startsWith(target.id), title);
  assert.equal(await page.$eval('#panel-target', (one) => one.hidden), false);
  const current = await page.$$eval('.targets tr[aria-current]', (rows) => rows.map((row) => row.dataset.target));
  assert.deepEqual(current, [target.id]);
});

check('Enter on a row opens its target, and the way back leads to the row', several, async ({ page, report }) => {
  const target = targets(report)[1];
  await page.$$eval(
    '.targets tbody tr',
    (rows, id) =>
      rows
        .find((row) => row.dataset.target === id)
        .querySelector('button')
        .focus(),
    target.id,
  );
  await page.keyboard.press('Enter');
  await pause(200);
  const here = await page.evaluate(() => document.activeElement.textContent);
  assert.ok(here.startsWith(target.id), `focus is on "${here.slice(0, 60)}"`);
  await page.$$eval('.target-side > .tools button', (all) => all[2].click());
  await pause(200);
  assert.equal(await page.evaluate(() => document.activeElement.closest('tr')?.dataset.target), target.id);
});

check('a mark on the map selects its row', mapped, async ({ page, report }) => {
  const box = await help.mapBox(page);
  const marks = await page.$$eval('.target-mark', (all) =>
    all.map((mark) => {
      const label = mark.querySelector('.mark, .mark-label');
      const { left, top, width, height } = (label ?? mark).getBoundingClientRect();
      return { text: label?.textContent ?? '', x: left + width / 2, y: top + height / 2 };
    }),
  );
  const clear = marks.find(
    ({ text, x, y }) =>
      text && x > box.left + 60 && x < box.left + box.width - 20 && y > box.top + 20 && y < box.top + box.height - 40,
  );
  assert.ok(clear, 'no numbered mark on the map');
  const target = targets(report).find((one) => one.id === clear.text || String(one.rank) === clear.text);
  await page.mouse.click(clear.x, clear.y);
  await pause(300);
  const current = await page.$$eval('.targets tr[aria-current]', (rows) => rows.map((row) => row.dataset.target));
  assert.deepEqual(current, [target.id]);
  const title = await page.$eval('#panel-target h3', (one) => one.textContent);
  assert.ok(title.startsWith(target.id), title);
});

check('search and filter keep what they should', several, async ({ page, report }) => {
  const all = targets(report);
  const asked = all[1].id;
  await page.type('#target-search', asked);
  const found = await help.shownRows(page);
  assert.ok(found.includes(asked) && found.length < all.length, `${found}`);
  assert.match(await page.$eval('.count', (one) => one.textContent), new RegExp(`\\b${found.length}\\b`));
  await page.type('#target-search', ' zzqqxx');
  assert.deepEqual(await help.shownRows(page), []);
  await page.$eval('#target-search', (input) => {
    input.value = '';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  assert.equal((await help.shownRows(page)).length, all.length);
  if (!(await page.$('#target-model'))) return;
  const model = all[0].model;
  await page.select('#target-model', model);
  const kept = await help.shownRows(page);
  assert.deepEqual(
    [...kept].sort(),
    all
      .filter((one) => one.model === model)
      .map((one) => one.id)
      .sort(),
  );
});

check('every column sorts, and says so', several, async ({ page, report }) => {
  const byId = new Map(targets(report).map((one) => [one.id, one]));
  const keys = { rank: 'rank', score: 'score', area_ha: 'areaHa', length_m: 'lengthM', strike_deg: 'strikeDeg' };
  for (const [column, field] of Object.entries(keys)) {
    const press = () => page.$eval(`th[data-column="${column}"] button`, (one) => one.click());
    const state = () => page.$eval(`th[data-column="${column}"]`, (one) => one.getAttribute('aria-sort'));
    const seen = new Set();
    for (let turn = 0; turn < 2; turn++) {
      await press();
      const direction = await state();
      seen.add(direction);
      const values = (await help.shownRows(page))
        .map((id) => byId.get(id)[field])
        .filter((value) => Number.isFinite(value));
      const right = [...values].sort((a, b) => (direction === 'descending' ? b - a : a - b));
      assert.deepEqual(values, right, `${column} ${direction}`);
    }
    assert.deepEqual([...seen].sort(), ['ascending', 'descending']);
    assert.equal(await page.$$eval('th[aria-sort]:not([aria-sort="none"])', (all) => all.length), 1);
  }
});

check('the target page holds what is known of it', some, async ({ page, report }) => {
  const target = targets(report)[0];
  await page.$eval('.open-target', (one) => one.click());
  await pause(200);
  const text = await page.$eval('.target-side .target-page', (one) => one.innerText);
  for (const push of [...help.list(target.raisedBy), ...help.list(target.loweredBy)]) {
    assert.ok(text.includes(push.title || push.name), push.title);
  }
  for (const flag of help.list(target.flags)) assert.ok(text.includes(flag.title), flag.title);
  assert.equal((await page.$$('.target-side svg.chip')).length, target.chip ? 1 : 0);
  const points = await page.$$eval('.target-side .spectra svg.chart circle', (all) => all.length);
  assert.equal(points >= help.list(target.spectra?.bands).length && points > 0, Boolean(target.spectra));
});

check('one target prints alone', some, async ({ page }) => {
  await page.$eval('.open-target', (one) => one.click());
  await page.evaluate(() => {
    window.print = () => {
      document.documentElement.dataset.printed = 'yes';
    };
  });
  await page.$eval('.print-target', (one) => one.click());
  await page.emulateMediaType('print');
  const state = await page.evaluate(() => ({
    printed: document.documentElement.dataset.printed,
    alone: document.querySelector('.printed-alone .field-sheet')?.getBoundingClientRect().height ?? 0,
    main: document.querySelector('main').getBoundingClientRect().height,
  }));
  assert.equal(state.printed, 'yes');
  assert.ok(state.alone > 50, 'the field sheet is not to be seen');
  assert.equal(state.main, 0);
  await page.emulateMediaType('screen');
  await page.evaluate(() => {
    window.dispatchEvent(new Event('afterprint'));
  });
  assert.ok(await page.$eval('main', (one) => one.getBoundingClientRect().height > 500));
});

export default checks;
