import type { Pool } from 'pg';
import type { Instant, Milliseconds } from '../domain/time.ts';
import { execute, instantParameter, type Queryable, query, transaction } from './database.ts';
import { fireUpTo } from './sandbox-clock.ts';
import { NOW_SQL, readNow, type Store } from './store.ts';

/** What a database says of the demo marketplace: not there, its story being written, or there to be visited. */
export type DemoState =
  | { readonly kind: 'none' }
  | { readonly kind: 'writing'; readonly anchor: Instant }
  | { readonly kind: 'ready' };

export async function readDemoState(db: Queryable): Promise<DemoState> {
  const [row] = await query<{ anchor: Instant; ahead: Milliseconds | null }>(
    db,
    'select anchor, ahead from demo_clock',
  );
  if (!row) return { kind: 'none' };
  return row.ahead === null ? { kind: 'writing', anchor: row.anchor } : { kind: 'ready' };
}

/** Whether nobody has used this database yet: no key was made, no order put, no sandbox begun. */
export async function isUnused(db: Queryable): Promise<boolean> {
  const sql = `select not exists (select from api_key) and not exists (select from shop_order)
                  and not exists (select from sandbox_clock) as unused`;
  return (await query<{ unused: boolean }>(db, sql))[0]?.unused ?? false;
}

/** Runs what only one process may do to a database at a time; the others wait. */
export async function onlyHere<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('gongdao: demo', 0))");
    return await work();
  } finally {
    // Closed and not given back: the lock goes with the connection.
    client.release(true);
  }
}

/** Begins to write the story, which ends now by the machine's clock; until then the sandbox's clock tells it. */
export async function beginDemo(db: Queryable): Promise<Instant> {
  const sql = `insert into demo_clock (anchor) values (date_trunc('milliseconds', clock_timestamp()))
               on conflict (singleton) do update set anchor = demo_clock.anchor returning anchor`;
  const [row] = await query<{ anchor: Instant }>(db, sql);
  if (!row) throw new Error('the demo has no clock');
  return row.anchor;
}

/** The story is written: the sandbox's clock goes, and the demo's ticks on from where that one stood. */
export async function openDemo({ pool }: Pick<Store, 'pool'>): Promise<void> {
  await transaction(pool, async (tx) => {
    await execute(tx, 'update demo_clock set stopped_at = (select at from sandbox_clock)');
    await execute(tx, 'delete from sandbox_clock');
    await resume(tx);
  });
}

/** The demo's time goes on from where it was stopped. One that was killed has gone on by itself. */
export async function resume(db: Queryable): Promise<void> {
  await execute(
    db,
    `update demo_clock
        set ahead = (extract(epoch from stopped_at - date_trunc('milliseconds', clock_timestamp())) * 1000)::bigint,
            stopped_at = null
      where stopped_at is not null`,
  );
}

/** Nobody is there any more: the demo's time stands still until somebody is. */
export async function suspend(db: Queryable): Promise<void> {
  await execute(db, `update demo_clock set stopped_at = ${NOW_SQL.demo} where ahead is not null`);
}

/** Moves the demo's clock forward, and fires all that has become due before it returns. */
export async function advanceDemoClock(store: Store, to: Instant): Promise<'advanced' | 'backwards'> {
  const now = await readNow(store);
  const sql = `update demo_clock set ahead = ahead + $1 where ${NOW_SQL.demo} <= $2::timestamptz`;
  if (to < now || (await execute(store.pool, sql, [to - now, instantParameter(to)])) === 0) return 'backwards';
  await fireUpTo(store, await readNow(store));
  return 'advanced';
}
