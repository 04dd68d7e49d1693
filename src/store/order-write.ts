import type { Instant } from '../domain/time.ts';
import { execute, instantParameter, jsonParameter, type Queryable } from './database.ts';
import type { Order } from './order.ts';

/** $1: orders, $2: now. An order that has moved leaves no row with its old shop; its lines have no claims. */
const LEAVE_OLD_SHOPS = `with put as (
  select * from jsonb_to_recordset($1::jsonb) as p (id text, shop_id text)
), gone as (
  delete from order_line l using put p where l.order_id = p.id and l.shop_id <> p.shop_id
    and exists (select from shop_order o where o.id = p.id and o.shop_id = l.shop_id)
)
delete from shop_order o using put p where o.id = p.id and o.shop_id <> p.shop_id`;

const PUT_ORDERS = `insert into shop_order as o (shop_id, id, buyer_id, currency, paid_at, estimated_delivery_at,
       created_at, updated_at)
select shop_id, id, buyer_id, currency, paid_at, estimated_delivery_at, $2::timestamptz, $2::timestamptz
  from jsonb_to_recordset($1::jsonb) as p (
    shop_id text, id text, buyer_id text, currency text, paid_at timestamptz, estimated_delivery_at timestamptz)
on conflict (shop_id, id) do update
   set buyer_id = excluded.buyer_id, currency = excluded.currency, paid_at = excluded.paid_at,
       estimated_delivery_at = excluded.estimated_delivery_at, updated_at = excluded.updated_at`;

const DROP_LINES = `delete from order_line l
 using (select p.shop_id, p.id, p.line_ids
          from jsonb_to_recordset($1::jsonb) as p (shop_id text, id text, line_ids text[])) p
 where l.shop_id = p.shop_id and l.order_id = p.id and not l.id = any(p.line_ids)`;

const PUT_LINES = `insert into order_line as l (shop_id, order_id, id, position, buyer_id, currency, paid_at, title,
       image_url, sku, quantity, amount, shipping, goods, category, status, shipped_at, received_at, succeeded_at)
select shop_id, order_id, id, position, buyer_id, currency, paid_at, title, image_url, sku, quantity, amount, shipping,
       goods, category, status, shipped_at, received_at, succeeded_at
  from jsonb_to_recordset($1::jsonb) as p (
    shop_id text, order_id text, id text, position integer, buyer_id text, currency text, paid_at timestamptz,
    title text, image_url text, sku text, quantity integer, amount bigint, shipping bigint, goods text, category text,
    status text, shipped_at timestamptz, received_at timestamptz, succeeded_at timestamptz)
on conflict (shop_id, order_id, id) do update
   set position = excluded.position, buyer_id = excluded.buyer_id, currency = excluded.currency,
       paid_at = excluded.paid_at, title = excluded.title, image_url = excluded.image_url, sku = excluded.sku,
       quantity = excluded.quantity, amount = excluded.amount, shipping = excluded.shipping, goods = excluded.goods,
       category = excluded.category, status = excluded.status, shipped_at = excluded.shipped_at,
       received_at = excluded.received_at, succeeded_at = excluded.succeeded_at, revision = l.revision + 1`;

function orderRow({ shopId, id, buyerId, currency, paidAt, estimatedDeliveryAt, lines }: Order) {
  return {
    shop_id: shopId,
    id,
    buyer_id: buyerId,
    currency,
    paid_at: instantParameter(paidAt),
    estimated_delivery_at: instantParameter(estimatedDeliveryAt),
    line_ids: lines.map((line) => line.id),
  };
}

function lineRows({ shopId, id: orderId, buyerId, currency, paidAt, lines }: Order) {
  return lines.map((line, position) => ({
    shop_id: shopId,
    order_id: orderId,
    buyer_id: buyerId,
    currency,
    paid_at: instantParameter(paidAt),
    position,
    id: line.id,
    title: line.title,
    image_url: line.imageUrl,
    sku: line.sku,
    quantity: line.quantity,
    amount: line.amount,
    shipping: line.shipping,
    goods: line.goods,
    category: line.category,
    status: line.status,
    shipped_at: instantParameter(line.shippedAt),
    received_at: instantParameter(line.receivedAt),
    succeeded_at: instantParameter(line.succeededAt),
  }));
}

/** Writes orders that nothing speaks against, with their lines; a line that is not put any more goes. */
export async function writeOrders(db: Queryable, orders: readonly Order[], now: Instant): Promise<void> {
  if (orders.length === 0) return;
  const rows = jsonParameter(orders.map(orderRow));
  await execute(db, LEAVE_OLD_SHOPS, [rows]);
  await execute(db, PUT_ORDERS, [rows, instantParameter(now)]);
  await execute(db, DROP_LINES, [rows]);
  await execute(db, PUT_LINES, [jsonParameter(orders.flatMap(lineRows))]);
}
