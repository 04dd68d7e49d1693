import type { OrderLine } from '../domain/context.ts';
import type { Instant } from '../domain/time.ts';
import { instantParameter, type Queryable, query } from './database.ts';
import type { Store } from './store.ts';

export interface OrderedLine {
  readonly id: string;
  readonly title: string;
  readonly imageUrl: string | null;
  readonly sku: string | null;
  readonly quantity: number;
  readonly amount: number;
  readonly shipping: number;
  readonly goods: OrderLine['goods'];
  readonly category: string | null;
  readonly status: OrderLine['status'];
  readonly shippedAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly succeededAt: Instant | null;
}

/** An order as the marketplace puts it. Amounts in minor units of the currency. */
export interface Order {
  readonly id: string;
  readonly shopId: string;
  readonly buyerId: string;
  readonly currency: string;
  readonly paidAt: Instant;
  readonly estimatedDeliveryAt: Instant | null;
  readonly lines: readonly OrderedLine[];
}

const LINES = `(
  select jsonb_agg(jsonb_build_object(
           'id', l.id, 'title', l.title, 'imageUrl', l.image_url, 'sku', l.sku, 'quantity', l.quantity,
           'amount', l.amount, 'shipping', l.shipping, 'goods', l.goods, 'category', l.category, 'status', l.status,
           'shippedAt', floor(extract(epoch from l.shipped_at) * 1000),
           'receivedAt', floor(extract(epoch from l.received_at) * 1000),
           'succeededAt', floor(extract(epoch from l.succeeded_at) * 1000)) order by l.position)
    from order_line l where l.shop_id = o.shop_id and l.order_id = o.id) as lines`;

const ORDER = `select o.id, o.shop_id as "shopId", o.buyer_id as "buyerId", o.currency, o.paid_at as "paidAt",
       o.estimated_delivery_at as "estimatedDeliveryAt", ${LINES}
  from shop_order o`;

/** An order as it was last put; null when there is none. */
export async function findOrder(store: Store, id: string): Promise<Order | null> {
  const shopId = await store.orders.shopOf(id);
  const [order] = await query<Order>(store.pool, `${ORDER} where o.shop_id = $1 and o.id = $2`, [shopId, id]);
  if (order || shopId === null) return order ?? null;
  store.orders.forget(id);
  return (await store.orders.shopOf(id)) === shopId ? null : findOrder(store, id);
}

/** Whose an order is; null when there is none. */
export async function ownerOfOrder(
  db: Queryable,
  id: string,
): Promise<{ readonly shopId: string; readonly buyerId: string } | null> {
  const sql = 'select shop_id as "shopId", buyer_id as "buyerId" from shop_order where id = $1';
  return (await query<{ shopId: string; buyerId: string }>(db, sql, [id]))[0] ?? null;
}

export interface OrdersOfBuyer {
  readonly buyerId: string;
  readonly limit: number;
  /** The last order of the page before. */
  readonly after?: { readonly paidAt: Instant; readonly id: string } | null | undefined;
}

/** A buyer's orders, the newest first. */
export async function ordersOfBuyer(store: Store, { buyerId, limit, after }: OrdersOfBuyer): Promise<Order[]> {
  return query<Order>(
    store.pool,
    `${ORDER}
      where o.buyer_id = $1 and ($2::timestamptz is null or (o.paid_at, o.id) < ($2, $3))
      order by o.paid_at desc, o.id desc limit $4`,
    [buyerId, instantParameter(after?.paidAt ?? null), after?.id ?? null, limit],
  );
}
