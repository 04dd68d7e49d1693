import { type Queryable, query } from './database.ts';

/** The claim last opened on each of these orders; orders without one are left out. */
export async function latestClaims(
  db: Queryable,
  orders: readonly { readonly shopId: string; readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ order_id: string; id: string }>(
    db,
    `select distinct on (c.order_id) c.order_id, c.id
       from unnest($1::text[], $2::text[]) as o (shop_id, id)
       join claim c on c.shop_id = o.shop_id and c.order_id = o.id
      order by c.order_id, c.applied_at desc, c.id`,
    [orders.map(({ shopId }) => shopId), orders.map(({ id }) => id)],
  );
  return new Map(rows.map(({ order_id, id }) => [order_id, id]));
}
