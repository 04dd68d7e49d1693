import type { Actor } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { jsonParameter, type Queryable, query } from './database.ts';
import type { Captured } from './file.ts';

interface NewCode {
  readonly shopId: string;
  readonly claimId: string;
  readonly code: string;
  readonly actor: Actor;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/** Keeps a code; false when this claim has had it before. */
export async function createCaptureCode(db: Queryable, code: NewCode): Promise<boolean> {
  const rows = await query<{ code: string }>(
    db,
    `insert into capture_code (shop_id, claim_id, code, actor, issued_at, expires_at)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), to_timestamp($6 / 1000.0))
     on conflict do nothing returning code`,
    [code.shopId, code.claimId, code.code, jsonParameter(code.actor), code.issuedAt, code.expiresAt],
  );
  return rows.length > 0;
}

/** The claim for which this actor was given a code that lives at `now`; null where there is none. */
export async function findCaptureCode(
  db: Queryable,
  { code, actor, now }: { code: string; actor: Actor; now: Instant },
): Promise<Captured | null> {
  const [found] = await query<Captured>(
    db,
    `select claim_id as "claimId", code, issued_at as "issuedAt" from capture_code
      where code = $1 and actor = $2::jsonb
        and issued_at <= to_timestamp($3 / 1000.0) and expires_at > to_timestamp($3 / 1000.0)
      order by issued_at desc limit 1`,
    [code, jsonParameter(actor), now],
  );
  return found ?? null;
}
