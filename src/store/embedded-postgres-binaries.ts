// Where the server's programs are, and making them fit to run: the packages ship without the links between their
// libraries (an install script makes them, which many installs do not run), and may lie where they cannot be changed.

import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, lstat, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { errorCode, exists } from './embedded-postgres-files.ts';

type Link = { source: string; target: string };

const copyPrefix = 'native-';

/** The folder of `postgres` and `initdb` in the package for this platform. */
export function packagedBinDir(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === 'win32') throw noBinaries(name);
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native', 'bin');
  } catch {
    throw noBinaries(name);
  }
}

function noBinaries(name: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'UNSUPPORTED',
    `There is no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}

/** Makes the links the package lists, where they are missing. False: they are missing and cannot be made here. */
export async function makeLinks(binDir: string): Promise<boolean> {
  const native = dirname(binDir);
  for (const { source, target } of await listedLinks(native)) {
    const at = join(dirname(native), target);
    const made = await makeLink(relative(dirname(target), source), at);
    if (!made) return false;
  }
  return true;
}

/** Empty where the binaries come from elsewhere (Debian's, say), which need no links. */
async function listedLinks(native: string): Promise<Link[]> {
  const list = join(native, 'pg-symlinks.json');
  return (await exists(list)) ? (JSON.parse(await readFile(list, 'utf8')) as Link[]) : [];
}

async function makeLink(source: string, at: string): Promise<boolean> {
  if (await exists(at)) return true;
  try {
    await symlink(source, at);
    return true;
  } catch (error) {
    return errorCode(error) === 'EEXIST';
  }
}

/**
 * Copies the programs (60 MB) into the data directory, readable for everyone and with their links, and returns the
 * new bin folder. The data directory and no shared cache: it is writable and reachable by need, and nobody else can
 * have put programs there.
 */
export async function copyBinaries(binDir: string, dataDir: string): Promise<string> {
  const native = dirname(binDir);
  const copy = join(dataDir, copyPrefix + (await fingerprint(binDir)));
  if (!(await exists(copy))) {
    const unfinished = `${copy}.${randomBytes(6).toString('hex')}`;
    await cp(native, join(unfinished, basename(native)), { recursive: true, verbatimSymlinks: true });
    await openToAll(unfinished);
    await makeLinks(join(unfinished, basename(native), basename(binDir)));
    await renameUnlessThere(unfinished, copy);
  }
  return join(copy, basename(native), basename(binDir));
}

async function fingerprint(binDir: string): Promise<string> {
  const { size, mtimeMs } = await stat(join(binDir, 'postgres'));
  return createHash('sha256').update(`${binDir} ${size} ${mtimeMs}`).digest('hex').slice(0, 12);
}

/** Renames, or throws the folder away when another process was quicker. */
export async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(await exists(to))) throw error;
    await rm(from, { recursive: true });
  }
}

/** Gives everyone what the owner may do: an install under umask 077 leaves files that the server's user cannot read. */
async function openToAll(path: string): Promise<void> {
  const { mode } = await lstat(path);
  await chmod(path, (mode & 0o700) | ((mode & 0o500) >> 3) | ((mode & 0o500) >> 6));
  if (!(await lstat(path)).isDirectory()) return;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await openToAll(join(path, entry.name));
  }
}

/** Removes copies of earlier versions. Only for the owner of the data directory: nothing else can be using them. */
export async function removeOtherCopies(dataDir: string, binDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(copyPrefix) && !binDir.startsWith(`${join(dataDir, name)}/`)) {
      await rm(join(dataDir, name), { recursive: true, force: true });
    }
  }
}
