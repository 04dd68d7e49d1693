import type { Instant } from '../domain/time.ts';
import { type Queryable, query } from './database.ts';
import type { Captured } from './file.ts';

/** What is known of a file beside its content. */
export interface KnownSignals {
  readonly sha256: string;
  readonly contentType: string;
  readonly pictureHash: string | null;
  readonly takenLocal: string | null;
  readonly takenOffset: string | null;
  readonly traces: readonly { readonly kind: string; readonly detail: string | null }[];
  readonly captured: Captured | null;
  /** Of the claim in which it was shown first, or that was asked for. */
  readonly claimId: string | null;
  readonly receivedAt: Instant | null;
}

export async function readSignals(
  db: Queryable,
  { id, claimId }: { id: string; claimId: string | null },
): Promise<KnownSignals | null> {
  const [known] = await query<KnownSignals>(
    db,
    `select f.sha256, f.content_type as "contentType", f.picture_hash::text as "pictureHash",
            f.taken_local as "takenLocal", f.taken_offset as "takenOffset", f.traces, f.captured,
            k.claim_id as "claimId", l.received_at as "receivedAt"
       from file f
       left join lateral (
         select shop_id, claim_id from file_link
          where file_id = f.id and ($2::text is null or claim_id = $2) order by at, claim_id limit 1
       ) k on true
       left join claim c on c.shop_id = k.shop_id and c.id = k.claim_id
       left join order_line l on l.shop_id = c.shop_id and l.order_id = c.order_id and l.id = c.line_id
      where f.id = $1`,
    [id, claimId],
  );
  return known ?? null;
}

export interface Similar {
  readonly claimId: string;
  readonly fileId: string;
  readonly at: Instant;
  readonly sameContent: boolean;
  readonly distance: number;
}

const QUARTER_BITS = 16;
const QUARTERS = [0, 1, 2, 3];
/** Hashes farther apart are another picture's. Of at most seven differing bits, one quarter has at most one. */
const MOST_BITS = 7;

/** All values within one bit of a hash's quarter. */
export function nearQuarters(signed: string, quarter: number): number[] {
  const value = Number((BigInt.asUintN(64, BigInt(signed)) >> BigInt(quarter * QUARTER_BITS)) & 0xffffn);
  return [value, ...Array.from({ length: QUARTER_BITS }, (_, bit) => value ^ (1 << bit))];
}

const quarterSql = (quarter: number) =>
  quarter === 0 ? '(f.picture_hash & 65535)' : `((f.picture_hash >> ${quarter * QUARTER_BITS}) & 65535)`;

const NEAR = QUARTERS.map((quarter) => `${quarterSql(quarter)} = any ($${quarter + 4}::bigint[])`).join(' or ');

/**
 * The same content or nearly the same picture in other claims, the nearest first. Found through indexes on the quarters
 * of the hash: 68 look-ups, however many pictures there are.
 */
export async function findSimilar(
  db: Queryable,
  { id, claimId, sha256, pictureHash }: Pick<KnownSignals, 'claimId' | 'sha256' | 'pictureHash'> & { id: string },
): Promise<readonly Similar[]> {
  const quarters = QUARTERS.map((quarter) => (pictureHash === null ? [] : nearQuarters(pictureHash, quarter)));
  return query<Similar>(
    db,
    `with candidate as (
       select f.id, f.created_at, true as same, 0 as distance from file f where f.sha256 = $2 and f.id <> $1
        union all
       select f.id, f.created_at, false, bit_count((f.picture_hash # $8::bigint)::bit(64))::integer
         from file f
        where f.picture_hash is not null and f.id <> $1 and f.sha256 <> $2 and (${NEAR})
     )
     select k.claim_id as "claimId", c.id as "fileId", c.created_at as at, c.same as "sameContent", c.distance
       from candidate c join file_link k on k.file_id = c.id
      where c.distance <= ${MOST_BITS} and k.claim_id is distinct from $3
      order by c.distance, c.same desc, c.created_at, c.id limit 20`,
    [id, sha256, claimId, ...quarters, pictureHash],
  );
}
