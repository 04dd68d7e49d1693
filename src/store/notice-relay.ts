import type { PoolClient } from 'pg';
import type { Claim, Owner } from '../domain/claim.ts';
import type { ClaimEvent } from '../domain/event.ts';
import { LEADS, type NoticeKind, recipientsOf, reminderOf } from '../domain/notices.ts';
import type { Instant } from '../domain/time.ts';
import type { NoticeChange } from './changes.ts';
import { execute, instantParameter, type Queryable, query, transaction } from './database.ts';
import { addNotices, type NewNotice } from './notice.ts';
import { readNow, type Store } from './store.ts';

interface Cursor {
  readonly recordedIn: number;
  readonly shopId: string;
  readonly claimId: string;
  readonly version: number;
  readonly remindedUntil: Instant | null;
  /** The oldest transaction still running: before it, all that was written is there to be read. */
  readonly horizon: number;
}

type Written = ClaimEvent & {
  readonly recordedIn: number;
  readonly shopId: string;
  readonly claimId: string;
  readonly buyerId: string;
  readonly owner: Owner | null;
};

/** So many transactions are looked at together, and of what they wrote so many events: neither ever grows. */
const MOST_TRANSACTIONS = 5000;
const MOST_EVENTS = 1000;
const BEGINNING = { shopId: '', claimId: '', version: 0 };

const CURSOR = `select recorded_in as "recordedIn", shop_id as "shopId", claim_id as "claimId", version,
         reminded_until as "remindedUntil", (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint as horizon
    from notice_cursor`;

async function readCursor(db: Queryable): Promise<Cursor> {
  const [cursor] = await query<Cursor>(db, CURSOR);
  if (!cursor) throw new Error('the cursor of the notices is gone');
  return cursor;
}

/** Null: another process is at it. */
async function takeCursor(tx: PoolClient): Promise<Cursor | null> {
  return (await query<Cursor>(tx, `${CURSOR} for update skip locked`))[0] ?? null;
}

/** The first transaction from one on, and before another, that brought events. */
async function firstBetween(db: Queryable, from: number, end: number): Promise<number | null> {
  if (from >= end) return null;
  const sql = 'select min(recorded_in) as first from claim_event where recorded_in >= $1 and recorded_in < $2';
  return (await query<{ first: number | null }>(db, sql, [from, end]))[0]?.first ?? null;
}

/** Where the next events are, skipping what wrote none; near by is looked first, for there may be many further on. */
async function nextPlace(db: Queryable, cursor: Cursor): Promise<Cursor | null> {
  const { recordedIn, horizon } = cursor;
  // Restored into another server, whose transactions are counted from the beginning again: what is there is told, or
  // was, and an id is told once.
  if (recordedIn > horizon) return { ...cursor, ...BEGINNING, recordedIn: 0 };
  const near = Math.min(horizon, recordedIn + MOST_TRANSACTIONS);
  const first = (await firstBetween(db, recordedIn, near)) ?? (await firstBetween(db, near, horizon));
  if (first === null) return null;
  return first === recordedIn ? cursor : { ...cursor, ...BEGINNING, recordedIn: first };
}

async function eventsAfter(tx: PoolClient, { recordedIn, shopId, claimId, version }: Cursor, end: number) {
  return query<Written>(
    tx,
    `select e.recorded_in as "recordedIn", e.shop_id as "shopId", e.claim_id as "claimId", e.version, e.type, e.at,
            e.actor, e.data, c.buyer_id as "buyerId", nullif(c.state #> '{intervention,owner}', 'null') as owner
       from claim_event e join claim c on c.shop_id = e.shop_id and c.id = e.claim_id
      where e.recorded_in >= $1 and e.recorded_in < $5
        and (e.recorded_in, e.shop_id, e.claim_id, e.version) > ($1, $2, $3, $4)
      order by e.recorded_in, e.shop_id, e.claim_id, e.version limit ${MOST_EVENTS}`,
    [recordedIn, shopId, claimId, version, end],
  );
}

function noticesOf(event: Written): NewNotice[] {
  const { shopId, claimId, version, at } = event;
  const kind: NoticeKind = event.type;
  return recipientsOf(event, event).map((recipient) => ({ recipient, kind, shopId, claimId, version, at }));
}

