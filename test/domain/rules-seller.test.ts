import { describe, expect, it } from 'vitest';
import type { Remedy } from '../../src/domain/claim.ts';
import { openProposal } from '../../src/domain/claim.ts';
import { atEvidence, atReview, STORIES, type StoryName } from '../support/positions.ts';
import { type Scenario, type Setting, scenario } from '../support/scenario.ts';

const statusOf = (s: Scenario) => s.claim.state.status;

describe('the seller’s time', () => {
  it.each<[Setting, string, string]>([
    [{ status: 'paid' }, '+48h', 'refunding'],
    [{ goods: 'virtual', status: 'shipped' }, '+3d', 'refunding'],
    [{ goods: 'virtual', status: 'paid' }, '+3d', 'refunding'],
    [{ goods: 'virtual', status: 'succeeded' }, '+3d', 'refunding'],
    [{ status: 'shipped', remedy: 'refund_only' }, '+5d', 'refunding'],
    [{ status: 'shipped', remedy: 'return_refund' }, '+5d', 'awaiting_return'],
    [{ status: 'shipped', remedy: 'exchange' }, '+5d', 'awaiting_return'],
    [{ status: 'succeeded', remedy: 'refund_only' }, '+5d', 'refunding'],
    [{ status: 'succeeded', remedy: 'return_refund' }, '+5d', 'awaiting_return'],
    [{ status: 'succeeded', remedy: 'repair' }, '+5d', 'awaiting_return'],
    [{ status: 'succeeded', remedy: 'reship' }, '+5d', 'awaiting_replacement'],
  ])('R20: %j: silence until %s is consent: %s', (setting, length, status) => {
    const s = scenario(setting);
    expect(s.deadline).toMatchObject({ at: s.time(length), then: 'terms_agreed' });
    expect(statusOf(s.toDeadline(-1))).toBe('awaiting_seller');
    expect(statusOf(s.toDeadline())).toBe(status);
    expect(s.claim.settlement).toMatchObject({ by: 'silence', amount: s.claim.terms.amount });
  });

  it('R20: consent by silence gives the whole amount that was asked, and the line’s shipping where it was', () => {
    expect(scenario({ status: 'paid' }).at('+48h').claim.refunds).toMatchObject([{ amount: 13_500 }]);
    const part = scenario({ remedy: 'refund_only', amount: 700 });
    expect(part.at('+5d').claim.refunds).toMatchObject([{ amount: 700 }]);
  });
});

describe('the seller’s answer', () => {
  it.each<[Remedy, string]>([
    ['refund_only', 'refunding'],
    ['return_refund', 'awaiting_return'],
    ['exchange', 'awaiting_return'],
    ['repair', 'awaiting_return'],
    ['reship', 'awaiting_replacement'],
  ])('R21: a %s that the seller agrees to: %s', (remedy, status) => {
    const s = scenario({ status: 'succeeded', remedy });
    s.seller.agree();
    expect(statusOf(s)).toBe(status);
    expect(s.claim.settlement).toMatchObject({ by: 'seller', remedy, amount: 12_900 });
  });

  it.each<[Remedy, boolean]>([
    ['refund_only', false],
    ['return_refund', true],
    ['exchange', true],
    ['repair', true],
    ['reship', false],
  ])('R21: agreement to a %s needs a return address: %s', (remedy, needed) => {
    const s = scenario({ status: 'succeeded', remedy });
    const code = needed ? 'RETURN_ADDRESS_REQUIRED' : undefined;
    expect(s.refusal(s.seller.actor, 'agree', { addressGiven: false })?.code).toBe(code);
  });

  it('R21: goods that are back already need no address', () => {
    const s = STORIES['refused, goods contested']();
    s.seller.agree({ addressGiven: false });
    expect(statusOf(s)).toBe('refunding');
  });

  it.each([
    ['goods_fine', false],
    ['already_delivered', true],
    ['buyer_caused', true],
    ['no_evidence', false],
    ['outside_terms', false],
    ['negotiating', false],
    ['other', false],
  ])('R22: a refusal for %s needs proof: %s', (reason, needed) => {
    const s = scenario();
    expect(s.refusal(s.seller.actor, 'refuse', { reason, files: [] })?.code).toBe(
      needed ? 'FILES_REQUIRED' : undefined,
    );
    s.seller.refuse({ reason, words: 'No.', files: ['fil_1'] });
    expect(s.claim.refusal).toEqual({ at: s.now, by: 'U1', reason, words: 'No.', files: ['fil_1'] });
  });

  it('R22: a refusal names one of the reasons of the policy', () => {
    expect(scenario().seller.refused.refuse({ reason: 'bad_mood' }).code).toBe('REASON_NOT_AVAILABLE');
  });

  it('R22: an unshipped order is not refused with words; shipping the goods is the refusal', () => {
    const s = scenario({ status: 'paid', reason: 'unwanted', amount: 12_900 });
    expect(s.seller.refused.refuse().code).toBe('NOT_REFUSABLE');
    s.at('+47h').orderChanges({ status: 'shipped' });
    expect(s.claim.state).toEqual({ status: 'closed', endReason: 'shipped', endedAt: s.time('+47h') });
    const again = s.next({ reason: 'not_received', amount: 13_500 });
    expect(again.claim).toMatchObject({ application: 2, unshipped: false });
  });

  it.each<[string, () => Scenario]>([
    ['virtual goods', () => scenario({ goods: 'virtual', status: 'paid' })],
    ['goods on their way', () => scenario({ status: 'shipped' })],
  ])('R22: a line put as shipped closes no claim over %s', (_, begin) => {
    const s = begin().orderChanges({ status: 'shipped' });
    expect(statusOf(s)).toBe('awaiting_seller');
  });

  it('R22: goods shipped after the refund was agreed refuse nothing', () => {
    const s = scenario({ status: 'paid' }).at('+48h');
    expect(statusOf(s.orderChanges({ status: 'shipped' }))).toBe('refunding');
  });

  it('R22: 7-day no-reason is not refusable; only the returned goods may be contested', () => {
    const s = scenario({ reason: 'no_reason_7d', line: { receivedAt: Date.parse('2026-03-01T02:00:00Z') } });
    expect(s.seller.refused.refuse().code).toBe('NOT_REFUSABLE');
    s.seller.agree();
    s.buyer.shipReturn();
    s.seller.contestReturn();
    expect(statusOf(s)).toBe('refused');
  });
});

