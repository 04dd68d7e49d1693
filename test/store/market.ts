import type { Pool, PoolClient } from 'pg';
import type { Actor, Claim, Terms } from '../../src/domain/claim.ts';
import type { Command, CommandType } from '../../src/domain/command.ts';
import type { ClaimEvent } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/evolve.ts';
import { moneyOf } from '../../src/domain/money.ts';
import { contentOf, coveredForm, GENESIS, linkOf, nonceOf } from '../../src/proof/chain.ts';
import { chainOf } from '../../src/store/chain.ts';
import { eventsOf } from '../../src/store/claim.ts';
import { query, transaction } from '../../src/store/database.ts';
import { execute, type Outcome } from '../../src/store/execute.ts';
import { open } from '../../src/store/open.ts';
import type { Order, OrderedLine } from '../../src/store/order.ts';
import { putOrder } from '../../src/store/order-put.ts';
import { addPolicy } from '../../src/store/policy.ts';
import { randomId } from '../../src/store/random-id.ts';
import { startSandboxClock } from '../../src/store/sandbox-clock.ts';
import { createStore, type Store, type StoreOptions } from '../../src/store/store.ts';
import { ACTORS } from '../support/actors.ts';
import { bodyOf, type Given } from '../support/bodies.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { notices, taobaoClassic } from '../support/policies.ts';

/** A store on a database of its own, where the classic policy is in effect. */
export interface Market {
  readonly db: TestDatabase;
  readonly store: Store;
  readonly pool: Pool;
  /** Another node: the same database, with a store of its own. */
  readonly node: (options?: Partial<StoreOptions>) => Store;
  readonly close: () => Promise<void>;
}

export const T0 = Date.parse('2026-03-02T02:00:00Z');

export async function createMarket(options: { sandboxAt?: number; connections?: number } = {}): Promise<Market> {
  const db = await createTestDatabase({ max: options.connections ?? 10 });
  const { sandboxAt } = options;
  const sandbox = sandboxAt !== undefined;
  if (sandbox) await startSandboxClock(db.pool, sandboxAt);
  await addPolicy(db.pool, taobaoClassic);
  const node = (more: Partial<StoreOptions> = {}) =>
    createStore({ pool: db.pool, sandbox, newId: randomId, libraryNotices: () => notices, ...more });
  return { db, pool: db.pool, store: node(), node, close: db.drop };
}

/** A shipped pair of shoes, paid 129.00 and 6.00 for sending them. */
export function orderOf(id: string, order: Partial<Order> = {}, line: Partial<OrderedLine> = {}): Order {
  return {
    id,
    shopId: ACTORS.seller.shopId,
    buyerId: ACTORS.buyer.id,
    currency: 'CNY',
    paidAt: T0 - 86_400_000,
    estimatedDeliveryAt: null,
    lines: [
      {
        id: '1',
        title: '鞋',
        imageUrl: null,
        sku: 'red/42',
        quantity: 1,
        amount: 12_900,
        shipping: 600,
        goods: 'physical',
        category: 'shoes',
        status: 'shipped',
        shippedAt: T0 - 3_600_000,
        receivedAt: null,
        succeededAt: null,
        ...line,
      },
    ],
    ...order,
  };
}

export const TERMS: Terms = {
  remedy: 'return_refund',
  reason: 'quality_hidden',
  amount: 12_900,
  goodsReceived: true,
  description: '鞋底开胶了。',
  files: [],
};

export const OK = () => ({ status: 200, body: '{}' });

