import { describe, expect, it } from 'vitest';
import { deadlineOf, reviewDates } from '../../src/domain/deadline.ts';
import { standingAt } from '../../src/domain/standing.ts';
import { notices, rulesOf, taobaoClassic } from '../support/policies.ts';
import { atReview } from '../support/positions.ts';
import { scenario } from '../support/scenario.ts';
import { disputeRefundAt, entriesOf } from '../support/standing.ts';

const HOUR = 3_600_000;

/** A claim on virtual goods, refused one hour after the application. */
function refusedVirtual() {
  const s = scenario({ goods: 'virtual' });
  s.at('+1h').seller.refuse();
  return s;
}

describe('virtual goods', () => {
  it('R23: refused at T0+1h, it expires at T0+73h and not a millisecond before', () => {
    const s = refusedVirtual();
    expect(s.deadline).toMatchObject({ at: s.time('+73h'), then: 'claim_expired', provisional: false });
    expect(s.at(s.time('+73h') - 1).claim.state.status).toBe('refused');
    expect(s.at('+73h').claim.state).toEqual({ status: 'closed', endedAt: s.time('+73h'), endReason: 'expired' });
  });

  it('R32: asked at T0+71:59:59 the buyer must wait until T0+72h', () => {
    const s = refusedVirtual();
    expect(s.at('+71h59m59s').buyer.refused.requestIntervention()).toEqual({
      code: 'VIRTUAL_WAIT',
      rule: 'R32',
      availableAt: s.time('+72h'),
      closesAt: s.time('+73h'),
    });
    expect(s.at(s.time('+72h') - 1).buyer.refused.requestIntervention()).toMatchObject({ code: 'VIRTUAL_WAIT' });
  });

  it.each(['+72h', '+72h1ms', '+72h1s', '+72h59m59s999ms'])('R32: asked at T0%s it is accepted', (when) => {
    const s = refusedVirtual();
    s.at(when).buyer.requestIntervention();
    expect(s.claim.state).toMatchObject({ status: 'in_intervention', stage: { name: 'evidence' } });
  });

  it('R31: modified at T0+49h, a request at T0+73h needs a new refusal', () => {
    const s = refusedVirtual();
    s.at('+49h').buyer.modifyTerms();
    expect(s.at('+73h').buyer.refused.requestIntervention()).toMatchObject({ code: 'NOT_REFUSED', availableAt: null });
    expect(s.claim.state.status).toBe('awaiting_seller');
  });

  it('R32, R33: refused anew at T0+60h, it expires at T0+132h and may be asked from T0+72h', () => {
    const s = refusedVirtual();
    s.at('+49h').buyer.modifyTerms();
    s.at('+60h').seller.refuse();
    expect(s.deadline).toMatchObject({ at: s.time('+132h'), then: 'claim_expired' });
    expect(s.at(s.time('+72h') - 1).buyer.refused.requestIntervention()).toMatchObject({
      code: 'VIRTUAL_WAIT',
      availableAt: s.time('+72h'),
    });
    expect(s.at('+72h').refusal(s.buyer.actor, 'request_intervention')).toBeNull();
    expect(s.at(s.time('+132h') - 1).refusal(s.buyer.actor, 'request_intervention')).toBeNull();
    expect(s.at('+132h').claim.state).toMatchObject({ status: 'closed', endedAt: s.time('+132h') });
    expect(s.buyer.refused.requestIntervention().code).toBe('ENDED');
  });

  it('R20: silent after the modification at T0+49h, the seller agrees at T0+121h', () => {
    const s = refusedVirtual();
    s.at('+49h').buyer.modifyTerms();
    expect(s.deadline).toMatchObject({ at: s.time('+121h'), then: 'terms_agreed' });
    expect(s.at(s.time('+121h') - 1).claim.state.status).toBe('awaiting_seller');
    s.at('+130h');
    expect(s.events.find(({ type }) => type === 'terms.agreed')).toMatchObject({
      at: s.time('+121h'),
      actor: { role: 'system' },
      data: { by: 'silence' },
    });
    expect(s.claim.state.status).toBe('refunding');
  });
});

/** Asked for at T0 of the table, one hour after the application; the buyer says "done" at +70 h. */
function buyerTrack() {
  const s = scenario({ reason: 'quality_visible' });
  s.at('+1m').seller.refuse();
  const asked = s.time('+1h');
  s.at(asked).buyer.requestIntervention();
  s.at(asked + 70 * HOUR).buyer.finishEvidence();
  return { s, asked };
}

