// node build.mjs OUT.html: bundles the page into one template that the program fills in. The same bytes every time.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const bundled = ['leaflet']; // packages whose code ends up in the page
const markers = ['__GREISEN_LANGUAGE__', '__GREISEN_TITLE__', '__GREISEN_DATA__'];

function fail(text) {
  console.error(`build.mjs: ${text}`);
  process.exit(1);
}

/** Of all that the page is made from: tells whether a built page is that of these sources, without building. */
function sourceHash() {
  const files = ['build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'];
  for (const name of readdirSync(join(here, 'src'), { recursive: true })) files.push(`src/${name}`);
  const hash = createHash('sha256');
  for (const file of files.filter((name) => statSync(join(here, name)).isFile()).sort())
    hash.update(`${file}\0`).update(readFileSync(join(here, file))).update('\0');
  return hash.digest('hex');
}

async function bundle() {
  const made = await build({
    absWorkingDir: here,
    entryPoints: ['src/main.ts'],
    alias: { leaflet: join(here, 'node_modules/leaflet/dist/leaflet-src.esm.js') },
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    charset: 'utf8',
    target: 'es2020',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
    legalComments: 'none',
    loader: { '.png': 'dataurl' },
    logLevel: 'warning',
  });
  const text = (ending) => made.outputFiles.find((file) => file.path.endsWith(ending))?.text.trim() ?? '';
  return { script: text('.js'), style: text('.css') };
}

function licences() {
  const texts = bundled.map((name) => {
    const { version } = JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8'));
    const licence = readFileSync(join(here, 'node_modules', name, 'LICENSE'), 'utf8').trim();
    return `This page contains ${name} ${version}:\n\n${licence}`;
  });
  const text = texts.join('\n\n');
  if (text.includes('--')) fail('a licence text would end the comment that holds it');
  return `<!--\n${text}\n-->`;
}

function page({ script, style }) {
  const hash = createHash('sha256').update(script, 'utf8').digest('base64');
  const policy = [
    "default-src 'none'",
    'img-src data: blob:',
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${hash}'`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="__GREISEN_LANGUAGE__">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>__GREISEN_TITLE__</title>
<!-- built from ${sourceHash()} -->
${licences()}
<style>${style}</style>
</head>
<body>
<noscript>
<p lang="en">
This report draws itself with script, which is switched off here. Nothing is fetched from a network: allow
script for this file, or read targets.csv and sheet.pdf beside it.
</p>
<p lang="es">
Este informe se dibuja con un script, que aquí está desactivado. No se descarga nada de la red: permita los
scripts en este archivo o consulte targets.csv y sheet.pdf, que lo acompañan.
</p>
<p lang="pt">
Este relatório desenha-se com um script, que aqui está desativado. Nada é descarregado da rede: permita scripts
neste ficheiro ou consulte targets.csv e sheet.pdf, que o acompanham.
</p>
</noscript>
<script type="application/json" id="data">__GREISEN_DATA__</script>
<script>${script}</script>
</body>
</html>
`;
}

const out = process.argv[2];
if (!out) fail('where to? node build.mjs OUT.html');
const parts = await bundle();
if (/<\/script/i.test(parts.script) || /<!--/.test(parts.script)) fail('the bundle would end its own script element');
if (/<\/style/i.test(parts.style)) fail('the style would end its own element');
if (/https?:/i.test(parts.style) || /url\((?!["']?(data:|#))[^)]*\)/.test(parts.style))
  fail('the style asks for a file');
const html = page(parts);
for (const marker of markers) {
  if (html.split(marker).length !== 2) fail(`${marker} occurs ${html.split(marker).length - 1} times`);
}
mkdirSync(dirname(resolve(out)), { recursive: true });
writeFileSync(out, html);
const size = (text) => Buffer.byteLength(text);
console.log(`${out}: ${size(html)} bytes (script ${size(parts.script)}, style ${size(parts.style)})`);
