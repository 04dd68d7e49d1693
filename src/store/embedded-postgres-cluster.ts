// The cluster on disk: made once, under another name, and renamed when it is whole, so that a killed or a doubled
// first start never leaves half of one.

import { randomBytes } from 'node:crypto';
import { lchown, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renameUnlessThere } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { errorCode, exists, giveTo } from './embedded-postgres-files.ts';
import { type Runner, runProgram } from './embedded-postgres-runner.ts';

/** Passwords of the two roles: the server's superuser `postgres`, and `gongdao`, which owns the application's database. */
export type Credentials = { postgres: string; gongdao: string };

const credentialsFile = 'gongdao-credentials.json';
const unfinishedPrefix = 'cluster.';
const abandonedAfter = 10 * 60_000;

/** The folder of the cluster inside the data directory; made by initdb when it is not there. */
export async function ensureCluster(runner: Runner, dataDir: string): Promise<string> {
  const cluster = join(dataDir, 'cluster');
  if (!(await exists(cluster))) {
    await removeAbandoned(dataDir);
    await makeCluster(runner, cluster);
    await syncFolder(dataDir);
  }
  await checkVersion(runner, cluster);
  if (runner.fileOwner !== null) await giveTo(cluster, runner.fileOwner);
  return cluster;
}

/** Kept inside the cluster, readable only for the user who runs it, so that they can never part. */
export async function readCredentials(cluster: string): Promise<Credentials> {
  try {
    return JSON.parse(await readFile(join(cluster, credentialsFile), 'utf8')) as Credentials;
  } catch (error) {
    if (errorCode(error) !== 'EACCES') throw error;
    throw new EmbeddedPostgresError(
      'UNREACHABLE',
      `${cluster} belongs to another user (was it made by root?): run as that user, or choose another DATA_DIR.`,
    );
  }
}

async function makeCluster(runner: Runner, cluster: string): Promise<void> {
  const unfinished = `${cluster}.${randomBytes(6).toString('hex')}`;
  const passwordFile = `${unfinished}.password`;
  const credentials: Credentials = { postgres: newPassword(), gongdao: newPassword() };
  await mkdir(unfinished, { mode: 0o700 });
  await handOver(runner, unfinished);
  try {
    await writeSecret(runner, passwordFile, credentials.postgres);
    await initdb(runner, unfinished, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeSecret(runner, join(unfinished, credentialsFile), JSON.stringify(credentials));
  await renameUnlessThere(unfinished, cluster);
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

async function writeSecret(runner: Runner, path: string, secret: string): Promise<void> {
  await writeFile(path, secret, { mode: 0o600, flush: true });
  await handOver(runner, path);
}

async function handOver({ fileOwner }: Runner, path: string): Promise<void> {
  if (fileOwner !== null) await lchown(path, fileOwner, fileOwner);
}

async function initdb(runner: Runner, cluster: string, passwordFile: string): Promise<void> {
  const locale = localeOptions(await majorVersion(runner));
  const fixed = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--data-checksums'];
  const { code, output } = await runProgram(runner, 'initdb', [
    ...fixed,
    ...locale,
    `--pwfile=${passwordFile}`,
    `--pgdata=${cluster}`,
  ]);
  if (code !== 0) throw new EmbeddedPostgresError('FAILED', `initdb failed:\n${output.trim()}`);
}

/**
 * Sorted by code point, so that indexes do not depend on the machine's locale library: from PostgreSQL 17 on by the
 * server itself. The C.UTF-8 character classes matter too: under plain C, trigrams and text search drop Chinese words.
 */
function localeOptions(major: number): string[] {
  const classes = process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=UTF-8'] : ['--locale=C.UTF-8'];
  const provider = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  return [...classes, ...provider, '--lc-messages=C', '--no-instructions'];
}

async function majorVersion(runner: Runner): Promise<number> {
  const { output } = await runProgram(runner, 'postgres', ['--version']);
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (major === undefined)
    throw new EmbeddedPostgresError('UNSUPPORTED', `${runner.binDir} does not run: ${output.trim()}`);
  return Number(major);
}

async function checkVersion(runner: Runner, cluster: string): Promise<void> {
  const made = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const major = await majorVersion(runner);
  if (made === String(major)) return;
  throw new EmbeddedPostgresError(
    'WRONG_VERSION',
    `${cluster} was made by PostgreSQL ${made}, and this version of Gongdao brings PostgreSQL ${major}: start it once with the old version and move the data over with pg_dump.`,
  );
}

/** A first start that was killed leaves its unfinished folder behind; a young one may be another process at work. */
async function removeAbandoned(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    const path = join(dataDir, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > abandonedAfter) await rm(path, { recursive: true, force: true });
  }
}

/** Makes the rename last through a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
