import type { ErasureObstacle, PartyActor } from '../domain/privacy.ts';
import type { Instant } from '../domain/time.ts';
import { type Queryable, query } from './database.ts';

/** What stands in the way of an erasure; `availableAt` is null where time alone does not lift it. */
export interface Obstacle {
  readonly code: ErasureObstacle;
  readonly availableAt: Instant | null;
}

/** $1 id, $2 shop or ''. The claims in which somebody's words, files or numbers may stand. */
export const CLAIMS_OF: Record<PartyActor['role'], string> = {
  buyer: `select c.* from claim c where c.buyer_id = $1 and $2::text = ''`,
  seller: `select c.* from claim c
     where c.shop_id = $2 and (c.state -> 'sellerUsers' ? $1 or exists (
       select from message m where m.shop_id = c.shop_id and m.claim_id = c.id
         and m.author = jsonb_build_object('role', 'seller', 'shopId', $2::text, 'id', $1::text)))`,
};

export const shopOf = (person: PartyActor) => (person.role === 'seller' ? person.shopId : '');

interface Row {
  readonly held: boolean;
  readonly live: boolean;
  readonly kept_until: Instant | null;
}

/**
 * What keeps a person's data here at `now`. The years run from the last thing that happened to any of their trades in
 * which there was a claim: payment, dispatch, receipt, completion, or the claim's own end.
 */
export async function obstacleTo(
  db: Queryable,
  person: PartyActor,
  { now, years }: { readonly now: Instant; readonly years: number },
): Promise<Obstacle | null> {
  const [row] = await query<Row>(
    db,
    `with theirs as (${CLAIMS_OF[person.role]})
     select exists (
              select from legal_hold h where h.lifted_at is null
                 and ((h.role = $3 and h.subject = $1 and h.shop_id = $2)
                   or (h.role = 'claim' and h.subject in (select id from theirs)))) as held,
            exists (select from theirs where live) as live,
            (select max(greatest(l.paid_at, l.shipped_at, l.received_at, l.succeeded_at, c.ended_at, c.updated_at))
               from theirs c
               join order_line l on l.shop_id = c.shop_id and l.order_id = c.order_id and l.id = c.line_id)
              + make_interval(years => $4) as kept_until`,
    [person.id, shopOf(person), person.role, years],
  );
  if (!row) throw new Error('a question about a person was not answered');
  if (row.held) return { code: 'LEGAL_HOLD', availableAt: null };
  if (row.live) return { code: 'CLAIM_LIVE', availableAt: null };
  const until = row.kept_until;
  return until !== null && until > now ? { code: 'RECORDS_KEPT', availableAt: until } : null;
}

/** Whether a claim is there, for what is only about claims. */
export async function claimExists(db: Queryable, id: string): Promise<boolean> {
  return (await query(db, 'select from claim where id = $1', [id])).length > 0;
}
