import { describe, expect, it } from 'vitest';
import { type Consequence, consequencesOf } from '../../src/contract/consequence.ts';
import { type StandingEntry, standingAt } from '../../src/domain/standing.ts';
import { DAY } from '../../src/domain/time.ts';
import type { RulingContent } from '../../src/domain/verdict.ts';
import { rulingOn } from '../support/bodies.ts';
import { policyWith, taobaoClassic } from '../support/policies.ts';
import { atEvidence, atReview, ruled, STORIES } from '../support/positions.ts';
import { type Scenario, type Setting, scenario } from '../support/scenario.ts';

const counted = (s: Scenario) => s.events.filter(({ type }) => type === 'dispute_refund.counted').map(({ at }) => at);
const reversed = (s: Scenario) => s.events.filter(({ type }) => type === 'dispute_refund.reversed').map(({ at }) => at);

function ruledWith(content: Partial<RulingContent>, setting: Setting = { reason: 'not_received' }): Scenario {
  const s = atReview(setting);
  s.at('+4h').mediator.rule(content);
  return s;
}

describe('what counts as a dispute refund', () => {
  it.each<[string, () => Scenario]>([
    ['a refund in sale', () => ruledWith({})],
    ['a refund after sale', () => ruledWith({}, { status: 'succeeded', reason: 'not_received' })],
    ['a part of the money', () => ruledWith({ amount: 1 })],
    ['money that the platform gives', () => ruledWith({ funding: 'platform' })],
    ['a claim of virtual goods', () => ruledOnVirtualGoods()],
    [
      'a supervisor’s ruling',
      () => {
        const s = atReview({ reason: 'not_received' });
        s.at('+4h').supervisor.rule();
        return s;
      },
    ],
  ])('R60: %s, ruled with the fault at the seller, counts as it is instructed', (_, end) => {
    const s = end();
    expect(counted(s)).toEqual([s.now]);
    expect(s.claim.disputeRefund).toBe(true);
  });

  it('R60: it counts at the instant the refund is instructed, not at the ruling and not at the payment', () => {
    const s = ruled();
    expect(counted(s)).toEqual([]);
    s.at('+3d').buyer.shipReturn();
    s.at('+6d').seller.confirmReturn();
    s.at('+8d').refundSucceeds();
    expect(counted(s)).toEqual([s.time('+6d')]);
  });

  it('R60: a refund that follows a ruling because the seller is silent counts as well', () => {
    const inspection = ruled();
    inspection.at('+1d').buyer.shipReturn();
    expect(counted(inspection.at('+11d'))).toEqual([inspection.time('+11d')]);
    const reship = ruledWith({ remedy: 'reship', amount: 9_000 }, { status: 'succeeded' });
    expect(counted(reship.at('+6d'))).toEqual([reship.time('+5d4h')]);
  });

  it('R60: a ruling that waits for approval does not count before it is approved', () => {
    const s = atReview({ reason: 'not_received', line: { amount: 60_000 } });
    s.at('+4h').mediator.rule();
    expect(counted(s)).toEqual([]);
    s.at('+9h').supervisor.approveRuling();
    expect(counted(s)).toEqual([s.time('+9h')]);
  });

  const others = ['buyer', 'both', 'carrier', 'platform', 'none'] as const;
  it.each(others)('R60: a refund ruled with the fault at %s does not count', (fault) => {
    const s = ruledWith({ fault });
    expect(s.claim.refunds).toHaveLength(1);
    expect(counted(s)).toEqual([]);
  });

  it.each<[string, () => Scenario]>([
    ['agreed without intervention', () => STORIES['succeeded, agreed']()],
    ['agreed by silence', () => scenario({ remedy: 'refund_only' }).at('+5d')],
    [
      'agreed during the intervention',
      () => {
        const s = atEvidence({ reason: 'not_received' });
        s.seller.agree();
        return s;
      },
    ],
    [
      'settled by a proposal during the intervention',
      () => {
        const s = atReview({ reason: 'not_received' });
        s.seller.propose();
        s.buyer.acceptProposal();
        return s;
      },
    ],
    [
      'withdrawn during the intervention',
      () => {
        const s = atReview();
        s.buyer.withdraw();
        return s;
      },
    ],
    [
      'agreed after a request that was taken back',
      () => {
        const s = atEvidence({ reason: 'not_received' });
        s.buyer.withdrawIntervention();
        s.seller.agree();
        return s;
      },
    ],
    [
      'decided by the backstop',
      () => {
        const s = atReview({ reason: 'not_received' });
        while (!s.claim.ruling) s.toDeadline();
        return s;
      },
    ],
    ['ruled for the seller', () => STORIES['closed, ruled']()],
    ['ruled, but the goods were never sent back', () => ruled().at('+30d')],
    ['ruled an exchange, and exchanged', () => STORIES['awaiting_acceptance, ruled']().at('+60d')],
  ])('R60: a claim %s does not count', (_, end) => {
    const s = end();
    expect(counted(s)).toEqual([]);
    expect(s.claim.disputeRefund).toBe(false);
  });

  it('R62, R63: a claim is one trade dispute, however many refunds it takes, and none once it is overturned', () => {
    const s = ruledWith({ amount: 5_000 });
    s.refundSucceeds();
    s.at('+1d').buyer.appeal();
    s.at('+2d').supervisor.decideAppeal({ outcome: 'overturned', ruling: rulingOn(s.claim, { amount: 9_000 }) });
    expect([s.claim.refunds.length, counted(s), reversed(s)]).toEqual([2, [s.time('+4h')], []]);
    s.at('+3d').seller.appeal();
    s.at('+4d').otherSupervisor.decideAppeal({ outcome: 'overturned', ruling: rulingOn(s.claim, { fault: 'none' }) });
    expect([counted(s), reversed(s)]).toEqual([[s.time('+4h')], [s.time('+4d')]]);
    expect(s.claim.disputeRefund).toBe(false);
  });
});

