import { describe, expect, it } from 'vitest';
import type { Remedy } from '../../src/domain/claim.ts';
import { HOUR } from '../../src/domain/time.ts';
import type { ActorName } from '../support/actors.ts';
import { atEvidence, STORIES, type StoryName } from '../support/positions.ts';
import { type Scenario, type Setting, scenario } from '../support/scenario.ts';

const statusOf = (s: Scenario) => s.claim.state.status;

describe('the buyer asks', () => {
  const all: [Setting['status'], Remedy][] = [
    ['shipped', 'refund_only'],
    ['shipped', 'return_refund'],
    ['shipped', 'exchange'],
    ['succeeded', 'refund_only'],
    ['succeeded', 'return_refund'],
    ['succeeded', 'exchange'],
    ['succeeded', 'repair'],
    ['succeeded', 'reship'],
  ];
  it.each(all)('R30: on a %s line the buyer of a refused %s may ask at once', (status, remedy) => {
    const s = scenario({ status: status ?? 'shipped', remedy });
    s.seller.refuse();
    s.buyer.requestIntervention({ words: 'Please look.', files: ['fil_1'] });
    expect(s.claim).toMatchObject({
      state: { status: 'in_intervention', stage: { name: 'evidence' } },
      intervention: { requestedBy: 'buyer', requestedAt: s.now, words: 'Please look.', files: ['fil_1'], owner: null },
    });
  });

  it('R30: the claim must be refused now; that it once was is not enough', () => {
    const s = STORIES.refused();
    s.seller.agree();
    expect(s.buyer.refused.requestIntervention().code).toBe('NOT_REFUSED');
  });

  it('R31: after a modification a new refusal is needed', () => {
    const s = STORIES.refused();
    s.buyer.modifyTerms();
    expect(s.buyer.refused.requestIntervention()).toMatchObject({
      code: 'NOT_REFUSED',
      rule: 'R31',
      availableAt: null,
    });
    s.seller.refuse();
    s.buyer.requestIntervention();
    expect(statusOf(s)).toBe('in_intervention');
  });

  it('R31: a claim that was never refused cannot be taken to the platform', () => {
    expect(scenario().buyer.refused.requestIntervention().code).toBe('NOT_REFUSED');
  });

  it('R32: the buyer of virtual goods waits three days from the application, to the millisecond', () => {
    const s = scenario({ goods: 'virtual' });
    s.at('+12h').seller.refuse();
    expect(s.at('+71h59m59s999ms').buyer.refused.requestIntervention()).toMatchObject({
      code: 'VIRTUAL_WAIT',
      availableAt: s.time('+72h'),
    });
    s.at('+72h').buyer.requestIntervention();
    expect(statusOf(s)).toBe('in_intervention');
  });

  it('R32: a modification does not push the three days away', () => {
    const s = scenario({ goods: 'virtual' });
    s.at('+1h').seller.refuse();
    s.at('+70h').buyer.modifyTerms();
    s.at('+71h').seller.refuse();
    expect(s.buyer.refused.requestIntervention()).toMatchObject({ availableAt: s.time('+72h') });
    s.at('+72h').buyer.requestIntervention();
    expect(statusOf(s)).toBe('in_intervention');
  });

  it('R32: three days alone are not enough: the claim must be refused as well', () => {
    const s = scenario({ goods: 'virtual' });
    s.at('+1h').seller.refuse();
    s.at('+2d').buyer.modifyTerms();
    expect(s.at('+4d').buyer.refused.requestIntervention().code).toBe('NOT_REFUSED');
  });

  it('R33: a claim refused at once closes as the right to ask opens', () => {
    const s = scenario({ goods: 'virtual' });
    s.seller.refuse();
    expect(s.at('+1h').buyer.refused.requestIntervention()).toMatchObject({
      availableAt: s.time('+72h'),
      closesAt: s.time('+72h'),
    });
    expect(s.at('+72h').claim.state).toMatchObject({ status: 'closed', endReason: 'expired' });
  });

  it('R33: a buyer who modifies on the third day stays alive to ask', () => {
    const s = scenario({ goods: 'virtual' });
    s.seller.refuse();
    s.at('+60h').buyer.modifyTerms();
    s.at('+61h').seller.refuse();
    expect(s.buyer.refused.requestIntervention()).toMatchObject({
      availableAt: s.time('+72h'),
      closesAt: s.time('+133h'),
    });
    s.at('+132h').buyer.requestIntervention();
    expect(statusOf(s)).toBe('in_intervention');
  });
});

describe('the seller asks', () => {
  it.each<StoryName>(['awaiting_seller', 'refused', 'awaiting_return, agreed', 'awaiting_replacement, agreed'])(
    'R34: in %s, with no returned goods to contest, the seller may not ask',
    (name) => {
      expect(STORIES[name]().seller.refused.requestIntervention().code).toBe('WRONG_STATE');
    },
  );

  it.each<StoryName>(['awaiting_inspection, agreed', 'refused, goods contested'])(
    'R34: in %s the seller may ask',
    (name) => {
      const s = STORIES[name]();
      s.seller.requestIntervention();
      expect(s.claim.intervention?.requestedBy).toBe('seller');
      expect(statusOf(s)).toBe('in_intervention');
    },
  );

  it('R34: the buyer may ask when the seller refuses the returned goods, not while they are inspected', () => {
    expect(STORIES['awaiting_inspection, agreed']().buyer.refused.requestIntervention().code).toBe('NOT_REFUSED');
    const s = STORIES['refused, goods contested']();
    s.buyer.requestIntervention();
    expect(statusOf(s)).toBe('in_intervention');
  });

  it('R34: after a ruling ordered the return the seller may not ask again', () => {
    expect(STORIES['awaiting_inspection, ruled']().seller.refused.requestIntervention().code).toBe('WRONG_STATE');
  });
});