describe('after a refusal', () => {
  const refused = (setting: Setting = {}) => {
    const s = scenario(setting);
    s.at('+1h').seller.refuse();
    return s;
  };

  it.each<[Setting, string]>([
    [{}, '+5d1h'],
    [{ status: 'succeeded', remedy: 'exchange' }, '+5d1h'],
    [{ goods: 'virtual' }, '+3d1h'],
  ])('R23: %j: the claim stays open until %s and closes then as expired', (setting, length) => {
    const s = refused(setting);
    expect(s.deadline).toMatchObject({ at: s.time(length), then: 'claim_expired' });
    expect(statusOf(s.toDeadline(-1))).toBe('refused');
    expect(s.toDeadline().claim.state).toMatchObject({ status: 'closed', endReason: 'expired' });
  });

  it.each<[string, (s: Scenario) => unknown, string]>([
    ['modify', (s) => s.buyer.modifyTerms(), 'awaiting_seller'],
    ['ask for intervention', (s) => s.buyer.requestIntervention(), 'in_intervention'],
    ['withdraw', (s) => s.buyer.withdraw(), 'closed'],
    ['accept the seller’s terms', (s) => s.seller.propose() && s.buyer.acceptProposal(), 'awaiting_return'],
  ])('R23: until the last instant the buyer may %s', (_, act, status) => {
    const s = refused().toDeadline(-1);
    act(s);
    expect(statusOf(s)).toBe(status);
  });

  it('R24: the seller may still agree after refusing', () => {
    const s = refused();
    s.seller.agree();
    expect(statusOf(s)).toBe('awaiting_return');
  });

  it.each<StoryName>([
    'evidence',
    'evidence, suspended',
    'required, from the seller',
    'reply, the seller',
    'review',
    'awaiting_approval',
  ])('R24: in %s the seller may still agree, and that settles the intervention', (name) => {
    const s = STORIES[name]();
    s.seller.agree();
    expect(statusOf(s)).toBe('awaiting_return');
    expect(s.claim).toMatchObject({ ruling: null, settlement: { by: 'seller' }, intervention: { ended: 'settled' } });
  });

  it('R24: once there is a ruling there is nothing to agree to', () => {
    expect(STORIES['awaiting_return, ruled']().seller.refused.agree().code).toBe('WRONG_STATE');
  });
});

const BEFORE_A_RULING: readonly StoryName[] = [
  'awaiting_seller',
  'refused',
  'refused, goods contested',
  'awaiting_return, agreed',
  'awaiting_inspection, agreed',
  'awaiting_replacement, agreed',
  'awaiting_acceptance, agreed',
  'evidence',
  'evidence, suspended',
  'required, from the seller',
  'reply, the seller',
  'review',
  'awaiting_approval',
];

