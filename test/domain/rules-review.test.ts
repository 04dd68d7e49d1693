import { describe, expect, it } from 'vitest';
import { catchUp } from '../../src/domain/catch-up.ts';
import { deadlineOf, reviewDates } from '../../src/domain/deadline.ts';
import { DAY } from '../../src/domain/time.ts';
import { notices, rulesOf, swift, taobaoClassic } from '../support/policies.ts';
import { atEvidence, atReview, STORIES, type StoryName } from '../support/positions.ts';
import { type Scenario, scenario } from '../support/scenario.ts';

const stageOf = ({ claim: { state } }: Scenario) =>
  state.status === 'in_intervention' ? state.stage.name : state.status;
const at = (instant: string) => Date.parse(instant);
const EXPENSIVE = { line: { amount: 60_000 } };

/** A Monday afternoon; the fourth working day after it ends on Friday, the sixth on Tuesday of the next week. */
const DUE = at('2026-03-10T16:00:00Z');

describe('the review’s time', () => {
  it('R44: a review is expected after four and due after six working days from its start', () => {
    const s = atReview();
    expect(reviewDates(s.claim, s.rules)).toEqual({
      expected: { at: at('2026-03-06T16:00:00Z'), provisional: false },
      due: { at: DUE, provisional: false },
    });
    expect(s.deadline).toMatchObject({ at: DUE, then: 'review_overdue' });
  });

  it('R44: before the review starts no date is promised', () => {
    const s = atEvidence();
    expect(reviewDates(s.claim, s.rules)).toBeNull();
  });

  it('R44: an overdue review goes to a supervisor, and rules nothing by itself', () => {
    const s = atReview().toDeadline();
    expect(s.events.at(-1)).toMatchObject({ type: 'review.overdue', at: DUE });
    expect(s.claim).toMatchObject({ ruling: null, intervention: { level: 2, owner: null, overdue: true } });
    expect(stageOf(s)).toBe('review');
    expect(s.mediator.refused.rule().code).toBe('NOT_OWNER');
    s.supervisor.rule();
    expect(s.claim.ruling?.by).toBe('V1');
  });

  it('R44: thirty days after due it is decided as unclear: no fault, no effects, by nobody', () => {
    const s = atReview().toDeadline();
    expect(s.deadline).toMatchObject({ at: DUE + 30 * DAY, then: 'ruled_unclear' });
    expect(stageOf(s.toDeadline(-1))).toBe('review');
    s.toDeadline();
    expect(s.claim.ruling).toMatchObject({
      fault: 'none',
      reasonCode: 'unclear',
      by: null,
      approvedBy: null,
      at: s.now,
    });
    expect(s.claim).toMatchObject({ state: { status: 'awaiting_return' }, disputeRefund: false });
  });

  it('R44: a pause shifts the due date, also when it is past already, and the backstop with it', () => {
    const s = atReview().toDeadline();
    s.supervisor.requireEvidence({ from: 'seller' });
    s.toDeadline();
    expect(reviewDates(s.claim, s.rules)?.due.at).toBe(at('2026-03-13T16:00:00Z'));
    expect(s.deadline).toMatchObject({ at: at('2026-03-13T16:00:00Z') + 30 * DAY, then: 'ruled_unclear' });
  });

  it('R44: a ruling that waits for approval keeps the review’s deadline and takes effect at the backstop', () => {
    const s = atReview(EXPENSIVE);
    const before = s.deadline;
    s.at('+1d').mediator.rule({ amount: 55_000 });
    expect(s.deadline).toEqual(before);
    s.toDeadline();
    expect([stageOf(s), s.claim.intervention?.level]).toEqual(['awaiting_approval', 2]);
    expect(s.deadline).toMatchObject({ at: DUE + 30 * DAY, then: 'ruling_issued' });
    s.toDeadline();
    expect(s.claim.ruling).toMatchObject({ by: 'M1', approvedBy: null, fault: 'seller', amount: 55_000, at: s.now });
    expect(s.claim.state.status).toBe('awaiting_return');
  });
});

