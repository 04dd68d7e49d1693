import { destination } from 'pino';
import { createLog } from '../../http/log.ts';
import { connect } from '../connection.ts';
import { readSettings } from '../settings.ts';
import { prepare } from '../setup.ts';

/** `gongdao migrate`: the schema, and on an empty database the first policy. */
export async function migrateDatabase(): Promise<void> {
  const settings = readSettings(process.env);
  const log = createLog(settings.logLevel, destination({ dest: 2, sync: true }));
  const { pool, stop } = await connect(settings, log);
  try {
    await prepare(pool, settings, log);
  } finally {
    await stop();
  }
}