describe("the buyer's track", () => {
  it('R41: completed at T0+70h, the seller has until T0+94h', () => {
    const { s, asked } = buyerTrack();
    expect(s.deadline).toMatchObject({ at: asked + 94 * HOUR, then: 'review_started' });
    expect(s.at(asked + 94 * HOUR - 1).claim.state).toMatchObject({ stage: { name: 'reply', party: 'seller' } });
    expect(s.at(asked + 94 * HOUR).claim.state).toMatchObject({ stage: { name: 'review' } });
    expect(s.claim.intervention?.review).toEqual({ since: asked + 94 * HOUR, paused: 0 });
    expect(s.seller.refused.finishEvidence().code).toBe('WRONG_STATE');
  });

  it('R41: answered at T0+80h, review begins at T0+80h', () => {
    const { s, asked } = buyerTrack();
    s.at(asked + 80 * HOUR).seller.finishEvidence();
    expect(s.claim.state).toMatchObject({ status: 'in_intervention', stage: { name: 'review' } });
    expect(s.claim.intervention?.review?.since).toBe(asked + 80 * HOUR);
  });
});

/** The instant at which a day in Shanghai ends: the first of the next. */
const endOf = (day: string) => Date.parse(`${day}T16:00:00Z`);

/** A review that begins at this instant. */
function reviewFrom(start: number, workingDays: 'statutory' | 'literal') {
  const policy = { ...taobaoClassic, working_days: workingDays };
  return atReview({ at: new Date(start - 3 * HOUR).toISOString(), policy });
}

const REVIEWS = [
  ['statutory', '2026-02-11', '2026-02-24', '2026-02-26'],
  ['statutory', '2026-02-12', '2026-02-25', '2026-02-27'],
  ['statutory', '2026-02-13', '2026-02-26', '2026-02-28'],
  ['statutory', '2026-04-29', '2026-05-08', '2026-05-11'],
  ['statutory', '2026-04-30', '2026-05-09', '2026-05-12'],
  ['statutory', '2026-05-01', '2026-05-09', '2026-05-12'],
  ['statutory', '2026-09-28', '2026-10-09', '2026-10-12'],
  ['statutory', '2026-09-29', '2026-10-10', '2026-10-13'],
  ['statutory', '2026-09-30', '2026-10-12', '2026-10-14'],
  ['statutory', '2026-11-22', '2026-11-26', '2026-11-30'],
  ['statutory', '2026-11-23', '2026-11-27', '2026-12-01'],
  ['statutory', '2026-11-24', '2026-11-30', '2026-12-02'],
  ['literal', '2026-02-12', '2026-02-26', '2026-03-02'],
  ['literal', '2026-04-30', '2026-05-11', '2026-05-13'],
  ['literal', '2026-09-29', '2026-10-12', '2026-10-14'],
] as const;

describe.for(REVIEWS)('working days (%s): a review that begins on %s', ([workingDays, day, expected, due]) => {
  const midnight = endOf(day) - 24 * HOUR;

  it.each([
    ['its first millisecond', midnight],
    ['noon', midnight + 12 * HOUR],
    ['its last second', midnight + 24 * HOUR - 1000],
    ['its last millisecond', midnight + 24 * HOUR - 1],
  ])(`R44: at %s is expected by the end of ${expected} and due by the end of ${due}`, (_, start) => {
    const s = reviewFrom(start, workingDays);
    expect(reviewDates(s.claim, s.rules)).toEqual({
      expected: { at: endOf(expected), provisional: false },
      due: { at: endOf(due), provisional: false },
    });
    expect(s.deadline).toMatchObject({ at: endOf(due), then: 'review_overdue' });
    expect(s.at(endOf(due) - 1).claim.intervention?.overdue).toBe(false);
    expect(s.at(endOf(due)).events.at(-1)).toMatchObject({ type: 'review.overdue', at: endOf(due) });
  });
});

describe('a review that stood still', () => {
  it('R44: a pause shifts the start', () => {
    const s = reviewFrom(Date.parse('2026-03-02T04:00:00Z'), 'statutory');
    expect(s.deadline?.at).toBe(endOf('2026-03-10'));
    s.mediator.suspend();
    s.at('2026-03-04T04:00:00Z').mediator.resume();
    expect(s.deadline).toMatchObject({ at: endOf('2026-03-12'), why: [{ rule: 'R44', paused: 48 * HOUR }] });
  });

  it('R2, R44: after a pause over the holidays the due date does not lie in the past', () => {
    const s = reviewFrom(endOf('2026-09-25') - 1, 'statutory');
    expect(s.deadline?.at).toBe(endOf('2026-10-10'));
    s.at('2026-10-09T04:00:00Z').mediator.suspend();
    s.toDeadline();
    expect(s.now).toBe(Date.parse('2026-11-08T04:00:00Z'));
    expect(s.types).toContain('suspension.ended');
    expect(s.deadline?.at).toBeGreaterThan(s.now);
  });
});

describe('a review that stood still twice', () => {
  it('R2, R44: its due date does not lie in the past either', () => {
    const s = reviewFrom(Date.parse('2026-09-16T04:00:00Z'), 'statutory');
    s.at('2026-09-17T04:00:00Z').mediator.suspend();
    s.at('2026-09-27T04:00:00Z').mediator.resume();
    expect(s.deadline).toMatchObject({ at: endOf('2026-10-10'), then: 'review_overdue' });
    s.at('2026-10-10T04:00:00Z').mediator.suspend();
    s.at('2026-11-09T04:00:00Z');
    expect(s.types).toContain('suspension.ended');
    expect(s.deadline?.at).toBeGreaterThan(s.now);
  });
});

