// A headless browser that keeps account of everything a page should not do.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch() {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}: install chromium or set CHROMIUM`);
  const userDataDir = mkdtempSync(join(tmpdir(), 'report-page-'));
  const browser = await puppeteer.launch({ executablePath, headless: true, args: flags, userDataDir });
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(userDataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

export const sizes = {
  desk: { width: 1400, height: 900 },
  phone: { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};

export const pause = (ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

/** Opens a report; `wrong` gathers foreign requests, errors and dialogs. */
export async function open(browser, file, size = sizes.desk) {
  const page = await browser.newPage();
  const url = pathToFileURL(resolve(file)).href;
  const wrong = [];
  page.on('request', (request) => {
    const asked = request.url();
    if (asked.split('#')[0] !== url && !/^(data|blob):/.test(asked)) wrong.push(`request: ${asked.slice(0, 200)}`);
  });
  page.on('console', (message) => {
    if (['error', 'warn', 'warning'].includes(message.type())) wrong.push(`console: ${message.text().slice(0, 300)}`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${String(error.stack ?? error).slice(0, 500)}`));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.setViewport(size);
  const began = Date.now();
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForSelector('html[data-ready]', { timeout: 20000 });
  await page.evaluate(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
      }),
  );
  const readyMs = Date.now() - began;
  await settle(page);
  return { page, wrong, readyMs };
}

/** Waits until the pictures that are switched on are on the map. */
export async function settle(page) {
  await page.waitForFunction(
    () => [...document.querySelectorAll('.layer.on > .layer-body')].every((body) => body.childElementCount > 0),
    { timeout: 20000 },
  );
  await pause(60);
}