describe('working days', () => {
  it('R45: make-up days count, unless the policy never counts weekends', () => {
    const begun = { at: '2026-04-30T01:00:00Z' };
    expect(reviewDates(atReview(begun).claim, rulesOf())).toMatchObject({
      expected: { at: at('2026-05-09T16:00:00Z') },
      due: { at: at('2026-05-12T16:00:00Z') },
    });
    const literal = rulesOf({ ...taobaoClassic, working_days: 'literal' });
    expect(reviewDates(atReview({ ...begun, rules: literal }).claim, literal)).toMatchObject({
      expected: { at: at('2026-05-11T16:00:00Z') },
      due: { at: at('2026-05-13T16:00:00Z') },
    });
  });

  it('R45: a date that leans on an unknown year is provisional, and so is the backstop after it', () => {
    const s = atReview({ at: '2026-12-28T02:00:00Z' });
    expect(s.deadline).toMatchObject({ then: 'review_overdue', provisional: true });
    expect(s.toDeadline().deadline).toMatchObject({ then: 'ruled_unclear', provisional: true });
  });

  it('R45: a notice can reach back into December, so its last days are provisional as well', () => {
    const due = (begin: string) => atReview({ at: begin }).deadline;
    expect(due('2026-12-11T02:00:00Z')).toEqual(
      expect.objectContaining({ at: at('2026-12-21T16:00:00Z'), provisional: true }),
    );
    expect(due('2026-12-10T02:00:00Z')).toEqual(
      expect.objectContaining({ at: at('2026-12-18T16:00:00Z'), provisional: false }),
    );
  });

  it('R45: a date that was counted across days of an unknown year is provisional, though it falls in a known one', () => {
    const known = { ...notices, years: new Set([2025, 2027]) };
    const s = atReview({ at: '2026-12-30T02:00:00Z', rules: rulesOf(taobaoClassic, known) });
    expect(s.deadline).toMatchObject({ at: at('2027-01-07T16:00:00Z'), provisional: true });
  });

  it('R45: when the calendar arrives the same claim has its certain date', () => {
    const s = atReview({ at: '2026-12-28T02:00:00Z' });
    expect(s.deadline?.at).toBe(at('2027-01-05T16:00:00Z'));
    const known = {
      years: new Set([2026, 2027]),
      off: new Set([...notices.off, '2027-01-01', '2027-01-04']),
      makeUp: new Set<string>(),
    };
    expect(deadlineOf(s.claim, rulesOf(taobaoClassic, known))).toMatchObject({
      at: at('2027-01-07T16:00:00Z'),
      provisional: false,
    });
  });

  it('R45: exact lengths never are provisional', () => {
    expect(scenario({ at: '2030-01-01T00:00:00Z' }).deadline?.provisional).toBe(false);
  });
});