async function tellEvents(tx: PoolClient, cursor: Cursor): Promise<readonly NoticeChange[]> {
  const from = await nextPlace(tx, cursor);
  if (!from) return [];
  const end = Math.min(from.horizon, from.recordedIn + MOST_TRANSACTIONS);
  const events = await eventsAfter(tx, from, end);
  const changes = await addNotices(tx, events.flatMap(noticesOf));
  const last = events.length === MOST_EVENTS ? events.at(-1) : undefined;
  const place = last ?? { ...BEGINNING, recordedIn: end };
  await execute(tx, 'update notice_cursor set recorded_in = $1, shop_id = $2, claim_id = $3, version = $4', [
    place.recordedIn,
    place.shopId,
    place.claimId,
    place.version,
  ]);
  return changes;
}

interface Span {
  readonly after: Instant;
  readonly until: Instant;
}

/** Claims of which a reminder fell due in the span. */
async function claimsNear(tx: PoolClient, { after, until }: Span, last: string): Promise<Claim[]> {
  const fell = LEADS.map((lead) => {
    const [from, to] = [after, until].map((at) => instantParameter(at + lead));
    return `(c.deadline_at > '${from}' and c.deadline_at <= '${to}')`;
  });
  const sql = `select c.state from claim c
                where (${fell.join(' or ')}) and c.deadline_at > $1 and c.parked_at is null and c.id > $2
                order by c.id limit ${MOST_EVENTS}`;
  return (await query<{ state: Claim }>(tx, sql, [instantParameter(until), last])).map(({ state }) => state);
}

function remindersOf(store: Store, claim: Claim, span: Span): NewNotice[] {
  const reminder = reminderOf(claim, store.config.rulesOf(claim.policy), span);
  if (!reminder) return [];
  const { at, recipients, ...data } = reminder;
  const { shopId, id: claimId } = claim;
  const notice = { kind: 'deadline.approaching', shopId, claimId, version: null, at, data } as const;
  return recipients.map((recipient) => ({ ...notice, recipient }));
}

/** Coarser than a look at the clock, and fine enough for two hours. */
const REMIND_EVERY = 60_000;

function mayRemind({ clockGuard }: Store, { remindedUntil }: Cursor, now: Instant): boolean {
  return clockGuard.jump() === null && (remindedUntil === null || now - remindedUntil >= REMIND_EVERY);
}

async function remind(store: Store, tx: PoolClient, span: Span): Promise<readonly NoticeChange[]> {
  const changes: NoticeChange[] = [];
  for (let last: string | undefined = ''; last !== undefined; ) {
    const claims: readonly Claim[] = await claimsNear(tx, span, last);
    changes.push(
      ...(await addNotices(
        tx,
        claims.flatMap((claim) => remindersOf(store, claim, span)),
      )),
    );
    last = claims.length === MOST_EVENTS ? claims.at(-1)?.id : undefined;
  }
  await execute(tx, 'update notice_cursor set reminded_until = $1', [instantParameter(span.until)]);
  return changes;
}

async function relay(store: Store, tx: PoolClient, now: Instant): Promise<readonly NoticeChange[] | null> {
  const cursor = await takeCursor(tx);
  if (!cursor) return null;
  const told = await tellEvents(tx, cursor);
  if (!mayRemind(store, cursor, now)) return told;
  return [...told, ...(await remind(store, tx, { after: cursor.remindedUntil ?? now, until: now }))];
}

/**
 * Writes the notices of what has happened, and the reminders of deadlines that have come near, since this was last done
 * by any process. Nothing is left out: an event is looked at only once no older transaction can bring one before it.
 * Returns false where nothing was to be done, or another process is doing it.
 */
export async function relayNotices(store: Store): Promise<boolean> {
  const now = await readNow(store);
  const cursor = await readCursor(store.pool);
  const isDue = mayRemind(store, cursor, now) || (await nextPlace(store.pool, cursor)) !== null;
  if (!isDue) return false;
  const changes = await transaction(store.pool, (tx) => relay(store, tx, now));
  if (changes) store.changes.tell(changes);
  return changes !== null;
}
