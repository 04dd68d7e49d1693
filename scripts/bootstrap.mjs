// The first thing every npm script runs: `node scripts/bootstrap.mjs <entry.ts> [arguments]`.
// It is plain JavaScript because the machine's own Node may be too old to read TypeScript. It installs what the lock
// file asks for when that is not there yet, then hands over to a Node that is new enough.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './launch.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string} path of a lock file
 * @returns {Record<string, { version?: string, optional?: boolean, dev?: boolean }>}
 */
function readPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/**
 * Whether node_modules holds what the lock file asks for. Versions are compared and not file times, which a checkout
 * or a copy changes. Optional packages may be missing (another machine's binaries), and so may development packages
 * where only the product is run.
 * @param {boolean} withDev
 */
function isInstalled(withDev) {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    const found = installed[path];
    if (found === undefined) return path === '' || wanted.optional || (wanted.dev && !withDev);
    return found.version === wanted.version;
  });
}

/** @param {boolean} withDev */
function install(withDev) {
  console.error('Installing dependencies with npm ci; this takes about half a minute.');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(withDev ? ['--include=dev'] : [])];
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(command, [...prefix, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  console.error('npm ci failed; the messages above say why.');
  process.exit(status ?? 1);
}

const [entry = '', ...rest] = process.argv.slice(2);
if (!existsSync(join(root, entry)) || entry === '') {
  console.error(`There is nothing to run at "${entry}".`);
  process.exit(1);
}
// The pages are built where the product is run.
const withDev = !entry.startsWith('src/') && entry !== 'scripts/build-web.ts';
if (!isInstalled(withDev)) install(withDev);
launch(root, [join(root, entry), ...rest]);
