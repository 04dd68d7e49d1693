import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { openDatabase } from '../store/database.ts';
import { startEmbeddedPostgres } from '../store/embedded-postgres.ts';
import type { Settings } from './settings.ts';

/** The database this process works on, and how to leave it: an embedded server stops with its process. */
export interface Connection {
  readonly pool: Pool;
  readonly stop: () => Promise<void>;
}

type DatabasePart = Pick<Settings, 'database' | 'connections' | 'preparedStatements'>;

function open(url: string, { connections, preparedStatements }: DatabasePart, log: Logger): Pool {
  const onConnectionError = (error: Error) => log.warn({ err: error }, 'a database connection broke');
  return openDatabase({ url, max: connections, preparedStatements, onConnectionError });
}

/** Starts the embedded server where no address was given, and opens the pool. */
export async function connect(settings: DatabasePart, log: Logger): Promise<Connection> {
  const { database } = settings;
  if (database.kind === 'external') {
    const pool = open(database.url, settings, log);
    return { pool, stop: () => pool.end() };
  }
  const server = await startEmbeddedPostgres({
    dataDir: database.dataDir,
    log: (line) => log.debug({ part: 'postgres' }, line),
    onLost: (reason) => log.error({ err: reason }, 'the embedded database was lost'),
  });
  const pool = open(server.socketUrl, settings, log);
  const stop = async () => {
    await pool.end();
    await server.stop();
  };
  return { pool, stop };
}
