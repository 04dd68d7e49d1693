import { describe, expect, it } from 'vitest';
import { isEnded } from '../../src/domain/claim.ts';
import { deadlineOf } from '../../src/domain/deadline.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Refused } from '../../src/domain/refusals.ts';
import { HOUR } from '../../src/domain/time.ts';
import { ACTORS } from '../support/actors.ts';
import { rulesOf, swift, taobaoClassic } from '../support/policies.ts';
import { atEvidence, atReview, ruled, STORIES, STORY_NAMES, type StoryName } from '../support/positions.ts';
import { type Scenario, scenario } from '../support/scenario.ts';

/** Every deadline passes and every refund succeeds; nobody does anything. */
function letTimePass(s: Scenario): number {
  const begin = s.now;
  for (let steps = 0; steps < 30; steps += 1) {
    if (s.claim.state.status === 'refunding') s.refundSucceeds();
    else if (s.deadline) s.toDeadline();
    else return s.now - begin;
  }
  throw new Error(`after 30 steps the claim is still ${s.claim.state.status}`);
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

describe('time', () => {
  it('R1: days are 24 hours each, also in a night that is 23 hours long', () => {
    const rules = rulesOf({ ...taobaoClassic, time_zone: 'Europe/Berlin' });
    const s = scenario({ at: '2026-03-27T12:00:00Z', rules });
    expect(s.deadline?.at).toBe(Date.parse('2026-04-01T12:00:00Z'));
  });

  it('R1: working days and months are read in the time zone of the policy', () => {
    const shanghai = atReview();
    expect(shanghai.deadline?.at).toBe(Date.parse('2026-03-10T16:00:00Z'));
    const berlin = atReview({ rules: rulesOf({ ...taobaoClassic, time_zone: 'Europe/Berlin' }) });
    expect(berlin.deadline?.at).toBe(Date.parse('2026-03-10T23:00:00Z'));
  });

  it('R1: what begins after midnight there begins on that day, though it is yesterday in UTC', () => {
    expect(atReview({ at: '2026-03-02T15:00:00Z' }).deadline?.at).toBe(Date.parse('2026-03-11T16:00:00Z'));
  });

  it('R2: one millisecond before its deadline a command counts, at the deadline it is too late', () => {
    const intime = scenario();
    intime.toDeadline(-1).seller.refuse();
    expect(intime.claim.state.status).toBe('refused');
    const late = scenario();
    expect(late.toDeadline().seller.refused.refuse().code).toBe('WRONG_STATE');
    expect(late.claim.state.status).toBe('awaiting_return');
  });

  it('R2: a deadline is dated at its own instant, whoever looks first and however late', () => {
    const s = scenario().at('+100d');
    expect(s.events.slice(2)).toMatchObject([
      { type: 'terms.agreed', at: s.time('+5d'), actor: { role: 'system' } },
      { type: 'return.requested', at: s.time('+5d') },
      { type: 'return.lapsed', at: s.time('+12d') },
      { type: 'claim.ended', at: s.time('+12d'), data: { reason: 'return_not_sent' } },
      { type: 'order.release', at: s.time('+12d') },
    ]);
  });

  it.each<StoryName>(['awaiting_seller', 'evidence', 'reply, the seller', 'awaiting_approval', 'evidence, suspended'])(
    'R2: a worker that sleeps for half a year changes nothing of %s',
    (name) => {
      const [slow, quick] = [STORIES[name](), STORIES[name]()];
      slow.at('+180d');
      while (quick.now < slow.now) quick.at(Math.min(quick.now + 7 * HOUR, slow.now));
      expect(slow.events).toEqual(quick.events);
      expect(slow.claim).toEqual(quick.claim);
    },
  );

  it('R2: of two deadlines that run beside each other the earlier comes first', () => {
    const s = ruled().at('+30d');
    expect(s.events.slice(-4)).toMatchObject([
      { type: 'appeal.lapsed', at: s.time('+3d4h') },
      { type: 'return.lapsed', at: s.time('+7d4h') },
      { type: 'claim.ended' },
      { type: 'order.release' },
    ]);
  });

  it.each<[StoryName, string, string, string, number]>([
    ['awaiting_seller', 'terms_agreed', 'R20', 'P5D', 120],
    ['refused', 'claim_expired', 'R23', 'P5D', 120],
    ['refused, goods contested', 'review_started', 'R58', 'P5D', 120],
    ['awaiting_return, agreed', 'return_lapsed', 'R57', 'P7D', 168],
    ['awaiting_return, ruled', 'return_lapsed', 'R57', 'P7D', 168],
    ['awaiting_inspection, agreed', 'refund_due', 'R58', 'P10D', 240],
    ['awaiting_replacement, agreed', 'replacement_lapsed', 'R59', 'P5D', 120],
    ['awaiting_acceptance, agreed', 'acceptance_assumed', 'R59', 'P10D', 240],
    ['evidence', 'evidence_closed', 'R40', 'P3D', 72],
    ['required, from the seller', 'evidence_closed', 'R43', 'P3D', 72],
    ['reply, the seller', 'review_started', 'R41', 'PT24H', 24],
    ['evidence, suspended', 'suspension_ended', 'R48', 'P30D', 720],
    ['closed, ruled', 'appeal_lapsed', 'R56', 'P3D', 72],
  ])('R3: %s has one deadline, %s, derived from %s', (...row) => {
    const [name, then, rule, length, hours] = row;
    const { claim, rules } = STORIES[name]();
    const [why] = deadlineOf(claim, rules)?.why ?? [];
    expect(deadlineOf(claim, rules)).toEqual({
      at: (why?.from ?? 0) + hours * HOUR,
      then,
      provisional: false,
      why: [{ rule, from: why?.from, length, paused: 0 }],
    });
  });

  it('R3: the derivation tells what stood still, and every step of a backstop', () => {
    const s = atReview();
    s.at('+1d').mediator.suspend();
    s.at('+3d').mediator.resume();
    expect(s.deadline?.why).toEqual([{ rule: 'R44', from: s.time('+3h'), length: '6WD', paused: 48 * HOUR }]);
    s.toDeadline();
    expect(s.deadline?.why).toMatchObject([
      { rule: 'R44', from: s.time('+3h'), length: '6WD', paused: 48 * HOUR },
      { rule: 'R44', from: s.now, length: 'P30D', paused: 0 },
    ]);
  });

  it.each<StoryName>(['refunding, agreed', 'succeeded, agreed', 'closed, withdrawn'])(
    'R3: %s waits for nobody and shows no deadline',
    (name) => {
      const { claim, rules } = STORIES[name]();
      expect(deadlineOf(claim, rules)).toBeNull();
    },
  );

  it.each(STORY_NAMES)('R4: from %s the claim ends though nobody does anything', (name) => {
    const s = STORIES[name]();
    expect(letTimePass(s)).toBeLessThan(120 * 24 * HOUR);
    expect(isEnded(s.claim)).toBe(true);
    expect(s.claim.held).toBe(false);
  });

  it('R4: ten times the terms may be modified, and not without end', () => {
    const s = scenario();
    for (let times = 0; times < 10; times += 1) s.after('+4d').buyer.modifyTerms();
    expect(s.buyer.refused.modifyTerms().code).toBe('TOO_MANY_MODIFICATIONS');
    s.toDeadline();
    expect(s.claim.state.status).toBe('awaiting_return');
  });
});

describe('records', () => {
  it('R5: what one claim refunds and another asks never exceeds what was paid for the line', () => {
    const s = scenario({ remedy: 'refund_only', amount: 5_000 });
    s.seller.agree();
    s.refundSucceeds();
    expect(() => s.next({ amount: 8_501 })).toThrow('AMOUNT_TOO_HIGH');
    const second = s.next({ amount: 8_500 });
    second.seller.agree();
    expect(second.claim.refunds).toMatchObject([{ amount: 8_500 }]);
  });

  it('R5: a decision instructs one refund, and every further attempt is the same one', () => {
    const s = scenario({ remedy: 'refund_only' });
    s.seller.agree();
    s.refundFails().refundAgain().refundFails().refundAgain().refundSucceeds();
    const instructed = s.events.flatMap((event) => (event.type === 'refund.requested' ? [event.data] : []));
    const [{ refundId, amount } = { refundId: '', amount: 0 }] = instructed;
    expect(amount).toBe(12_900);
    expect(instructed).toEqual([1, 2, 3].map((attempt) => ({ refundId, amount, attempt })));
    expect(s.claim.refunds).toEqual([{ id: refundId, amount, status: 'succeeded', attempts: 3 }]);
  });

  it('R6: a decision only appends: the claim before it and its events stay as they were', () => {
    const s = scenario();
    s.seller.refuse();
    const before = frozen({ claim: s.claim, events: s.events });
    const decision = decide(
      before.claim,
      { type: 'request_intervention', body: { words: 'Help.', files: ['fil_1'] } },
      s.context(ACTORS.buyer),
    );
    expect(decision).toMatchObject({ events: [{ version: 4, type: 'intervention.requested' }], claim: { version: 4 } });
    s.buyer.requestIntervention();
    expect(s.events.slice(0, 3)).toEqual(before.events);
  });

  it('R6: a refused command leaves no event', () => {
    const s = scenario();
    expect(s.decision(ACTORS.buyer, { type: 'finish_evidence', body: {} })).toEqual({
      refused: { code: 'WRONG_STATE', rule: 'R3', availableAt: null, closesAt: null },
    });
  });

  it('R7: a claim remembers the version of the policy under which it was opened', () => {
    expect(scenario().claim.policy).toEqual({ name: 'taobao-classic', version: 1 });
    const second = { ...swift, version: 2 };
    const s = scenario({ policy: second });
    expect(s.claim.policy).toEqual({ name: 'swift', version: 2 });
    expect(s.deadline?.at).toBe(s.time('+2d'));
  });
});

function withProposal(): Scenario {
  const s = scenario();
  s.at('+2h').seller.propose();
  return s;
}

function suspendedReview(): Scenario {
  const s = atReview();
  s.at('+4h').mediator.suspend();
  return s;
}

function appealed(): Scenario {
  const s = atReview();
  s.at('+4h').mediator.rule({ remedy: 'none' });
  s.buyer.appeal();
  return s;
}

describe('explanations', () => {
  const viewers = ['buyer', 'seller', 'mediator', 'supervisor'] as const;
  const views = STORY_NAMES.flatMap((name) => viewers.map((viewer) => [name, viewer] as const));

  it.each(views)('R8: in %s what the %s is told of each command is what the command answers', (name, viewer) => {
    const s = STORIES[name]();
    const actor = ACTORS[viewer];
    const { actions, unavailable } = s.actions(actor);
    for (const { command } of actions) expect([command, s.refusal(actor, command)]).toEqual([command, null]);
    for (const { command, refused } of unavailable)
      expect([command, s.refusal(actor, command)]).toEqual([command, refused]);
  });

  it('R8: each party is told of all of its commands and of no other', () => {
    const { actions, unavailable } = scenario().actions(ACTORS.seller);
    expect(actions.map(({ command }) => command).sort()).toEqual(['agree', 'propose', 'refuse', 'request_call']);
    expect(unavailable.map(({ command }) => command).sort()).toEqual([
      'accept_proposal',
      'appeal',
      'confirm_return',
      'contest_return',
      'decline_proposal',
      'finish_evidence',
      'request_intervention',
      'ship_replacement',
      'submit_evidence',
      'withdraw_intervention',
    ]);
  });

  it('R8: what time alone lifts is told with the instant at which it does', () => {
    const s = scenario({ goods: 'virtual' });
    s.at('+1h').seller.refuse();
    const { unavailable } = s.actions(ACTORS.buyer);
    expect(unavailable.find(({ command }) => command === 'request_intervention')?.refused).toEqual({
      code: 'VIRTUAL_WAIT',
      rule: 'R32',
      availableAt: s.time('+72h'),
      closesAt: s.time('+73h'),
    });
  });

  it.each<[string, () => Scenario, (s: Scenario) => Refused, string]>([
    ['an open proposal', () => withProposal(), (s) => s.buyer.refused.propose(), '+50h'],
    ['a suspension', () => suspendedReview(), (s) => s.mediator.refused.rule(), '+30d4h'],
    ['a pending appeal', () => appealed(), (s) => s.seller.refused.appeal(), '+8d14h'],
  ])('R8: when %s passes is told as well', (...[, begin, ask, length]) => {
    const s = begin();
    expect(ask(s)).toMatchObject({ availableAt: s.time(length), closesAt: null });
  });

  it('R8: of several refusals the first in order of precedence is given', () => {
    const s = scenario({ goods: 'virtual' });
    expect(s.buyer.refused.requestIntervention().code).toBe('NOT_REFUSED');
    s.buyer.withdraw();
    expect(s.buyer.refused.requestIntervention().code).toBe('ENDED');
    expect(s.mediator.refused.modifyTerms().code).toBe('WRONG_PARTY');
    expect(s.otherBuyer.refused.modifyTerms().code).toBe('NOT_FOUND');
  });

  it('R9: a parcel that was signed for takes no demand away from the buyer', () => {
    const line = { receivedAt: Date.parse('2026-02-25T02:00:00Z') };
    expect(scenario({ reason: 'not_received', line }).claim.terms.goodsReceived).toBe(false);
    expect(scenario({ reason: 'damaged', line }).claim.terms.goodsReceived).toBe(true);
  });

  it('R9: nobody is at fault because a parcel was signed for', () => {
    const s = atEvidence({ reason: 'not_received', line: { receivedAt: Date.parse('2026-02-25T02:00:00Z') } });
    while (!s.claim.ruling) s.toDeadline();
    expect(s.claim.ruling).toMatchObject({ fault: 'none', remedy: 'refund_only', amount: 12_900 });
  });
});