describe('proposals', () => {
  const half = { remedy: 'refund_only', amount: 6_000, freight: 'buyer', words: 'Half?' } as const;

  it.each(BEFORE_A_RULING)('R25: in %s either proposes, and what the other accepts is agreed by both', (name) => {
    for (const [proposer, other] of [['buyer', 'seller'] as const, ['seller', 'buyer'] as const]) {
      const s = STORIES[name]();
      const version = s.claim.termsVersion;
      s[proposer].propose(half);
      s[other].acceptProposal();
      expect(s.claim).toMatchObject({
        state: { status: 'refunding' },
        termsVersion: version + 1,
        terms: { remedy: 'refund_only', amount: 6_000, freight: 'buyer' },
        settlement: { by: 'both', remedy: 'refund_only', amount: 6_000, freight: 'buyer' },
        refunds: [{ amount: 6_000 }],
        proposal: null,
      });
    }
  });

  it('R25: after a ruling nothing is proposed', () => {
    expect(STORIES['awaiting_return, ruled']().seller.refused.propose().code).toBe('WRONG_STATE');
  });

  it('R25: one open proposal at a time, whoever made it', () => {
    const s = scenario();
    s.seller.propose();
    expect(s.seller.refused.propose().code).toBe('OPEN_PROPOSAL_EXISTS');
    expect(s.buyer.refused.propose().code).toBe('OPEN_PROPOSAL_EXISTS');
    s.buyer.declineProposal();
    s.buyer.propose();
    expect(s.claim.proposal?.by).toBe('buyer');
  });

  it('R25: nobody accepts or declines their own proposal', () => {
    const s = scenario();
    s.seller.propose();
    expect(s.colleague.refused.acceptProposal().code).toBe('WRONG_PARTY');
    expect(s.seller.refused.declineProposal().code).toBe('WRONG_PARTY');
  });

  it('R25: a proposal lapses after 48 hours, to the millisecond', () => {
    const s = scenario();
    s.seller.propose();
    expect(s.claim.proposal?.expiresAt).toBe(s.time('+48h'));
    expect(s.at('+47h59m59s999ms').refusal(s.buyer.actor, 'accept_proposal')).toBeNull();
    expect(s.at('+48h').buyer.refused.acceptProposal().code).toBe('NO_OPEN_PROPOSAL');
    expect(s.buyer.refused.declineProposal().code).toBe('NO_OPEN_PROPOSAL');
    s.buyer.propose();
  });

  it.each<[string, () => Scenario, (s: Scenario) => unknown]>([
    ['refused', () => scenario(), (s) => s.seller.refuse()],
    ['modified', () => scenario(), (s) => s.buyer.modifyTerms()],
    ['taken to the platform', STORIES.refused, (s) => s.buyer.requestIntervention()],
    ['taken back from the platform', STORIES.evidence, (s) => s.buyer.withdrawIntervention()],
    ['sent back', STORIES['awaiting_return, agreed'], (s) => s.buyer.shipReturn()],
    ['received', STORIES['awaiting_replacement, agreed'], (s) => s.seller.shipReplacement()],
    ['ruled', STORIES.review, (s) => s.mediator.rule()],
  ])('R25: a proposal lapses when the claim is %s', (_, begin, act) => {
    const s = begin();
    s.seller.propose();
    act(s);
    expect(openProposal(s.claim, s.now)).toBeNull();
  });

  it('R25: entering another stage of the intervention does not lapse a proposal', () => {
    const s = atEvidence({ reason: 'quality_visible' });
    s.seller.propose(half);
    s.buyer.finishEvidence();
    expect(s.claim.state).toMatchObject({ stage: { name: 'reply' } });
    s.seller.finishEvidence();
    expect(s.claim.state).toMatchObject({ stage: { name: 'review' } });
    s.mediator.requireEvidence();
    s.mediator.suspend();
    s.mediator.resume();
    s.buyer.acceptProposal();
    expect(statusOf(s)).toBe('refunding');
  });

  it('R25: making, declining and lapsing of a proposal change no deadline', () => {
    const s = atReview();
    const before = s.deadline;
    s.seller.propose();
    expect(s.deadline).toEqual(before);
    s.buyer.declineProposal();
    expect(s.deadline).toEqual(before);
    s.seller.propose();
    expect(s.at('+3d').deadline).toEqual(before);
  });

  it('R25: what a proposal offers is bound by the order’s state, too', () => {
    const shipped = scenario();
    expect(shipped.seller.refused.propose({ amount: 13_501 }).code).toBe('AMOUNT_TOO_HIGH');
    expect(shipped.seller.refused.propose({ remedy: 'repair' }).code).toBe('REMEDY_NOT_AVAILABLE');
    const unshipped = scenario({ status: 'paid' });
    expect(unshipped.seller.refused.propose({ amount: 13_499 }).code).toBe('FULL_AMOUNT_ONLY');
    const virtual = scenario({ goods: 'virtual' });
    expect(virtual.buyer.refused.propose({ remedy: 'exchange' }).code).toBe('REMEDY_NOT_AVAILABLE');
  });

  it('R25: declining leaves the claim where it is, with the words that were said', () => {
    const s = STORIES.refused();
    s.seller.propose(half);
    const proposalId = s.claim.proposal?.id;
    expect(s.buyer.declineProposal({ words: 'Not enough.' })).toMatchObject([
      { type: 'proposal.declined', data: { proposalId, words: 'Not enough.' } },
    ]);
    expect(s.claim).toMatchObject({ proposal: null, termsVersion: 1, state: { status: 'refused' } });
  });
});
