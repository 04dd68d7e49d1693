import { randomBytes } from 'node:crypto';
import { destination } from 'pino';
import { createLog } from '../../http/log.ts';
import { rotateMasterKey } from '../../store/master-key-use.ts';
import { connect } from '../connection.ts';
import { masterKeysOf, peopleOver } from '../master-keys.ts';
import { readSettings } from '../settings.ts';

/** `gongdao keys rotate`: all keys of persons under the first of MASTER_KEY. Resolves to how many were wrapped anew. */
export async function rotateKeys(): Promise<number> {
  const settings = readSettings(process.env);
  const log = createLog(settings.logLevel, destination({ dest: 2, sync: true }));
  const { pool, stop } = await connect(settings, log);
  try {
    // Refuses keys that cannot open what is there.
    await peopleOver(pool, settings, log);
    return await rotateMasterKey(pool, await masterKeysOf(settings), randomBytes);
  } finally {
    await stop();
  }
}
