import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../src/domain/deadline.ts';
import { moneyOf } from '../../src/domain/money.ts';
import { STORIES, type StoryName } from '../support/positions.ts';
import { type Scenario, scenario } from '../support/scenario.ts';

const statusOf = (s: Scenario) => s.claim.state.status;

function refunding(): Scenario {
  const s = scenario({ remedy: 'refund_only', amount: 8_000 });
  s.at('+1h').seller.agree();
  return s;
}

describe('the refund', () => {
  it('R59a: is instructed once, with an id and an amount that never change', () => {
    const s = refunding();
    const [instructed] = s.claim.refunds;
    expect(instructed).toEqual({ id: 'rfd_1_1', amount: 8_000, status: 'instructed', attempts: 1 });
    s.refundFails().refundAgain();
    expect(s.claim.refunds).toEqual([{ ...instructed, attempts: 2 }]);
  });

  it('R59a: waits for the provider without a deadline', () => {
    const s = refunding().at('+365d');
    expect([statusOf(s), deadlineOf(s.claim, s.rules)]).toEqual(['refunding', null]);
  });

  it('R59a: success ends the claim', () => {
    const s = refunding();
    s.reports({ type: 'refund_succeeded', refundId: 'rfd_1_1', reference: 'ALI-77' });
    expect(s.events.slice(-3)).toMatchObject([
      { type: 'refund.succeeded', data: { refundId: 'rfd_1_1', reference: 'ALI-77' } },
      { type: 'claim.ended', data: { status: 'succeeded', reason: null } },
      { type: 'order.release' },
    ]);
    expect(s.claim.state).toEqual({ status: 'succeeded', endedAt: s.now });
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: 8_000 });
  });

  it('R59a: failure is a state to show; the claim goes on and the money stays reserved', () => {
    const s = refunding().refundFails();
    expect(s.claim).toMatchObject({ state: { status: 'refunding' }, refunds: [{ status: 'failed', attempts: 1 }] });
    expect(s.events.at(-1)).toMatchObject({ type: 'refund.failed', data: { reason: 'The bank said no.' } });
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: 8_000 });
  });

  it('R59a: what is told twice changes nothing', () => {
    const s = refunding();
    const twice = (tell: () => Scenario) => {
      const { version } = tell().claim;
      return tell().claim.version - version;
    };
    expect(twice(s.refundFails)).toBe(0);
    expect(twice(s.refundAgain)).toBe(0);
    expect(twice(s.refundSucceeds)).toBe(0);
  });

  it('R59a: a success that comes after a failure was told still counts', () => {
    const s = refunding().refundFails().refundSucceeds();
    expect([statusOf(s), s.claim.refunds[0]?.status]).toEqual(['succeeded', 'succeeded']);
  });

  it('R59a: what has succeeded does not fail any more, and is not tried again', () => {
    const s = refunding().refundSucceeds();
    const { claim } = s;
    expect(s.reports({ type: 'refund_failed', refundId: 'rfd_1_1', reason: 'Late.' })).toMatchObject({
      refused: { code: 'REFUND_SETTLED', rule: 'R59a' },
    });
    expect(s.refundAgain().claim).toEqual(claim);
  });

  it('R59a: nobody knows another refund', () => {
    const s = refunding();
    expect(s.reports({ type: 'refund_succeeded', refundId: 'rfd_1_2', reference: null }).refused?.code).toBe(
      'NOT_FOUND',
    );
    expect(s.reports({ type: 'refund_failed', refundId: 'rfd_2_1', reason: 'x' }).refused?.code).toBe('NOT_FOUND');
  });

  it.each<StoryName>(['refunding, agreed', 'refunding, ruled'])(
    'R59a: in %s no command stops or repeats it',
    (name) => {
      const s = STORIES[name]();
      const codes = [
        s.buyer.refused.withdraw(),
        s.buyer.refused.modifyTerms(),
        s.seller.refused.agree(),
        s.seller.refused.propose(),
        s.seller.refused.confirmReturn(),
        s.mediator.refused.stepIn(),
      ];
      expect(codes.map(({ code }) => code)).toEqual(codes.map(() => 'WRONG_STATE'));
    },
  );

  it('R5, R59a: a refund keeps the next claim on the line from asking for the same money, failed or not', () => {
    const s = refunding().refundSucceeds();
    expect(() => s.next({ remedy: 'refund_only', amount: 5_501 })).toThrow('AMOUNT_TOO_HIGH');
    expect(s.next({ remedy: 'refund_only', amount: 5_500 }).claim.terms.amount).toBe(5_500);
  });
});
