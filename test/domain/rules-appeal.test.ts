import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../src/domain/deadline.ts';
import type { EventType } from '../../src/domain/event.ts';
import { moneyOf } from '../../src/domain/money.ts';
import type { RulingContent } from '../../src/domain/verdict.ts';
import { rulingOn } from '../support/bodies.ts';
import { atReview, ruled, STORIES, type StoryName } from '../support/positions.ts';
import type { Scenario } from '../support/scenario.ts';

const statusOf = (s: Scenario) => s.claim.state.status;
const of = (s: Scenario, type: EventType) => s.events.filter((event) => event.type === type);
const newRuling = (s: Scenario, given: Partial<RulingContent> = {}) => ({
  outcome: 'overturned' as const,
  ruling: rulingOn(s.claim, given),
});

/** Ruled at +4 h for a refund of goods that never came, and refunded at +5 h. */
function refunded(amount = 12_900): Scenario {
  const s = atReview({ reason: 'not_received' });
  s.at('+4h').mediator.rule({ remedy: 'refund_only', amount });
  return s.at('+5h').refundSucceeds();
}

/** Ruled for the seller at +4 h. */
function lost(): Scenario {
  const s = atReview();
  s.at('+4h').mediator.rule({ remedy: 'none' });
  return s;
}

describe('filing an appeal', () => {
  it.each<StoryName>([
    'awaiting_return, ruled',
    'awaiting_inspection, ruled',
    'awaiting_replacement, ruled',
    'awaiting_acceptance, ruled',
    'refunding, ruled',
    'succeeded, ruled',
    'closed, ruled',
  ])('R56: in %s either party may appeal, and the claim stays where it is', (name) => {
    for (const party of ['buyer', 'seller'] as const) {
      const s = STORIES[name]();
      const before = s.claim.state;
      s[party].appeal({ words: 'New photographs.', files: ['fil_new'] });
      expect(s.claim.state).toEqual(before);
      expect(s.claim.appeals?.filed).toEqual([
        { by: party, at: s.now, words: 'New photographs.', files: ['fil_new'], outcome: null },
      ]);
    }
  });

  it('R56: for three days from the ruling, to the millisecond', () => {
    const s = lost();
    expect(deadlineOf(s.claim, s.rules)).toMatchObject({ at: s.time('+3d4h'), then: 'appeal_lapsed' });
    s.toDeadline(-1);
    expect(s.refusal(s.buyer.actor, 'appeal')).toBeNull();
    s.toDeadline();
    expect(s.buyer.refused.appeal().code).toBe('WINDOW_CLOSED');
  });

  it('R56: the window runs from the moment the ruling took effect', () => {
    const s = atReview({ line: { amount: 60_000 } });
    s.at('+4h').mediator.rule({ remedy: 'none' });
    expect(s.deadline?.at).toBe(s.time('+3d4h'));
    const waiting = atReview({ line: { amount: 60_000 } });
    waiting.at('+4h').mediator.rule();
    waiting.at('+28h').supervisor.approveRuling();
    expect(waiting.deadline).toMatchObject({ at: waiting.time('+4d4h'), then: 'appeal_lapsed' });
  });

  it('R56: with new evidence', () => {
    expect(lost().buyer.refused.appeal({ files: [] }).code).toBe('FILES_REQUIRED');
  });

  it('R56: where nobody ruled there is nothing to appeal against', () => {
    for (const name of ['refused', 'awaiting_return, agreed', 'succeeded, agreed', 'closed, withdrawn'] as const) {
      expect(STORIES[name]().buyer.refused.appeal().code).toBe('WRONG_STATE');
    }
  });

  it('R56: the backstop’s ruling may be appealed against, too', () => {
    const s = atReview();
    while (!s.claim.ruling) s.toDeadline();
    s.seller.appeal();
    s.supervisor.decideAppeal(newRuling(s, { remedy: 'none' }));
    expect(s.claim).toMatchObject({ state: { endReason: 'ruled_for_seller' }, ruling: { by: 'V1' } });
  });

  it('R56: once per party', () => {
    const s = lost();
    s.buyer.appeal();
    expect(s.buyer.refused.appeal().code).toBe('ALREADY_APPEALED');
    s.supervisor.decideAppeal();
    expect(s.buyer.refused.appeal().code).toBe('ALREADY_APPEALED');
    s.seller.appeal();
    expect(s.claim.appeals?.filed).toMatchObject([
      { by: 'buyer', outcome: 'upheld' },
      { by: 'seller', outcome: null },
    ]);
  });

  it('R56: while one appeal waits the other party’s window stands still, and goes on with what was left', () => {
    const s = lost();
    s.at('+1d4h').buyer.appeal();
    expect(s.seller.refused.appeal().code).toBe('APPEAL_PENDING');
    s.at('+5d4h').supervisor.decideAppeal();
    expect(deadlineOf(s.claim, s.rules)).toMatchObject({ at: s.time('+7d4h'), then: 'appeal_lapsed' });
    expect(s.toDeadline(-1).refusal(s.seller.actor, 'appeal')).toBeNull();
    expect(s.toDeadline().seller.refused.appeal().code).toBe('WINDOW_CLOSED');
  });
});

