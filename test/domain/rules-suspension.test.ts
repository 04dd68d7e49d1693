import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/domain/time.ts';
import { atEvidence, atReview, STORIES, type StoryName } from '../support/positions.ts';
import { type Scenario, scenario } from '../support/scenario.ts';

const stageOf = ({ claim: { state } }: Scenario) => (state.status === 'in_intervention' ? state.stage : null);

describe('suspension', () => {
  it.each([
    ['settlement', '2026-04-01T06:00:00Z', 'P30D'],
    ['court', '2026-03-11T16:00:00Z', '7WD'],
    ['police', '2026-09-02T06:00:00Z', 'P6M'],
  ] as const)('R48: for %s the deadlines stand still until %s (%s) and the process resumes', (ground, end, length) => {
    const s = atReview();
    s.at('2026-03-02T06:00:00Z').mediator.suspend({ ground, words: 'So they asked.' });
    expect(s.deadline).toMatchObject({ at: Date.parse(end), then: 'suspension_ended', why: [{ rule: 'R48', length }] });
    s.toDeadline(-1);
    expect(s.claim.state).toMatchObject({ suspended: { ground, since: s.time('+4h') } });
    s.toDeadline();
    expect(s.claim.state).toMatchObject({ suspended: null, stage: { name: 'review' } });
    expect(s.deadline?.then).toBe('review_overdue');
  });

  it.each<[StoryName, string, number]>([
    ['evidence', 'evidence_closed', 72],
    ['required, from the seller', 'evidence_closed', 72],
    ['reply, the seller', 'review_started', 24],
  ])('R48: %s goes on with what was left of it', (name, then, hours) => {
    const s = STORIES[name]();
    const begun = s.now;
    s.after('+10h').mediator.suspend();
    s.after('+5d').mediator.resume();
    expect(s.deadline).toMatchObject({ at: begun + (hours + 120) * HOUR, then });
    expect(s.deadline?.why).toMatchObject([{ from: begun, paused: 120 * HOUR }]);
  });

  it.each<StoryName>(['review', 'awaiting_approval'])('R48: in %s the due date shifts as by any pause', (name) => {
    const s = STORIES[name]();
    s.at('+4h').mediator.suspend();
    s.at('+28h').mediator.resume();
    expect(s.claim.intervention?.review).toMatchObject({ since: s.time('+3h'), paused: 24 * HOUR });
    expect(s.deadline).toMatchObject({ at: Date.parse('2026-03-11T16:00:00Z'), then: 'review_overdue' });
  });

  it('R48: a review that stands still for required evidence is not paused twice', () => {
    const s = atReview();
    s.at('+4h').mediator.requireEvidence({ from: 'seller' });
    s.at('+5h').mediator.suspend();
    s.at('+15h').mediator.resume();
    s.at('+20h').seller.finishEvidence();
    expect(s.claim.intervention?.review).toMatchObject({ since: s.time('+3h'), paused: 16 * HOUR });
  });

  it('R48: it comes back to the very stage that was left, with who was done', () => {
    const s = atEvidence();
    s.seller.finishEvidence();
    s.mediator.suspend();
    s.after('+1d').mediator.resume();
    expect(stageOf(s)).toMatchObject({ name: 'evidence', done: ['seller'] });
  });

  it('R48: while suspended nothing is decided, completed or required', () => {
    const s = STORIES['review, suspended']();
    const codes = [s.mediator.refused.rule(), s.mediator.refused.requireEvidence(), s.mediator.refused.admitEvidence()];
    expect(codes.map(({ code }) => code)).toEqual(['SUSPENDED', 'SUSPENDED', 'SUSPENDED']);
    expect(STORIES['evidence, suspended']().buyer.refused.finishEvidence().code).toBe('SUSPENDED');
    expect(s.mediator.refused.suspend().code).toBe('SUSPENDED');
  });

  it.each<[string, (s: Scenario) => unknown, string]>([
    ['agree', (s) => s.seller.agree(), 'awaiting_return'],
    ['settle by a proposal', (s) => s.buyer.propose() && s.seller.acceptProposal(), 'awaiting_return'],
    ['withdraw the claim', (s) => s.buyer.withdraw(), 'closed'],
    ['take the request back', (s) => s.buyer.withdrawIntervention(), 'refused'],
  ])('R48: while suspended the parties may %s', (_, act, status) => {
    const s = STORIES['evidence, suspended']();
    act(s);
    expect(s.claim.state.status).toBe(status);
  });

  it('R35, R48: a request taken back while suspended thaws what it froze, with what was left', () => {
    const s = scenario();
    s.at('+1h').seller.refuse();
    s.at('+1d').buyer.requestIntervention();
    s.mediator.take();
    s.at('+2d').mediator.suspend();
    s.at('+9d').buyer.withdrawIntervention();
    expect(s.deadline).toMatchObject({ at: s.time('+13d1h'), then: 'claim_expired' });
  });

  it('R48: only the owner or a supervisor suspends and resumes, and only what is suspended resumes', () => {
    const s = STORIES.evidence();
    expect(s.otherMediator.refused.suspend().code).toBe('NOT_OWNER');
    expect(s.mediator.refused.resume().code).toBe('WRONG_STATE');
    s.supervisor.suspend({ ground: 'court' });
    expect(s.otherMediator.refused.resume().code).toBe('NOT_OWNER');
    s.supervisor.resume();
    expect(s.claim.state).toMatchObject({ suspended: null });
  });
});
