import type { Pool } from 'pg';
import type { Notices } from '../domain/calendar.ts';
import { HOUR, type Instant, type Milliseconds } from '../domain/time.ts';
import { type ChangeFeed, changeOf, createChangeFeed } from './changes.ts';
import { type ClockGuard, createClockGuard, UNGUARDED } from './clock-guard.ts';
import { type ConfigCache, createConfigCache } from './config.ts';
import { type Queryable, query } from './database.ts';
import type { Entry } from './entry.ts';
import { createGroups } from './groups.ts';
import { type ClaimAsked, type LoadedClaim, loadClaims } from './load.ts';
import { createLocator, type Locator } from './locator.ts';
import { createTurns, type Turns } from './turns.ts';
import { writeChanges } from './write.ts';

/** Everything a process needs to reach the database; made once, by whoever wires the process together. */
export interface Store {
  readonly pool: Pool;
  /** SQL of the one authority on time: PostgreSQL's clock to the millisecond, or the sandbox's. */
  readonly nowSql: string;
  readonly sandbox: boolean;
  readonly clock: ClockKind;
  readonly config: ConfigCache;
  /** `newId('clm')` → `clm_…`, never the same twice. */
  readonly newId: (prefix: string) => string;
  /** How long after each failure a refund is instructed again; as many times as there are delays. */
  readonly refundDelays: readonly Milliseconds[];
  readonly claims: Locator;
  readonly orders: Locator;
  readonly refunds: Locator;
  /** Commands of this process on one claim wait for each other instead of racing. */
  readonly turns: Turns;
  /** Reads a claim together with the others that are asked for at this moment; null when there is none. */
  readonly load: (asked: ClaimAsked) => Promise<LoadedClaim | null>;
  /** Writes a changed claim together with others; false when it has changed since it was read. */
  readonly write: (entry: Entry) => Promise<boolean>;
  /** Hears and tells of what has changed, for pages that show it. */
  readonly changes: ChangeFeed;
  /** Asked before deadlines are fired by anything but a command on their own claim. */
  readonly clockGuard: ClockGuard;
}

/** Whose clock it is: the database's, one that stands still until it is moved, or the demo's, which does both. */
export type ClockKind = 'database' | 'sandbox' | 'demo';

export interface StoreOptions {
  readonly pool: Pool;
  readonly sandbox?: boolean;
  /** Beside `sandbox`, which stands for `sandbox`; the database's unless told. */
  readonly clock?: ClockKind;
  readonly newId: (prefix: string) => string;
  /** What the calendar library knows of a region. */
  readonly libraryNotices: (region: string) => Notices;
  readonly refundDelays?: readonly Milliseconds[];
  /** Milliseconds of a clock that only passes; the process's own unless told. */
  readonly monotonic?: () => Milliseconds;
}

export const NOW_SQL: Record<ClockKind, string> = {
  database: "date_trunc('milliseconds', clock_timestamp())",
  sandbox: '(select at from sandbox_clock)',
  demo: `(select date_trunc('milliseconds', clock_timestamp()) + ahead * interval '1 millisecond' from demo_clock)`,
};

const MINUTE: Milliseconds = 60_000;
const REFUND_DELAYS = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR];

export function createStore(options: StoreOptions): Store {
  const { pool, newId, libraryNotices, refundDelays = REFUND_DELAYS } = options;
  const clock = options.sandbox ? 'sandbox' : (options.clock ?? 'database');
  const monotonic = options.monotonic ?? (() => performance.now());
  const store: Store = {
    pool,
    sandbox: clock === 'sandbox',
    clock,
    newId,
    refundDelays,
    nowSql: NOW_SQL[clock],
    config: createConfigCache(pool, libraryNotices),
    claims: createLocator(pool, 'claim'),
    orders: createLocator(pool, 'shop_order'),
    refunds: createLocator(pool, 'refund'),
    turns: createTurns(),
    clockGuard: clock === 'database' ? createClockGuard(monotonic) : UNGUARDED,
    changes: createChangeFeed(pool, newId('node')),
    ...groupsOf(() => store),
  };
  return store;
}

/**
 * Measured with 32 commands at a time: two groups under way take half the processor time of eight, and less than half
 * that of every command by itself. A process that is busy deciding does not fill more.
 */
const GROUPS = { most: 32, lanes: 2 };

function groupsOf(store: () => Store): Pick<Store, 'load' | 'write'> {
  return {
    load: createGroups({ ...GROUPS, work: (asked: readonly ClaimAsked[]) => loadClaims(store(), asked) }),
    write: createGroups({ ...GROUPS, work: (entries: readonly Entry[]) => writeInOrder(store(), entries) }),
  };
}

/**
 * In one order everywhere, so that two nodes do not wait for each other in a circle. Of two that would change the same
 * claim, one has to read it again.
 */
async function writeInOrder({ pool, changes }: Store, entries: readonly Entry[]): Promise<boolean[]> {
  const byClaim = new Map(entries.map((entry) => [entry.row.id, entry]));
  const ordered = [...byClaim.values()].sort((a, b) => (a.row.id < b.row.id ? -1 : 1));
  const written = await writeChanges(pool, ordered);
  changes.tell(ordered.filter(({ row }) => written.has(row.id)).map(changeOf));
  return entries.map((entry) => byClaim.get(entry.row.id) === entry && written.has(entry.row.id));
}

/** What time it is, and the rules of now; for whatever is not about one claim. */
export async function readNow(store: Store, db: Queryable = store.pool): Promise<Instant> {
  const [row] = await query<{ now: Instant; epoch: number }>(
    db,
    `select ${store.nowSql} as now, epoch from config_epoch`,
  );
  if (row?.now == null) throw new Error('the sandbox clock has not been set');
  await store.config.reachEpoch(row.epoch, db === store.pool ? undefined : db);
  return row.now;
}
