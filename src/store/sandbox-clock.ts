import type { Instant } from '../domain/time.ts';
import { execute, instantParameter, type Queryable, query } from './database.ts';
import { retryRefunds } from './refund-retry.ts';
import { readNow, type Store } from './store.ts';
import { sweepDue } from './sweep.ts';

/** Where a sandbox begins; one that has begun stays where it is. */
export async function startSandboxClock(db: Queryable, at: Instant): Promise<void> {
  await execute(db, 'insert into sandbox_clock (at) values ($1) on conflict do nothing', [instantParameter(at)]);
}

/** What time it is in the sandbox; null where there is none. */
export async function readSandboxClock(db: Queryable): Promise<Instant | null> {
  return (await query<{ at: Instant }>(db, 'select at from sandbox_clock'))[0]?.at ?? null;
}

const BATCH = 200;

/**
 * Sets the sandbox's clock, and fires all that has become due, in the order of the deadlines across claims, before it
 * returns; then failed refunds whose delay is over are instructed again. The clock never goes back.
 */
export async function advanceSandboxClock(store: Store, to: Instant): Promise<'advanced' | 'backwards'> {
  const sql = 'update sandbox_clock set at = $1 where at <= $1';
  if ((await execute(store.pool, sql, [instantParameter(to)])) === 0) return 'backwards';
  await readNow(store);
  await fireUpTo(store, to);
  return 'advanced';
}

/** Fires all that is due at an instant, the earliest first across claims, and tells that the clock was moved. */
export async function fireUpTo(store: Store, to: Instant): Promise<void> {
  for (let due = await earliestDue(store, to); due !== null; due = await earliestDue(store, to)) {
    await sweepDue(store, { now: to, until: due, limit: BATCH, wait: true });
  }
  await retryRefunds(store, to);
  store.changes.tell([{ type: 'clock' }]);
}

async function earliestDue({ pool }: Store, to: Instant): Promise<Instant | null> {
  const sql = 'select min(deadline_at) as due from claim where deadline_at <= $1 and parked_at is null';
  return (await query<{ due: Instant | null }>(pool, sql, [instantParameter(to)]))[0]?.due ?? null;
}
