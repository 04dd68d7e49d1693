// PostgreSQL refuses to run as root, so a root process must run it as somebody else. Nothing here creates users.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { copyBinaries, makeLinks } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { othersCanReach } from './embedded-postgres-files.ts';

/** As whom the server's programs run, and which uid must own their files. */
export type Runner = {
  as: 'self' | 'nobody' | 'namespace';
  binDir: string;
  /** null: the files belong to this process's own user already */
  fileOwner: number | null;
};

const nobody = 65534;
const unshare = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];

/**
 * Chooses how to run the server:
 * an ordinary user runs it as itself; root runs it as `nobody`; where nobody may not enter (a home of mode 700), or
 * where the user has no name in passwd (which initdb refuses), a user namespace in which we are called nobody while
 * keeping our own rights; and where namespaces are forbidden, as nobody from a copy of the programs.
 */
export async function chooseRunner(wantedBinDir: string, dataDir: string): Promise<Runner> {
  const binDir = (await makeLinks(wantedBinDir)) ? wantedBinDir : await copyBinaries(wantedBinDir, dataDir);
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0 && hasName()) return { as: 'self', binDir, fileOwner: null };

  const reachable = uid === 0 && (await dataIsReachable(dataDir));
  if (reachable && (await othersCanRun(binDir))) return { as: 'nobody', binDir, fileOwner: nobody };

  const namespace: Runner = { as: 'namespace', binDir, fileOwner: uid };
  if (await runs(namespace)) return namespace;

  if (reachable) return { as: 'nobody', binDir: await copyBinaries(binDir, dataDir), fileOwner: nobody };
  throw new EmbeddedPostgresError('UNREACHABLE', unreachable(uid, dataDir));
}

function unreachable(uid: number, dataDir: string): string {
  return uid === 0
    ? `PostgreSQL does not run as root, and the user nobody may not enter ${dataDir}: choose a DATA_DIR whose parent folders everyone may pass through (chmod o+x).`
    : `PostgreSQL needs a user with a name, and uid ${uid} has none in /etc/passwd: add one, or set DATABASE_URL.`;
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** Opens the data directory itself, which is ours, for passing through; its parents are not ours to change. */
async function dataIsReachable(dataDir: string): Promise<boolean> {
  await chmod(dataDir, (await stat(dataDir)).mode | 0o011);
  return othersCanReach(dataDir);
}

/** One program stands for all: an install gives every file the same rights. */
async function othersCanRun(binDir: string): Promise<boolean> {
  const { mode } = await stat(join(binDir, 'postgres'));
  return (mode & 0o005) === 0o005 && (await othersCanReach(binDir));
}

async function runs(runner: Runner): Promise<boolean> {
  return (await runProgram(runner, 'postgres', ['--version'])).code === 0;
}

/** Runs a program of the server to its end. A program that could not be started has the code null. */
export async function runProgram(
  runner: Runner,
  program: string,
  args: string[],
): Promise<{ code: number | null; output: string }> {
  const child = spawnAs(runner, program, args);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/**
 * Starts a program of the server; its output is piped. It gets a session of its own, so that Ctrl-C reaches only the
 * parent, which then stops the server when its own work is done.
 */
export function spawnAs(runner: Runner, program: string, args: string[]): ChildProcess {
  const line = [...(runner.as === 'namespace' ? unshare : []), join(runner.binDir, program), ...args];
  return spawn(line[0] ?? program, line.slice(1), {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOME: '/', LC_ALL: 'C', TZ: 'UTC' },
    ...(runner.as === 'nobody' ? { uid: nobody, gid: nobody } : {}),
  });
}
