// node run.mjs [REPORT.html] [--json] [--only TEXT]
// With a report: what holds for any report. Without one: builds the page, makes reports up and tries those as well.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assemble } from './assemble.mjs';
import { launch, open } from './browser.mjs';
import map from './checks/map.mjs';
import suite from './checks/suite.mjs';
import targets from './checks/targets.mjs';
import whole from './checks/whole.mjs';
import { dataOf } from './helpers.mjs';
import { sampleReport } from './sample.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const asJson = args.includes('--json');
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : '';
const given = args.filter((one, i) => !one.startsWith('--') && args[i - 1] !== '--only');
const results = [];

function note(report, name, outcome, detail = '') {
  results.push({ report, name, outcome, detail });
  if (!asJson) console.log(`${outcome.padEnd(7)} ${report}: ${name}${detail ? ` – ${detail}` : ''}`);
}

async function attempt(report, name, run) {
  if (only && !`${report}: ${name}`.includes(only)) return;
  try {
    note(report, name, 'passed', (await run()) || '');
  } catch (error) {
    note(report, name, 'failed', String(error.message ?? error).slice(0, 900));
  }
}

async function tryReport(browser, file, label) {
  const report = dataOf(readFileSync(file, 'utf8'));
  for (const { name, needs, run, size } of [...whole, ...map, ...targets]) {
    if (!needs(report)) {
      if (!only) note(label, name, 'skipped', 'the report has nothing of that kind');
      continue;
    }
    await attempt(label, name, async () => {
      const { page, wrong } = await open(browser, file, size);
      try {
        const said = await run({ page, report });
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
        return said;
      } finally {
        await page.close();
      }
    });
  }
}

/** Builds here, or in a folder of its own, so that no path of this one can matter. */
function buildPage(elsewhere) {
  const web = join(here, '..');
  const made = mkdtempSync(join(tmpdir(), 'report-build-'));
  try {
    if (elsewhere) {
      for (const part of ['src', 'build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'])
        cpSync(join(web, part), join(made, part), { recursive: true });
      symlinkSync(join(web, 'node_modules'), join(made, 'node_modules'));
    }
    const out = join(made, 'page.html');
    const run = spawnSync(process.execPath, [join(elsewhere ? made : web, 'build.mjs'), out], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    return readFileSync(out);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'report-run-'));
const { browser, close } = await launch();
try {
  for (const file of given) await tryReport(browser, file, file);
  if (given.length === 0) {
    const template = buildPage(true).toString('utf8');
    for (const language of ['en', 'es', 'pt']) {
      const file = join(folder, `${language}.html`);
      writeFileSync(file, assemble(template, sampleReport({ language })));
      await tryReport(browser, file, `sample ${language}`);
    }
    for (const { name, run } of suite) {
      await attempt('made up', name, () => run({ browser, template, folder, build: buildPage }));
    }
  }
} finally {
  await close();
  rmSync(folder, { recursive: true, force: true });
}
const count = (outcome) => results.filter((one) => one.outcome === outcome).length;
if (asJson) console.log(JSON.stringify(results, null, 1));
else console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
process.exitCode = count('failed') > 0 || count('passed') === 0 ? 1 : 0;
