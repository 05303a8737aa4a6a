// Reads a flat `key: "text"` map as configs/words/*.yaml are written.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../configs/words');

export function readWords(language) {
  const words = {};
  for (const line of readFileSync(join(folder, `${language}.yaml`), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const found = /^([a-z0-9_]+): (".*")$/.exec(line);
    if (!found) throw new Error(`${language}.yaml: not a flat map: ${line}`);
    if (found[1] in words) throw new Error(`${language}.yaml: ${found[1]} twice`);
    words[found[1]] = JSON.parse(found[2]);
  }
  return words;
}
