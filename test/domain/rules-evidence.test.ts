import { describe, expect, it } from 'vitest';
import type { Party } from '../../src/domain/claim.ts';
import { HOUR } from '../../src/domain/time.ts';
import { atEvidence, atReview, STORIES, type StoryName } from '../support/positions.ts';
import { type Scenario, scenario } from '../support/scenario.ts';

const stageOf = ({ claim: { state } }: Scenario) =>
  state.status === 'in_intervention' ? state.stage.name : state.status;

/** On the buyer's track (R41): asked at +2 h, taken by the mediator. */
const buyerTrack = () => atEvidence({ reason: 'quality_visible' });

describe('the time for evidence', () => {
  it('R40: both parties have 72 hours from the request, and then it is reviewed', () => {
    const s = atEvidence();
    expect(s.deadline).toMatchObject({ at: s.time('+74h'), then: 'evidence_closed' });
    s.toDeadline(-1);
    s.buyer.submitEvidence();
    s.seller.submitEvidence();
    expect(s.claim.evidence).toMatchObject([
      { party: 'buyer', late: false, admitted: true },
      { party: 'seller', late: false, admitted: true },
    ]);
    expect(stageOf(s.toDeadline())).toBe('review');
    expect(s.claim.intervention?.review).toMatchObject({ since: s.time('+74h'), paused: 0 });
  });

  it.each<[Party, Party]>([
    ['buyer', 'seller'],
    ['seller', 'buyer'],
  ])('R40: it ends early when both are done, not when the %s alone is', (first, second) => {
    const s = atEvidence();
    s.at('+5h')[first].finishEvidence();
    expect(stageOf(s)).toBe('evidence');
    expect(s.deadline?.at).toBe(s.time('+74h'));
    expect(s[first].refused.finishEvidence().code).toBe('WRONG_STATE');
    s.at('+6h')[second].finishEvidence();
    expect(stageOf(s)).toBe('review');
    expect(s.claim.intervention?.review?.since).toBe(s.time('+6h'));
  });

  it('R40: silence does not lose: the claim goes to review and nothing is ruled', () => {
    const s = atEvidence().toDeadline();
    expect([stageOf(s), s.claim.ruling, s.claim.settlement]).toEqual(['review', null, null]);
  });

  it('R40: evidence and its files become part of the claim', () => {
    const s = atEvidence();
    s.buyer.submitEvidence({ words: 'Look.', files: ['fil_a', 'fil_b'] });
    s.seller.submitEvidence({ words: 'No.', files: [] });
    expect(s.claim.evidence).toMatchObject([
      { id: 'evd_1_1', party: 'buyer', words: 'Look.', files: ['fil_a', 'fil_b'], at: s.now },
      { id: 'evd_1_2', party: 'seller', words: 'No.', files: [], at: s.now },
    ]);
    expect(s.claim.files).toEqual(['fil_a', 'fil_b']);
  });
});

