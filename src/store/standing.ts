import type { StandingEntry } from '../domain/standing.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { instantParameter, query } from './database.ts';
import type { Store } from './store.ts';
import { applyDue } from './sweep.ts';

export interface ShopEntries {
  readonly entries: readonly StandingEntry[];
  /** When they were read. */
  readonly now: Instant;
}

/** Every dispute refund ever counted against a shop (R60, R64), in order; what is due is applied first (R2). */
export async function standingEntries(store: Store, shopId: string): Promise<ShopEntries> {
  const now = await applyDue(store, { shopId });
  return { entries: await entriesOf(store, shopId), now };
}

async function entriesOf({ pool }: Store, shopId: string): Promise<StandingEntry[]> {
  return query<StandingEntry>(
    pool,
    `select claim_id as "claimId", counted_at as "countedAt", reversed_at as "reversedAt" from standing_entry
      where shop_id = $1 order by counted_at, claim_id`,
    [shopId],
  );
}

/** What rates are made from (R63). */
export interface Counts {
  /** Dispute refunds of the last 30 days that stand. */
  readonly disputeRefunds: number;
  readonly paidLines: number;
  readonly intervened: number;
}

export interface Credit extends ShopEntries {
  /** Dispute refunds that stand, ever (R62). */
  readonly total: number;
  readonly last30Days: Counts;
  /** The same of all shops together. */
  readonly platform: Counts;
}

const COUNTS = `select
  (select count(*) from standing_entry s
    where ($1::text is null or s.shop_id = $1) and s.reversed_at is null and s.counted_at > $2 and s.counted_at <= $3)
    as "disputeRefunds",
  (select count(*) from order_line l
    where ($1::text is null or l.shop_id = $1) and l.paid_at > $2 and l.paid_at <= $3) as "paidLines",
  (select count(*) from claim c
    where ($1::text is null or c.shop_id = $1) and c.intervened_at > $2 and c.intervened_at <= $3) as intervened`;

async function counts({ pool }: Store, shopId: string | null, now: Instant): Promise<Counts> {
  const values = [shopId, instantParameter(now - 30 * DAY), instantParameter(now)];
  const [row] = await query<Counts>(pool, COUNTS, values);
  return row ?? { disputeRefunds: 0, paidLines: 0, intervened: 0 };
}

const FRESH = 60_000;
const averages = new WeakMap<Store, { readonly at: Instant; readonly counts: Counts }>();

/** Counting over all shops takes a while, so a figure of the last minute will do. */
async function platformCounts(store: Store, now: Instant): Promise<Counts> {
  const known = averages.get(store);
  if (known && !store.sandbox && Math.abs(now - known.at) < FRESH) return known.counts;
  const counted = await counts(store, null, now);
  averages.set(store, { at: now, counts: counted });
  return counted;
}

/** R62, R63: a shop's public credit page. */
export async function creditOf(store: Store, shopId: string): Promise<Credit> {
  const { entries, now } = await standingEntries(store, shopId);
  return {
    entries,
    now,
    total: entries.filter(({ reversedAt }) => reversedAt === null).length,
    last30Days: await counts(store, shopId, now),
    platform: await platformCounts(store, now),
  };
}
