// node make_sample.mjs OUT.json [--language en|es|pt] [--targets N] [--layers N] [--kind plain|hostile|empty]

import { writeFileSync } from 'node:fs';
import { emptyReport, hostileReport, sampleReport } from './sample.mjs';

const [out, ...rest] = process.argv.slice(2);
const option = (name, otherwise) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : otherwise);
if (!out) {
  console.error(
    'node make_sample.mjs OUT.json [--language en|es|pt] [--targets N] [--layers N] [--kind plain|hostile|empty]',
  );
  process.exit(2);
}
const language = option('--language', 'en');
const kind = option('--kind', 'plain');
const counts = { targetCount: Number(option('--targets', 14)), layerCount: Number(option('--layers', 6)) };
const report =
  kind === 'hostile'
    ? hostileReport()
    : kind === 'empty'
      ? emptyReport(language)
      : sampleReport({ language, ...counts });
writeFileSync(out, JSON.stringify(report));
