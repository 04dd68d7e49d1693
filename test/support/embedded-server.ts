// What the tests of the embedded server need: data directories, programs in awkward places, and owners to kill.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { packagedBinDir } from '../../src/store/embedded-postgres-binaries.ts';

export const launcher = new URL('../../src/store/embedded-postgres.ts', import.meta.url);

/** A temporary folder that everyone may enter, removed with all its contents by `remove`. */
export async function openFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'gongdao-epg-'));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Copies the server's programs into a folder, as an install without scripts leaves them, and returns their bin. */
export async function copyWithoutLinks(folder: string): Promise<string> {
  const native = dirname(packagedBinDir());
  await mkdir(folder, { recursive: true });
  await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of links) await unlink(join(folder, target)).catch(() => undefined);
  return join(folder, 'native', 'bin');
}

/** What an owner in a process of its own reports of its start. */
export type Report = { url: string; serverPid: number } | { refused: string };

export type Owner = { process: ChildProcess; report: Promise<Report>; gone: Promise<void> };

const program = `
  const { launcher, options } = JSON.parse(process.argv[1]);
  const { startEmbeddedPostgres } = await import(launcher);
  try {
    const server = await startEmbeddedPostgres({ ...options, log: () => undefined });
    process.once('SIGTERM', () => server.stop());
    console.log(JSON.stringify({ url: server.url, serverPid: server.serverPid() }));
  } catch (error) {
    console.log(JSON.stringify({ refused: error.code ?? String(error) }));
  }`;

/** Starts the server from another Node process; `as` is a user to run it as, `env` replaces the environment. */
export function startOwner(
  options: { dataDir: string; binDir?: string },
  { as, env }: { as?: number; env?: NodeJS.ProcessEnv } = {},
): Owner {
  const input = JSON.stringify({ launcher: launcher.href, options });
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, input], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(env === undefined ? {} : { env }),
    ...(as === undefined ? {} : { uid: as, gid: as }),
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { process: child, report: readReport(child, gone), gone };
}

async function readReport(child: ChildProcess, gone: Promise<void>): Promise<Report> {
  const line = new Promise<Report>((resolve) => {
    child.stdout?.once('data', (data: Buffer) => resolve(JSON.parse(data.toString()) as Report));
  });
  return Promise.race([line, gone.then(() => ({ refused: 'no report' }))]);
}

/** What a started owner reported; fails the test when it was refused. */
export async function started(owner: Owner): Promise<{ url: string; serverPid: number }> {
  const report = await owner.report;
  if ('refused' in report) throw new Error(`the owner did not start: ${report.refused}`);
  return report;
}

export async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client
    .query<Row>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}