describe('deciding an appeal', () => {
  it('R56: another supervisor decides, not one who ruled or approved', () => {
    const own = atReview();
    own.supervisor.rule();
    own.seller.appeal();
    expect(own.supervisor.refused.decideAppeal().code).toBe('CONFLICT_OF_INTEREST');
    own.otherSupervisor.decideAppeal();
    const approved = STORIES.awaiting_approval();
    approved.supervisor.approveRuling();
    approved.seller.appeal();
    expect(approved.supervisor.refused.decideAppeal().code).toBe('CONFLICT_OF_INTEREST');
    approved.otherSupervisor.decideAppeal();
  });

  it('R47, R56: neither a mediator nor a party decides an appeal', () => {
    const s = lost();
    s.buyer.appeal();
    expect(s.otherMediator.refused.decideAppeal().code).toBe('WRONG_PARTY');
    for (const id of ['B9', 'S7', 'U1']) {
      expect(s.as({ role: 'supervisor', id }).refused.decideAppeal().code).toBe('CONFLICT_OF_INTEREST');
    }
  });

  it('R56: within six working days; otherwise the ruling is upheld', () => {
    const s = lost();
    s.at('+1d').buyer.appeal();
    expect(deadlineOf(s.claim, s.rules)).toMatchObject({
      at: Date.parse('2026-03-11T16:00:00Z'),
      then: 'appeal_lapsed',
    });
    s.toDeadline();
    expect(s.events.at(-1)).toMatchObject({ type: 'appeal.decided', data: { outcome: 'upheld', ruling: null } });
    expect(s.claim.appeals?.filed).toMatchObject([{ outcome: 'upheld' }]);
  });

  it('R56: an appeal beside a claim that is carried out has its own deadline and hides none', () => {
    const s = ruled();
    s.at('+1d').seller.appeal();
    expect(deadlineOf(s.claim, s.rules)).toMatchObject({ at: s.time('+7d4h'), then: 'return_lapsed' });
    s.at('+2d').buyer.shipReturn();
    expect(statusOf(s)).toBe('awaiting_inspection');
    expect(s.at('+11d').claim.appeals?.filed).toMatchObject([{ outcome: 'upheld' }]);
    expect(statusOf(s)).toBe('awaiting_inspection');
  });

  it('R56: upheld, nothing but the appeal changes', () => {
    const s = refunded();
    s.seller.appeal();
    const { ruling, state, refunds } = s.claim;
    s.supervisor.decideAppeal({ outcome: 'upheld', words: 'It was right.' });
    expect(s.claim).toMatchObject({ ruling, state, refunds, disputeRefund: true });
    expect(s.events.at(-1)).toMatchObject({ type: 'appeal.decided', data: { words: 'It was right.' } });
  });

  it('R56: overturned without another ruling, the seller is right; a buyer who wins must be told what', () => {
    const won = ruled();
    won.seller.appeal();
    won.supervisor.decideAppeal({ outcome: 'overturned' });
    expect(won.claim).toMatchObject({
      state: { endReason: 'ruled_for_seller' },
      ruling: { remedy: 'none', fault: 'none' },
    });
    for (const s of [lost(), ruled()]) {
      s.buyer.appeal();
      expect(s.supervisor.refused.decideAppeal({ outcome: 'overturned' }).code).toBe('RULING_REQUIRED');
    }
  });

  it.each<[Partial<RulingContent>, string]>([
    [{ amount: 13_501 }, 'AMOUNT_TOO_HIGH'],
    [{ amount: 0 }, 'RULING_INCONSISTENT'],
    [{ findings: [{ text: 'Seen.', files: ['fil_elsewhere'] }] }, 'FILE_NOT_FOUND'],
  ])('R56: a new ruling must be as sound as the first: %j: %s', (given, code) => {
    const s = lost();
    s.buyer.appeal();
    expect(s.supervisor.refused.decideAppeal(newRuling(s, given)).code).toBe(code);
  });

  it('R56: what the appeal showed may be cited in the new ruling', () => {
    const s = lost();
    s.buyer.appeal({ files: ['fil_new'] });
    s.supervisor.decideAppeal(newRuling(s, { findings: [{ text: 'Now it is clear.', files: ['fil_new'] }] }));
    expect(s.claim.ruling).toMatchObject({ by: 'V1', fault: 'seller' });
  });
});