function ruledOnVirtualGoods(): Scenario {
  const s = scenario({ goods: 'virtual' });
  s.at('+1h').seller.refuse();
  s.at('+72h').buyer.requestIntervention();
  s.buyer.finishEvidence();
  s.seller.finishEvidence();
  s.supervisor.rule();
  return s;
}

const entry = (countedAt: string, reversedAt: string | null = null): StandingEntry => ({
  claimId: countedAt,
  countedAt: Date.parse(countedAt),
  reversedAt: reversedAt === null ? null : Date.parse(reversedAt),
});
const days = (month: string, ...dates: number[]) =>
  dates.map((date) => entry(`${month}-${String(date).padStart(2, '0')}T04:00:00Z`));
const at = (instant: string) => Date.parse(instant);
const standing = (entries: readonly StandingEntry[], instant: string) =>
  standingAt(entries, at(instant), taobaoClassic);

describe('the monthly limit', () => {
  it('R61: five dispute refunds in a month restrict nothing, the sixth does from its own instant', () => {
    const entries = days('2026-05', 1, 2, 3, 4, 5, 6);
    expect(standing(entries, '2026-05-06T03:59:59.999Z')).toMatchObject({ disputeRefunds: 5, restricted: false });
    expect(standing(entries, '2026-05-06T04:00:00Z')).toEqual({
      month: '2026-05',
      disputeRefunds: 6,
      restricted: true,
      restrictedUntil: at('2026-05-31T16:00:00Z'),
      restrictions: [{ from: at('2026-05-06T04:00:00Z'), until: at('2026-05-31T16:00:00Z'), liftedAt: null }],
    });
  });

  it('R61: the restriction and the count end with the month, in the policy’s time zone', () => {
    const entries = days('2026-05', 1, 2, 3, 4, 5, 6);
    expect(standing(entries, '2026-05-31T15:59:59.999Z')).toMatchObject({ month: '2026-05', restricted: true });
    expect(standing(entries, '2026-05-31T16:00:00Z')).toMatchObject({
      month: '2026-06',
      disputeRefunds: 0,
      restricted: false,
      restrictedUntil: null,
    });
  });

  it('R61: each calendar month is counted by itself', () => {
    const entries = [...days('2026-05', 20, 21, 22), ...days('2026-06', 1, 2, 3)];
    expect(standing(entries, '2026-06-04T00:00:00Z')).toMatchObject({ disputeRefunds: 3, restricted: false });
  });

  it('R61: further dispute refunds make no second restriction', () => {
    const entries = days('2026-05', 1, 2, 3, 4, 5, 6, 7, 8);
    expect(standing(entries, '2026-05-09T00:00:00Z').restrictions).toHaveLength(1);
  });

  it('R61: the policy may restrict for days instead, into the next month, and set another limit', () => {
    const policy = policyWith({ 'standing.restriction': 'P30D', 'standing.monthly_limit': 1 });
    const entries = days('2026-05', 10, 20);
    const from = at('2026-05-20T04:00:00Z');
    expect(standingAt(entries, from + 30 * DAY - 1, policy)).toMatchObject({
      restricted: true,
      restrictedUntil: from + 30 * DAY,
    });
    expect(standingAt(entries, from + 30 * DAY, policy).restricted).toBe(false);
  });

  it('R56, R61: an overturned ruling lifts the restriction at once, and the next one restricts again', () => {
    const overturned = entry('2026-05-02T04:00:00Z', '2026-05-10T04:00:00Z');
    const entries = [...days('2026-05', 1, 3, 4, 5, 6), overturned];
    expect(standing(entries, '2026-05-10T03:59:59Z')).toMatchObject({ disputeRefunds: 6, restricted: true });
    expect(standing(entries, '2026-05-10T04:00:00Z')).toMatchObject({ disputeRefunds: 5, restricted: false });
    const again = standing([...entries, ...days('2026-05', 12)], '2026-05-12T04:00:00Z');
    expect(again).toMatchObject({ disputeRefunds: 6, restricted: true });
    expect(again.restrictions).toMatchObject([{ liftedAt: at('2026-05-10T04:00:00Z') }, { liftedAt: null }]);
  });

  it('R61: a reversal in another month takes the dispute out of the month in which it was counted', () => {
    const entries = [...days('2026-05', 1, 2, 3, 4, 5), entry('2026-05-06T04:00:00Z', '2026-06-02T04:00:00Z')];
    expect(standing(entries, '2026-06-03T00:00:00Z')).toMatchObject({ month: '2026-06', disputeRefunds: 0 });
  });

  it('R64: counted again later, any past instant has the figures it had then', () => {
    const later = [
      ...days('2026-05', 1, 3, 4, 5, 6, 20),
      entry('2026-05-02T04:00:00Z', '2026-05-10T04:00:00Z'),
      entry('2026-06-01T04:00:00Z', '2026-06-03T04:00:00Z'),
    ];
    const known = (instant: number) =>
      later
        .filter(({ countedAt }) => countedAt <= instant)
        .map((one) => ({
          ...one,
          reversedAt: one.reversedAt !== null && one.reversedAt <= instant ? one.reversedAt : null,
        }));
    for (let instant = at('2026-05-01T00:00:00Z'); instant < at('2026-06-05T00:00:00Z'); instant += DAY / 4) {
      const then = standingAt(known(instant), instant, taobaoClassic);
      expect(standingAt([...later].reverse(), instant, taobaoClassic)).toEqual(then);
    }
    expect(standing(later, '2026-05-06T05:00:00Z')).toMatchObject({ disputeRefunds: 6, restricted: true });
  });
});

