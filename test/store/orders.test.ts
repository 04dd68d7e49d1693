import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute } from '../../src/store/database.ts';
import { visit } from '../../src/store/execute.ts';
import { open } from '../../src/store/open.ts';
import { findOrder, ordersOfBuyer } from '../../src/store/order.ts';
import { putOrder, putOrders } from '../../src/store/order-put.ts';
import { ACTORS } from '../support/actors.ts';
import { createMarket, done, faultsIn, give, type Market, OK, openOn, orderOf, T0, TERMS } from './market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket({ sandboxAt: T0 });
});
afterAll(() => market.close());

const { buyer, seller } = ACTORS;
const unshipped = {
  line: { status: 'paid', shippedAt: null },
  terms: { remedy: 'refund_only', reason: 'not_shipped', goodsReceived: false, amount: 13_500 },
} as const;

describe('the marketplace puts orders as it has them now', () => {
  it('and gets them back as they were put', async () => {
    const order = orderOf('O1', { estimatedDeliveryAt: T0 });
    expect(await putOrder(market.store, order)).toEqual({ id: 'O1', ok: true });
    expect(await findOrder(market.store, 'O1')).toEqual(order);
    const changed = orderOf('O1', { buyerId: 'B1' }, { status: 'succeeded', succeededAt: T0, receivedAt: T0 });
    expect(await putOrder(market.store, changed)).toEqual({ id: 'O1', ok: true });
    expect(await findOrder(market.store, 'O1')).toEqual(changed);
    expect(await findOrder(market.store, 'O0')).toBeNull();
  });

  it('an order without claims may move to another shop, and every node finds it there', async () => {
    const other = market.node();
    await putOrder(market.store, orderOf('O2'));
    expect((await findOrder(other, 'O2'))?.shopId).toBe('S7');
    const moved = orderOf('O2', { shopId: 'S8' });
    expect(await putOrder(market.store, moved)).toEqual({ id: 'O2', ok: true });
    expect(await findOrder(other, 'O2')).toEqual(moved);
    const third = market.node();
    third.orders.remember('O2', { shopId: 'S7', buyerId: null });
    const knock = { orderId: 'O2', lineId: '1', terms: TERMS, actor: buyer, answer: OK };
    expect(done(await open(third, knock)).visit.claim.shopId).toBe('S8');
  });

  it('what its claims were decided on does not change under them', async () => {
    await openOn(market.store, 'O3');
    const refused = { id: 'O3', ok: false, lineId: '1' };
    const cases = [
      [orderOf('O3', { shopId: 'S8' }), 'shop_changed'],
      [orderOf('O3', { buyerId: 'B1' }), 'buyer_changed'],
      [orderOf('O3', { currency: 'USD' }), 'currency_changed'],
      [orderOf('O3', {}, { goods: 'virtual' }), 'goods_changed'],
      [orderOf('O3', {}, { id: '2' }), 'line_removed'],
      [orderOf('O3', {}, { amount: 12_299 }), 'paid_below_claims'],
    ] as const;
    for (const [order, conflict] of cases) {
      expect(await putOrder(market.store, order)).toEqual({ ...refused, conflict });
      expect(await findOrder(market.store, 'O3')).toEqual(orderOf('O3'));
    }
    expect(await putOrder(market.store, orderOf('O3', {}, { amount: 12_300 }))).toEqual({ id: 'O3', ok: true });
  });

  it('of a batch each order is taken or refused by itself, and the last of two with one id counts', async () => {
    await openOn(market.store, 'O4');
    const orders = [
      orderOf('O5'),
      orderOf('O4', { currency: 'USD' }),
      orderOf('O6', {}, { title: 'a title that no database keeps: \0' }),
      orderOf('O5', {}, { title: 'the later one' }),
      ...Array.from({ length: 1200 }, (_, index) => orderOf(`O7-${index}`)),
    ];
    const results = await putOrders(market.store, orders);
    expect(results.map(({ id }) => id)).toEqual(orders.map(({ id }) => id));
    expect(results.filter(({ ok }) => !ok)).toEqual([
      { id: 'O4', ok: false, conflict: 'currency_changed', lineId: '1' },
      { id: 'O6', ok: false, conflict: 'not_storable', lineId: null },
    ]);
    expect((await findOrder(market.store, 'O5'))?.lines[0]?.title).toBe('the later one');
    expect(await findOrder(market.store, 'O7-1199')).toEqual(orderOf('O7-1199'));
  });

  it('one order put by two nodes at once, in two shops, is in one of them', async () => {
    const orders = ['S1', 'S2', 'S3', 'S4'].map((shopId) => orderOf('O8', { shopId }));
    await Promise.all(orders.map((order) => putOrder(market.node(), order)));
    expect(await execute(market.pool, "select 1 from shop_order where id = 'O8'")).toBe(1);
  });

  it('a buyer’s orders are listed, the newest first', async () => {
    for (const [index, id] of ['L1', 'L2', 'L3'].entries()) {
      await putOrder(market.store, orderOf(id, { buyerId: 'B77', paidAt: T0 + (index === 2 ? 0 : index) }));
    }
    const page = await ordersOfBuyer(market.store, { buyerId: 'B77', limit: 2 });
    expect(page.map(({ id }) => id)).toEqual(['L2', 'L3']);
    const after = { paidAt: page[1]?.paidAt ?? 0, id: 'L3' };
    expect((await ordersOfBuyer(market.store, { buyerId: 'B77', limit: 2, after })).map(({ id }) => id)).toEqual([
      'L1',
    ]);
  });
});

