// One run of the postmaster: started, watched until it is ready or ends, stopped. And what can be told of a
// postmaster that some other process started in the same cluster.

import type { ChildProcess } from 'node:child_process';
import { readFile, readlink, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { exists } from './embedded-postgres-files.ts';
import { type Runner, spawnAs } from './embedded-postgres-runner.ts';

export type Server = {
  child: ChildProcess;
  pid: number;
  port: number;
  /** settles when the postmaster has ended, whatever the reason */
  ended: Promise<void>;
};

export type LaunchOptions = {
  runner: Runner;
  cluster: string;
  socketDir: string;
  port: number;
  settings: Record<string, string>;
  log: (line: string) => void;
};

/** What postmaster.pid says; it is there while a postmaster runs, and stays when one was killed. */
export type PidFile = { pid: number; port: number; socketDir: string; status: string; text: string };

const pollEvery = 10;
const readyWithin = 120_000;

/** Starts the postmaster and waits until it takes connections; a crashed cluster recovers first. */
export async function launchServer(options: LaunchOptions): Promise<Server> {
  const child = spawnAs(options.runner, 'postgres', serverArguments(options));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const tail = keepTail(child, options.log);
  const server = { child, pid: child.pid ?? -1, port: options.port, ended };
  for (const deadline = Date.now() + readyWithin; !(await isReady(server, options.cluster)); await pause(pollEvery)) {
    if (hasEnded(server))
      throw new EmbeddedPostgresError('FAILED', `PostgreSQL ended while starting:\n${await tail()}`);
    if (Date.now() > deadline) {
      await stopServer(server, options.cluster);
      throw new EmbeddedPostgresError('FAILED', `PostgreSQL was not ready in time:\n${await tail()}`);
    }
  }
  return server;
}

function serverArguments({ cluster, socketDir, port, settings }: LaunchOptions): string[] {
  const all = { ...settings, port: String(port), unix_socket_directories: socketDir, listen_addresses: '127.0.0.1' };
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Passes the server's log on, and remembers its last lines for the message of a failed start. */
function keepTail(child: ChildProcess, log: (line: string) => void): () => Promise<string> {
  const lines: string[] = [];
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('error', (error) => lines.push(error.message));
  for (const input of [child.stdout, child.stderr]) {
    if (input === null) continue;
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 20) lines.shift();
      log(line);
    });
  }
  return async () => {
    await Promise.race([closed, pause(1000, undefined, { ref: false })]);
    return lines.join('\n');
  };
}

export function hasEnded({ child }: Pick<Server, 'child'>): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function isReady(server: Server, cluster: string): Promise<boolean> {
  const file = await readPidFile(cluster);
  return file?.pid === server.pid && file.status === 'ready';
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk; after 30 s the immediate one. */
export async function stopServer(server: Pick<Server, 'child' | 'pid'>, cluster: string): Promise<void> {
  if (hasEnded(server)) return;
  await stopProcess(server.pid, async () => hasEnded(server) && !(await pidFileOf(server.pid, cluster)));
}

/** Stops a postmaster that is not our child. */
export async function stopForeignServer(pid: number, cluster: string): Promise<void> {
  await stopProcess(pid, async () => !(await isPostmaster(pid, cluster)) && !(await pidFileOf(pid, cluster)));
}

async function pidFileOf(pid: number, cluster: string): Promise<boolean> {
  return (await readPidFile(cluster))?.pid === pid;
}

async function stopProcess(pid: number, isGone: () => Promise<boolean>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!trySignal(pid, signal)) return;
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await pause(pollEvery)) {
      if (await isGone()) return;
    }
  }
  throw new EmbeddedPostgresError('FAILED', `PostgreSQL (process ${pid}) does not stop.`);
}

/** False: there is no such process (any more). */
function trySignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export function isAlive(pid: number): boolean {
  return pid > 0 && trySignal(pid, 0);
}

export async function readPidFile(cluster: string): Promise<PidFile | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  if (text === '') return null;
  const [pid, , , port, socketDir, , , status] = lines;
  return { pid: Number(pid), port: Number(port), socketDir: socketDir ?? '', status: status ?? '', text };
}

/** Whether somebody listens on the server's socket: true even across containers that share the folder. */
export async function isAnswering({ socketDir, port }: PidFile): Promise<boolean> {
  const socket = connect(join(socketDir, `.s.PGSQL.${port}`));
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}

/** Whether the process is the postmaster of this cluster, and not another one that was given the number since. */
export async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const [workingDir, state] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => null),
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
  ]);
  if (/\) Z /.test(state)) return false;
  return workingDir === null || workingDir === (await realpath(cluster));
}

/**
 * Removes a postmaster.pid whose number now belongs to an unrelated process, which PostgreSQL would take for a live
 * server. It is renamed first and put back if it turns out to be a newer one, written since it was read.
 */
export async function removeStalePidFile(cluster: string, stale: PidFile): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const aside = `${path}.stale`;
  await rename(path, aside).catch(() => undefined);
  if ((await exists(aside)) && (await readFile(aside, 'utf8')) !== stale.text) {
    await writeFile(path, await readFile(aside), { flag: 'wx', mode: 0o600 }).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

/** A port of 127.0.0.1 that is free now; the server may still lose it to another process, and is then started anew. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a numbered address');
  return address.port;
}
