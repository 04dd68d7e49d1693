import { describe, expect, it } from 'vitest';
import type { Remedy } from '../../src/domain/claim.ts';
import { REMEDIES } from '../../src/domain/claim.ts';
import type { OrderLine } from '../../src/domain/context.ts';
import { moneyOf } from '../../src/domain/money.ts';
import { DAY } from '../../src/domain/time.ts';
import { ACTORS, type ActorName } from '../support/actors.ts';
import { taobaoClassic } from '../support/policies.ts';
import { atEvidence, ruled, STORIES, type StoryName } from '../support/positions.ts';
import { opening, type Scenario, type Setting, scenario } from '../support/scenario.ts';

const T0 = Date.parse('2026-03-02T02:00:00Z');
const refusalTo = (setting: Setting) => opening(setting).refused?.code ?? 'opened';

describe('who opens', () => {
  it.each<[ActorName, string]>([
    ['buyer', 'opened'],
    ['otherBuyer', 'NOT_FOUND'],
    ['otherSeller', 'NOT_FOUND'],
    ['seller', 'WRONG_PARTY'],
    ['mediator', 'WRONG_PARTY'],
    ['supervisor', 'WRONG_PARTY'],
    ['operator', 'WRONG_PARTY'],
    ['marketplace', 'WRONG_PARTY'],
  ])('R10: only the order’s buyer opens a claim; %s: %s', (name, code) => {
    expect(refusalTo({ by: ACTORS[name] })).toBe(code);
  });

  it('R10: one live claim a line', () => {
    expect(refusalTo({ live: true, applications: 1 })).toBe('LIVE_CLAIM_EXISTS');
  });

  it('R10: three claims a line, counted as they are opened', () => {
    expect(scenario({ applications: 2 }).claim.application).toBe(3);
    expect(refusalTo({ applications: 3 })).toBe('TOO_MANY_APPLICATIONS');
    expect(refusalTo({ applications: 1, values: { 'claim.max_applications': 1 } })).toBe('TOO_MANY_APPLICATIONS');
  });

  it('R10: a line is free for the next claim when one has ended', () => {
    const s = scenario();
    s.buyer.withdraw();
    expect(s.next().claim).toMatchObject({ application: 2, state: { status: 'awaiting_seller' } });
  });

  it('R10, R56: a claim over which an appeal may still come keeps its line', () => {
    const s = ruled({ remedy: 'refund_only', reason: 'not_received' }).refundSucceeds();
    expect(() => s.next({ amount: 100 })).toThrow('LIVE_CLAIM_EXISTS');
    s.at('+3d4h');
    expect(() => s.next({ amount: 100 })).not.toThrow();
  });
});

describe('phase and window', () => {
  it.each([
    ['paid', 'in_sale'],
    ['shipped', 'in_sale'],
    ['succeeded', 'after_sale'],
  ] as const)('R11: a claim on a %s line is opened %s', (status, phase) => {
    expect(scenario({ status }).claim.phase).toBe(phase);
  });

  it.each([
    [15 * DAY - 1, 'opened'],
    [15 * DAY, 'WINDOW_CLOSED'],
    [15 * DAY + 1, 'WINDOW_CLOSED'],
  ])('R11: %d ms after the trade succeeded: %s', (ms, code) => {
    expect(refusalTo({ status: 'succeeded', line: { succeededAt: T0 - ms } })).toBe(code);
  });

  it('R11: before the trade succeeds no window runs, however long ago the goods came', () => {
    expect(refusalTo({ status: 'shipped', line: { receivedAt: T0 - 300 * DAY } })).toBe('opened');
  });
});

/** What may be asked for, by the words of the table; `agreed` is a reason that fits everything. */
function remediesFor(setting: Setting): Remedy[] {
  return REMEDIES.filter((remedy) => refusalTo({ reason: 'agreed', ...setting, remedy }) === 'opened');
}

