import { destination, type Logger } from 'pino';
import { createLog } from '../http/log.ts';
import { EmbeddedPostgresError } from '../store/embedded-postgres-error.ts';
import { MigrationError } from '../store/migrate.ts';
import { startFileWorker } from '../worker/files.ts';
import { startWorker, type Worker } from '../worker/worker.ts';
import { connect } from './connection.ts';
import { admitDemo, DEMO_MARKETPLACE, leaveDemo } from './demo/demo.ts';
import { createDemoExecutor } from './demo/executor.ts';
import { type FileParts, openFiles } from './files.ts';
import { peopleOver } from './master-keys.ts';
import { type Serving, serve } from './serve.ts';
import { readSettings, type Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';
import { prepare, storeOver } from './setup.ts';
import { untilTold } from './signals.ts';

export interface Roles {
  /** Whether this process answers HTTP. */
  readonly serves: boolean;
  /** Whether it fires deadlines and retries refunds. */
  readonly works: boolean;
  /** Whether it may serve the demo marketplace, where everybody may be anybody. */
  readonly demo?: boolean;
  /** Called once everything runs; `serving` is null where nothing is served. */
  readonly onReady?: (serving: Serving | null, settings: Settings) => void;
}

interface Running {
  readonly worker: Worker | null;
  readonly fileWorker: { readonly stop: () => Promise<void> } | null;
  readonly files: FileParts;
  readonly serving: Serving | null;
}

async function stop({ serving, worker, fileWorker, files }: Running): Promise<void> {
  await serving?.stop();
  // What is being decoded is left to the next process.
  files.decoding.stop();
  await fileWorker?.stop();
  await worker?.stop();
}

async function runOver(
  settings: Settings,
  log: Logger,
  { serves, works, demo = false, onReady }: Roles,
): Promise<void> {
  const connection = await connect(settings, log);
  try {
    await prepare(connection.pool, settings, log);
    const people = await peopleOver(connection.pool, settings, log);
    const isDemo = await admitDemo({ pool: connection.pool, people, log, settings }, demo);
    const store = storeOver(connection.pool, settings, isDemo);
    const provider = isDemo ? { refundExecutor: createDemoExecutor(store) } : {};
    const files = await openFiles(settings, log);
    const fileWorker = works ? startFileWorker({ pool: connection.pool, log: workerLog(log), ...files }) : null;
    const retention = { recordsKeptYears: settings.recordsKeptYears, storage: files.storage };
    const worker = works ? startWorker({ store, log: workerLog(log), retention, ...provider }) : null;
    const serving = serves
      ? await serve(
          { store, people, log, worker, files, ...(isDemo ? { demo: DEMO_MARKETPLACE } : {}) },
          settings,
        ).catch(async (error: unknown) => {
          await stop({ worker, fileWorker, files, serving: null });
          throw error;
        })
      : null;
    onReady?.(serving, settings);
    await untilTold(log);
    await stop({ worker, fileWorker, files, serving });
    if (isDemo) await leaveDemo(connection.pool);
  } finally {
    await connection.stop();
  }
}

function workerLog(log: Logger) {
  return {
    info: (facts: object, message: string) => log.info(facts, message),
    warn: (facts: object, message: string) => log.warn(facts, message),
    error: (facts: object, message: string) => log.error(facts, message),
  };
}

function sentenceOf(error: unknown): string | null {
  if (error instanceof SettingsError || error instanceof EmbeddedPostgresError || error instanceof MigrationError) {
    return error.message;
  }
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return inUse ? `${error.message}. Another program uses that port: stop it, or set PORT to another.` : null;
}

/**
 * Runs until told to stop, as the environment says. What the operator can put right is said in a sentence, and the
 * process then ends with 1. Standard error is for the log, standard output for people.
 */
export async function run(roles: Roles): Promise<void> {
  try {
    const settings = readSettings(process.env);
    await runOver(settings, createLog(settings.logLevel, destination({ dest: 2, sync: true })), roles);
  } catch (error) {
    console.error(sentenceOf(error) ?? error);
    process.exitCode = 1;
  }
}