describe('overturned while it is carried out', () => {
  it.each<[Partial<RulingContent>, string]>([
    [{ remedy: 'none' }, 'closed'],
    [{ remedy: 'refund_only', amount: 5_000 }, 'refunding'],
    [{ remedy: 'reship' }, 'awaiting_replacement'],
    [{ remedy: 'exchange' }, 'awaiting_return'],
  ])('R56: the new ruling replaces the old one: %j: %s, and nothing is owed', (given, status) => {
    const s = ruled();
    s.at('+5h').seller.appeal();
    s.at('+6h').supervisor.decideAppeal(newRuling(s, given));
    expect(statusOf(s)).toBe(status);
    expect(of(s, 'compensation.owed')).toEqual([]);
    const amount = given.amount ?? (given.remedy === 'none' ? undefined : 12_900);
    expect(s.claim.settlement?.amount).toBe(amount);
  });

  it('R56: the party who has not appealed has a fresh window against the new ruling', () => {
    const s = ruled();
    s.at('+2d').seller.appeal();
    s.at('+4d').supervisor.decideAppeal(newRuling(s, { remedy: 'none' }));
    expect(s.claim.held).toBe(true);
    expect(deadlineOf(s.claim, s.rules)).toMatchObject({ at: s.time('+7d'), then: 'appeal_lapsed' });
    s.at('+6d').buyer.appeal();
    expect(s.supervisor.refused.decideAppeal().code).toBe('CONFLICT_OF_INTEREST');
    s.otherSupervisor.decideAppeal();
    expect(s.claim.held).toBe(false);
  });
});