describe('what may be asked', () => {
  const three = ['refund_only', 'return_refund', 'exchange'];
  it.each<[OrderLine['goods'], OrderLine['status'], string[]]>([
    ['physical', 'paid', ['refund_only']],
    ['physical', 'shipped', three],
    ['physical', 'succeeded', [...three, 'repair', 'reship']],
    ['physical', 'closed', []],
    ['virtual', 'paid', ['refund_only']],
    ['virtual', 'shipped', ['refund_only']],
    ['virtual', 'succeeded', ['refund_only']],
    ['virtual', 'closed', []],
  ])('R12: for %s goods, %s: %j', (goods, status, remedies) => {
    expect(remediesFor({ goods, status, goodsReceived: status !== 'paid' })).toEqual(remedies);
  });

  it('R12: what the order’s state does not offer is REMEDY_NOT_AVAILABLE', () => {
    expect(refusalTo({ status: 'closed', reason: 'agreed', remedy: 'refund_only' })).toBe('REMEDY_NOT_AVAILABLE');
    expect(refusalTo({ status: 'shipped', reason: 'agreed', remedy: 'repair' })).toBe('REMEDY_NOT_AVAILABLE');
    expect(refusalTo({ goods: 'virtual', reason: 'agreed', remedy: 'exchange' })).toBe('REMEDY_NOT_AVAILABLE');
  });

  it('R12: goods that did not arrive cannot be sent back', () => {
    expect(remediesFor({ status: 'shipped', goodsReceived: false })).toEqual(['refund_only']);
    expect(remediesFor({ status: 'succeeded', goodsReceived: false })).toEqual(['refund_only', 'reship']);
  });

  it.each<[Setting, number, string]>([
    [{ status: 'paid' }, 13_500, 'opened'],
    [{ status: 'paid' }, 13_499, 'FULL_AMOUNT_ONLY'],
    [{ status: 'paid' }, 13_501, 'AMOUNT_TOO_HIGH'],
    [{ status: 'shipped' }, 1, 'opened'],
    [{ status: 'shipped' }, 13_500, 'opened'],
    [{ status: 'shipped' }, 13_501, 'AMOUNT_TOO_HIGH'],
    [{ status: 'succeeded' }, 1, 'opened'],
    [{ status: 'succeeded' }, 13_501, 'AMOUNT_TOO_HIGH'],
    [{ goods: 'virtual', status: 'paid' }, 1, 'opened'],
    [{ goods: 'virtual', status: 'paid' }, 13_501, 'AMOUNT_TOO_HIGH'],
  ])('R12: %j, amount %d: %s', (setting, amount, code) => {
    expect(refusalTo({ ...setting, amount })).toBe(code);
  });

  it.each<[string, Partial<OrderLine>, number]>([
    ['quality_hidden', {}, 13_500],
    ['unwanted', {}, 12_900],
    ['quality_hidden', { refunded: 1_000 }, 12_500],
    ['quality_hidden', { held: 3_000 }, 10_500],
    ['unwanted', { refunded: 1_000, held: 3_000 }, 8_900],
    ['unwanted', { refunded: 13_500 }, 0],
  ])('R5, R13: for %s on a line with %j, %d may be refunded', (reason, line, refundable) => {
    if (refundable > 0) expect(refusalTo({ reason, line, amount: refundable })).toBe('opened');
    expect(refusalTo({ reason, line, amount: refundable + 1 })).toBe('AMOUNT_TOO_HIGH');
  });

  it('R13: an exchange names the amount it stands for, which is held until it is done', () => {
    const s = scenario({ remedy: 'exchange', amount: 9_000 });
    expect(moneyOf(s.claim)).toEqual({ held: 9_000, refunded: 0 });
    s.seller.agree();
    s.buyer.shipReturn();
    s.seller.confirmReturn();
    s.seller.shipReplacement();
    expect(moneyOf(s.claim)).toEqual({ held: 9_000, refunded: 0 });
    s.buyer.acceptReplacement();
    expect(moneyOf(s.claim)).toEqual({ held: 0, refunded: 0 });
  });

  it('R14: a reason that the policy does not know, or not for this phase, is not available', () => {
    expect(refusalTo({ reason: 'full_moon' })).toBe('REASON_NOT_AVAILABLE');
    const reasons = taobaoClassic.reasons.map((reason) => ({ ...reason, phases: ['in_sale'] as const }));
    const policy = { ...taobaoClassic, reasons };
    expect(refusalTo({ policy, status: 'shipped' })).toBe('opened');
    expect(refusalTo({ policy, status: 'succeeded' })).toBe('REASON_NOT_AVAILABLE');
  });
});

