// Brings modules of the page to node: esbuild strips the types, nothing is written.

import { buildSync } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const source = join(dirname(fileURLToPath(import.meta.url)), '../../src');

export async function load(...modules) {
  const contents = modules.map((name) => `export * from './${name}';`).join('\n');
  const made = buildSync({
    stdin: { contents, resolveDir: source, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2020',
  });
  return import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].text).toString('base64')}`);
}