describe('overturned when it is past', () => {
  it('R56: money moved stays moved; the seller is owed it, and the dispute refund is reversed at once', () => {
    const s = refunded();
    expect(s.claim.disputeRefund).toBe(true);
    s.at('+1d').seller.appeal();
    const events = s.at('+2d').supervisor.decideAppeal(newRuling(s, { remedy: 'none', funding: 'platform' }));
    expect(events).toMatchObject([
      { type: 'appeal.decided', data: { outcome: 'overturned', ruling: { remedy: 'none', by: 'V1' } } },
      { type: 'dispute_refund.reversed' },
      { type: 'compensation.owed', data: { to: 'seller', amount: 12_900, funding: 'platform' } },
    ]);
    expect(s.claim).toMatchObject({ state: { status: 'succeeded' }, disputeRefund: false });
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: 12_900 });
  });

  it('R56: overturned in part, the difference is owed and the dispute refund stands', () => {
    const s = refunded();
    s.seller.appeal();
    s.supervisor.decideAppeal(newRuling(s, { remedy: 'refund_only', amount: 5_000 }));
    expect(of(s, 'compensation.owed')).toMatchObject([{ data: { to: 'seller', amount: 7_900 } }]);
    expect([s.claim.disputeRefund, of(s, 'dispute_refund.reversed').length]).toEqual([true, 0]);
  });

  it('R56: with the same money but the fault elsewhere, the dispute refund goes and nothing is owed', () => {
    const s = refunded();
    s.seller.appeal();
    s.supervisor.decideAppeal(newRuling(s, { remedy: 'refund_only', fault: 'carrier', funding: 'carrier' }));
    expect(of(s, 'compensation.owed')).toEqual([]);
    expect(s.claim.disputeRefund).toBe(false);
  });

  it('R56: a buyer who was wrongly refused is refunded though the claim has ended, and it counts', () => {
    const s = lost();
    s.at('+1d').buyer.appeal();
    s.at('+2d').supervisor.decideAppeal(newRuling(s, { remedy: 'refund_only', amount: 8_000 }));
    expect(s.claim).toMatchObject({
      state: { status: 'closed', endReason: 'ruled_for_seller' },
      refunds: [{ amount: 8_000, status: 'instructed' }],
      disputeRefund: true,
    });
    expect(of(s, 'compensation.owed')).toMatchObject([{ data: { to: 'buyer', amount: 8_000 } }]);
    s.refundSucceeds();
    expect(statusOf(s)).toBe('closed');
  });

  it('R56: a buyer who got too little gets the rest, as a second refund of one dispute', () => {
    const s = refunded(5_000);
    s.buyer.appeal();
    s.supervisor.decideAppeal(newRuling(s, { remedy: 'refund_only', amount: 12_900 }));
    expect(s.claim.refunds).toMatchObject([
      { amount: 5_000, status: 'succeeded' },
      { amount: 7_900, status: 'instructed' },
    ]);
    expect(new Set(s.claim.refunds.map(({ id }) => id)).size).toBe(2);
    expect(of(s, 'dispute_refund.counted')).toHaveLength(1);
  });

  it('R56, R60: with the same money but the fault now at the seller, it counts from the decision on', () => {
    const s = atReview({ reason: 'not_received' });
    s.at('+4h').mediator.rule({ fault: 'none' });
    s.refundSucceeds();
    s.at('+1d').buyer.appeal();
    s.at('+2d').supervisor.decideAppeal(newRuling(s, { fault: 'seller' }));
    expect(of(s, 'dispute_refund.counted')).toMatchObject([{ at: s.time('+2d') }]);
    expect(of(s, 'compensation.owed')).toEqual([]);
  });

  it('R56: fault without money is no dispute refund', () => {
    const s = refunded();
    s.seller.appeal();
    s.supervisor.decideAppeal(newRuling(s, { remedy: 'none', fault: 'seller' }));
    expect(s.claim.disputeRefund).toBe(false);
  });

  it('R56: overturned twice, what the seller was given back is given back in turn', () => {
    const s = refunded();
    s.at('+1d').seller.appeal();
    s.at('+2d').supervisor.decideAppeal(newRuling(s, { remedy: 'none' }));
    s.at('+3d').buyer.appeal();
    s.at('+4d').otherSupervisor.decideAppeal(newRuling(s, { remedy: 'refund_only', amount: 12_900 }));
    expect(of(s, 'compensation.owed')).toMatchObject([
      { data: { to: 'seller', amount: 12_900 } },
      { data: { to: 'platform', amount: 12_900 } },
    ]);
    expect(s.claim).toMatchObject({ refunds: [{ amount: 12_900 }], disputeRefund: true, held: false });
  });

  it('R56: a refund that is on its way counts as moved', () => {
    const s = ruled({ reason: 'not_received' });
    s.seller.appeal();
    s.supervisor.decideAppeal(newRuling(s, { remedy: 'none' }));
    expect(statusOf(s)).toBe('refunding');
    expect(of(s, 'compensation.owed')).toMatchObject([{ data: { to: 'seller', amount: 12_900 } }]);
    expect(statusOf(s.refundSucceeds())).toBe('succeeded');
  });

  it('R56: an exchange that was carried out is worth what it stood for', () => {
    const s = ruled({ remedy: 'exchange', amount: 9_000 });
    s.buyer.shipReturn();
    s.seller.confirmReturn();
    s.seller.shipReplacement();
    s.buyer.acceptReplacement();
    s.seller.appeal();
    s.supervisor.decideAppeal(newRuling(s, { remedy: 'none' }));
    expect(of(s, 'compensation.owed')).toMatchObject([{ data: { to: 'seller', amount: 9_000 } }]);
    expect(s.claim.disputeRefund).toBe(false);
  });

  it('R16, R56: the payout is released when the window is over, and not at the refund', () => {
    const s = refunded();
    expect([statusOf(s), s.claim.held]).toEqual(['succeeded', true]);
    expect(s.at('+3d3h').claim.held).toBe(true);
    expect(s.at('+3d4h').events.slice(-2)).toMatchObject([{ type: 'appeal.lapsed' }, { type: 'order.release' }]);
  });

  it('R16, R56: the payout is released only after the appeal, and after the other party’s time', () => {
    const s = refunded();
    s.at('+3d').seller.appeal();
    expect(s.at('+5d').claim.held).toBe(true);
    s.supervisor.decideAppeal(newRuling(s, { remedy: 'none' }));
    expect(s.claim.held).toBe(true);
    expect(s.at('+8d').claim.held).toBe(false);
    expect(of(s, 'order.release')).toMatchObject([{ at: s.time('+8d') }]);
  });
});