describe('a year without a notice', () => {
  const next = rulesOf(taobaoClassic, {
    years: new Set([...notices.years, 2027]),
    off: new Set([...notices.off, '2027-01-01']),
    makeUp: notices.makeUp,
  });

  it('R45: a review from 2026-12-28 is due provisionally while 2027 is unknown, and computed anew with its notice', () => {
    const s = reviewFrom(Date.parse('2026-12-28T04:00:00Z'), 'statutory');
    expect(reviewDates(s.claim, s.rules)).toEqual({
      expected: { at: endOf('2027-01-01'), provisional: true },
      due: { at: endOf('2027-01-05'), provisional: true },
    });
    expect(deadlineOf(s.claim, s.rules)).toMatchObject({ at: endOf('2027-01-05'), provisional: true });
    expect(reviewDates(s.claim, next)).toEqual({
      expected: { at: endOf('2027-01-04'), provisional: false },
      due: { at: endOf('2027-01-06'), provisional: false },
    });
  });

  it('R45: a notice may reach back into December, after the 20th', () => {
    const before = reviewFrom(Date.parse('2026-12-10T04:00:00Z'), 'statutory');
    expect(before.deadline).toMatchObject({ at: endOf('2026-12-18'), provisional: false });
    const after = reviewFrom(Date.parse('2026-12-11T04:00:00Z'), 'statutory');
    expect(reviewDates(after.claim, after.rules)).toEqual({
      expected: { at: endOf('2026-12-17'), provisional: false },
      due: { at: endOf('2026-12-21'), provisional: true },
    });
    expect(reviewDates(after.claim, next)?.due).toEqual({ at: endOf('2026-12-21'), provisional: false });
  });
});

const FIVE_IN_MAY = ['05-01T02:00:00', '05-04T02:00:00', '05-12T02:00:00', '05-12T02:00:01', '05-28T02:00:00'];

function shopWith(sixth: string) {
  const stories = [...FIVE_IN_MAY.map((when) => `2026-${when}Z`), sixth].map(disputeRefundAt);
  const entries = () => stories.flatMap(({ events }, index) => entriesOf(`clm_${index}`, events));
  return { stories, at: (when: string | number) => standingAt(entries(), new Date(when).getTime(), taobaoClassic) };
}

describe('standing', () => {
  it('R61: five in May and one on 1 June 00:00 Shanghai never restrict', () => {
    const shop = shopWith('2026-05-31T16:00:00Z');
    expect(shop.at('2026-05-31T15:59:59.999Z')).toMatchObject({ month: '2026-05', disputeRefunds: 5 });
    for (const when of ['2026-05-31T15:59:59Z', '2026-05-31T16:00:00Z', '2026-05-31T16:00:01Z', '2026-07-01T00:00:00Z'])
      expect(shop.at(when)).toMatchObject({ restricted: false, restrictedUntil: null, restrictions: [] });
    expect(shop.at('2026-05-31T16:00:00Z')).toMatchObject({ month: '2026-06', disputeRefunds: 1 });
  });

  it('R61: the sixth on 31 May 23:59:59 restricts for one second', () => {
    const shop = shopWith('2026-05-31T15:59:59Z');
    const [from, until] = [Date.parse('2026-05-31T15:59:59Z'), Date.parse('2026-05-31T16:00:00Z')];
    const restrictions = [{ from, until, liftedAt: null }];
    expect(shop.at(from - 1)).toMatchObject({ disputeRefunds: 5, restricted: false, restrictions: [] });
    expect(shop.at(from)).toMatchObject({ disputeRefunds: 6, restricted: true, restrictedUntil: until, restrictions });
    expect(shop.at(until - 1)).toMatchObject({ restricted: true, restrictedUntil: until });
    expect(shop.at(until)).toMatchObject({ disputeRefunds: 0, restricted: false, restrictedUntil: null, restrictions });
  });

  it('R56, R61: one of six overturned on appeal lifts the restriction at once', () => {
    const shop = shopWith('2026-05-29T02:00:00Z');
    const appealed = shop.stories[5]!;
    appealed.after('+1h').seller.appeal();
    expect(shop.at(appealed.now).restricted).toBe(true);
    appealed.after('+1h').supervisor.decideAppeal({ outcome: 'overturned' });
    const lifted = appealed.now;
    expect(shop.at(lifted - 1)).toMatchObject({ disputeRefunds: 6, restricted: true });
    expect(shop.at(lifted)).toMatchObject({
      disputeRefunds: 5,
      restricted: false,
      restrictedUntil: null,
      restrictions: [{ from: Date.parse('2026-05-29T02:00:00Z'), liftedAt: lifted }],
    });
  });
});
