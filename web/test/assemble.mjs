// node assemble.mjs TEMPLATE.html DATA.json OUT.html: fills the template in as the program does.

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function replaceOnce(text, marker, value) {
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`the template has no ${marker}`);
  return text.slice(0, at) + value + text.slice(at + marker.length);
}

export function assemble(template, report) {
  const title = String(report.survey?.name ?? '').replace(/[&<>"']/g, (letter) => entities[letter]);
  const data = JSON.stringify(report).replaceAll('<', '\\u003c');
  // The data last: its texts may themselves hold a marker.
  const language = replaceOnce(template, '__GREISEN_LANGUAGE__', report.language ?? 'en');
  const at = language.indexOf('__GREISEN_DATA__');
  const filled = language.slice(0, at) + data + language.slice(at + '__GREISEN_DATA__'.length);
  return replaceOnce(filled, '__GREISEN_TITLE__', title);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [template, data, out] = process.argv.slice(2);
  if (!out) {
    console.error('node assemble.mjs TEMPLATE.html DATA.json OUT.html');
    process.exit(2);
  }
  writeFileSync(out, assemble(readFileSync(template, 'utf8'), JSON.parse(readFileSync(data, 'utf8'))));
}
