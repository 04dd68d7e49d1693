import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StandingEntry, standingAt } from '../../src/domain/standing.ts';
import { localMonth } from '../../src/domain/time.ts';
import { policyWith, taobaoClassic } from '../support/policies.ts';
import { atEvidence, atReview, ruled } from '../support/positions.ts';
import { type Scenario, scenario } from '../support/scenario.ts';
import { disputeRefundAt, entriesOf } from '../support/standing.ts';

const DAY = 86_400_000;
const at = (text: string) => Date.parse(text);

/** The standing events of a story, with their instants from T0. */
function counted(s: Scenario) {
  return s.events
    .filter(({ type }) => type.startsWith('dispute_refund'))
    .map((event) => [event.type, event.at - s.t0] as const);
}

const HOUR = 3_600_000;
const notReceived = { reason: 'not_received' } as const;

describe('what counts as a dispute refund', () => {
  it.each(['shipped', 'succeeded'] as const)('R60: money back, the seller at fault: %s', (status) => {
    const s = atReview({ ...notReceived, status });
    s.at('+5h').mediator.rule();
    expect(counted(s)).toEqual([['dispute_refund.counted', 5 * HOUR]]);
    expect(s.events.findIndex(({ type }) => type === 'refund.requested')).toBe(s.events.length - 2);
  });

  it('R60: it counts when the refund is instructed, not when it is ruled', () => {
    const s = ruled();
    s.at('+1d').buyer.shipReturn();
    expect(counted(s)).toEqual([]);
    s.at('+2d').seller.confirmReturn();
    expect(counted(s)).toEqual([['dispute_refund.counted', 2 * DAY]]);
    s.refundFails().refundAgain().refundSucceeds();
    expect(counted(s)).toHaveLength(1);
  });

  it('R60: also where silence instructs it', () => {
    const s = ruled();
    s.at('+1d').buyer.shipReturn();
    s.at('+30d');
    expect(counted(s)).toEqual([['dispute_refund.counted', 11 * DAY]]);
    const replaced = ruled({ remedy: 'exchange' });
    replaced.at('+1d').buyer.shipReturn();
    replaced.at('+2d').seller.confirmReturn();
    replaced.at('+30d');
    expect(counted(replaced)).toEqual([['dispute_refund.counted', 7 * DAY]]);
  });

  it.each(['buyer', 'both', 'carrier', 'platform', 'none'] as const)('R60: not when the fault is of %s', (fault) => {
    const s = atReview(notReceived);
    s.mediator.rule({ fault });
    expect(s.claim.state.status).toBe('refunding');
    expect(counted(s)).toEqual([]);
  });

  it('R60: not without money, though the seller is at fault', () => {
    const s = ruled({ remedy: 'exchange' });
    s.buyer.shipReturn();
    s.seller.confirmReturn();
    s.seller.shipReplacement();
    s.buyer.acceptReplacement();
    expect(s.claim.state.status).toBe('succeeded');
    expect(counted(s)).toEqual([]);
    expect(counted(ruled().at('+30d'))).toEqual([]);
  });

  it('R60: not settled, not withdrawn, not backstopped', () => {
    const settled = atReview(notReceived);
    settled.seller.agree();
    const proposed = atEvidence(notReceived);
    proposed.seller.propose();
    proposed.buyer.acceptProposal();
    const backstopped = atReview(notReceived).at('+60d');
    for (const s of [settled, proposed, backstopped]) {
      expect(s.claim.refunds).toHaveLength(1);
      expect(counted(s)).toEqual([]);
    }
    const withdrawn = atReview(notReceived);
    withdrawn.buyer.withdraw();
    expect(counted(withdrawn)).toEqual([]);
  });

  it('R60: settled after an approval was awaited, it does not count', () => {
    const s = atReview({ ...notReceived, line: { amount: 60_000 } });
    s.mediator.rule();
    s.seller.agree();
    expect(s.claim.refunds).toHaveLength(1);
    expect(counted(s)).toEqual([]);
  });

  it('R44, R60: nor does a ruling that waited for approval until the backstop let it take effect', () => {
    const s = atReview({ ...notReceived, line: { amount: 60_000 } });
    s.mediator.rule();
    s.at('+60d');
    expect(s.claim.ruling).toMatchObject({ fault: 'seller', remedy: 'refund_only' });
    expect(s.claim.refunds).toHaveLength(1);
    expect(counted(s)).toEqual([]);
  });

  it('R56, R60: an overturned ruling reverses it at once, and once', () => {
    const s = atReview(notReceived);
    s.at('+4h').mediator.rule();
    s.at('+5h').seller.appeal();
    s.at('+6h').supervisor.decideAppeal({ outcome: 'overturned' });
    const both = [
      ['dispute_refund.counted', 4 * HOUR],
      ['dispute_refund.reversed', 6 * HOUR],
    ];
    expect(counted(s)).toEqual(both);
    s.at('+7h').buyer.appeal();
    s.at('+8h').otherSupervisor.decideAppeal();
    expect(counted(s)).toEqual(both);
  });

  it('R56: it stands where another ruling still blames the seller', () => {
    const s = atReview(notReceived);
    s.mediator.rule();
    s.seller.appeal();
    s.supervisor.decideAppeal({ outcome: 'overturned', ruling: { ...s.claim.ruling!, amount: 1_000 } });
    expect(counted(s)).toHaveLength(1);
  });
});

