import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, type LogLevel } from '../src/http/log.ts';
import { connect } from '../src/main/connection.ts';
import { openFiles } from '../src/main/files.ts';
import { peopleOver } from '../src/main/master-keys.ts';
import { serve } from '../src/main/serve.ts';
import { readSettings } from '../src/main/settings.ts';
import { prepare, storeOver } from '../src/main/setup.ts';
import { startFileWorker } from '../src/worker/files.ts';
import { startWorker } from '../src/worker/worker.ts';
import { buildWeb } from './build-web.ts';

/** The whole product as `npm start` runs it, in a sandbox: database, worker, API and built pages. */
export interface Site {
  readonly url: string;
  /** The marketplace's key, which may do everything. */
  readonly key: string;
  /** Stops the server and starts it again at the same address, over the same data. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface SiteOptions {
  /** PostgreSQL to use; without it, one of its own that is gone afterwards. */
  readonly databaseUrl?: string;
  /** Where the clock begins. */
  readonly now?: string;
  readonly logLevel?: LogLevel;
  /** Further settings, as the environment gives them. */
  readonly env?: Readonly<Record<string, string>>;
}

const NOW = '2026-05-06T02:00:00Z';

interface Place {
  readonly env: Record<string, string>;
  readonly logLevel: LogLevel;
}

async function run({ env, logLevel }: Place, port: number) {
  const settings = readSettings(env);
  const log = createLog(logLevel);
  const connection = await connect(settings, log);
  await prepare(connection.pool, settings, log);
  const store = storeOver(connection.pool, settings);
  const silent = () => undefined;
  const people = await peopleOver(connection.pool, settings, log);
  const files = await openFiles(settings, log);
  const workerLog = { info: silent, warn: silent, error: silent };
  const worker = startWorker({ store, log: workerLog });
  const fileWorker = startFileWorker({ pool: connection.pool, log: workerLog, ...files, pollMs: 100 });
  const serving = await serve({ store, people, log, worker, files }, { ...settings, port });
  const stop = async () => {
    await serving.stop();
    files.decoding.stop();
    await fileWorker.stop();
    await worker.stop();
    await connection.stop();
  };
  return { url: serving.url, stop };
}

/** Builds the pages where they have changed, and serves the product on a free port of this machine. */
export async function startSite({
  databaseUrl,
  now = NOW,
  logLevel = 'error',
  env = {},
}: SiteOptions = {}): Promise<Site> {
  await buildWeb();
  const dataDir = await mkdtemp(join(tmpdir(), 'gongdao-site-'));
  const key = `sk_${randomBytes(24).toString('hex')}`;
  const place: Place = {
    logLevel,
    env: {
      ...env,
      SANDBOX: '1',
      SANDBOX_NOW: now,
      DATA_DIR: dataDir,
      BOOTSTRAP_API_KEY: key,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
  };
  let running = await run(place, 0);
  const { url } = running;
  return {
    url,
    key,
    restart: async () => {
      await running.stop();
      running = await run(place, Number(new URL(url).port));
    },
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
