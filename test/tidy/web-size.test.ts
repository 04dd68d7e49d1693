import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '../../scripts/build-web.ts';
import { chunksOf, type Manifest, type PagePreload, readRows } from '../../scripts/page-preloads.ts';
import { ROOT } from './repository.ts';

/** Bytes, compressed with gzip. The promise is 250 kB; what grows beyond this wants a reason. */
const LIMIT = 150_000;

const ROWS = readRows();
/** Pages of buyers and of everybody: those that stay without Ant Design. */
const LIGHT = ROWS.filter(({ modules }) => modules.some((name) => /\/(?:buyer|bare)-layout/.test(name)));

let directory: string;
let manifest: Manifest;
let preloads: PagePreload[];
beforeAll(async () => {
  ({ directory } = await buildWeb());
  manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as Manifest;
  preloads = JSON.parse(readFileSync(join(directory, 'preloads.json'), 'utf8')) as PagePreload[];
});

/** Every script of a page's first load: the frame's, and what the page's head names. */
function scriptsOf(path: string): string[] {
  const frame = [...chunksOf(manifest, ['index.html'])].map(({ file }) => `/${file}`);
  const page = preloads.find((preload) => preload.path === path)?.scripts['zh-CN'] ?? [];
  return [...frame, ...page].map((file) => readFileSync(join(directory, file), 'utf8'));
}

describe('what a buyer’s browser loads first', () => {
  it.each(LIGHT.map(({ path }) => path))(`is less than ${LIMIT / 1000} kB at %s`, (path) => {
    const size = scriptsOf(path).reduce((sum, script) => sum + gzipSync(script).byteLength, 0);
    expect(size).toBeGreaterThan(70_000);
    expect(size).toBeLessThan(LIMIT);
  });

  it.each(LIGHT.map(({ path }) => path))('holds no Ant Design and no schemas of the contract at %s', (path) => {
    const all = scriptsOf(path).join('\n');
    for (const foreign of ['ant-btn', 'additionalProperties']) expect(all).not.toContain(foreign);
  });
});

describe('what pages need is named in their head', () => {
  it('for every row of every table of pages', () => {
    const folder = join(ROOT, 'src', 'web', 'pages');
    const tables = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('pages.ts'),
    );
    const text = tables.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    expect(ROWS.map(({ path }) => path)).toEqual([...text.matchAll(/path: '([^']+)'/g)].map(([, path]) => path));
    expect(preloads.map(({ path }) => path)).toEqual(ROWS.map(({ path }) => path));
    expect(ROWS.flatMap(({ modules }) => modules).filter((module) => !manifest[module])).toEqual([]);
  });
});
