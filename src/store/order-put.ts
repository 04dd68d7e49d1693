import type { PoolClient } from 'pg';
import type { Claim } from '../domain/claim.ts';
import { report } from '../domain/report.ts';
import { changeOf } from './changes.ts';
import { execute, query, transaction } from './database.ts';
import { type Entry, entryOf } from './entry.ts';
import { isFaultOfRow } from './failure.ts';
import type { Loaded } from './load.ts';
import type { Order } from './order.ts';
import { type Conflict, conflictOf, type KnownLine } from './order-conflict.ts';
import { LINE_COLUMNS, type LineRow, lineOf } from './order-line.ts';
import { writeOrders } from './order-write.ts';
import { againstCompetition } from './repetition.ts';
import { readNow, type Store } from './store.ts';
import { caughtUp } from './visit.ts';
import { writeChanges } from './write.ts';

export type PutResult =
  | { readonly id: string; readonly ok: true }
  | { readonly id: string; readonly ok: false; readonly conflict: Conflict; readonly lineId: string | null };

/** Orders in one transaction: enough to be quick, few enough to keep nobody waiting. */
const CHUNK = 500;

/**
 * Puts orders as the marketplace has them now, each taken or refused by itself; results in the order given. A line put
 * as shipped closes the claim that waits for an unshipped refund (R22), in the same transaction.
 */
export async function putOrders(store: Store, orders: readonly Order[]): Promise<PutResult[]> {
  const results: PutResult[] = [];
  for (const chunk of chunksOf(orders)) results.push(...(await putChunk(store, chunk)));
  return results;
}

export async function putOrder(store: Store, order: Order): Promise<PutResult> {
  const [result] = await putOrders(store, [order]);
  if (!result) throw new Error('an order was put without a result');
  return result;
}

/** An order that comes twice comes in two chunks, so that the later one sees the earlier. */
function chunksOf(orders: readonly Order[]): Order[][] {
  const chunks: Order[][] = [];
  let ids = new Set<string>();
  for (const order of orders) {
    const last = chunks.at(-1);
    if (!last || last.length === CHUNK || ids.has(order.id)) {
      chunks.push([order]);
      ids = new Set([order.id]);
    } else {
      last.push(order);
      ids.add(order.id);
    }
  }
  return chunks;
}

async function putChunk(store: Store, orders: readonly Order[]): Promise<PutResult[]> {
  try {
    const { results, shipped } = await againstCompetition(async () => ({
      done: await transaction(store.pool, (tx) => put(store, tx, orders)),
    }));
    store.changes.tell(shipped.map(changeOf));
    return results;
  } catch (error) {
    if (!isFaultOfRow(error)) throw error;
    const [only] = orders;
    if (orders.length === 1 && only) return [{ id: only.id, ok: false, conflict: 'not_storable', lineId: null }];
    const results: PutResult[] = [];
    for (const order of orders) results.push(...(await putChunk(store, [order])));
    return results;
  }
}

interface Put {
  readonly results: PutResult[];
  /** What became of claims whose lines are shipped now. */
  readonly shipped: readonly Entry[];
}

async function put(store: Store, tx: PoolClient, orders: readonly Order[]): Promise<Put> {
  const ids = orders.map(({ id }) => id);
  const known = await lockKnown(tx, ids);
  const results = orders.map((order): PutResult => {
    const conflict = conflictOf(order, known.get(order.id) ?? []);
    return conflict ? { id: order.id, ok: false, ...conflict } : { id: order.id, ok: true };
  });
  const taken = orders.filter((_, index) => results[index]?.ok);
  const now = await readNow(store, tx);
  await writeOrders(tx, taken, now);
  for (const { id, shopId } of taken) store.orders.remember(id, { shopId, buyerId: null });
  const shipped = await reportShipped(
    store,
    tx,
    taken.filter(({ id }) => known.has(id)),
  );
  return { results, shipped };
}

/**
 * Keeps others from these orders, and reads their lines. Claims are locked before lines, as commands lock them; an
 * order that is new may be put by somebody else at this moment, so its id is locked as such.
 */
async function lockKnown(tx: PoolClient, ids: readonly string[]): Promise<Map<string, KnownLine[]>> {
  await execute(
    tx,
    `select pg_advisory_xact_lock(hashtextextended('gongdao: order ' || id, 0))
       from (select unnest($1::text[]) as id order by id) o`,
    [ids],
  );
  const orders = await query<{ shop_id: string; id: string }>(
    tx,
    'select shop_id, id from shop_order where id = any($1)',
    [ids],
  );
  if (orders.length === 0) return new Map();
  const values = [orders.map(({ shop_id }) => shop_id), orders.map(({ id }) => id)];
  await execute(
    tx,
    `select c.id from unnest($1::text[], $2::text[]) as o (shop_id, id)
       join claim c on c.shop_id = o.shop_id and c.order_id = o.id and c.live
      order by c.shop_id, c.id for update of c`,
    values,
  );
  const lines = await query<KnownLine>(
    tx,
    `select l.order_id as "orderId", l.id as "lineId", l.shop_id as "shopId", l.buyer_id as "buyerId", l.currency,
            l.goods, l.applications, l.refunded, l.held
       from unnest($1::text[], $2::text[]) as o (shop_id, id)
       join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
      order by l.shop_id, l.order_id, l.id for update of l`,
    values,
  );
  return Map.groupBy(lines, ({ orderId }) => orderId);
}

/** R22: tells the claims on shipped lines; what was due before is applied first (R2). */
async function reportShipped(store: Store, tx: PoolClient, orders: readonly Order[]): Promise<readonly Entry[]> {
  const shipped = orders.flatMap(({ id, shopId, lines }) =>
    lines.filter(({ status }) => status === 'shipped' || status === 'succeeded').map((line) => [shopId, id, line.id]),
  );
  if (shipped.length === 0) return [];
  const rows = await query<LineRow & { now: number; state: Claim }>(
    tx,
    `select ${store.nowSql} as now, c.state, ${LINE_COLUMNS}
       from unnest($1::text[], $2::text[], $3::text[]) as s (shop_id, order_id, line_id)
       join claim c on c.shop_id = s.shop_id and c.order_id = s.order_id and c.line_id = s.line_id and c.live
       join order_line l on l.shop_id = s.shop_id and l.order_id = s.order_id and l.id = s.line_id
      order by c.shop_id, c.id for update of c`,
    [0, 1, 2].map((column) => shipped.map((row) => row[column])),
  );
  const entries = rows.flatMap((row) => {
    const entry = shippedEntry(store, { ...nothingBeside, now: row.now, claim: row.state, stored: lineOf(row) });
    return entry ? [entry] : [];
  });
  const written = await writeChanges(tx, entries);
  if (written.size !== entries.length) throw new Error('a locked claim changed');
  return entries;
}

const nothingBeside = { disputeRefunds: 0, contacts: [], answered: null };

function shippedEntry(store: Store, loaded: Loaded & { readonly claim: Claim }): Entry | null {
  const rules = store.config.rulesOf(loaded.claim.policy);
  const { before, visit, events } = caughtUp(loaded, rules);
  const { now, line } = visit;
  const decision = report(visit.claim, { type: 'line_shipped' }, { actor: { role: 'marketplace' }, now, rules, line });
  if (decision.refused || events.length + decision.events.length === 0) return null;
  const change = { before, after: decision.claim, events: [...events, ...decision.events], now, rules };
  return entryOf(change, store.refundDelays);
}