describe('what is told beforehand', () => {
  const told = (command: string, party: 'buyer' | 'seller', before: number): Consequence[] => {
    const { claim, now, rules } = STORIES.refused();
    const standingNow = { disputeRefundsThisMonth: before, limit: 5 };
    return consequencesOf(command, party, { claim, now, rules, standing: standingNow }) ?? [];
  };

  it('R65: a seller who refuses sees the money, the number of the dispute refund, and what silence brings', () => {
    expect(told('refuse', 'seller', 2)).toEqual([
      { code: 'MONEY_AT_STAKE', amount: 12_900, currency: 'CNY' },
      { code: 'DISPUTE_REFUND', number: 3, limit: 5 },
      { code: 'SILENCE_AFTER_REFUSAL', until: expect.any(Number) },
    ]);
  });

  it('R65: before the sixth the seller sees the restriction and its end', () => {
    const restriction = (before: number) =>
      told('refuse', 'seller', before).find(({ code }) => code === 'ACTIVITY_RESTRICTION');
    expect(restriction(4)).toBeUndefined();
    expect(restriction(5)).toEqual({ code: 'ACTIVITY_RESTRICTION', until: at('2026-03-31T16:00:00Z') });
  });

  it('R65: a buyer who asks for intervention sees the money, the time for evidence and who must prove', () => {
    expect(told('request_intervention', 'buyer', 5)).toEqual([
      { code: 'MONEY_AT_STAKE', amount: 12_900, currency: 'CNY' },
      { code: 'SILENCE_IN_EVIDENCE', until: at('2026-03-05T03:00:00Z') },
      { code: 'BURDEN_OF_PROOF', party: 'seller' },
    ]);
  });
});
