import type { Refund } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { instantParameter, query } from './database.ts';
import type { Store } from './store.ts';

export interface StoredRefund extends Refund {
  readonly claimId: string;
  readonly shopId: string;
  readonly currency: string;
  /** When it last changed: for a failed one, when it failed. */
  readonly updatedAt: Instant;
  /** What the provider said of the last failure. */
  readonly failure: string | null;
  /** When a failed one is instructed again; null: no more by itself. */
  readonly nextAttemptAt: Instant | null;
}

const COLUMNS = `id, claim_id as "claimId", shop_id as "shopId", amount, currency, status, attempts,
  updated_at as "updatedAt", failure, next_attempt_at as "nextAttemptAt"`;

export async function findRefund(store: Store, id: string): Promise<StoredRefund | null> {
  const shopId = await store.refunds.shopOf(id);
  const sql = `select ${COLUMNS} from refund where shop_id = $1 and id = $2`;
  return (await query<StoredRefund>(store.pool, sql, [shopId, id]))[0] ?? null;
}

/** Failed refunds that are to be instructed again, the earliest first. */
export async function refundsToRetry(
  { pool }: Pick<Store, 'pool'>,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<StoredRefund[]> {
  return query<StoredRefund>(
    pool,
    `select ${COLUMNS} from refund where next_attempt_at <= $1 order by next_attempt_at, id limit $2`,
    [instantParameter(now), limit],
  );
}

/** Refunds that have failed too often: an operator's task (R59a), the longest waiting first. */
export async function givenUpRefunds({ pool }: Pick<Store, 'pool'>, limit: number): Promise<StoredRefund[]> {
  return query<StoredRefund>(
    pool,
    `select ${COLUMNS} from refund
      where status = 'failed' and next_attempt_at is null order by updated_at, id limit $1`,
    [limit],
  );
}

/** Refunds that wait for the provider's result, the longest waiting first. */
export async function instructedRefunds({ pool }: Pick<Store, 'pool'>, limit: number): Promise<StoredRefund[]> {
  return query<StoredRefund>(
    pool,
    `select ${COLUMNS} from refund where status = 'instructed' order by updated_at, id limit $1`,
    [limit],
  );
}