export function done(outcome: Outcome): Extract<Outcome, { kind: 'done' }> {
  if (outcome.kind !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Puts an order and opens a claim on its line. */
export async function openOn(
  store: Store,
  orderId: string,
  given: { order?: Partial<Order>; line?: Partial<OrderedLine>; terms?: Partial<Terms> } = {},
): Promise<Claim> {
  const order = orderOf(orderId, given.order, given.line);
  const put = await putOrder(store, order);
  if (!put.ok) throw new Error(`the order was refused: ${put.conflict}`);
  const actor: Actor = { role: 'buyer', id: order.buyerId };
  const outcome = await open(store, { orderId, lineId: '1', terms: { ...TERMS, ...given.terms }, actor, answer: OK });
  return done(outcome).visit.claim;
}

/** Gives a command with a body that fits, but for what is given. */
export async function give<T extends CommandType>(
  store: Store,
  { claim, actor, type, given }: { claim: Claim; actor: Actor; type: T; given?: Given<T> },
): Promise<Outcome> {
  const command = { type, body: bodyOf(type, claim, given ?? ({} as Given<T>)) } as Command;
  return execute(store, { claimId: claim.id, actor, command, answer: OK });
}

/** What is stored of a claim: its state, its history, and the line it is on. */
export async function stored(store: Store, claim: Pick<Claim, 'shopId' | 'id'>) {
  const { shopId, id: claimId } = claim;
  const [row] = await query<{ state: Claim; version: number; deadline_at: number | null; parked_error: string | null }>(
    store.pool,
    'select state, version, deadline_at, parked_error from claim where shop_id = $1 and id = $2',
    [shopId, claimId],
  );
  if (!row) throw new Error(`no claim ${claimId}`);
  const events = await eventsOf(store, { shopId, claimId });
  return { ...row, events };
}

/** R5, R6: what is wrong with what is stored, of all claims and lines; an empty list when all is well. */
export async function faultsIn({ pool }: Store): Promise<string[]> {
  // At one instant: what a killed process had sent may still be written.
  const { claims, events } = await transaction(pool, snapshot, 'repeatable read');
  const histories = Map.groupBy(events, ({ id }) => id);
  const faults = claims.flatMap(({ state, version }) => {
    const history = (histories.get(state.id) ?? []).map(({ id: _, ...event }) => event as ClaimEvent);
    const gapless = history.every((event, index) => event.version === index + 1) && version === history.length;
    const same = JSON.stringify(sorted(fold(history))) === JSON.stringify(sorted(state));
    return [
      ...(gapless ? [] : [`${state.id}: versions`]),
      ...(same ? [] : [`${state.id}: not what its events fold to`]),
    ];
  });
  return [
    ...faults,
    ...(await faultsOfChains(
      pool,
      claims.map(({ state }) => state),
    )),
    ...(await faultsOfLines(
      pool,
      claims.map(({ state }) => state),
    )),
  ];
}

async function snapshot(tx: PoolClient) {
  const claims = await query<{ state: Claim; version: number }>(tx, 'select state, version from claim');
  const events = await query<ClaimEvent & { id: string }>(
    tx,
    'select claim_id as id, version, type, at, actor, data from claim_event order by claim_id, version',
  );
  return { claims, events };
}

async function faultsOfChains(pool: Pool, claims: readonly Claim[]): Promise<string[]> {
  const faults = claims.map(async (claim) => {
    let head: Buffer = GENESIS;
    for (const { event, salt, digest } of await chainOf(pool, claim, claim.version)) {
      head = linkOf(head, contentOf(coveredForm(event, salt), nonceOf(salt, '')));
      if (!head.equals(digest)) return [`${claim.id}: the digest of event ${event.version}`];
    }
    return [];
  });
  return (await Promise.all(faults)).flat();
}

async function faultsOfLines(pool: Pool, claims: readonly Claim[]): Promise<string[]> {
  const byLine = Map.groupBy(claims, (claim) => `${claim.shopId} ${claim.orderId} ${claim.lineId}`);
  const lines = await query<{ key: string; held: number; refunded: number }>(
    pool,
    `select shop_id || ' ' || order_id || ' ' || id as key, held, refunded from order_line`,
  );
  return lines.flatMap(({ key, held, refunded }) => {
    const money = (byLine.get(key) ?? []).map(moneyOf);
    const right =
      held === money.reduce((sum, one) => sum + one.held, 0) &&
      refunded === money.reduce((sum, one) => sum + one.refunded, 0);
    return right ? [] : [`line ${key}: held ${held}, refunded ${refunded}`];
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, sorted(field)]));
}
