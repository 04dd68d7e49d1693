import { describe, expect, it } from 'vitest';
import { moneyOf } from '../../src/domain/money.ts';
import { STORIES } from '../support/positions.ts';
import { type Scenario, type Setting, scenario } from '../support/scenario.ts';

const statusOf = (s: Scenario) => s.claim.state.status;

/** Agreed at +1 h, sent back at +1 d. */
function sentBack(setting: Setting = {}): Scenario {
  const s = scenario(setting);
  s.at('+1h').seller.agree();
  s.at('+1d').buyer.shipReturn({ carrier: 'YTO', trackingNumber: 'YT1', files: ['fil_slip'] });
  return s;
}

/** The returned goods are contested at +2 d. */
function contested(setting: Setting = {}): Scenario {
  const s = sentBack(setting);
  s.at('+2d').seller.contestReturn({ words: 'Worn.', files: ['fil_worn'] });
  return s;
}

describe('sending the goods back', () => {
  it.each<[string, (s: Scenario) => unknown, string]>([
    ['agreed by the seller', (s) => s.at('+1h').seller.agree(), '+7d1h'],
    ['agreed by silence', (s) => s.toDeadline(), '+12d'],
    ['agreed by both', (s) => s.seller.propose() && s.at('+2h').buyer.acceptProposal(), '+7d2h'],
  ])('R57: %s, the buyer has seven days to send the goods', (_, act, end) => {
    const s = scenario();
    act(s);
    expect(s.deadline).toMatchObject({ at: s.time(end), then: 'return_lapsed' });
    expect(statusOf(s.toDeadline(-1))).toBe('awaiting_return');
    expect(s.toDeadline().claim).toMatchObject({
      state: { status: 'closed', endReason: 'return_not_sent' },
      refunds: [],
      held: false,
    });
  });

  it('R57: a ruled return has the same seven days, and none is refunded without it', () => {
    const s = STORIES['awaiting_return, ruled']();
    expect(s.at('+7d4h').claim).toMatchObject({
      state: { endReason: 'return_not_sent' },
      refunds: [],
      disputeRefund: false,
    });
  });

  it('R57: the parcel is named by carrier and tracking number', () => {
    const s = sentBack();
    expect(s.claim.returned).toEqual({ at: s.now, carrier: 'YTO', trackingNumber: 'YT1', files: ['fil_slip'] });
    expect(s.claim.goodsAt).toBe('in_transit');
    expect(s.buyer.refused.shipReturn().code).toBe('WRONG_STATE');
  });
});

describe('receiving the goods', () => {
  it('R58: the seller’s confirmation refunds at once', () => {
    const s = sentBack();
    s.at('+3d').seller.confirmReturn();
    expect(s.claim).toMatchObject({ state: { status: 'refunding' }, goodsAt: 'seller', refunds: [{ amount: 12_900 }] });
  });

  it('R58: ten days of silence refund as well', () => {
    const s = sentBack();
    expect(s.deadline).toMatchObject({ at: s.time('+11d'), then: 'refund_due' });
    expect(statusOf(s.toDeadline(-1))).toBe('awaiting_inspection');
    expect(s.toDeadline().events.slice(-2)).toMatchObject([
      { type: 'return.confirmed', data: { by: 'silence' } },
      { type: 'refund.requested', data: { amount: 12_900 } },
    ]);
  });

  it('R58: contested with proof, the claim is refused', () => {
    expect(sentBack().seller.refused.contestReturn({ files: [] }).code).toBe('FILES_REQUIRED');
    const s = contested();
    expect(s.claim).toMatchObject({
      state: { status: 'refused' },
      goodsAt: 'seller',
      contested: true,
      refusal: { at: s.now, by: 'U1', reason: null, words: 'Worn.', files: ['fil_worn'] },
    });
    expect(s.claim.files).toContain('fil_worn');
  });

  it('R58: the buyer’s silence over contested goods starts a review, for the seller holds goods and money', () => {
    const s = contested();
    expect(s.deadline).toMatchObject({ at: s.time('+7d'), then: 'review_started' });
    s.toDeadline();
    expect(s.claim).toMatchObject({
      state: { status: 'in_intervention', stage: { name: 'review' } },
      intervention: { requestedBy: 'platform', owner: null, review: { since: s.time('+7d') } },
    });
    expect(s.seller.refused.withdrawIntervention().code).toBe('WRONG_PARTY');
    s.mediator.take();
    s.mediator.rule({ remedy: 'none', reasonCode: 'goods_altered' });
    expect(s.claim.state).toMatchObject({ endReason: 'ruled_for_seller' });
  });

  it('R58: the seller may still agree, and that refunds', () => {
    const s = contested();
    s.seller.agree();
    expect(s.claim).toMatchObject({ state: { status: 'refunding' }, refunds: [{ amount: 12_900 }] });
  });

  it.each(['buyer', 'seller'] as const)('R34, R58: over contested goods the %s may ask the platform', (party) => {
    const s = contested();
    s[party].requestIntervention();
    expect(s.claim.intervention?.requestedBy).toBe(party);
    s[party].withdrawIntervention();
    expect(s.deadline).toMatchObject({ at: s.time('+7d'), then: 'review_started' });
  });

  it('R58: the buyer may ask for less; then the seller’s silence refunds, and another no keeps the review ahead', () => {
    const silent = contested();
    silent.buyer.modifyTerms({ terms: { amount: 6_000 } });
    expect(moneyOf(silent.claim).held).toBe(6_000);
    expect(silent.toDeadline().claim).toMatchObject({ state: { status: 'refunding' }, refunds: [{ amount: 6_000 }] });
    const again = contested();
    again.buyer.modifyTerms({ terms: { amount: 6_000 } });
    again.seller.refuse();
    expect(again.deadline?.then).toBe('review_started');
  });

  it('R22, R58: new terms over contested goods may be refused, also where the reason could not be', () => {
    const s = contested({ reason: 'no_reason_7d', line: { receivedAt: Date.parse('2026-03-02T01:00:00Z') } });
    s.buyer.modifyTerms({ terms: { amount: 6_000 } });
    s.seller.refuse();
    expect(statusOf(s)).toBe('refused');
  });

  it('R58: goods that a ruling ordered back are not contested again', () => {
    const s = STORIES['awaiting_inspection, ruled']();
    expect(s.seller.refused.contestReturn().code).toBe('WRONG_STATE');
    expect(s.toDeadline().toDeadline().claim.state.status).toBe('refunding');
  });

  it('R58: goods are contested once, and what was sent in their place is not contested again', () => {
    const s = contested({ remedy: 'exchange' });
    expect(s.seller.refused.contestReturn().code).toBe('WRONG_STATE');
    s.seller.agree();
    s.seller.shipReplacement();
    s.seller.propose({ remedy: 'return_refund' });
    s.buyer.acceptProposal();
    s.buyer.shipReturn();
    expect(s.seller.refused.contestReturn().code).toBe('WRONG_STATE');
  });
});
