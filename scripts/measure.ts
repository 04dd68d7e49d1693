// Measures what the product promises to the people who use it: `npm run measure -- pages`. Each part says with --help
// what it takes.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './run-tool.ts';

const FOLDER = join(ROOT, 'scripts', 'measure');

interface Part {
  readonly measure: (args: readonly string[]) => Promise<boolean>;
}

const [name = '', ...args] = process.argv.slice(2);
const file = join(FOLDER, `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const parts = readdirSync(FOLDER).flatMap((entry) => /^([a-z-]+)\.ts$/.exec(entry)?.[1] ?? []);
  console.error(`npm run measure -- <part>, one of: ${parts.join(', ')}`);
  process.exit(1);
}
const { measure } = (await import(pathToFileURL(file).href)) as Part;
// A promise that is not kept ends with a code of its own, so that a pipeline can stop there.
process.exitCode = (await measure(args)) ? 0 : 2;