describe('the buyer must prove', () => {
  it('R41: when the buyer completes, the seller has 24 hours, and silence leads to review', () => {
    const s = buyerTrack();
    s.at('+10h').buyer.finishEvidence();
    expect(s.claim.state).toMatchObject({ stage: { name: 'reply', party: 'seller', to: 'completion' } });
    expect(s.deadline).toMatchObject({ at: s.time('+34h'), then: 'review_started' });
    s.toDeadline();
    expect([stageOf(s), s.claim.settlement]).toEqual(['review', null]);
    expect(s.claim.intervention?.review?.since).toBe(s.time('+34h'));
  });

  it('R41: the 24 hours run from the completion, even past the three days', () => {
    const s = buyerTrack();
    s.at('+73h59m').buyer.finishEvidence();
    expect(s.deadline?.at).toBe(s.time('+97h59m'));
  });

  it('R41: review starts as soon as the seller has answered', () => {
    const s = buyerTrack();
    s.at('+10h').buyer.finishEvidence();
    s.at('+11h').seller.submitEvidence();
    expect(stageOf(s)).toBe('reply');
    s.at('+12h').seller.finishEvidence();
    expect(s.claim.intervention?.review?.since).toBe(s.time('+12h'));
    expect(s.claim.evidence).toMatchObject([{ party: 'seller', late: false }]);
  });

  it('R41: within the 24 hours the seller may agree or propose, too', () => {
    const s = STORIES['reply, the seller']();
    s.seller.propose({ amount: 100 });
    expect(stageOf(s)).toBe('reply');
    s.seller.agree();
    expect(s.claim.settlement?.by).toBe('seller');
  });

  it('R41: the buyer’s time passes with evidence but no “done”: that counts as completion', () => {
    const s = buyerTrack();
    s.at('+20h').buyer.submitEvidence();
    expect(stageOf(s.at('+74h'))).toBe('reply');
    expect(s.deadline).toMatchObject({ at: s.time('+98h'), then: 'review_started' });
  });

  it('R41: the buyer’s time passes with nothing: review starts', () => {
    const s = buyerTrack();
    s.at('+20h').seller.submitEvidence();
    expect(stageOf(s.at('+74h'))).toBe('review');
  });

  it('R41: a seller who finished first has answered: review starts when the buyer completes', () => {
    const s = buyerTrack();
    s.at('+5h').seller.finishEvidence();
    expect(stageOf(s)).toBe('evidence');
    s.at('+9h').buyer.finishEvidence();
    expect(s.claim.intervention?.review?.since).toBe(s.time('+9h'));
  });

  it('R41: a seller who finished first has answered also where the buyer’s time runs out', () => {
    const s = buyerTrack();
    s.at('+5h').seller.finishEvidence();
    s.buyer.submitEvidence();
    expect(stageOf(s.at('+74h'))).toBe('review');
  });

  it('R41: where the burden is not the buyer’s, the buyer’s completion asks nobody for an answer', () => {
    const s = atEvidence({ reason: 'quality_hidden' });
    s.buyer.submitEvidence();
    s.buyer.finishEvidence();
    expect(s.deadline).toMatchObject({ at: s.time('+74h'), then: 'evidence_closed' });
    expect(stageOf(s.toDeadline())).toBe('review');
  });

  it('R41: a mediator who asks the buyer for proof puts the claim on the buyer’s track', () => {
    const s = atReview();
    expect(s.claim.intervention?.track).toBe('both');
    s.mediator.requireEvidence({ from: 'buyer' });
    expect(s.claim.intervention?.track).toBe('buyer_first');
  });
});

describe('late evidence', () => {
  it.each<[StoryName, Party]>([
    ['review', 'seller'],
    ['awaiting_approval', 'buyer'],
    ['required, from the seller', 'buyer'],
    ['reply, the seller', 'buyer'],
  ])('R42: in %s what the %s adds is kept and marked late, and counts only if it is admitted', (name, party) => {
    const s = STORIES[name]();
    s[party].submitEvidence();
    expect(s.claim.evidence.at(-1)).toMatchObject({ party, late: true, admitted: null });
  });

  it.each<[Party, Party]>([
    ['buyer', 'seller'],
    ['seller', 'buyer'],
  ])('R42: evidence of the %s that is admitted gives the %s 24 hours to answer', (party, other) => {
    const s = atReview();
    s.at('+5h')[party].submitEvidence();
    s.at('+6h').mediator.admitEvidence({ admitted: true, words: 'It was not to be had before.' });
    expect(s.claim.evidence).toMatchObject([{ late: true, admitted: true }]);
    expect(s.claim.state).toMatchObject({ stage: { name: 'reply', party: other, to: 'late_evidence' } });
    expect(s.deadline).toMatchObject({ at: s.time('+30h'), then: 'review_started' });
    expect(s.deadline?.why).toMatchObject([{ rule: 'R42', length: 'PT24H' }]);
    expect(s[party].refused.finishEvidence().code).toBe('WRONG_STATE');
    expect(stageOf(s.toDeadline())).toBe('review');
  });

  it('R42: the review stands still while the other side answers, and goes on at the answer', () => {
    const s = atReview();
    s.buyer.submitEvidence();
    s.at('+4h').mediator.admitEvidence();
    s.at('+23h').seller.finishEvidence();
    expect(s.claim.intervention?.review).toMatchObject({ since: s.time('+3h'), paused: 19 * HOUR });
    expect(s.claim.intervention?.reviewPausedAt).toBeNull();
  });

  it('R42: evidence that does not count changes nothing else', () => {
    const s = atReview();
    const before = s.deadline;
    s.buyer.submitEvidence();
    expect(s.mediator.admitEvidence({ admitted: false, words: 'Too late.' })).toMatchObject([
      { type: 'evidence.admitted', data: { admitted: false, words: 'Too late.' } },
    ]);
    expect(s.claim.evidence).toMatchObject([{ admitted: false }]);
    expect([stageOf(s), s.deadline]).toEqual(['review', before]);
  });

  it('R42: only late evidence is decided on, and once', () => {
    const s = atEvidence();
    s.buyer.submitEvidence();
    s.buyer.finishEvidence();
    s.seller.finishEvidence();
    expect(s.mediator.refused.admitEvidence({ evidenceId: 'evd_1_1' }).code).toBe('EVIDENCE_NOT_FOUND');
    s.buyer.submitEvidence();
    s.mediator.admitEvidence({ evidenceId: 'evd_1_2', admitted: false });
    expect(s.mediator.refused.admitEvidence({ evidenceId: 'evd_1_2' }).code).toBe('EVIDENCE_NOT_FOUND');
  });
});

