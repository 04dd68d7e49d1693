import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/domain/claim.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { execute, query } from '../../src/store/database.ts';
import { reportRefund } from '../../src/store/execute.ts';
import { findRefund, givenUpRefunds } from '../../src/store/refund.ts';
import { retryRefunds } from '../../src/store/refund-retry.ts';
import { advanceSandboxClock } from '../../src/store/sandbox-clock.ts';
import { readNow } from '../../src/store/store.ts';
import { ACTORS } from '../support/actors.ts';
import { createMarket, done, faultsIn, give, type Market, OK, openOn, stored, T0 } from './market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket({ sandboxAt: T0 });
});
afterAll(() => market.close());

const { buyer, seller } = ACTORS;
const reference = 'ref-1';

/** A claim whose refund has just been instructed. */
async function refunding(orderId: string): Promise<{ claim: Claim; refundId: string }> {
  const opened = await openOn(market.store, orderId, { terms: { remedy: 'refund_only' } });
  const { claim } = done(await give(market.store, { claim: opened, actor: seller, type: 'agree' })).visit;
  const refundId = claim.refunds[0]?.id ?? '';
  expect(claim.state).toEqual({ status: 'refunding', refundId });
  return { claim, refundId };
}

const succeeds = (refundId: string, node = market.store) =>
  reportRefund(node, { refundId, report: { type: 'refund_succeeded', refundId, reference }, answer: OK });
const fails = (refundId: string, node = market.store) =>
  reportRefund(node, { refundId, report: { type: 'refund_failed', refundId, reason: 'account closed' }, answer: OK });
const eventsOf = async (claim: Claim) => (await stored(market.store, claim)).events.map(({ type }) => type);

describe('R59a: the provider and the network may do what they like', () => {
  it('the refund is instructed once, and its money has left the line', async () => {
    const { claim, refundId } = await refunding('R1');
    expect((await eventsOf(claim)).filter((type) => type === 'refund.requested')).toHaveLength(1);
    expect(await findRefund(market.store, refundId)).toMatchObject({
      claimId: claim.id,
      amount: 12_900,
      currency: 'CNY',
      status: 'instructed',
      attempts: 1,
    });
    expect(await query(market.pool, "select held, refunded from order_line where order_id = 'R1'")).toEqual([
      { held: 0, refunded: 12_900 },
    ]);
  });

  it('a result told twice, at once and on two nodes, happens once', async () => {
    const { claim, refundId } = await refunding('R2');
    const nodes = [market.node(), market.node()];
    const outcomes = await Promise.all([0, 1, 0, 1].map((index) => succeeds(refundId, nodes[index])));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'done']);
    expect((await eventsOf(claim)).filter((type) => type === 'refund.succeeded')).toHaveLength(1);
    expect((await stored(market.store, claim)).state.state.status).toBe('succeeded');
  });

  it('a failure that arrives after the success changes nothing', async () => {
    const { claim, refundId } = await refunding('R3');
    await succeeds(refundId);
    const outcome = await fails(refundId);
    expect(outcome.kind === 'refused' && outcome.refused.code).toBe('REFUND_SETTLED');
    expect((await findRefund(market.store, refundId))?.status).toBe('succeeded');
    expect(await eventsOf(claim)).not.toContain('refund.failed');
  });

  it('a failure, then success of the same refund', async () => {
    const { claim, refundId } = await refunding('R4');
    await fails(refundId);
    expect(await findRefund(market.store, refundId)).toMatchObject({ status: 'failed', failure: 'account closed' });
    expect(done(await succeeds(refundId)).visit.claim.state.status).toBe('succeeded');
    expect(await findRefund(market.store, refundId)).toMatchObject({ status: 'succeeded', nextAttemptAt: null });
    expect(await eventsOf(claim)).toEqual(expect.arrayContaining(['refund.failed', 'refund.succeeded']));
  });

  it('a result before our commit is of an unknown refund, and may be told again', async () => {
    const { refundId } = await refunding('R5');
    const unknown = refundId.replace(/.$/, '_');
    expect(await succeeds(unknown)).toEqual({ kind: 'not_found' });
    expect((await succeeds(refundId)).kind).toBe('done');
  });

  it('R5: the amount and the claim of a refund never change', async () => {
    const { refundId } = await refunding('R6');
    for (const change of ['amount = 1', "claim_id = 'clm_x'", "id = 'x'", "currency = 'USD'"]) {
      await expect(execute(market.pool, `update refund set ${change} where id = $1`, [refundId])).rejects.toThrow(
        'keeps',
      );
    }
  });
});

describe('R59a: a failed refund is instructed again under the same id', () => {
  it('by one of two nodes, after the delay and not before', async () => {
    const { claim, refundId } = await refunding('R7');
    await fails(refundId);
    const now = await readNow(market.store);
    expect((await findRefund(market.store, refundId))?.nextAttemptAt).toBe(now + 60_000);
    expect(await retryRefunds(market.store, now + 59_999)).toBe(0);
    const retried = await Promise.all([market.node(), market.node()].map((node) => retryRefunds(node, now + 60_000)));
    expect(retried.reduce((sum, count) => sum + count)).toBe(1);
    const requests = (await stored(market.store, claim)).events.filter(({ type }) => type === 'refund.requested');
    expect(requests.map(({ data }) => data)).toEqual([
      { refundId, amount: 12_900, attempt: 1 },
      { refundId, amount: 12_900, attempt: 2 },
    ]);
    expect(await findRefund(market.store, refundId)).toMatchObject({ status: 'instructed', attempts: 2 });
  });

  it('later and later, and then it is an operator’s task', async () => {
    const { refundId } = await refunding('R8');
    const delays = [60_000, 600_000, HOUR, 6 * HOUR, DAY];
    for (const delay of delays) {
      await fails(refundId);
      const now = await readNow(market.store);
      expect((await findRefund(market.store, refundId))?.nextAttemptAt).toBe(now + delay);
      await advanceSandboxClock(market.store, now + delay);
      expect((await findRefund(market.store, refundId))?.status).toBe('instructed');
    }
    await fails(refundId);
    expect(await findRefund(market.store, refundId)).toMatchObject({
      status: 'failed',
      nextAttemptAt: null,
      attempts: 6,
    });
    expect((await givenUpRefunds(market.store, 10)).map(({ id }) => id)).toEqual([refundId]);
    expect(done(await succeeds(refundId)).visit.claim.state.status).toBe('succeeded');
    expect(await givenUpRefunds(market.store, 10)).toEqual([]);
  });

  it('R5: two claims on one line, one after another, never take more than was paid', async () => {
    const first = await openOn(market.store, 'R9', { terms: { remedy: 'refund_only', amount: 9_000 } });
    done(await give(market.store, { claim: first, actor: seller, type: 'agree' }));
    const { refundId } = { refundId: (await stored(market.store, first)).state.refunds[0]?.id ?? '' };
    done(await succeeds(refundId));
    await expect(openOn(market.store, 'R9', { terms: { amount: 4_501 } })).rejects.toThrow('AMOUNT_TOO_HIGH');
    const second = await openOn(market.store, 'R9', { terms: { remedy: 'refund_only', amount: 4_500 } });
    done(await give(market.store, { claim: second, actor: buyer, type: 'withdraw' }));
    expect(await faultsIn(market.store)).toEqual([]);
  });
});
