// Writes dist/sbom.json, the bill of materials of what runs in production (CycloneDX): `npm run sbom`.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run-tool.ts';

const FILE = join('dist', 'sbom.json');
const MOST_BYTES = 64 * 1024 * 1024;

const bill = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: MOST_BYTES,
});
const { components } = JSON.parse(bill) as { components: unknown[] };
mkdirSync(join(ROOT, 'dist'), { recursive: true });
writeFileSync(join(ROOT, FILE), bill);
console.log(`${FILE}: ${components.length} components.`);
