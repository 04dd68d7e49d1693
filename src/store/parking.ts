import type { Claim } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { instantParameter, type Queryable, query } from './database.ts';
import type { Store } from './store.ts';

/** Sets claims aside whose deadline could not be fired. $1: rows of `parkRow`. */
export const PARK = `update claim c
   set parked_at = p.at, parked_error = p.error
  from jsonb_to_recordset($1::jsonb) as p (shop_id text, id text, at timestamptz, error text)
 where c.shop_id = p.shop_id and c.id = p.id and c.parked_at is null`;

/** What PostgreSQL says may quote what a party wrote, so of its errors only the code is kept. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  if (!('code' in error)) return `${error.name}: ${error.message}`;
  const constraint = 'constraint' in error && error.constraint ? ` (${String(error.constraint)})` : '';
  return `PostgreSQL ${String(error.code)}${constraint}`;
}

export function parkRow({ shopId, id }: Claim, error: unknown, now: Instant) {
  return { shop_id: shopId, id, at: instantParameter(now), error: describe(error).slice(0, 500).replaceAll('\0', '') };
}

export interface ParkedClaim {
  readonly claimId: string;
  readonly shopId: string;
  readonly dueAt: Instant;
  readonly parkedAt: Instant;
  readonly error: string;
}

/** Claims that wait for an operator, the longest first. */
export async function parkedClaims(db: Queryable, limit: number): Promise<ParkedClaim[]> {
  return query<ParkedClaim>(
    db,
    `select id as "claimId", shop_id as "shopId", deadline_at as "dueAt", parked_at as "parkedAt", parked_error as error
       from claim where parked_at is not null order by parked_at, id limit $1`,
    [limit],
  );
}

export async function countParked(db: Queryable): Promise<number> {
  const [row] = await query<{ count: number }>(db, 'select count(*) as count from claim where parked_at is not null');
  return row?.count ?? 0;
}

/** Lets a parked claim's deadline be tried again. Returns when it was due; null when the claim is not parked. */
export async function unpark(store: Store, claimId: string, db: Queryable = store.pool): Promise<Instant | null> {
  const shopId = await store.claims.shopOf(claimId);
  const sql = `update claim set parked_at = null, parked_error = null
                where shop_id = $1 and id = $2 and parked_at is not null returning deadline_at as "dueAt"`;
  return (await query<{ dueAt: Instant }>(db, sql, [shopId, claimId]))[0]?.dueAt ?? null;
}
