// Who owns the data directory. The owner is the process that holds an advisory lock of the server on a connection of
// its own: the lock goes when the process goes, however it ends, and nothing has to be cleaned up by hand. A lock
// file with a process number could not tell: in two containers over one folder the numbers mean different things.

import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import {
  isAlive,
  isAnswering,
  isPostmaster,
  type PidFile,
  readPidFile,
  removeStalePidFile,
  stopForeignServer,
} from './embedded-postgres-server.ts';

export type Admin = { socketDir: string; port: number; password: string };

const lockKey = "hashtextextended('gongdao: owner of the data directory', 0)";
const settleWithin = 60_000;
const lockWithin = 2_000;
const newcomerLocksWithin = 10_000;

/** The server's setting that names the process that started it. */
export const starterSetting = 'gongdao.starter';

/** This process; the second part tells it from an earlier one with the same number. */
export const thisStarter = `${process.pid}.${randomBytes(4).toString('hex')}`;

/** A connection as the superuser, over the socket. */
export async function connectAdmin({ socketDir, port, password }: Admin, database = 'postgres'): Promise<Client> {
  const client = new Client({
    host: socketDir,
    port,
    password,
    database,
    user: 'postgres',
    application_name: `gongdao owner ${process.pid}`,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${lockKey}) as got`);
  return rows[0]?.got === true;
}

/**
 * Makes sure that no server runs in the cluster. One that an owner holds is left alone, and we are refused. One whose
 * owner is gone is stopped and not taken over: so the new one runs with the settings of this start, writes its log to
 * us, and is watched by us; and the sessions of the dead owner end with it.
 */
export async function settleFormerServer(
  cluster: string,
  password: string,
  log: (line: string) => void,
): Promise<void> {
  for (const deadline = Date.now() + settleWithin; Date.now() < deadline; await pause(50)) {
    const file = await readPidFile(cluster);
    if (file === null || (await isLeftBehind(cluster, file))) return;
    if (await takeFromDead(cluster, { ...file, password })) {
      log(`stopped the server (process ${file.pid}) that an earlier process left running`);
    }
  }
  throw new EmbeddedPostgresError(
    'IN_USE',
    `A PostgreSQL that does not answer holds ${cluster}: see the process named in its postmaster.pid.`,
  );
}

/** A pid file without its server. PostgreSQL sees that itself, unless the number was given to another process. */
async function isLeftBehind(cluster: string, file: PidFile): Promise<boolean> {
  if ((await isAnswering(file)) || (await isPostmaster(file.pid, cluster))) return false;
  if (isAlive(file.pid)) await removeStalePidFile(cluster, file);
  return true;
}

/** Stops the running server if nobody owns it. False: it is just starting or stopping, look again. */
async function takeFromDead(cluster: string, file: PidFile & Admin): Promise<boolean> {
  const client = await connectAdmin(file).catch(() => null);
  if (client === null) return false;
  try {
    await lockWhenFree(client, cluster);
    if (!(await isPostmaster(file.pid, cluster))) throw inUse(cluster, 'a server outside this container');
    await stopForeignServer(file.pid, cluster);
    return true;
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Takes the lock, or throws when it stays taken. A moment's patience: the server needs it to notice that a killed
 * owner is gone. And while the process that started the server still lives without the lock, it is given time to
 * take it, being most likely in the middle of its own start.
 */
async function lockWhenFree(client: Client, cluster: string): Promise<void> {
  const began = Date.now();
  const starter = await currentSetting(client, starterSetting);
  for (; ; await pause(50)) {
    const waited = Date.now() - began;
    const starting = isStarterAlive(starter) && waited < newcomerLocksWithin;
    const owner = await lockHolder(client);
    if (owner === null && !starting && (await tryLock(client))) return;
    if (owner !== null && waited > lockWithin) throw inUse(cluster, owner);
  }
}

function isStarterAlive(starter: string): boolean {
  const pid = Number.parseInt(starter, 10);
  return pid === process.pid ? starter === thisStarter : isAlive(pid);
}

async function currentSetting(client: Client, name: string): Promise<string> {
  const { rows } = await client.query<{ value: string | null }>('select current_setting($1, true) as value', [name]);
  return rows[0]?.value ?? '';
}

async function lockHolder(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and ((l.classid::bigint << 32) | l.objid::bigint) = ${lockKey}`,
  );
  return rows[0]?.name ?? null;
}

function inUse(cluster: string, owner: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'IN_USE',
    `Another Gongdao process owns ${cluster} (${owner}). Stop it first, choose another DATA_DIR, or run both over one DATABASE_URL.`,
  );
}