describe('taking a request back', () => {
  it('R35: the deadline that ran stands still meanwhile and goes on with what was left', () => {
    const s = scenario();
    s.at('+1h').seller.refuse();
    s.at('+4d').buyer.requestIntervention();
    s.at('+6d').buyer.withdrawIntervention();
    expect(s.claim.state).toMatchObject({ status: 'refused', waiting: { since: s.time('+1h'), paused: 48 * HOUR } });
    expect(s.deadline).toMatchObject({ at: s.time('+7d1h'), then: 'claim_expired' });
    expect(s.at('+7d').refusal(s.buyer.actor, 'request_intervention')).toBeNull();
    expect(s.at('+7d1h').claim.state).toMatchObject({ endReason: 'expired' });
  });

  it('R35: asked and taken back twice, the deadline moves by both', () => {
    const s = scenario();
    s.seller.refuse();
    s.at('+1d').buyer.requestIntervention();
    s.at('+2d').buyer.withdrawIntervention();
    s.at('+3d').buyer.requestIntervention();
    s.at('+5d').buyer.withdrawIntervention();
    expect(s.deadline?.at).toBe(s.time('+8d'));
  });

  it('R35: the seller’s request over returned goods freezes the inspection', () => {
    const s = scenario();
    s.seller.agree();
    s.at('+1d').buyer.shipReturn();
    s.at('+10d').seller.requestIntervention();
    s.at('+12d').seller.withdrawIntervention();
    expect(s.deadline).toMatchObject({ at: s.time('+13d'), then: 'refund_due' });
  });

  it.each<StoryName>([
    'evidence',
    'evidence, suspended',
    'required, from the seller',
    'reply, the seller',
    'review',
    'awaiting_approval',
  ])('R35: in %s whoever asked may take the request back, and nobody else', (name) => {
    const s = STORIES[name]();
    expect(s.seller.refused.withdrawIntervention().code).toBe('WRONG_PARTY');
    s.buyer.withdrawIntervention();
    expect(s.claim).toMatchObject({ state: { status: 'refused' }, intervention: { ended: 'withdrawn' } });
  });

  it('R35: a request of the seller is not the buyer’s to take back', () => {
    const s = STORIES['awaiting_inspection, agreed']();
    s.seller.requestIntervention();
    expect(s.buyer.refused.withdrawIntervention().code).toBe('WRONG_PARTY');
    s.colleague.withdrawIntervention();
    expect(statusOf(s)).toBe('awaiting_inspection');
  });

  it('R35: after the ruling there is nothing to take back', () => {
    expect(STORIES['awaiting_return, ruled']().buyer.refused.withdrawIntervention().code).toBe('WRONG_STATE');
  });

  it('R35: a request may be taken back twice; the third one is decided', () => {
    const s = scenario();
    s.seller.refuse();
    for (let times = 0; times < 2; times += 1) {
      s.buyer.requestIntervention();
      s.buyer.withdrawIntervention();
    }
    s.buyer.requestIntervention();
    expect(s.buyer.refused.withdrawIntervention().code).toBe('TOO_MANY_WITHDRAWALS');
  });

  it('R35: a new request gives both parties the whole time for evidence again', () => {
    const s = atEvidence();
    s.seller.finishEvidence();
    s.at('+1d').buyer.withdrawIntervention();
    s.at('+2d').buyer.requestIntervention();
    expect(s.deadline).toMatchObject({ at: s.time('+5d'), then: 'evidence_closed' });
    expect(s.claim.state).toMatchObject({ stage: { done: [] } });
    expect(s.claim.intervention).toMatchObject({ owner: null, ended: null, review: null });
  });
});

describe('the platform steps in', () => {
  const elsewhere: StoryName[] = [
    'awaiting_seller',
    'awaiting_return, agreed',
    'awaiting_inspection, agreed',
    'awaiting_replacement, agreed',
    'awaiting_acceptance, agreed',
  ];
  it.each(elsewhere)('R36: from %s the platform alone may lead the claim to a ruling', (name) => {
    const s = STORIES[name]();
    expect(s.buyer.refused.requestIntervention().code).toBe('NOT_REFUSED');
    s.mediator.stepIn({ words: 'Many complaints about this shop.' });
    expect(s.claim).toMatchObject({
      state: { status: 'in_intervention', stage: { name: 'evidence' } },
      intervention: { requestedBy: 'platform', words: 'Many complaints about this shop.', owner: { id: 'M1' } },
    });
  });

  it.each<ActorName>(['buyer', 'seller', 'operator', 'marketplace'])('R36: a %s cannot step in', (name) => {
    expect(STORIES.refused()[name].refused.stepIn().code).toBe('WRONG_PARTY');
  });

  it('R36: neither party takes back what the platform began', () => {
    const s = scenario();
    s.mediator.stepIn();
    expect(s.buyer.refused.withdrawIntervention().code).toBe('WRONG_PARTY');
    expect(s.seller.refused.withdrawIntervention().code).toBe('WRONG_PARTY');
  });

  it.each<StoryName>(['awaiting_seller', 'refused', 'awaiting_inspection, agreed', 'evidence', 'reply, the seller'])(
    'R36: in %s, before a review, nobody rules',
    (name) => {
      expect(STORIES[name]().supervisor.refused.rule().code).toBe('WRONG_STATE');
    },
  );

  it('R36: a claim is taken to the platform once at a time', () => {
    const s = STORIES.evidence();
    expect(s.buyer.refused.requestIntervention().code).toBe('ALREADY_IN_INTERVENTION');
    expect(s.otherMediator.refused.stepIn().code).toBe('ALREADY_IN_INTERVENTION');
  });
});