function entry(countedAt: string, reversedAt?: string): StandingEntry {
  return { claimId: countedAt, countedAt: at(countedAt), reversedAt: reversedAt ? at(reversedAt) : null };
}

const inMay = (days: readonly number[]) =>
  days.map((day) => entry(`2026-05-${String(day).padStart(2, '0')}T04:00:00Z`));

describe('restrictions', () => {
  const six = inMay([1, 2, 3, 4, 5, 6]);

  it('R61: the sixth restricts, the fifth does not, a seventh changes nothing', () => {
    expect(standingAt(six.slice(0, 5), at('2026-05-30T00:00:00Z'), taobaoClassic).restrictions).toEqual([]);
    const one = [{ from: at('2026-05-06T04:00:00Z'), until: at('2026-05-31T16:00:00Z'), liftedAt: null }];
    expect(standingAt(six, at('2026-05-30T00:00:00Z'), taobaoClassic).restrictions).toEqual(one);
    const seven = standingAt([...six, ...inMay([9])], at('2026-05-30T00:00:00Z'), taobaoClassic);
    expect(seven).toMatchObject({ disputeRefunds: 7, restricted: true, restrictions: one });
  });

  it('R61: with seven, one overturned does not lift it and two do; another one restricts anew', () => {
    const [first, second, ...rest] = [...six, ...inMay([7])];
    const overturned = [
      { ...first!, reversedAt: at('2026-05-10T00:00:00Z') },
      { ...second!, reversedAt: at('2026-05-11T00:00:00Z') },
      ...rest,
    ];
    const on = (when: string, entries = overturned) => standingAt(entries, at(when), taobaoClassic);
    expect(on('2026-05-10T00:00:00Z')).toMatchObject({ disputeRefunds: 6, restricted: true });
    expect(on('2026-05-11T00:00:00Z')).toMatchObject({ disputeRefunds: 5, restricted: false });
    const anew = on('2026-05-20T00:00:00Z', [...overturned, ...inMay([15])]);
    expect(anew).toMatchObject({ disputeRefunds: 6, restricted: true });
    expect(anew.restrictions.map(({ from, liftedAt }) => [from, liftedAt])).toEqual([
      [at('2026-05-06T04:00:00Z'), at('2026-05-11T00:00:00Z')],
      [at('2026-05-15T04:00:00Z'), null],
    ]);
  });

  it('R61: one counted at the very instant at which another is reversed does not restrict', () => {
    const reversed = { ...six[0]!, reversedAt: six[5]!.countedAt };
    for (const entries of [
      [reversed, ...six.slice(1)],
      [...six.slice(1), reversed],
    ]) {
      const standing = standingAt(entries, at('2026-05-30T00:00:00Z'), taobaoClassic);
      expect(standing).toMatchObject({ disputeRefunds: 5, restricted: false, restrictions: [] });
    }
  });

  it('R61: a refund overturned in the next month still belongs to its own', () => {
    const [first, ...rest] = six;
    const entries = [{ ...first!, reversedAt: at('2026-06-02T00:00:00Z') }, ...rest];
    const june = standingAt(entries, at('2026-06-03T00:00:00Z'), taobaoClassic);
    expect(june).toMatchObject({ month: '2026-06', disputeRefunds: 0, restricted: false });
    expect(june.restrictions).toMatchObject([{ liftedAt: null, until: at('2026-05-31T16:00:00Z') }]);
  });

  it('R61: a restriction by length runs on over the month, from the sixth on, and is lifted all the same', () => {
    const policy = policyWith({ 'standing.restriction': 'P30D', 'standing.monthly_limit': 1 });
    const entries = inMay([20, 21, 22]);
    const [from, until] = [at('2026-05-21T04:00:00Z'), at('2026-06-20T04:00:00Z')];
    expect(standingAt(entries, until - 1, policy)).toMatchObject({
      disputeRefunds: 0,
      restricted: true,
      restrictedUntil: until,
      restrictions: [{ from, until, liftedAt: null }],
    });
    expect(standingAt(entries, until, policy)).toMatchObject({ restricted: false, restrictedUntil: null });
    const lift = at('2026-06-02T00:00:00Z');
    const lifted = entries.map((one, index) => (index > 0 ? { ...one, reversedAt: lift } : one));
    expect(standingAt(lifted, lift, policy)).toMatchObject({ restricted: false, restrictions: [{ liftedAt: lift }] });
  });

  it('R61: the latest of two that overlap is shown', () => {
    const policy = policyWith({ 'standing.restriction': 'P30D', 'standing.monthly_limit': 0 });
    const entries = [...inMay([31]), entry('2026-06-10T04:00:00Z')];
    const june = standingAt(entries, at('2026-06-15T00:00:00Z'), policy);
    expect(june).toMatchObject({ restricted: true, restrictedUntil: at('2026-07-10T04:00:00Z') });
    expect(june.restrictions).toHaveLength(2);
  });
});

