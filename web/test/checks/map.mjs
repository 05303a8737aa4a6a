// The map: values under the pointer, layers, keys, distances, a tap.

import assert from 'node:assert/strict';
import { pause, settle, sizes } from '../browser.mjs';
import * as help from '../helpers.mjs';

const layersOf = (report) => help.list(report.map?.layers);
const hasMap = (report) => Array.isArray(report.map?.bounds) && layersOf(report).length > 0;
const firstValue = (report) =>
  layersOf(report).find((one) => one.kind === 'value' && one.visible) ??
  layersOf(report).find((one) => one.kind === 'value');
const withThreshold = (report) => layersOf(report).find((one) => one.kind === 'value' && one.threshold);

async function switchOn(page, id) {
  const row = await help.rowHandle(page, id);
  if (!(await row.$eval('input[type="checkbox"]', (box) => box.checked))) {
    await row.$eval('input[type="checkbox"]', (box) => box.click());
    await settle(page);
  }
  return row;
}

const checks = [];
const check = (name, needs, run, size = sizes.desk) => checks.push({ name, needs, run, size });

check("the value under the pointer is the data's value", hasMap, async ({ page, report }) => {
  const wanted = layersOf(report)
    .filter((one) => one.kind !== 'picture')
    .slice(-8);
  for (const layer of wanted) await switchOn(page, layer.id);
  const box = await help.mapBox(page);
  let compared = 0;
  let different = new Set();
  for (const [u, v] of [
    [0.5, 0.5],
    [0.4, 0.3],
    [0.6, 0.7],
    [0.45, 0.62],
    [0.55, 0.41],
    [0.38, 0.5],
    [0.62, 0.33],
  ]) {
    await page.mouse.move(box.left + u * box.width, box.top + v * box.height);
    await pause(60);
    const said = await help.readout(page);
    const [lon, lat] = help.placeOf(said, report.words);
    for (const layer of wanted) {
      const texts = said.values.filter(([title]) => title === layer.title).map(([, text]) => text);
      // The place is told to 1e-5 degrees: at a pixel's edge a neighbour may be meant.
      const near = [-1, 0, 1].flatMap((x) =>
        [-1, 0, 1].map((y) =>
          help.expectedText(report, layer, help.levelAt(report, layer, lon + x * 6e-6, lat + y * 6e-6)),
        ),
      );
      assert.ok(
        texts.some((text) => near.includes(text)),
        `${layer.title} at ${lon} ${lat}: ${texts}, not ${near[4]}`,
      );
      compared++;
      if (layer.kind === 'value') different.add(texts[0]);
    }
  }
  assert.ok(
    compared >= 7 && (different.size > 1 || !firstValue(report)),
    `${compared} compared, ${different.size} different`,
  );
});

check(
  'the threshold hides exactly what lies below and says what stays',
  (report) => hasMap(report) && withThreshold(report),
  async ({ page, report }) => {
    const layer = withThreshold(report);
    const row = await switchOn(page, layer.id);
    const { levels } = help.gridOf(layer);
    await help.setSlider(row, 'threshold', 1);
    const all = await help.canvasState(page, layer.id);
    assert.equal(all.shown, levels.filter((level) => level > 0).length);
    const ordered = [...levels].filter((level) => level > 0).sort((a, b) => a - b);
    const level = Math.max(2, ordered[Math.floor(ordered.length * 0.8)]);
    await help.setSlider(row, 'threshold', level);
    const some = await help.canvasState(page, layer.id);
    assert.equal(some.shown, levels.filter((one) => one >= level).length);
    assert.ok(some.shown < all.shown && some.shown > 0, `${some.shown} of ${all.shown}`);
    const said = await row.$eval('.threshold', (input) => input.previousElementSibling.textContent);
    const stays = layer.shares?.length === 256 ? layer.shares[level] : some.shown / all.shown;
    const percent = Number((/([\d.,]+)\s*%/.exec(said)?.[1] ?? 'x').replace(',', '.'));
    assert.ok(Math.abs(percent - 100 * stays) <= (stays >= 0.0995 ? 0.51 : 0.051), `"${said}", not ${100 * stays} %`);
    assert.ok(said.includes(help.expectedText(report, layer, level)), said);
  },
);

check('palette, opacity and switches change the picture', hasMap, async ({ page, report }) => {
  const layer = firstValue(report);
  if (!layer) return;
  const row = await switchOn(page, layer.id);
  await help.mapBox(page);
  const before = await help.canvasState(page, layer.id);
  const seen = [await help.mapPicture(page)];
  const select = await row.$('select.palette');
  if (select) {
    const other = await select.evaluate((one) =>
      [...one.options].map(({ value }) => value).find((name) => name !== one.value),
    );
    await select.evaluate((one, name) => {
      one.value = name;
      one.dispatchEvent(new Event('change', { bubbles: true }));
    }, other);
    const after = await help.canvasState(page, layer.id);
    assert.notEqual(after.sum, before.sum);
    assert.equal(after.shown, before.shown);
    seen.push(await help.mapPicture(page));
  }
  const wanted = Number(before.opacity) > 0.5 ? 30 : 90;
  await help.setSlider(row, 'opacity', wanted);
  assert.equal(Number((await help.canvasState(page, layer.id)).opacity), wanted / 100);
  seen.push(await help.mapPicture(page));
  await row.$eval('input[type="checkbox"]', (box) => box.click());
  await pause(100);
  assert.equal(await help.canvasState(page, layer.id), null);
  seen.push(await help.mapPicture(page));
  assert.equal(new Set(seen).size, seen.length, 'two of the pictures are the same');
});

