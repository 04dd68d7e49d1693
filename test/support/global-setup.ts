// One PostgreSQL for the whole test run, with a template database that has all migrations.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { othersCanReach } from '../../src/store/embedded-postgres-files.ts';
import { isAlive, isPostmaster, readPidFile, stopForeignServer } from '../../src/store/embedded-postgres-server.ts';
import { migrate, migrationsDirectory } from '../../src/store/migrate.ts';

/** Where tests make their databases; the URL is a superuser's. */
export type TestServer = { adminUrl: string; template: string; unsynced: boolean };

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

type RunningServer = TestServer & { stop: () => Promise<void> };

const folderPrefix = 'gongdao-test-';

let running: RunningServer | undefined;

export async function setup(project: TestProject): Promise<void> {
  const url = process.env.TEST_DATABASE_URL;
  running = url === undefined ? await startOwnServer() : await namedServer(url);
  const { adminUrl, template, unsynced } = running;
  try {
    await makeTemplate(adminUrl, template);
  } catch (error) {
    await running.stop();
    throw error;
  }
  project.provide('testServer', { adminUrl, template, unsynced });
}

export async function teardown(): Promise<void> {
  await running?.stop();
}

async function startOwnServer(): Promise<RunningServer> {
  const parent = await fastFolder();
  await removeLeftServers(parent);
  const dataDir = await mkdtemp(join(parent, `${folderPrefix}${process.pid}-`));
  const { adminUrl, stop } = await startEmbeddedPostgres({
    dataDir,
    ephemeral: true,
    settings: { max_wal_size: '128MB' },
    log: () => undefined,
  });
  return { adminUrl, template: 'gongdao_template', unsynced: true, stop };
}

/** In memory, where there is room: a database for one test then takes 10 ms to make instead of 70. */
async function fastFolder(): Promise<string> {
  const memory = '/dev/shm';
  const room = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  const isOpen = () =>
    access(memory, constants.W_OK).then(
      () => othersCanReach(memory),
      () => false,
    );
  return room > 4e9 && (await isOpen()) ? memory : tmpdir();
}

/** A run that was killed leaves its server running; nothing else would ever stop it. */
async function removeLeftServers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const owner = name.startsWith(folderPrefix) ? Number.parseInt(name.slice(folderPrefix.length), 10) : Number.NaN;
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    const cluster = join(parent, name, 'cluster');
    const server = await readPidFile(cluster);
    if (server !== null && (await isPostmaster(server.pid, cluster))) await stopForeignServer(server.pid, cluster);
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** A server shared with other runs: the template has a name of its own, and goes when the run ends. */
async function namedServer(adminUrl: string): Promise<RunningServer> {
  const template = `gongdao_template_${randomBytes(6).toString('hex')}`;
  const stop = () =>
    asAdmin(adminUrl, async (client) => void (await client.query(`drop database if exists ${template} with (force)`)));
  return { adminUrl, template, unsynced: false, stop };
}

async function makeTemplate(adminUrl: string, template: string): Promise<void> {
  await asAdmin(
    adminUrl,
    async (client) => void (await client.query(`create database ${template} template template0`)),
  );
  if (!existsSync(migrationsDirectory)) return;
  const url = new URL(adminUrl);
  url.pathname = template;
  await migrate(url.href);
}

async function asAdmin(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await work(client).finally(() => client.end());
}
