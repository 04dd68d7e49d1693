import { describe, expect, it } from 'vitest';
import type { Remedy } from '../../src/domain/claim.ts';
import { moneyOf } from '../../src/domain/money.ts';
import { STORIES } from '../support/positions.ts';
import { type Scenario, type Setting, scenario } from '../support/scenario.ts';

const statusOf = (s: Scenario) => s.claim.state.status;

/** Agreed, and where the remedy needs it sent back and received, by +3 d: the seller must ship. */
function toShip(remedy: Remedy, setting: Setting = {}): Scenario {
  const s = scenario({ status: 'succeeded', remedy, amount: 9_000, ...setting });
  s.at('+1d').seller.agree();
  if (statusOf(s) === 'awaiting_return') {
    s.at('+2d').buyer.shipReturn();
    s.at('+3d').seller.confirmReturn();
  }
  return s.at('+3d');
}

describe('exchange, repair and reship', () => {
  it.each<[Remedy, string[]]>([
    ['exchange', ['awaiting_return', 'awaiting_inspection', 'awaiting_replacement']],
    ['repair', ['awaiting_return', 'awaiting_inspection', 'awaiting_replacement']],
    ['reship', ['awaiting_replacement']],
  ])('R59: an agreed %s goes through %j', (remedy, statuses) => {
    const s = scenario({ status: 'succeeded', remedy });
    s.seller.agree();
    const passed = [statusOf(s)];
    if (passed[0] === 'awaiting_return') {
      s.buyer.shipReturn();
      passed.push(statusOf(s));
      s.seller.confirmReturn();
      passed.push(statusOf(s));
    }
    expect(passed).toEqual(statuses);
    s.seller.shipReplacement({ carrier: 'ZTO', trackingNumber: 'ZT1', files: [] });
    expect(s.claim).toMatchObject({ state: { status: 'awaiting_acceptance' }, replaced: { carrier: 'ZTO' } });
    s.buyer.acceptReplacement();
    expect(s.claim).toMatchObject({ state: { status: 'succeeded' }, refunds: [], held: false });
  });

  it.each<[Remedy, string]>([
    ['exchange', '+8d'],
    ['repair', '+8d'],
    ['reship', '+6d'],
  ])('R59: a %s that is not shipped within five days turns into a refund of what it stood for', (remedy, end) => {
    const s = toShip(remedy);
    expect(s.deadline).toMatchObject({ at: s.time(end), then: 'replacement_lapsed' });
    expect(statusOf(s.toDeadline(-1))).toBe('awaiting_replacement');
    expect(moneyOf(s.claim)).toEqual({ held: 9_000, refunded: 0 });
    s.toDeadline();
    expect(s.events.slice(-2)).toMatchObject([
      { type: 'replacement.lapsed', actor: { role: 'system' } },
      { type: 'refund.requested', data: { amount: 9_000 } },
    ]);
    expect([statusOf(s), moneyOf(s.claim)]).toEqual(['refunding', { held: 0, refunded: 9_000 }]);
  });

  it.each<Remedy>(['exchange', 'repair', 'reship'])(
    'R59: the buyer has ten days to accept a %s, then it counts as accepted',
    (remedy) => {
      const s = toShip(remedy);
      s.seller.shipReplacement();
      expect(s.deadline).toMatchObject({ at: s.time('+13d'), then: 'acceptance_assumed' });
      expect(statusOf(s.toDeadline(-1))).toBe('awaiting_acceptance');
      expect(s.toDeadline().events.slice(-3)).toMatchObject([
        { type: 'replacement.accepted', data: { by: 'silence' } },
        { type: 'claim.ended', data: { status: 'succeeded' } },
        { type: 'order.release' },
      ]);
    },
  );

  it('R59: an exchange whose return is not sent closes like any return', () => {
    const s = scenario({ remedy: 'exchange' });
    s.seller.agree();
    expect(s.toDeadline().claim.state).toMatchObject({ endReason: 'return_not_sent' });
  });

  it('R58, R59: the seller’s silence over goods returned for an exchange is a refund', () => {
    const s = STORIES['awaiting_inspection, agreed']();
    const exchange = scenario({ remedy: 'exchange', amount: 9_000 });
    exchange.seller.agree();
    exchange.buyer.shipReturn();
    expect(statusOf(exchange.toDeadline())).toBe('refunding');
    expect(exchange.claim.refunds).toMatchObject([{ amount: 9_000 }]);
    expect(statusOf(s.toDeadline())).toBe('refunding');
  });

  it('R59: a ruled reship is shipped within five days from the ruling, or refunded', () => {
    const s = STORIES.review();
    s.at('+4h').mediator.rule({ remedy: 'reship', amount: 4_000 });
    s.at('+5d4h');
    expect(s.claim).toMatchObject({ state: { status: 'refunding' }, refunds: [{ amount: 4_000 }] });
  });

  it.each<[string, (s: Scenario) => unknown]>([
    ['proposed and accepted', (s) => s.seller.propose({ remedy: 'return_refund' }) && s.buyer.acceptProposal()],
    [
      'ruled',
      (s) => {
        s.mediator.stepIn();
        s.seller.finishEvidence();
        s.buyer.finishEvidence();
        s.mediator.rule({ remedy: 'return_refund' });
      },
    ],
  ])('R55, R59: a replacement that was sent must come back before a return and refund, %s, is paid', (_, act) => {
    const s = STORIES['awaiting_acceptance, agreed']();
    act(s);
    expect(s.claim).toMatchObject({ state: { status: 'awaiting_return' }, refunds: [] });
  });

  it('R59: only the seller ships a replacement, and only the buyer accepts it', () => {
    const s = toShip('reship');
    expect(s.buyer.refused.shipReplacement().code).toBe('WRONG_PARTY');
    s.seller.shipReplacement();
    expect(s.seller.refused.acceptReplacement().code).toBe('WRONG_PARTY');
  });
});