const BEFORE_THE_END: readonly StoryName[] = [
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

describe('changing the terms', () => {
  it('R15: a modification is a new version that starts the seller’s time again and voids the refusal', () => {
    const s = scenario();
    s.at('+1d').seller.refuse();
    s.at('+2d').buyer.modifyTerms({ terms: { amount: 4_000 } });
    expect(s.claim).toMatchObject({
      id: 'clm_1',
      appliedAt: s.t0,
      termsVersion: 2,
      terms: { amount: 4_000, reason: 'quality_hidden' },
      refusal: null,
      state: { status: 'awaiting_seller' },
    });
    expect(s.deadline).toMatchObject({ at: s.time('+7d'), then: 'terms_agreed' });
  });

  it('R15: the terms may be modified before the seller has answered, too', () => {
    const s = scenario();
    s.at('+4d').buyer.modifyTerms({ terms: { remedy: 'refund_only' } });
    expect(s.deadline?.at).toBe(s.time('+9d'));
    expect(s.claim.termsVersion).toBe(2);
  });

  it.each(BEFORE_THE_END.slice(3))('R15: in %s the terms can no longer be modified', (name) => {
    expect(STORIES[name]().buyer.refused.modifyTerms().code).toBe('WRONG_STATE');
  });

  it.each([
    [{ reason: 'not_shipped', goodsReceived: false, remedy: 'refund_only' }, 'REASON_NOT_AVAILABLE'],
    [{ remedy: 'repair' }, 'REMEDY_NOT_AVAILABLE'],
    [{ amount: 13_501 }, 'AMOUNT_TOO_HIGH'],
    [{ reason: 'unwanted', amount: 12_901 }, 'AMOUNT_TOO_HIGH'],
  ] as const)('R15: modified terms must fit as the first ones: %j', (terms, code) => {
    expect(scenario().buyer.refused.modifyTerms({ terms }).code).toBe(code);
  });

  it('R15: whether the window is still open is not asked again', () => {
    const s = scenario({ status: 'succeeded', line: { succeededAt: T0 - 14 * DAY } });
    s.at('+1h').seller.refuse();
    s.at('+4d').buyer.modifyTerms();
    expect(s.claim.state.status).toBe('awaiting_seller');
  });

  it.each(BEFORE_THE_END)('R15: in %s the buyer may withdraw', (name) => {
    const s = STORIES[name]();
    s.buyer.withdraw();
    expect(s.claim).toMatchObject({ state: { status: 'closed', endReason: 'withdrawn' }, held: false });
  });

  it.each<StoryName>([
    'awaiting_return, ruled',
    'awaiting_inspection, ruled',
    'awaiting_replacement, ruled',
    'awaiting_acceptance, ruled',
    'refunding, agreed',
    'refunding, ruled',
  ])('R15: in %s it is too late to withdraw', (name) => {
    expect(STORIES[name]().buyer.refused.withdraw().code).toBe('WRONG_STATE');
  });
});

describe('what the marketplace holds', () => {
  const holds = (s: Scenario) => s.events.filter(({ type }) => type === 'order.hold').length;
  const releases = (s: Scenario) => s.events.filter(({ type }) => type === 'order.release').map(({ at }) => at);

  it('R16: a claim holds the line as it is opened, and as long as it lives', () => {
    const s = scenario();
    expect(s.types).toEqual(['claim.opened', 'order.hold']);
    for (const name of BEFORE_THE_END) expect(STORIES[name]().claim.held).toBe(true);
  });

  it.each<[string, () => Scenario]>([
    ['withdrawn', () => STORIES['closed, withdrawn']()],
    ['expired', () => STORIES.refused().at('+30d')],
    ['shipped', () => scenario({ status: 'paid' }).orderChanges({ status: 'shipped' })],
    ['return_not_sent', () => STORIES['awaiting_return, agreed']().at('+30d')],
    ['ruled_for_seller', () => STORIES['closed, ruled']().at('+30d')],
    ['refunded', () => STORIES['succeeded, agreed']()],
    ['exchanged', () => STORIES['awaiting_acceptance, agreed']().at('+30d')],
  ])('R16: a claim that is %s releases the line, once', (_, end) => {
    const s = end();
    expect(s.claim.held).toBe(false);
    expect([holds(s), releases(s)]).toEqual([1, [s.events.at(-1)?.at]]);
  });

  it('R16: the instruction of a refund releases nothing; its success does', () => {
    const s = STORIES['refunding, agreed']();
    expect(releases(s)).toEqual([]);
    expect(releases(s.refundFails())).toEqual([]);
    expect(releases(s.refundAgain().refundSucceeds())).toEqual([s.now]);
  });

  it('R16: a withdrawn request for intervention holds the line as before', () => {
    const s = atEvidence();
    s.buyer.withdrawIntervention();
    expect([s.claim.held, releases(s)]).toEqual([true, []]);
  });
});
