import type { Claim } from '../../src/domain/claim.ts';
import { contentOf, coveredForm, nonceOf } from '../../src/proof/chain.ts';
import { type ChainedEvent, chainOf } from '../../src/store/chain.ts';
import { execute, jsonParameter, type Queryable } from '../../src/store/database.ts';

/** Every copy has an order of its own; the parts of the claim and of its opening that name it are replaced. */
const COPY = `with n as (
  select i, $2 || i as order_id, 'clm_' || $2 || i as id from generate_series(1, $3::integer) i
), o as (
  insert into shop_order (shop_id, id, buyer_id, currency, paid_at, created_at, updated_at)
  select o.shop_id, n.order_id, o.buyer_id, o.currency, o.paid_at, o.created_at, o.updated_at
    from n cross join claim c join shop_order o on o.shop_id = c.shop_id and o.id = c.order_id where c.id = $1
), l as (
  insert into order_line (shop_id, order_id, id, position, buyer_id, currency, paid_at, title, quantity, amount,
         shipping, goods, status, refunded, held, applications)
  select l.shop_id, n.order_id, l.id, 0, l.buyer_id, l.currency, l.paid_at, l.title, l.quantity, l.amount, l.shipping,
         l.goods, l.status, l.refunded, l.held, l.applications
    from n cross join claim c
    join order_line l on l.shop_id = c.shop_id and l.order_id = c.order_id and l.id = c.line_id where c.id = $1
), c as (
  insert into claim (shop_id, id, version, state, status, buyer_id, order_id, line_id, live, deadline_at,
         deadline_then, held, refunded, applied_at, updated_at)
  select c.shop_id, n.id, c.version, c.state || jsonb_build_object('id', n.id, 'orderId', n.order_id), c.status,
         c.buyer_id, n.order_id, c.line_id, c.live, c.deadline_at, c.deadline_then, c.held, c.refunded, c.applied_at,
         c.updated_at
    from n cross join claim c where c.id = $1
)
insert into claim_event (shop_id, claim_id, version, type, at, recorded_at, actor, data, files, salt, content)
select e.shop_id, e.claim_id, e.version, e.type, e.at, e.recorded_at, e.actor, e.data, e.files,
       decode(e.salt, 'hex'), decode(e.content, 'hex')
  from jsonb_to_recordset($4::jsonb) as e (shop_id text, claim_id text, version integer, type text, at timestamptz,
       recorded_at timestamptz, actor jsonb, data jsonb, files jsonb, salt text, content text)`;

interface Copied {
  readonly opening?: object;
}

/** The event of a copy, chained as the door would. */
function copyOf({ event, salt }: ChainedEvent, { id, orderId }: { id: string; orderId: string }) {
  const { opening } = event.data as Copied;
  const data = opening ? { ...event.data, opening: { ...opening, id, orderId } } : event.data;
  const copy = { ...event, claim_id: id, data };
  const content = contentOf(coveredForm(copy, salt), nonceOf(salt, ''));
  return { ...copy, salt: salt.toString('hex'), content: content.toString('hex') };
}

/** Claims as if they had been opened like this one, on orders `<prefix>1` to `<prefix><count>`; ids `clm_<prefix>…`. */
export async function copyClaim(db: Queryable, claim: Claim, { prefix, count }: { prefix: string; count: number }) {
  const chain = await chainOf(db, claim, claim.version);
  const names = Array.from({ length: count }, (_, index) => ({
    id: `clm_${prefix}${index + 1}`,
    orderId: `${prefix}${index + 1}`,
  }));
  const events = names.flatMap((name) => chain.map((one) => copyOf(one, name)));
  await execute(db, COPY, [claim.id, prefix, count, jsonParameter(events)]);
}
