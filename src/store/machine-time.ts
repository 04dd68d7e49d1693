import type { Instant } from '../domain/time.ts';
import { type Queryable, query } from './database.ts';

/** The world's time, as the database's machine has it; in a sandbox too, for authenticators know no sandbox. */
export async function readMachineTime(db: Queryable): Promise<Instant> {
  const [row] = await query<{ now: Instant }>(db, 'select clock_timestamp() as now');
  if (!row) throw new Error('the database tells no time');
  return row.now;
}