check('pictures lie in the order of the data, whichever came on last', hasMap, async ({ page, report }) => {
  const wanted = layersOf(report).filter(({ kind }) => kind === 'value' || kind === 'class');
  if (wanted.length < 2) return 'fewer than two';
  for (const layer of [...wanted].reverse()) await switchOn(page, layer.id);
  const seen = await page.$$eval('canvas[data-layer]', (all) =>
    all.map((one) => [one.dataset.layer, Number(getComputedStyle(one).zIndex)]),
  );
  const order = new Map(seen);
  const depths = wanted.map(({ id }) => order.get(id));
  assert.deepEqual(
    depths,
    [...depths].sort((a, b) => a - b),
    JSON.stringify(seen),
  );
  assert.equal(new Set(depths).size, wanted.length);
  const stacks = await page.$$eval('canvas[data-layer]', (all) => new Set(all.map((one) => one.parentElement)).size);
  assert.equal(stacks, 1); // so that the numbers mean something
});

check(
  'hatch and vectors are drawn and can be switched off',
  (report) =>
    hasMap(report) && layersOf(report).some((one) => one.kind === 'hatch') && help.list(report.map.vectors).length > 0,
  async ({ page, report }) => {
    const hatch = layersOf(report).find((one) => one.kind === 'hatch');
    const vector = help.list(report.map.vectors).find((one) => one.visible) ?? report.map.vectors[0];
    await switchOn(page, hatch.id);
    await switchOn(page, vector.id);
    await help.mapBox(page);
    const expected = help.gridOf(hatch).levels.some((level) => level > 0);
    assert.equal((await help.canvasState(page, 'hatch')).shown > 0, expected);
    const both = await help.mapPicture(page);
    for (const id of [hatch.id, vector.id]) {
      const row = await help.rowHandle(page, id);
      await row.$eval('input[type="checkbox"]', (box) => box.click());
      await pause(150);
      const without = await help.mapPicture(page);
      if (id !== hatch.id || expected) assert.notEqual(without, both, `${id} made no difference`);
      await row.$eval('input[type="checkbox"]', (box) => box.click());
      await pause(150);
    }
  },
);

check('arrow keys move the cross, the read-out follows and speaks', hasMap, async ({ page, report }) => {
  await help.mapBox(page);
  await page.focus('#map');
  await page.keyboard.press('ArrowRight'); // puts it in the middle
  await pause(80);
  const [lon0, lat0] = help.placeOf(await help.readout(page), report.words);
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await pause(80);
  const [lon1, lat1] = help.placeOf(await help.readout(page), report.words);
  assert.ok(lon1 > lon0 && lat1 > lat0, `${lon0} ${lat0} to ${lon1} ${lat1}`);
  assert.ok(Math.abs((lon1 - lon0) / ((lat1 - lat0) / Math.cos((lat0 * Math.PI) / 180)) - 3) < 0.15);
  assert.equal(await page.$eval('.crosshair', (one) => one.hidden), false);
  await pause(1000);
  assert.match(await page.$eval('.readout [aria-live]', (one) => one.textContent), /°/);
  await page.keyboard.press('Escape');
  assert.equal(await page.$eval('.crosshair', (one) => one.hidden), true);
});

check('a measured distance is right', hasMap, async ({ page, report }) => {
  const box = await help.mapBox(page);
  await page.evaluate(() => document.querySelectorAll('.map-tools button')[1].click());
  const places = [];
  for (const [u, v] of [
    [0.4, 0.4],
    [0.6, 0.55],
  ]) {
    await page.mouse.move(box.left + u * box.width, box.top + v * box.height);
    await pause(60);
    places.push(help.placeOf(await help.readout(page), report.words));
    await page.mouse.click(box.left + u * box.width, box.top + v * box.height);
    await pause(350);
  }
  const [[lon0, lat0], [lon1, lat1]] = places;
  const phi = (((lat0 + lat1) / 2) * Math.PI) / 180;
  const w = 1 - 0.00669437999 * Math.sin(phi) ** 2;
  const east = ((lon1 - lon0) * Math.PI * 6378137 * Math.cos(phi)) / (180 * Math.sqrt(w));
  const north = ((lat1 - lat0) * Math.PI * 6378137 * (1 - 0.00669437999)) / (180 * w ** 1.5);
  const said = await page.$eval('.measured', (one) => one.textContent);
  const found = /([\d.,]+)\s(k?m)/.exec(said);
  assert.ok(found, said);
  const digits =
    report.language === 'en' ? found[1].replaceAll(',', '') : found[1].replaceAll('.', '').replace(',', '.');
  const metres = Number(digits) * (found[2] === 'km' ? 1000 : 1);
  assert.ok(
    Math.abs(metres - Math.hypot(east, north)) < 3 + 0.004 * metres,
    `${said}, not ${Math.hypot(east, north)} m`,
  );
});

check(
  'a tap on a phone reads the map',
  hasMap,
  async ({ page, report }) => {
    await help.mapBox(page);
    const free = await page.$eval('#map', (map) => {
      const { left, top, width, height } = map.getBoundingClientRect();
      const tries = [
        [0.5, 0.5],
        [0.45, 0.4],
        [0.6, 0.45],
        [0.4, 0.6],
        [0.55, 0.62],
      ].map(([u, v]) => [left + u * width, top + v * height]);
      return tries.find(([x, y]) => !document.elementFromPoint(x, y).closest('.target-mark'));
    });
    assert.match((await help.readout(page)).text, /^[^°]*$/); // nothing is read yet
    await page.touchscreen.tap(...free);
    await pause(500);
    help.placeOf(await help.readout(page), report.words);
    assert.equal(await page.$eval('.crosshair', (one) => one.hidden), false);
  },
  sizes.phone,
);

export default checks;