describe('staff', () => {
  it.each<StoryName>(['awaiting_seller', 'awaiting_return, ruled', 'evidence', 'review', 'refunding, agreed'])(
    'R46: in %s either party may ask for a call, and staff log it; nothing else changes',
    (name) => {
      const s = STORIES[name]();
      const before = { state: s.claim.state, deadline: s.deadline };
      expect(s.buyer.requestCall({ words: 'After six.' })).toMatchObject([
        { type: 'call.requested', data: { party: 'buyer', words: 'After six.' } },
      ]);
      s.seller.requestCall();
      expect(s.mediator.logCall({ party: 'seller', words: 'Nobody answered.' })).toMatchObject([
        { type: 'call.logged', data: { party: 'seller', words: 'Nobody answered.' }, actor: { id: 'M1' } },
      ]);
      expect({ state: s.claim.state, deadline: s.deadline }).toEqual(before);
    },
  );

  it('R46: what the first level cannot solve goes to a supervisor, with a reason, once', () => {
    const s = atReview();
    expect(s.mediator.escalate({ words: 'Needs a laboratory.' })).toMatchObject([
      { type: 'claim.escalated', data: { words: 'Needs a laboratory.' } },
    ]);
    expect(s.claim.intervention).toMatchObject({ level: 2, owner: null });
    expect(s.supervisor.refused.escalate().code).toBe('WRONG_STATE');
  });

  it('R47: whoever takes a claim owns it, from the evidence stage on, until they release it', () => {
    const s = scenario();
    s.seller.refuse();
    expect(s.mediator.refused.take().code).toBe('WRONG_STATE');
    s.buyer.requestIntervention();
    s.mediator.take();
    expect(s.claim.intervention?.owner).toEqual({ id: 'M1', role: 'mediator' });
    expect(s.otherMediator.refused.take().code).toBe('ALREADY_OWNED');
    expect(s.otherMediator.refused.release().code).toBe('NOT_OWNER');
    s.mediator.release();
    s.otherMediator.take();
    expect(s.claim.intervention?.owner?.id).toBe('M2');
  });

  it('R47: what a mediator does not own they do not decide', () => {
    const s = atReview();
    s.buyer.submitEvidence();
    const { refused } = s.otherMediator;
    const codes = [
      refused.rule(),
      refused.requireEvidence(),
      refused.admitEvidence(),
      refused.suspend(),
      refused.escalate(),
    ];
    expect(codes.map(({ code }) => code)).toEqual(['NOT_OWNER', 'NOT_OWNER', 'NOT_OWNER', 'NOT_OWNER', 'NOT_OWNER']);
    s.mediator.release();
    expect(s.mediator.refused.rule().code).toBe('NOT_OWNER');
  });

  it('R47: a supervisor may rule on a claim of somebody else’s', () => {
    const s = atReview();
    s.supervisor.rule();
    expect(s.claim.ruling?.by).toBe('V1');
  });

  it('R47: after step-in the claim is owned by whoever stepped in', () => {
    const s = scenario();
    s.otherMediator.stepIn();
    expect(s.claim.intervention?.owner).toEqual({ id: 'M2', role: 'mediator' });
    expect(s.mediator.refused.take().code).toBe('ALREADY_OWNED');
  });

  it.each<[string, (s: Scenario) => unknown]>([
    ['escalation', (s) => s.mediator.escalate()],
    ['overdue', (s) => s.toDeadline()],
  ])('R47: after %s a claim is a supervisor’s', (_, act) => {
    const s = atReview();
    act(s);
    expect(s.mediator.refused.take().code).toBe('WRONG_PARTY');
    expect(s.mediator.refused.rule().code).toBe('NOT_OWNER');
    s.supervisor.take();
    expect(s.claim.intervention?.owner).toEqual({ id: 'V1', role: 'supervisor' });
  });

  it('R47: a supervisor who owns a claim keeps it when it becomes overdue', () => {
    const s = atReview();
    s.mediator.release();
    s.supervisor.take();
    expect(s.toDeadline().claim.intervention).toMatchObject({ level: 2, owner: { id: 'V1' } });
  });

  it('R47: a supervisor assigns a claim, at the second level to a supervisor', () => {
    const s = atReview();
    s.supervisor.assign({ mediatorId: 'M2' });
    expect(s.claim.intervention?.owner).toEqual({ id: 'M2', role: 'mediator' });
    s.otherMediator.escalate();
    s.supervisor.assign({ mediatorId: 'V2' });
    expect(s.claim.intervention?.owner).toEqual({ id: 'V2', role: 'supervisor' });
  });

  const parties = ['B9', 'S7', 'U1'];
  it.each(parties)('R47: %s is a party and decides nothing here', (id) => {
    const s = atReview();
    s.buyer.submitEvidence();
    const supervisor = s.as({ role: 'supervisor', id });
    const { refused } = supervisor;
    const codes = [
      refused.rule(),
      refused.requireEvidence(),
      refused.admitEvidence(),
      refused.suspend(),
      refused.escalate(),
    ];
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(['CONFLICT_OF_INTEREST']));
    expect(s.supervisor.refused.assign({ mediatorId: id }).code).toBe('CONFLICT_OF_INTEREST');
    s.mediator.release();
    expect(refused.take().code).toBe('CONFLICT_OF_INTEREST');
    const early = scenario();
    early.seller.refuse();
    expect(early.as({ role: 'mediator', id }).refused.stepIn().code).toBe('CONFLICT_OF_INTEREST');
  });

  it.each(parties)('R47, R52: %s is a party and neither approves a ruling nor sends it back', (id) => {
    const { refused } = STORIES.awaiting_approval().as({ role: 'supervisor', id });
    expect(refused.approveRuling().code).toBe('CONFLICT_OF_INTEREST');
    expect(refused.sendBackRuling().code).toBe('CONFLICT_OF_INTEREST');
  });

  it('R47: every user who acted for the shop is a party', () => {
    const s = scenario();
    s.seller.propose();
    s.colleague.refuse();
    expect(s.as({ role: 'mediator', id: 'U2' }).refused.stepIn().code).toBe('CONFLICT_OF_INTEREST');
  });

  it('R44: other policies have other days', () => {
    const s = atReview({ policy: swift, reason: 'counterfeit' });
    expect(s.deadline).toMatchObject({ at: at('2026-03-05T16:00:00Z'), then: 'review_overdue' });
    const backstop = catchUp(s.claim, at('2026-03-19T16:00:00Z'), s.rules);
    expect(backstop.claim.ruling).toMatchObject({ by: null, at: at('2026-03-19T16:00:00Z') });
  });
});
