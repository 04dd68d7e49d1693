// Writes every file of the repository that is made from code: `npm run docs:generate`. With `--check` it writes nothing
// and fails when one is out of date; the test in test/tidy/generated.test.ts does the same.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GENERATED } from './generated.ts';
import { ROOT } from './run-tool.ts';

const check = process.argv.includes('--check');

for (const { path, generate } of GENERATED) {
  const [before, after] = [await readFile(join(ROOT, path), 'utf8').catch(() => ''), await generate()];
  if (before === after) console.log(`${path} is up to date.`);
  else if (check) {
    console.log(`${path} is out of date: run npm run docs:generate.`);
    process.exitCode = 1;
  } else {
    await writeFile(join(ROOT, path), after);
    console.log(`${path} written.`);
  }
}
