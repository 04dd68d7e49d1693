import { describe, expect, it } from 'vitest';
import { moneyOf } from '../../src/domain/money.ts';
import { reasonNamed } from '../../src/domain/policy.ts';
import { refundable } from '../../src/domain/remedies.ts';
import { rulingOn } from '../support/bodies.ts';
import { taobaoClassic } from '../support/policies.ts';
import { atReview, ruled, STORIES, STORY_NAMES, type StoryName } from '../support/positions.ts';
import { opening, scenario } from '../support/scenario.ts';

const PAID = 12_900;
const SHIPPING = 600;

const TAKEN: Readonly<Partial<Record<StoryName, { held: number; refunded: number }>>> = {
  awaiting_approval: { held: 60_000, refunded: 0 },
  'refunding, agreed': { held: 0, refunded: PAID },
  'refunding, ruled': { held: 0, refunded: PAID },
  'succeeded, agreed': { held: 0, refunded: PAID },
  'succeeded, ruled': { held: 0, refunded: PAID },
  'closed, withdrawn': { held: 0, refunded: 0 },
  'closed, ruled': { held: 0, refunded: 0 },
};

describe('what a claim takes from its line', () => {
  it.each(STORY_NAMES)('R5: %s', (name) => {
    expect(moneyOf(STORIES[name]().claim)).toEqual(TAKEN[name] ?? { held: PAID, refunded: 0 });
  });

  it('R13: an accepted replacement gives back what was held', () => {
    const s = STORIES['awaiting_acceptance, agreed']();
    s.buyer.acceptReplacement();
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: 0 });
  });

  it('R15: modified terms hold their own amount', () => {
    const s = scenario();
    s.buyer.modifyTerms({ terms: { amount: 5_000 } });
    expect(moneyOf(s.claim).held).toBe(5_000);
    s.buyer.modifyTerms({ terms: { amount: PAID + SHIPPING } });
    expect(moneyOf(s.claim).held).toBe(PAID + SHIPPING);
  });

  it('R13, R58: terms modified after the goods were contested hold their own amount, not what was agreed before', () => {
    const s = STORIES['refused, goods contested']();
    s.buyer.modifyTerms({ terms: { amount: PAID + SHIPPING } });
    expect(moneyOf(s.claim).held).toBe(PAID + SHIPPING);
    s.buyer.modifyTerms({ terms: { amount: 4_000 } });
    expect(moneyOf(s.claim).held).toBe(4_000);
  });

  it('R25: what both agreed on is held and refunded', () => {
    const s = scenario();
    s.seller.propose({ amount: 3_000 });
    expect(moneyOf(s.claim).held).toBe(PAID);
    s.buyer.acceptProposal();
    expect(moneyOf(s.claim)).toEqual({ held: 3_000, refunded: 0 });
    s.buyer.shipReturn();
    s.seller.confirmReturn();
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: 3_000 });
  });

  it('R50: what was ruled is held, also when it is more than was asked', () => {
    const less = atReview();
    less.mediator.rule({ amount: 100 });
    expect(moneyOf(less.claim)).toEqual({ held: 100, refunded: 0 });
    const more = atReview({ amount: 100 });
    more.mediator.rule({ amount: PAID + SHIPPING });
    expect(moneyOf(more.claim)).toEqual({ held: PAID + SHIPPING, refunded: 0 });
  });

  it('R59a: a refund that failed still takes its amount, and is tried again under the same id', () => {
    const s = STORIES['refunding, agreed']().refundFails();
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: PAID });
    s.refundAgain();
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: PAID });
    expect(s.claim.refunds).toEqual([{ id: 'rfd_1_1', amount: PAID, status: 'instructed', attempts: 2 }]);
    const asked = s.events.filter(({ type }) => type === 'refund.requested').map(({ data }) => data);
    expect(asked).toEqual([
      { refundId: 'rfd_1_1', amount: PAID, attempt: 1 },
      { refundId: 'rfd_1_1', amount: PAID, attempt: 2 },
    ]);
  });

  it('R59a: what is told twice changes nothing, and only a refund that failed is tried again', () => {
    const s = STORIES['refunding, agreed']();
    const told = () => s.events.length;
    const before = told();
    s.refundAgain();
    expect(told()).toBe(before);
    s.refundFails().refundFails();
    expect(told()).toBe(before + 1);
    s.refundAgain().refundAgain();
    expect(told()).toBe(before + 2);
    s.refundSucceeds();
    const after = told();
    s.refundSucceeds().refundAgain();
    expect(told()).toBe(after);
    expect(s.types.filter((type) => type === 'claim.ended')).toHaveLength(1);
  });

  it('R56: a refund that an appeal brought about leaves the claim as it ended', () => {
    const s = STORIES['closed, ruled']();
    s.buyer.appeal();
    const ruling = rulingOn(s.claim, { remedy: 'refund_only' });
    s.supervisor.decideAppeal({ outcome: 'overturned', ruling });
    const ended = s.claim.state;
    s.refundSucceeds();
    expect(s.claim.state).toBe(ended);
    expect(s.claim.refunds).toMatchObject([{ amount: PAID, status: 'succeeded' }]);
  });

  it('R56: an appeal that gives the buyer more adds a refund of the difference', () => {
    const s = atReview({ reason: 'not_received' });
    s.mediator.rule({ amount: 1_000 });
    s.refundSucceeds().buyer.appeal();
    const ruling = { ...s.claim.ruling!, amount: PAID + SHIPPING };
    s.supervisor.decideAppeal({ outcome: 'overturned', ruling });
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: PAID + SHIPPING });
    expect(s.claim.refunds.map(({ amount }) => amount)).toEqual([1_000, PAID + SHIPPING - 1_000]);
  });

  it('R56: money already moved stays moved', () => {
    const s = STORIES['succeeded, ruled']();
    s.seller.appeal();
    s.supervisor.decideAppeal({ outcome: 'overturned' });
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: PAID });
    expect(s.events.find(({ type }) => type === 'compensation.owed')?.data).toMatchObject({
      to: 'seller',
      amount: PAID,
    });
  });
});