const BORDER = at('2026-05-31T16:00:00Z');
const instant = fc.oneof(
  fc.integer({ min: BORDER - 40 * DAY, max: BORDER + 40 * DAY }),
  fc.integer({ min: BORDER - 3, max: BORDER + 3 }),
);
const laterOn = fc.option(fc.oneof(fc.integer({ min: 0, max: 40 * DAY }), fc.constant(0)));
const shopEntries = fc.array(
  fc.record({ countedAt: instant, after: laterOn }).map(({ countedAt, after }): StandingEntry => {
    return { claimId: 'clm_1', countedAt, reversedAt: after === null ? null : countedAt + after };
  }),
  { maxLength: 16 },
);

/** What the shop's entries were, seen from an instant of the past. */
function knownAt(entries: readonly StandingEntry[], now: number): StandingEntry[] {
  return entries
    .filter(({ countedAt }) => countedAt <= now)
    .map((one) => (one.reversedAt !== null && one.reversedAt > now ? { ...one, reversedAt: null } : one));
}

describe('a recount', () => {
  it('R64: at any past instant gives what was known then', () => {
    fc.assert(
      fc.property(shopEntries, instant, (entries, now) => {
        for (const when of [now, ...entries.flatMap((one) => [one.countedAt, (one.reversedAt ?? 0) - 1])]) {
          expect(standingAt(entries, when, taobaoClassic)).toEqual(
            standingAt(knownAt(entries, when), when, taobaoClassic),
          );
        }
      }),
      { numRuns: 150, seed: 64 },
    );
  });

  it('R61: a shop is restricted exactly while more than five of the month stand', () => {
    fc.assert(
      fc.property(shopEntries, instant, (entries, now) => {
        for (const when of [
          now,
          ...entries.flatMap((one) => [one.countedAt, one.countedAt - 1, one.reversedAt ?? now]),
        ]) {
          const month = localMonth(when, taobaoClassic.time_zone);
          const standing = knownAt(entries, when).filter(
            ({ countedAt, reversedAt }) =>
              reversedAt === null && localMonth(countedAt, taobaoClassic.time_zone) === month,
          );
          const { disputeRefunds, restricted } = standingAt(entries, when, taobaoClassic);
          expect({ disputeRefunds, restricted }).toEqual({
            disputeRefunds: standing.length,
            restricted: standing.length > 5,
          });
        }
      }),
      { numRuns: 150, seed: 61 },
    );
  });

  it('R64: does not depend on the order in which the entries are read', () => {
    fc.assert(
      fc.property(shopEntries, instant, (entries, now) => {
        expect(standingAt(entries.toReversed(), now, taobaoClassic)).toEqual(standingAt(entries, now, taobaoClassic));
      }),
      { numRuns: 100, seed: 46 },
    );
  });

  it('R64: the entries follow from the events alone', () => {
    const s = disputeRefundAt('2026-05-06T04:00:00Z');
    s.after('+1h').seller.appeal();
    s.after('+1h').supervisor.decideAppeal({ outcome: 'overturned' });
    expect(entriesOf('clm_1', s.events)).toEqual([
      { claimId: 'clm_1', countedAt: at('2026-05-06T04:00:00Z'), reversedAt: at('2026-05-06T06:00:00Z') },
    ]);
    expect(entriesOf('clm_1', scenario().events)).toEqual([]);
  });
});
