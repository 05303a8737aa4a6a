// The page as a whole: quiet, accessible, narrow, printable, in its language.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause, sizes } from '../browser.mjs';
import * as help from '../helpers.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const checks = [];
const check = (name, needs, run, size = sizes.desk) => checks.push({ name, needs, run, size });
const always = () => true;

async function axe(page, when) {
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ['violations'] });
    return result.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      count: nodes.length,
      first: nodes[0].html.slice(0, 160),
    }));
  });
  const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(grave, [], when);
  return found.map(({ id, impact, count }) => `${impact}: ${id} (${count})`);
}

check('it shows its name and its parts', always, async ({ page, report }) => {
  const title = await page.$eval('h1', (one) => one.textContent);
  assert.equal(title.slice(0, 250), (report.survey?.name ?? report.words?.report_kind ?? 'report_kind').slice(0, 250));
  const targets = help.list(report.targets);
  assert.equal((await page.$$('.targets tbody tr')).length, targets.length);
  assert.equal((await page.$$('.statements li')).length, help.list(report.statements).length);
  assert.equal((await page.$$('.warnings li')).length, help.list(report.warnings).length);
  assert.equal((await page.$$('#charts figure')).length, help.list(report.charts).length);
  assert.equal((await page.$$('#decisions tbody tr')).length, help.list(report.decisions).length);
  assert.equal((await page.$$('#credits li')).length, help.list(report.credits).length);
  assert.equal((await page.$$('#files tbody tr')).length, help.list(report.files).length);
});

check('headings come in order', always, async ({ page }) => {
  const levels = await page.$$eval('h1, h2, h3, h4, h5', (all) =>
    all.filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1])),
  );
  assert.equal(levels.filter((level) => level === 1).length, 1);
  levels.slice(1).forEach((level, i) => assert.ok(level <= levels[i] + 1, `h${levels[i]} then h${level}`));
});

check('no serious violation found by axe, at first and with a target open', always, async ({ page }) => {
  await page.evaluate(axeSource);
  const minor = await axe(page, 'at first');
  await page.$$eval('details', (all) =>
    all.forEach((one) => {
      one.open = true;
    }),
  );
  if (await page.$('.open-target')) await page.$eval('.open-target', (one) => one.click());
  await pause(200);
  await axe(page, 'with a target and all details open');
  return minor.join(', ');
});

check(
  'at 390 px nothing is wider than the screen',
  always,
  async ({ page }) => {
    await help.noOverflow(page);
    await page.$$eval('details', (all) =>
      all.forEach((one) => {
        one.open = true;
      }),
    );
    if (await page.$('.open-target')) await page.$eval('.open-target', (one) => one.click());
    await pause(200);
    await help.noOverflow(page);
  },
  sizes.phone,
);

check(
  "it speaks the report's language",
  (report) => report.words,
  async ({ page, report }) => {
    const { words } = report;
    assert.equal(await page.$eval('html', (one) => one.lang), report.language);
    const links = await page.$$eval('.page-nav a', (all) => all.map((one) => one.textContent));
    const own = new Set(Object.values(words));
    for (const link of links) assert.ok(own.has(link), link);
    const raw = await page.evaluate((keys) => {
      const known = new Set(keys.filter((key) => key.includes('_')));
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode())
        if (known.has(walker.currentNode.data.trim())) found.push(walker.currentNode.data.trim());
      return found;
    }, Object.keys(words));
    const said = JSON.stringify({ ...report, words: null, palettes: null });
    assert.deepEqual(
      raw.filter((key) => !said.includes(`"${key}"`)),
      [],
    );
  },
);

check('it prints: text, the map, a page for each of the first targets', always, async ({ page, report }) => {
  const folder = mkdtempSync(join(tmpdir(), 'report-print-'));
  try {
    const path = join(folder, 'report.pdf');
    await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
    const run = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (run.error) return 'pdftotext is not here: the text of the PDF was not read';
    const pages = run.stdout.split('\f');
    const count = Math.min(20, help.list(report.targets).length);
    const sheets = pages.filter((text) => text.includes(report.words?.field_sheet ?? 'field_sheet'));
    assert.equal(sheets.length, count, 'field sheets');
    help
      .list(report.targets)
      .slice(0, count)
      .forEach(({ id }, i) => {
        if (id && id.length < 20)
          assert.ok(
            pages.some((text) => text.trimStart().slice(0, 400).includes(id)),
            `${i}: no page of ${id}`,
          );
      });
    assert.ok(run.stdout.replace(/\s/g, '').length > 200);
    for (const key of ['print_target', 'all_models', 'whole_area', 'enlarge', 'measure', 'opacity', 'choose_target']) {
      const control = report.words?.[key] ?? key;
      assert.ok(!run.stdout.includes(control), `"${control}" was printed`);
    }
    await page.emulateMediaType('print');
    const map = await page.evaluate(() => {
      const box = document.getElementById('map')?.getBoundingClientRect();
      return box ? [box.width, box.height, document.querySelector('.map-frame').getBoundingClientRect().height] : null;
    });
    await page.emulateMediaType('screen');
    if (map) assert.ok(map[0] > 300 && map[0] < 681 && map[1] < 901 && Math.abs(map[1] - map[2]) < 2, `map ${map}`);
    return `${pages.length - 1} pages`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

export default checks;
