import { type Claim, STATUSES, type Status } from '../domain/claim.ts';
import type { ClaimEvent } from '../domain/event.ts';
import type { Instant } from '../domain/time.ts';
import { instantParameter, query } from './database.ts';
import type { Store } from './store.ts';
import { applyDue } from './sweep.ts';

export interface ClaimsAsked {
  readonly status?: Status | undefined;
  readonly shopId?: string | undefined;
  readonly buyerId?: string | undefined;
  /** Only claims that changed after this instant. */
  readonly updatedAfter?: Instant | undefined;
  /** The last claim of the page before. */
  readonly after?: { readonly updatedAt: Instant; readonly id: string } | null | undefined;
  readonly limit: number;
}

export interface ClaimsFound {
  readonly claims: readonly Claim[];
  /** When it was read. */
  readonly now: Instant;
}

/** The three ways in which claims are looked for; each has its index. */
const ROWS = `c.state, c.updated_at, c.id from claim c
  where ($1::text is null or c.status = $1) and ($2::text is null or c.shop_id = $2)
    and ($3::text is null or c.buyer_id = $3) and ($4::timestamptz is null or c.updated_at > $4)
    and ($5::timestamptz is null or (c.updated_at, c.id) > ($5, $6))`;
const PAGE = 'order by c.updated_at, c.id limit $7';
const OF_SOMEBODY = `select ${ROWS} ${PAGE}`;
/** Of everybody: the index begins with the status, so each status gives its page, and the pages are merged. */
const OF_ALL = `select c.* from unnest($8::text[]) as s (status)
  cross join lateral (select ${ROWS} and c.status = s.status ${PAGE}) c ${PAGE}`;

/**
 * Claims in the order in which they last changed, the longest unchanged first, so that whoever goes on from the last
 * page misses none that changes meanwhile. What is due is applied first (R2).
 */
export async function listClaims(store: Store, asked: ClaimsAsked): Promise<ClaimsFound> {
  const { status, shopId, buyerId, updatedAfter, after, limit } = asked;
  const now = await applyDue(store, { shopId, buyerId });
  const values = [
    status ?? null,
    shopId ?? null,
    buyerId ?? null,
    instantParameter(updatedAfter ?? null),
    instantParameter(after?.updatedAt ?? null),
    after?.id ?? null,
    limit,
  ];
  const ofAll = shopId === undefined && buyerId === undefined;
  const rows = ofAll
    ? await query<{ state: Claim }>(store.pool, OF_ALL, [...values, status ? [status] : STATUSES])
    : await query<{ state: Claim }>(store.pool, OF_SOMEBODY, values);
  return { claims: rows.map(({ state }) => state), now };
}

/** An event as it is stored: `recordedAt` says when it was written, `at` since when it counts. */
export type StoredEvent = ClaimEvent & { readonly recordedAt: Instant };

/** A claim's history after a version, in order; applies nothing that is due, as a visit before does. */
export async function eventsOf(
  { pool }: Pick<Store, 'pool'>,
  asked: { readonly shopId: string; readonly claimId: string; readonly afterVersion?: number; readonly limit?: number },
): Promise<StoredEvent[]> {
  const { shopId, claimId, afterVersion = 0, limit = 10_000 } = asked;
  return query<StoredEvent>(
    pool,
    `select version, type, at, recorded_at as "recordedAt", actor, data from claim_event
      where shop_id = $1 and claim_id = $2 and version > $3 order by version limit $4`,
    [shopId, claimId, afterVersion, limit],
  );
}

/** Claims opened on an order, the first first. */
export async function claimsOfOrder(store: Store, { shopId, orderId }: Pick<Claim, 'shopId' | 'orderId'>) {
  await applyDue(store, { shopId });
  const sql = 'select state from claim where shop_id = $1 and order_id = $2 order by applied_at, id';
  return (await query<{ state: Claim }>(store.pool, sql, [shopId, orderId])).map(({ state }) => state);
}
