// Builds the web app into dist-web/, unless it has been built from these very sources.

import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Manifest, pagePreloads } from './page-preloads.ts';
import { ROOT } from './run-tool.ts';

const OUTPUT = join(ROOT, 'dist-web');

/** Everything the app is made of. */
const SOURCES = ['src/web', 'src/domain', 'src/contract', 'locales'];
const FILES = ['vite.config.ts', 'package-lock.json', 'scripts/build-web.ts', 'scripts/page-preloads.ts'];
/** Older builds stay for servers that are still showing them. */
const KEPT = 4;
const SMALLEST_COMPRESSED = 512;

function sourceFiles(): string[] {
  const inFolders = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [...inFolders, ...FILES.map((file) => join(ROOT, file))].sort();
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const path of sourceFiles()) {
    hash.update(path.slice(ROOT.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Compressed once here instead of for every visitor. */
async function compressAssets(folder: string): Promise<void> {
  const names = readdirSync(folder).filter((name) => /\.(?:js|css|svg)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const content = readFileSync(path);
      if (content.length < SMALLEST_COMPRESSED) return;
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      writeFileSync(`${path}.br`, await promisify(brotliCompress)(content, { params }));
      writeFileSync(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
    }),
  );
}

/** In a process of its own: a test's `NODE_ENV` would put React's far larger development version into the pages. */
async function runVite(outDir: string): Promise<void> {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = ['build', '--config', join(ROOT, 'vite.config.ts'), '--logLevel', 'warn', '--outDir', outDir];
  const child = spawn(process.execPath, [vite, ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('vite could not build the pages; the messages above say why');
}

/** Moves a finished build to its place; whoever built the same at the same time may have been faster. */
function settle(fresh: string, directory: string): void {
  try {
    renameSync(fresh, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
}

function removeOldBuilds(): void {
  const builds = readdirSync(OUTPUT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ path: join(OUTPUT, name), at: statSync(join(OUTPUT, name)).mtimeMs }))
    .sort((one, other) => other.at - one.at);
  for (const { path } of builds.slice(KEPT)) rmSync(path, { recursive: true, force: true });
}

/** Names the build that servers show from now on, in one step. */
function makeCurrent(name: string): void {
  const file = join(OUTPUT, 'current');
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, name);
  renameSync(draft, file);
}

/** Resolves to the folder of the built app, `index.html` and `assets/`. */
export async function buildWeb(): Promise<{ directory: string; built: boolean }> {
  const name = hashSources();
  const directory = join(OUTPUT, name);
  const built = !existsSync(directory);
  if (built) {
    mkdirSync(OUTPUT, { recursive: true });
    const fresh = `${directory}.${randomBytes(4).toString('hex')}`;
    await runVite(fresh);
    const manifest = JSON.parse(readFileSync(join(fresh, 'manifest.json'), 'utf8')) as Manifest;
    writeFileSync(join(fresh, 'preloads.json'), JSON.stringify(pagePreloads(manifest)));
    await compressAssets(join(fresh, 'assets'));
    settle(fresh, directory);
    removeOldBuilds();
  }
  makeCurrent(name);
  return { directory, built };
}

if (import.meta.main) {
  const began = performance.now();
  const { built } = await buildWeb();
  if (built) console.log(`The pages are built (${((performance.now() - began) / 1000).toFixed(1)} s).`);
}