describe('money and goods', () => {
  it.each(['accepted proposal', 'ruling'] as const)(
    'R59: a buyer who holds the replacement sends it back before the money goes: %s',
    (how) => {
      const s = STORIES['awaiting_acceptance, agreed']();
      if (how === 'ruling') {
        s.mediator.stepIn();
        s.seller.finishEvidence();
        s.buyer.finishEvidence();
        s.mediator.rule({ remedy: 'return_refund' });
      } else {
        s.buyer.propose({ remedy: 'return_refund' });
        s.seller.acceptProposal();
      }
      expect(s.claim.state.status).toBe('awaiting_return');
      expect(s.claim.refunds).toEqual([]);
    },
  );
});

describe('what may be asked', () => {
  const line = scenario().line;

  it.each([
    ['quality_hidden', PAID + SHIPPING],
    ['not_received', PAID + SHIPPING],
    ['no_reason_7d', PAID],
    ['unwanted', PAID],
    ['other', PAID],
  ])('R13: for %s at most %d', (code, most) => {
    expect(refundable(line, reasonNamed(taobaoClassic, code))).toBe(most);
    expect(refundable({ ...line, refunded: 900, held: 2_000 }, reasonNamed(taobaoClassic, code))).toBe(most - 2_900);
    expect(refundable({ ...line, refunded: PAID + SHIPPING }, reasonNamed(taobaoClassic, code))).toBe(0);
  });

  it('R5: two claims of a line, one after the other, never take more than was paid', () => {
    const first = scenario({ reason: 'not_received', amount: 10_000 });
    first.seller.agree();
    first.refundSucceeds();
    const open = { reason: 'not_received', applications: 1, line: { refunded: 10_000 } };
    expect(opening({ ...open, amount: 3_501 }).refused?.code).toBe('AMOUNT_TOO_HIGH');
    const second = first.next({ amount: 3_500 });
    expect(second.buyer.refused.modifyTerms({ terms: { amount: 3_501 } }).code).toBe('AMOUNT_TOO_HIGH');
    expect(second.seller.refused.propose({ amount: 3_501 }).code).toBe('AMOUNT_TOO_HIGH');
    second.seller.refuse();
    second.buyer.requestIntervention();
    second.mediator.take();
    second.seller.finishEvidence();
    second.buyer.finishEvidence();
    expect(second.mediator.refused.rule({ amount: 3_501 }).code).toBe('AMOUNT_TOO_HIGH');
    second.mediator.rule();
    expect(moneyOf(second.claim)).toEqual({ held: 0, refunded: 3_500 });
    second.seller.appeal();
    const ruling = { ...second.claim.ruling!, amount: 3_501 };
    expect(second.supervisor.refused.decideAppeal({ outcome: 'overturned', ruling }).code).toBe('AMOUNT_TOO_HIGH');
  });

  it('R16, R56: once both have appealed and been answered nothing is held any more', () => {
    const s = STORIES['closed, ruled']();
    s.buyer.appeal();
    s.supervisor.decideAppeal();
    expect(s.claim.held).toBe(true);
    s.seller.appeal();
    expect(s.claim.held).toBe(true);
    s.supervisor.decideAppeal();
    expect([s.claim.held, s.deadline]).toEqual([false, null]);
  });

  it('R16: the line is held from the application to the end of the last appeal', () => {
    const s = ruled();
    expect(s.types.slice(0, 2)).toEqual(['claim.opened', 'order.hold']);
    s.buyer.shipReturn();
    s.seller.confirmReturn();
    s.refundSucceeds();
    expect([s.claim.state.status, s.claim.held]).toEqual(['succeeded', true]);
    s.toDeadline(-1);
    expect(s.claim.held).toBe(true);
    s.toDeadline();
    expect(s.claim.held).toBe(false);
    expect(s.types.slice(-2)).toEqual(['appeal.lapsed', 'order.release']);
  });
});
