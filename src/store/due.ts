import type { Instant, Milliseconds } from '../domain/time.ts';
import { query, statement } from './database.ts';
import type { Store } from './store.ts';

const EARLIEST = statement(
  'earliest_deadline',
  'select min(deadline_at) as at from claim where deadline_at is not null and parked_at is null',
);

/** The deadline that is to be fired next, due or not; null when nothing waits. */
export async function earliestDeadline({ pool }: Pick<Store, 'pool'>): Promise<Instant | null> {
  return (await query<{ at: Instant | null }>(pool, EARLIEST))[0]?.at ?? null;
}

/** For how long the earliest deadline that is due has been waiting; 0 when none is. */
export async function deadlineLag({ pool, nowSql }: Pick<Store, 'pool' | 'nowSql'>): Promise<Milliseconds> {
  const sql = `select ${nowSql} as now, min(deadline_at) as at from claim
                where deadline_at <= ${nowSql} and parked_at is null`;
  const [row] = await query<{ now: Instant; at: Instant | null }>(pool, sql);
  return row && row.at !== null ? row.now - row.at : 0;
}
