// The embedded default: a real PostgreSQL server, started, watched and stopped by this process. See docs/adr/0004.

import { chown, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeLiteral } from 'pg';
import { packagedBinDir, removeOtherCopies } from './embedded-postgres-binaries.ts';
import { type Credentials, ensureCluster, readCredentials } from './embedded-postgres-cluster.ts';
import { type Admin, connectAdmin } from './embedded-postgres-owner.ts';
import { chooseRunner, type Runner } from './embedded-postgres-runner.ts';
import { keepRunning } from './embedded-postgres-watch.ts';

export type EmbeddedPostgresOptions = {
  /** Made when missing. Holds the cluster, its passwords, and now and then a copy of the programs. */
  dataDir: string;
  /** One line of the server's own log, or of the launcher's. */
  log: (line: string) => void;
  /** Server settings on top of the small defaults, by their PostgreSQL names. */
  settings?: Record<string, string>;
  /** For tests: nothing is synced to disk, and `stop` removes the data directory. */
  ephemeral?: boolean;
  /** The folder of `postgres` and `initdb`; by default that of the installed package. */
  binDir?: string;
  /** Called when the server ended by itself and could not be brought back. */
  onLost?: (reason: Error) => void;
};

export type EmbeddedPostgres = {
  /** The application's database, as its owner `gongdao` (no superuser), over 127.0.0.1. */
  url: string;
  /** The same over the unix socket: about a tenth faster, for programs that may enter the data directory. */
  socketUrl: string;
  /** The database `postgres` as the superuser, over 127.0.0.1. */
  adminUrl: string;
  /** The postmaster's process number; another one after the server was brought back. */
  serverPid: () => number;
  stop: () => Promise<void>;
};

const defaults: Record<string, string> = {
  shared_buffers: '128MB',
  max_connections: '100',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  jit: 'off',
  max_wal_senders: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors of statements are the application's to report; their details hold the users' data.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

const unsynced: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
};

/** Socket paths may have 107 bytes; the file's own name takes up to 16 of them. */
const longestSocketDir = 90;

/**
 * Starts the server over `dataDir`, making the cluster on the first start (about a second; later ones 0.1 s).
 * Whatever was left by a kill is put right; a directory that another live process owns is refused (`IN_USE`).
 * A server that dies is brought back at the same address. Throws `EmbeddedPostgresError`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const runner = await chooseRunner(options.binDir ?? packagedBinDir(), dataDir);
  const cluster = await ensureCluster(runner, dataDir);
  const credentials = await readCredentials(cluster);
  const socketDir = await makeSocketDir(runner, cluster);
  const watch = await keepRunning({
    runner,
    cluster,
    socketDir,
    password: credentials.postgres,
    settings: { ...defaults, ...(options.ephemeral ? unsynced : {}), ...options.settings },
    log: options.log,
    onLost: options.onLost ?? ((reason) => options.log(reason.message)),
  });
  const stop = async () => {
    await watch.stop();
    if (socketDir !== cluster) await rm(socketDir, { recursive: true, force: true });
    if (options.ephemeral) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await ensureDatabase({ socketDir, port: watch.port, password: credentials.postgres }, credentials);
    await removeOtherCopies(dataDir, runner.binDir);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...addresses(watch.port, socketDir, credentials), serverPid: watch.serverPid, stop };
}

/** The cluster's own folder, which only its user may enter, unless its name is too long for a socket. */
async function makeSocketDir({ fileOwner }: Runner, cluster: string): Promise<string> {
  if (Buffer.byteLength(cluster) <= longestSocketDir) return cluster;
  const folder = await mkdtemp(join(tmpdir(), 'gongdao-'));
  if (fileOwner !== null) await chown(folder, fileOwner, fileOwner);
  return folder;
}

/** The application's role and database, made when missing: after the first start, or one that was cut short. */
async function ensureDatabase(admin: Admin, { gongdao }: Credentials): Promise<void> {
  const client = await connectAdmin(admin);
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = 'gongdao') as role,
              exists (select from pg_database where datname = 'gongdao') as database`,
    );
    if (!rows[0]?.role) await client.query(`create role gongdao login password ${escapeLiteral(gongdao)}`);
    if (!rows[0]?.database) await client.query('create database gongdao owner gongdao');
  } finally {
    await client.end();
  }
}

function addresses(port: number, socketDir: string, { postgres, gongdao }: Credentials) {
  const socket = new URLSearchParams({ host: socketDir, port: String(port) });
  return {
    url: `postgres://gongdao:${gongdao}@127.0.0.1:${port}/gongdao`,
    socketUrl: `postgres://gongdao:${gongdao}@localhost/gongdao?${socket}`,
    adminUrl: `postgres://postgres:${postgres}@127.0.0.1:${port}/postgres`,
  };
}
