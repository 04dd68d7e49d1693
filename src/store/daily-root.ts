import { HOUR, type Instant, type Milliseconds } from '../domain/time.ts';
import { dailyRootOf, type Head, leafOf } from '../proof/day.ts';
import { treePath, treeRoot } from '../proof/merkle.ts';
import { execute, instantParameter, type Queryable, query, transaction } from './database.ts';
import { timeZoneOf } from './load.ts';
import { readNow, type Store } from './store.ts';

/** A closed day. Digests in hexadecimal. */
export interface DailyRoot {
  /** `2026-05-06`, in the time zone. */
  readonly day: string;
  readonly since: Instant;
  readonly until: Instant;
  readonly timeZone: string;
  readonly claims: number;
  readonly treeRoot: string;
  readonly previous: string;
  readonly root: string;
  readonly createdAt: Instant;
}

/**
 * How long after midnight a day is closed. What was decided before midnight is being written for as long as a statement
 * may take, and none takes a tenth of this; what comes later still counts for the first open day (`late_event`).
 */
const GRACE: Milliseconds = HOUR / 12;
const FIRST_PREVIOUS = '00'.repeat(32);

const COLUMNS = `day::text, since, until, time_zone as "timeZone", claims, encode(tree_root, 'hex') as "treeRoot",
  encode(previous, 'hex') as previous, encode(root, 'hex') as root, created_at as "createdAt"`;

/** Closed days, the last first, from before a day on. */
export async function listDailyRoots(
  { pool }: Pick<Store, 'pool'>,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<DailyRoot[]> {
  return query<DailyRoot>(
    pool,
    `select ${COLUMNS} from daily_root where ($1::date is null or day < $1) order by day desc limit $2`,
    [before, limit],
  );
}

/** The events of a day, from $1 to $2: those recorded in it, but for late ones, which count where they were put. */
const MEMBERS = `
  select e.shop_id, e.claim_id, e.version, e.digest from claim_event e
   where e.recorded_at >= $1 and e.recorded_at < $2
     and not exists (
       select from late_event l
        where l.shop_id = e.shop_id and l.claim_id = e.claim_id and l.version = e.version)
  union all
  select e.shop_id, e.claim_id, e.version, e.digest
    from late_event l join claim_event e using (shop_id, claim_id, version)
   where l.counts_at >= $1 and l.counts_at < $2`;

/** Where the claims stood that changed in these bounds, each at its last event there. */
async function headsOf(db: Queryable, { since, until }: Pick<DailyRoot, 'since' | 'until'>): Promise<Head[]> {
  return query<Head>(
    db,
    `select distinct on (shop_id collate "C", claim_id collate "C")
            shop_id, claim_id, version, encode(digest, 'hex') as digest
       from (${MEMBERS}) member
      order by shop_id collate "C", claim_id collate "C", version desc`,
    [instantParameter(since), instantParameter(until)],
  );
}

interface Bounds {
  readonly day: string;
  readonly since: Instant;
  readonly until: Instant;
}

/** The day after the last closed one, or the day of the first event; null where nothing has ever happened. */
async function nextDay(db: Queryable, timeZone: string): Promise<(Bounds & { previous: string }) | null> {
  const [row] = await query<Bounds & { previous: string | null }>(
    db,
    `with last as (select day, until, encode(root, 'hex') as root from daily_root order by day desc limit 1),
          start as (
            select coalesce((select until from last),
              date_trunc('day', (select min(recorded_at) from claim_event), $1)) as since),
          days as (select since, greatest((since at time zone $1)::date, (select day + 1 from last)) as day from start)
     select day::text, since, (day + 1)::timestamp at time zone $1 as until, (select root from last) as previous
       from days where since is not null`,
    [timeZone],
  );
  return row ? { ...row, previous: row.previous ?? FIRST_PREVIOUS } : null;
}

const bounds = ({ day, since, until }: Bounds) => ({
  day,
  since: instantParameter(since),
  until: instantParameter(until),
});

/** True when a day was closed; otherwise when there may be one to close. */
async function closeNext(store: Store, tx: Queryable, now: Instant): Promise<true | Instant> {
  // One node at a time; a node that waited finds the day closed.
  await query(tx, "select pg_advisory_xact_lock(hashtextextended('gongdao: daily root', 0))");
  const timeZone = timeZoneOf(store);
  const next = await nextDay(tx, timeZone);
  if (!next) return now + GRACE;
  if (next.until + GRACE > now) return next.until + GRACE;
  const leaves = (await headsOf(tx, next)).map(leafOf);
  const [tree, previous] = [treeRoot(leaves), Buffer.from(next.previous, 'hex')];
  const root = dailyRootOf({ ...bounds(next), claims: leaves.length, treeRoot: tree, previous });
  await execute(
    tx,
    `insert into daily_root (day, since, until, time_zone, claims, tree_root, previous, root, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...Object.values(bounds(next)), timeZone, leaves.length, tree, previous, root, instantParameter(now)],
  );
  return true;
}

export interface ClosedDays {
  readonly closed: number;
  /** Nothing is to be closed before; null: there may be more at once. */
  readonly nextAt: Instant | null;
}

/** Closes every day that is over, the earliest first, but at most so many. */
export async function closeDays(store: Store, most = 60): Promise<ClosedDays> {
  const now = await readNow(store);
  for (let closed = 0; closed < most; closed += 1) {
    const done = await transaction(store.pool, (tx) => closeNext(store, tx, now));
    if (done !== true) return { closed, nextAt: done };
  }
  return { closed: most, nextAt: null };
}

/** That a claim stood in a day's tree. */
export interface DailyProof {
  readonly root: DailyRoot;
  readonly head: Head;
  readonly index: number;
  readonly path: readonly string[];
}

/** The proof of the last closed day on which a claim changed, up to one of its versions; null before there is one. */
export async function dailyProofOf(
  { pool }: Pick<Store, 'pool'>,
  { shopId, claimId, upTo }: { readonly shopId: string; readonly claimId: string; readonly upTo: number },
): Promise<DailyProof | null> {
  const [root] = await query<DailyRoot>(
    pool,
    `select ${COLUMNS} from daily_root r
      where exists (
        select from claim_event e left join late_event l using (shop_id, claim_id, version)
         where e.shop_id = $1 and e.claim_id = $2 and e.version <= $3
           and coalesce(l.counts_at, e.recorded_at) >= r.since and coalesce(l.counts_at, e.recorded_at) < r.until)
      order by r.day desc limit 1`,
    [shopId, claimId, upTo],
  );
  if (!root) return null;
  const heads = await headsOf(pool, root);
  const index = heads.findIndex((head) => head.shop_id === shopId && head.claim_id === claimId);
  const head = heads[index];
  if (!head || head.version > upTo) return null;
  return { root, head, index, path: treePath(heads.map(leafOf), index).map((hash) => hash.toString('hex')) };
}
