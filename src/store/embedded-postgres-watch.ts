// Keeps one server running under this process's ownership, until it is stopped.

import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { connectAdmin, settleFormerServer, starterSetting, thisStarter, tryLock } from './embedded-postgres-owner.ts';
import type { Runner } from './embedded-postgres-runner.ts';
import { freePort, hasEnded, launchServer, type Server, stopServer } from './embedded-postgres-server.ts';

export type Launch = {
  runner: Runner;
  cluster: string;
  socketDir: string;
  /** of the superuser */
  password: string;
  settings: Record<string, string>;
  log: (line: string) => void;
  onLost: (reason: Error) => void;
};

export type Watch = { port: number; serverPid: () => number; stop: () => Promise<void> };

type Owned = { server: Server; lock: Client };
type State = { launch: Launch; owned: Owned; restarting: Promise<void>; restarts: number[]; stopping: boolean };

const startAttempts = 20;
const restartsAllowed = 5;
const restartsCountedFor = 10 * 60_000;

/** What a start may fail with while an earlier server is just ending, or when another process took the port. */
const passing = /lock file ".*" already exists|pre-existing shared memory|could not create any TCP\/IP sockets/;

/** Starts the server, brings it back at the same port when it dies, and gives the means to stop it. */
export async function keepRunning(launch: Launch): Promise<Watch> {
  const owned = await startOwned(launch);
  const state: State = { launch, owned, restarting: Promise.resolve(), restarts: [], stopping: false };
  follow(state);
  const onExit = () => state.owned.server.child.kill('SIGINT');
  process.once('exit', onExit);
  return {
    port: owned.server.port,
    serverPid: () => state.owned.server.pid,
    stop: async () => {
      state.stopping = true;
      process.off('exit', onExit);
      await state.restarting;
      await stopOwned(state.owned, launch.cluster);
    },
  };
}

async function startOwned(launch: Launch, port?: number): Promise<Owned> {
  for (let attempt = 1; ; attempt += 1) {
    await settleFormerServer(launch.cluster, launch.password, launch.log);
    try {
      const owned = await startOnce(launch, port ?? (await freePort()));
      if (owned !== null) return owned;
    } catch (error) {
      const passes = error instanceof EmbeddedPostgresError && passing.test(error.message);
      if (!passes || attempt >= startAttempts) throw error;
    }
    await pause(100);
  }
}

/** null: somebody who met the new server before us has taken it for an abandoned one. */
async function startOnce(launch: Launch, port: number): Promise<Owned | null> {
  const settings = { ...launch.settings, [starterSetting]: thisStarter };
  const server = await launchServer({ ...launch, port, settings });
  try {
    const lock = await connectAdmin({ ...launch, port });
    if (await tryLock(lock)) return { server, lock };
    await lock.end();
  } catch (error) {
    await stopServer(server, launch.cluster);
    throw error;
  }
  await stopServer(server, launch.cluster);
  return null;
}

async function stopOwned({ server, lock }: Owned, cluster: string): Promise<void> {
  lock.removeAllListeners('end');
  await lock.end().catch(() => undefined);
  await stopServer(server, cluster);
}

function follow(state: State): void {
  const { server, lock } = state.owned;
  void server.ended.then(() => {
    if (!state.stopping) state.restarting = restart(state);
  });
  lock.once('end', () => void retakeLock(state));
}

async function restart(state: State): Promise<void> {
  const { launch, owned } = state;
  const now = Date.now();
  state.restarts = [...state.restarts.filter((at) => at > now - restartsCountedFor), now];
  launch.log(`the server (process ${owned.server.pid}) ended unasked; starting it again`);
  try {
    if (state.restarts.length > restartsAllowed) {
      throw new EmbeddedPostgresError('FAILED', `PostgreSQL ended ${state.restarts.length} times within 10 minutes.`);
    }
    state.owned = await startOwned(launch, owned.server.port);
    follow(state);
  } catch (error) {
    launch.onLost(error instanceof Error ? error : new Error(String(error)));
  }
}

/** The connection with the lock was cut while the server lives on: somebody ended the session by hand. */
async function retakeLock(state: State): Promise<void> {
  const { owned, launch } = state;
  for (let attempt = 0; attempt < startAttempts; attempt += 1) {
    await pause(100);
    if (state.stopping || hasEnded(owned.server) || state.owned !== owned) return;
    const lock = await connectAdmin({ ...launch, port: owned.server.port }).catch(() => null);
    if (lock === null) continue;
    if (await tryLock(lock).catch(() => false)) {
      owned.lock = lock;
      lock.once('end', () => void retakeLock(state));
      return;
    }
    await lock.end().catch(() => undefined);
  }
}