describe('required evidence', () => {
  it('R43: the mediator gives the seller three days, and the review stands still for as long as it takes', () => {
    const s = atReview();
    expect(s.deadline?.at).toBe(Date.parse('2026-03-10T16:00:00Z'));
    s.at('+4h').mediator.requireEvidence({ from: 'seller', words: 'The packing record, please.' });
    expect(s.deadline).toMatchObject({ at: s.time('+76h'), then: 'evidence_closed' });
    s.at('+28h').seller.submitEvidence();
    expect(s.claim.evidence).toMatchObject([{ late: false, admitted: true }]);
    s.seller.finishEvidence();
    expect(s.claim.intervention?.review).toMatchObject({ since: s.time('+3h'), paused: 24 * HOUR });
    expect(s.deadline).toMatchObject({ at: Date.parse('2026-03-11T16:00:00Z'), then: 'review_overdue' });
  });

  it('R43: silence resumes the review after three days', () => {
    const s = atReview();
    s.at('+4h').mediator.requireEvidence({ from: 'seller' });
    expect(stageOf(s.toDeadline())).toBe('review');
    expect(s.claim.intervention?.review).toMatchObject({ since: s.time('+3h'), paused: 72 * HOUR });
    expect(s.deadline?.at).toBe(Date.parse('2026-03-13T16:00:00Z'));
  });

  it('R43: when it is the buyer who completes, the seller’s 24 hours follow, and the review waits for both', () => {
    const s = atReview();
    s.at('+4h').mediator.requireEvidence({ from: 'buyer' });
    s.at('+10h').buyer.finishEvidence();
    expect(s.claim.state).toMatchObject({ stage: { name: 'reply', party: 'seller', to: 'completion' } });
    expect(s.deadline).toMatchObject({ at: s.time('+34h'), then: 'review_started' });
    s.toDeadline();
    expect(s.claim.intervention?.review).toMatchObject({ since: s.time('+3h'), paused: 30 * HOUR });
  });

  it('R43: the buyer’s three days pass with evidence, and the 24 hours follow; with nothing, the review goes on', () => {
    const shown = atReview();
    shown.at('+4h').mediator.requireEvidence({ from: 'buyer' });
    shown.at('+5h').buyer.submitEvidence();
    expect(stageOf(shown.at('+76h'))).toBe('reply');
    const silent = atReview();
    silent.at('+4h').mediator.requireEvidence({ from: 'buyer' });
    expect(stageOf(silent.at('+76h'))).toBe('review');
  });

  it('R43: what was shown before the mediator asked is no answer to it', () => {
    const s = atEvidence();
    s.buyer.submitEvidence();
    s.buyer.finishEvidence();
    s.seller.finishEvidence();
    s.at('+4h').mediator.requireEvidence({ from: 'buyer' });
    expect(stageOf(s.toDeadline())).toBe('review');
  });

  it('R43: only the party that was asked completes it', () => {
    const s = atReview();
    s.mediator.requireEvidence({ from: 'seller' });
    expect(s.buyer.refused.finishEvidence().code).toBe('WRONG_STATE');
    s.seller.finishEvidence();
    expect(stageOf(s)).toBe('review');
  });

  it('R43: it is asked for in review alone', () => {
    const s = scenario();
    s.mediator.stepIn();
    expect(s.mediator.refused.requireEvidence().code).toBe('WRONG_STATE');
  });
});
