// What is tried on reports that the tests make up: hostile, bare, large, and in three languages.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemble } from '../assemble.mjs';
import { open, pause, sizes } from '../browser.mjs';
import * as help from '../helpers.mjs';
import { emptyReport, hostileReport, sampleReport } from '../sample.mjs';

async function opened(context, report, size, run) {
  const file = join(context.folder, 'made.html');
  writeFileSync(file, assemble(context.template, report));
  const { page, wrong, readyMs } = await open(context.browser, file, size);
  try {
    const said = await run(page, readyMs);
    assert.deepEqual(wrong, []);
    return said;
  } finally {
    await page.close();
  }
}

async function hostile(context) {
  const report = hostileReport();
  const count = (text, part) => text.split(part).length - 1;
  for (const size of [sizes.desk, sizes.phone]) {
    await opened(context, report, size, async (page) => {
      await page.$eval('.open-target', (one) => one.click());
      await page.$$eval('.layer input[type="checkbox"]', (all) =>
        all.forEach((box) => {
          if (!box.checked) box.click();
        }),
      );
      await page.$$eval('details', (all) =>
        all.forEach((one) => {
          one.open = true;
        }),
      );
      const box = await help.mapBox(page);
      await page.mouse.move(box.left + box.width / 2, box.top + box.height / 2);
      await pause(400);
      const seen = await page.evaluate(() => ({
        text: document.body.textContent,
        images: [...document.querySelectorAll('img, image')]
          .map((one) => one.getAttribute('src') ?? one.getAttribute('href'))
          .filter((source) => !/^data:image\//.test(source)),
        handlers: [...document.querySelectorAll('*')].filter((one) =>
          [...one.attributes].some(({ name }) => /^on/i.test(name)),
        ).length,
        scripts: document.querySelectorAll('body script').length,
        links: [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href')),
        turning: /[\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.outerHTML),
      }));
      assert.ok(count(seen.text, '</script><img src=x onerror=alert(1)>') > 20, 'the text is not there as text');
      assert.ok(count(seen.text, '"><svg onload=alert(2)>') > 20);
      assert.deepEqual([seen.images, seen.handlers, seen.scripts], [[], 0, 0]);
      for (const link of seen.links) assert.match(link, /^(#[\w-]+|geo:[-\d.]+,[-\d.]+|[^:/\\][^:]*)$/);
      assert.ok(!seen.links.some((link) => /javascript|\.\./i.test(link)));
      assert.equal(seen.turning, false, 'a mark that turns the direction of text');
      if (size === sizes.phone) await help.noOverflow(page);
      await page.pdf({ path: join(context.folder, 'hostile.pdf') });
    });
  }
}

async function bare(context) {
  await opened(context, emptyReport(), sizes.desk, async (page) => {
    assert.equal(await page.$('#map'), null);
    assert.equal(await page.$('.targets'), null);
    assert.match(await page.$eval('.outcome', (one) => one.textContent), /nothing here/);
  });
  await opened(context, {}, sizes.desk, async (page) => {
    assert.equal(await page.$eval('h1', (one) => one.textContent), 'report_kind'); // a key that is missing shows itself
  });
}

async function withoutEach(context) {
  const whole = sampleReport({ targetCount: 3 });
  const tries = Object.keys(whole).flatMap((key) => [
    { ...whole, [key]: null },
    Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key)),
  ]);
  const thin = (items, keep) =>
    items.map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => keep.includes(name))));
  tries.push(
    { ...whole, targets: thin(whole.targets, ['rank', 'id']) },
    { ...whole, targets: [{}, {}] },
    { ...whole, charts: thin(whole.charts, ['id', 'kind']) },
    { ...whole, methods: [{}], decisions: [{}], files: [{}], record: [] },
    {
      ...whole,
      map: {
        bounds: whole.map.bounds,
        layers: thin(whole.map.layers, ['id', 'kind', 'visible']),
        vectors: thin(whole.map.vectors, ['id', 'kind', 'visible']),
      },
    },
    { ...whole, survey: {}, caution: {}, utm: {}, map: {} },
    {
      ...whole,
      targets: whole.targets.map((one) =>
        Object.fromEntries(Object.keys(one).map((key) => [key, key === 'id' ? one.id : null])),
      ),
    },
  );
  for (const report of tries) {
    await opened(context, report, sizes.desk, async (page) => {
      if (await page.$('.open-target')) await page.$eval('.open-target', (one) => one.click());
      await pause(30);
    });
  }
  return `${tries.length} reports`;
}

async function badPicture(context) {
  const report = sampleReport({ targetCount: 3 });
  const layer = report.map.layers.find(({ id }) => id === 'score');
  layer.png = 'data:image/png;base64,AAAA';
  await opened(context, report, sizes.desk, async (page) => {
    const row = await help.rowHandle(page, 'score');
    assert.ok((await row.evaluate((one) => one.textContent)).includes(report.words.picture_failed));
  });
}

async function large(context) {
  const report = sampleReport({ targetCount: 500, layerCount: 30 });
  return opened(context, report, sizes.desk, async (page, readyMs) => {
    assert.ok(readyMs < 3000, `first shown after ${readyMs} ms`);
    assert.equal((await page.$$('.targets tbody tr')).length, 500);
    const sort = await page.evaluate(async () => {
      const began = performance.now();
      document.querySelector('th[data-column="score"] button').click();
      await new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
      });
      return performance.now() - began;
    });
    const openMs = await page.evaluate(async () => {
      const began = performance.now();
      document.querySelector('.open-target').click();
      await new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
      });
      return performance.now() - began;
    });
    const box = await help.mapBox(page);
    const began = Date.now();
    for (let i = 0; i < 40; i++) await page.mouse.move(box.left + 100 + 5 * i, box.top + 200);
    await page.evaluate(
      () =>
        new Promise((done) => {
          requestAnimationFrame(done);
        }),
    );
    const hoverMs = (Date.now() - began) / 40;
    assert.ok(sort < 1000 && openMs < 1000 && hoverMs < 60, `sort ${sort}, open ${openMs}, hover ${hoverMs}`);
    return `shown after ${readyMs} ms, sort ${Math.round(sort)} ms, open ${Math.round(openMs)} ms, hover ${hoverMs.toFixed(1)} ms`;
  });
}

async function sameBytes(context) {
  const [here, elsewhere] = [context.build(false), context.build(true)];
  assert.equal(Buffer.compare(here, elsewhere), 0, `${here.length} and ${elsewhere.length} bytes`);
  return `${here.length} bytes`;
}

export default [
  { name: 'hostile texts stay text', run: hostile },
  { name: 'a report with nothing in it', run: bare },
  { name: 'a report without any one of its parts', run: withoutEach },
  { name: 'a picture that cannot be read says so', run: badPicture },
  { name: '500 targets and 30 layers stay quick', run: large },
  { name: 'two builds in two folders give the same bytes', run: sameBytes },
];
