import type { PoolClient } from 'pg';
import { catchUp } from '../domain/catch-up.ts';
import type { Claim } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { changeOf } from './changes.ts';
import {
  instantParameter,
  jsonParameter,
  type Queryable,
  query,
  type Statement,
  statement,
  transaction,
} from './database.ts';
import { deadlineColumns, type Entry, entryOf } from './entry.ts';
import { isFaultOfRow } from './failure.ts';
import { PARK, parkRow } from './parking.ts';
import { againstCompetition } from './repetition.ts';
import { readNow, type Store } from './store.ts';
import { writeChanges } from './write.ts';

/** Whose deadlines; everybody's where nothing is said. */
export interface Scope {
  readonly shopId?: string | undefined;
  readonly buyerId?: string | undefined;
  readonly claimId?: string | undefined;
}

export interface Sweep {
  /** When it is written that this happened. */
  readonly now: Instant;
  /** Deadlines up to this instant are fired; `now` unless told. */
  readonly until?: Instant;
  readonly limit: number;
  readonly scope?: Scope;
  /** Waits for claims that others are just firing, instead of leaving those to them. */
  readonly wait?: boolean;
}

export interface Parked {
  readonly claimId: string;
  readonly error: string;
}

export interface Swept {
  /** Claims that had something due; fewer than the limit: nothing more is due. */
  readonly found: number;
  readonly fired: number;
  /** Claims whose deadline could not be fired, set aside just now. */
  readonly parked: readonly Parked[];
}

/** $1 until, $2 limit, then the scope: $3 shop, $4 buyer, $5 claim. */
function selectDue(wait: boolean): Statement {
  return statement(
    wait ? 'select_due_waiting' : 'select_due',
    `select c.state from claim c
      where c.deadline_at <= $1 and c.parked_at is null
        and ($3::text is null or c.shop_id = $3) and ($4::text is null or c.buyer_id = $4)
        and ($5::text is null or c.id = $5)
      order by c.deadline_at limit $2 for update of c${wait ? '' : ' skip locked'}`,
  );
}

async function findDue(db: Queryable, { now, until = now, limit, scope = {}, wait = false }: Sweep): Promise<Claim[]> {
  const { shopId = null, buyerId = null, claimId = null } = scope;
  const values = [instantParameter(until), limit, shopId, buyerId, claimId];
  return (await query<{ state: Claim }>(db, selectDue(wait), values)).map(({ state }) => state);
}

type Due =
  | { readonly kind: 'fire'; readonly entry: Entry }
  /** Nothing is due by the rules of today, such as a calendar that came since. */
  | { readonly kind: 'correct'; readonly row: object }
  | { readonly kind: 'park'; readonly row: ReturnType<typeof parkRow> };

function decideDue(store: Store, before: Claim, { now, until = now }: Sweep): Due {
  try {
    const rules = store.config.rulesOf(before.policy);
    const { claim: after, events } = catchUp(before, until, rules);
    if (events.length > 0) {
      return { kind: 'fire', entry: entryOf({ before, after, events, now, rules }, store.refundDelays) };
    }
    return { kind: 'correct', row: correctionOf(before, deadlineColumns(before, rules)) };
  } catch (error) {
    return { kind: 'park', row: parkRow(before, error, now) };
  }
}

export function correctionOf({ shopId, id, version }: Claim, columns: ReturnType<typeof deadlineColumns>) {
  return { shop_id: shopId, id, version, ...columns };
}

/** Puts the deadline columns right where the rules, and not the claim, have changed. $1: rows of `correctionOf`. */
export const CORRECT = `update claim c
   set deadline_at = d.deadline_at, deadline_then = d.deadline_then, deadline_provisional = d.deadline_provisional,
       deadline_by_calendar = d.deadline_by_calendar
  from jsonb_to_recordset($1::jsonb) as d (
    shop_id text, id text, version integer, deadline_at timestamptz, deadline_then text, deadline_provisional boolean,
    deadline_by_calendar boolean)
 where c.shop_id = d.shop_id and c.id = d.id and c.version = d.version`;

interface Batch {
  readonly swept: Swept;
  readonly entries: readonly Entry[];
}

async function sweepBatch(store: Store, tx: PoolClient, sweep: Sweep): Promise<Batch> {
  const found = await findDue(tx, sweep);
  const due = found.map((claim) => decideDue(store, claim, sweep));
  const entries = due.flatMap((one) => (one.kind === 'fire' ? [one.entry] : []));
  const corrections = due.flatMap((one) => (one.kind === 'correct' ? [one.row] : []));
  const parked = due.flatMap((one) => (one.kind === 'park' ? [one.row] : []));
  await writeChanges(tx, entries);
  if (corrections.length > 0) await query(tx, CORRECT, [jsonParameter(corrections)]);
  if (parked.length > 0) await query(tx, PARK, [jsonParameter(parked)]);
  const swept = {
    found: found.length,
    fired: entries.length,
    parked: parked.map(({ id, error }) => ({ claimId: id, error })),
  };
  return { swept, entries };
}

async function sweepTogether(store: Store, sweep: Sweep): Promise<Swept> {
  const { swept, entries } = await transaction(store.pool, (tx) => sweepBatch(store, tx, sweep));
  store.changes.tell(entries.map(changeOf));
  return swept;
}

/**
 * Fires deadlines that are due, the earliest first, many claims in one transaction; those that another sweeper holds
 * are left to it. A claim whose deadline cannot be fired is parked, and its neighbours go on.
 */
export async function sweepDue(store: Store, sweep: Sweep): Promise<Swept> {
  try {
    return await sweepTogether(store, sweep);
  } catch (error) {
    if (!isFaultOfRow(error)) throw error;
    return sweepOneByOne(store, sweep);
  }
}

/** One of the batch cannot be written, and took the others with it. */
async function sweepOneByOne(store: Store, sweep: Sweep): Promise<Swept> {
  const found = await transaction(store.pool, (tx) => findDue(tx, sweep));
  const parked: Parked[] = [];
  let fired = 0;
  for (const claim of found) {
    const one = { ...sweep, limit: 1, scope: { shopId: claim.shopId, claimId: claim.id } };
    try {
      const swept = await sweepTogether(store, one);
      fired += swept.fired;
      parked.push(...swept.parked);
    } catch (error) {
      if (!isFaultOfRow(error)) throw error;
      const row = parkRow(claim, error, sweep.now);
      await query(store.pool, PARK, [jsonParameter([row])]);
      parked.push({ claimId: row.id, error: row.error });
    }
  }
  return { found: found.length, fired, parked };
}

const BATCH = 200;

/**
 * Before a list is read: fires all that is due among the claims it is about, so that nobody can observe how quick the
 * worker is (R2). Returns the instant of the reading.
 */
export async function applyDue(store: Store, scope: Scope = {}): Promise<Instant> {
  const now = await readNow(store);
  if (!store.clockGuard.allows(now)) return now;
  const sweep = { now, limit: BATCH, scope, wait: true };
  for (let found = BATCH; found === BATCH; ) {
    found = (await againstCompetition(async () => ({ done: await sweepDue(store, sweep) }))).found;
  }
  return now;
}