describe('R22: shipping the goods is the refusal of an unshipped refund', () => {
  it('a line put as shipped closes the claim that waits, and the buyer may claim again', async () => {
    const claim = await openOn(market.store, 'W1', unshipped);
    await putOrder(market.store, orderOf('W1'));
    const seen = await visit(market.store, { claimId: claim.id, actor: buyer });
    expect(seen?.claim.state).toMatchObject({ status: 'closed', endReason: 'shipped' });
    expect((await openOn(market.store, 'W1')).application).toBe(2);
    expect(await faultsIn(market.store)).toEqual([]);
  });

  it('R2: not when the refund was agreed by silence before', async () => {
    const claim = await openOn(market.store, 'W2', unshipped);
    await execute(market.pool, "update sandbox_clock set at = at + interval '48 hours'");
    await putOrder(market.store, orderOf('W2'));
    const seen = await visit(market.store, { claimId: claim.id, actor: buyer });
    expect(seen?.claim.state.status).toBe('refunding');
  });

  it('not when it is put so again, or the claim was opened on a shipped line', async () => {
    const claim = await openOn(market.store, 'W3');
    await putOrder(market.store, orderOf('W3', {}, { title: 'another' }));
    expect((await visit(market.store, { claimId: claim.id, actor: buyer }))?.claim).toEqual(claim);
  });

  it('whoever comes first: the shipping or the answer of the seller, on two nodes at once', async () => {
    for (let index = 0; index < 20; index += 1) {
      const claim = await openOn(market.store, `X${index}`, unshipped);
      const [put, agreed] = await Promise.all([
        putOrder(market.node(), orderOf(`X${index}`)),
        give(market.node(), { claim, actor: seller, type: 'agree' }),
      ]);
      const status = (await visit(market.store, { claimId: claim.id, actor: buyer }))?.claim.state.status;
      expect(put.ok).toBe(true);
      expect(status).toBe(agreed.kind === 'done' ? 'refunding' : 'closed');
    }
    expect(await faultsIn(market.store)).toEqual([]);
  });

  it('whoever comes first: the shipping or the application', async () => {
    for (let index = 0; index < 20; index += 1) {
      const orderId = `Y${index}`;
      await putOrder(market.store, orderOf(orderId, {}, unshipped.line));
      const terms = { ...TERMS, ...unshipped.terms };
      const knock = { orderId, lineId: '1', terms, actor: buyer, answer: OK };
      const [outcome] = await Promise.all([open(market.node(), knock), putOrder(market.node(), orderOf(orderId))]);
      if (outcome.kind !== 'done') continue;
      const { claim } = outcome.visit;
      const seen = await visit(market.store, { claimId: claim.id, actor: buyer });
      expect(seen?.claim.state.status).toBe(claim.unshipped ? 'closed' : 'awaiting_seller');
    }
    expect(await faultsIn(market.store)).toEqual([]);
  });
});
