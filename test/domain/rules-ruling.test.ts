import { describe, expect, it } from 'vitest';
import type { Party } from '../../src/domain/claim.ts';
import type { RulingContent } from '../../src/domain/verdict.ts';
import { FAULTS, FUNDINGS } from '../../src/domain/verdict.ts';
import { atEvidence, atReview, STORIES } from '../support/positions.ts';
import { type Scenario, type Setting, scenario } from '../support/scenario.ts';

const statusOf = (s: Scenario) => s.claim.state.status;
const codeOf = (s: Scenario, body: Partial<RulingContent>) =>
  s.refusal(s.mediator.actor, 'rule', body)?.code ?? 'ruled';

/** The platform has stepped in and the review has begun; for claims that no buyer could have brought here yet. */
function underReview(setting: Setting = {}, begin: Scenario = scenario(setting)): Scenario {
  begin.mediator.stepIn();
  begin.seller.finishEvidence();
  begin.buyer.finishEvidence();
  if (begin.claim.state.status === 'in_intervention' && begin.claim.state.stage.name === 'reply')
    begin.seller.finishEvidence();
  return begin;
}

describe('a ruling', () => {
  it('R50: states findings, fault, remedy, amount, freight, funding, rules and reason, and by whom', () => {
    const s = atEvidence();
    s.buyer.submitEvidence({ words: 'The sole.', files: ['fil_sole'] });
    s.seller.submitEvidence({ words: 'The papers.', files: ['fil_papers'] });
    s.buyer.finishEvidence();
    s.seller.finishEvidence();
    const content: RulingContent = {
      fault: 'carrier',
      remedy: 'refund_only',
      amount: 4_000,
      returnGoods: false,
      freight: 'platform',
      funding: 'carrier',
      findings: [
        { text: 'The sole is loose.', files: ['fil_sole'] },
        { text: 'The papers are in order.', files: ['fil_papers'] },
        { text: 'The parcel was wet.', files: [] },
      ],
      reasonCode: 'other',
      rules: ['R50', 'R54'],
    };
    s.at('+5h').mediator.rule(content);
    expect(s.claim.ruling).toEqual({ ...content, by: 'M1', approvedBy: null, backstop: false, at: s.time('+5h') });
    expect(s.claim.intervention?.ended).toBe('ruled');
  });

  it('R50: a finding cites only what somebody has shown in this claim', () => {
    const s = atEvidence({ files: ['fil_first'] });
    s.seller.submitEvidence({ files: ['fil_shown'] });
    s.seller.finishEvidence();
    s.buyer.finishEvidence();
    const finding = (file: string) => ({ findings: [{ text: 'Seen.', files: [file] }] });
    expect(codeOf(s, finding('fil_first'))).toBe('ruled');
    expect(codeOf(s, finding('fil_shown'))).toBe('ruled');
    expect(codeOf(s, finding('fil_elsewhere'))).toBe('FILE_NOT_FOUND');
  });

  const independent = FAULTS.flatMap((fault) => FUNDINGS.map((funding) => ({ fault, funding })));
  it.each(independent)('R50: fault and funding leave the remedy alone: %j', (content) => {
    const s = atReview();
    s.mediator.rule({ ...content, freight: 'shared' });
    expect(s.claim).toMatchObject({
      ruling: content,
      state: { status: 'awaiting_return' },
      settlement: { by: 'ruling', remedy: 'return_refund', amount: 12_900 },
    });
  });

  it.each<[Partial<RulingContent>, string]>([
    [{ remedy: 'none' }, 'ruled'],
    [{ remedy: 'none', amount: 100 }, 'RULING_INCONSISTENT'],
    [{ remedy: 'refund_only', amount: 0 }, 'RULING_INCONSISTENT'],
    [{ remedy: 'return_refund', amount: 13_500 }, 'ruled'],
    [{ remedy: 'return_refund', amount: 13_501 }, 'AMOUNT_TOO_HIGH'],
  ])('R50: money goes to the buyer or to the seller, within what can be refunded: %j: %s', (body, code) => {
    expect(codeOf(atReview(), body)).toBe(code);
  });

  it.each<[Setting, string[]]>([
    [{}, ['refund_only', 'return_refund', 'exchange', 'repair', 'reship', 'none']],
    [{ reason: 'not_received' }, ['refund_only', 'reship', 'none']],
    [{ status: 'paid' }, ['refund_only', 'none']],
    [{ goods: 'virtual' }, ['refund_only', 'none']],
  ])('R50: what was never sent or cannot be sent neither comes back nor is replaced: %j: %j', (setting, possible) => {
    const s = underReview(setting);
    const all = ['refund_only', 'return_refund', 'exchange', 'repair', 'reship', 'none'] as const;
    expect(all.filter((remedy) => codeOf(s, { remedy, amount: remedy === 'none' ? 0 : 100 }) === 'ruled')).toEqual(
      possible,
    );
  });
});

describe('refund without return', () => {
  const keep = { remedy: 'refund_only', returnGoods: false } as const;
  const under = (limit: number | null, setting: Setting = {}) =>
    atReview({ ...setting, values: { 'ruling.low_value_limit': limit } });

  it.each<[number | null, Partial<RulingContent>, string]>([
    [null, {}, 'LOW_VALUE_NOT_OFFERED'],
    [12_899, {}, 'LOW_VALUE_NOT_OFFERED'],
    [12_900, {}, 'ruled'],
    [12_900, { amount: 13_500 }, 'ruled'],
    [12_900, { fault: 'both' }, 'LOW_VALUE_NOT_OFFERED'],
    [12_900, { fault: 'buyer' }, 'LOW_VALUE_NOT_OFFERED'],
    [12_900, { fault: 'none' }, 'LOW_VALUE_NOT_OFFERED'],
    [12_900, { fault: 'platform', funding: 'platform' }, 'LOW_VALUE_NOT_OFFERED'],
    [null, { amount: 12_899 }, 'ruled'],
    [null, { amount: 12_899, fault: 'buyer' }, 'ruled'],
  ])('R51: with the limit %s for a line of 12,900, %j: %s', (limit, body, code) => {
    expect(codeOf(under(limit), { ...keep, ...body })).toBe(code);
  });

  it.each<[string, () => Scenario]>([
    ['never received', () => underReview({ reason: 'not_received' })],
    ['never shipped', () => underReview({ status: 'paid' })],
    ['never to be shipped', () => underReview({ goods: 'virtual' })],
    ['back with the seller', () => underReview({}, STORIES['refused, goods contested']())],
  ])('R51: goods %s are no refund without return', (_, begin) => {
    expect(codeOf(begin(), keep)).toBe('ruled');
  });

  it('R51: what is left of a line after another refund is a full refund, too', () => {
    expect(codeOf(atReview({ line: { refunded: 2_900 } }), { ...keep, amount: 10_000 })).toBe('LOW_VALUE_NOT_OFFERED');
  });

  it.each<[RulingContent['remedy'], boolean]>([
    ['refund_only', false],
    ['return_refund', true],
    ['exchange', true],
    ['repair', true],
    ['reship', false],
    ['none', false],
  ])('R51: a ruling of %s returns the goods: %s, and must not say otherwise', (remedy, returnGoods) => {
    const s = underReview({ status: 'succeeded' });
    const amount = remedy === 'none' ? 0 : 100;
    expect(codeOf(s, { remedy, amount, returnGoods })).toBe('ruled');
    expect(codeOf(s, { remedy, amount, returnGoods: !returnGoods })).toBe('RULING_INCONSISTENT');
  });
});

describe('four eyes', () => {
  const expensive = () => atReview({ line: { amount: 90_000 } });

  it.each<[RulingContent['remedy'], number, boolean]>([
    ['return_refund', 49_999, false],
    ['return_refund', 50_000, true],
    ['refund_only', 50_000, true],
    ['exchange', 50_000, true],
    ['none', 0, false],
  ])('R52: a ruling of %s over %d waits for approval: %s', (remedy, amount, waits) => {
    const s = expensive();
    s.mediator.rule({ remedy, amount });
    expect(s.claim.ruling === null).toBe(waits);
    expect(statusOf(s) === 'in_intervention').toBe(waits);
  });

  it('R52: a ruling takes effect when a supervisor approves it, and not before', () => {
    const s = expensive();
    s.at('+4h').mediator.rule({ amount: 60_000 });
    expect(s.claim).toMatchObject({ ruling: null, settlement: null, appeals: null });
    expect(s.mediator.refused.rule().code).toBe('WRONG_STATE');
    s.at('+5h').supervisor.approveRuling();
    expect(s.claim.ruling).toMatchObject({ amount: 60_000, by: 'M1', approvedBy: 'V1', at: s.time('+5h') });
    expect(statusOf(s)).toBe('awaiting_return');
    expect(s.deadline).toMatchObject({ at: s.time('+3d5h'), then: 'appeal_lapsed' });
  });

  it('R52: sent back, it is the mediator’s again', () => {
    const s = expensive();
    s.mediator.rule({ amount: 60_000 });
    expect(s.supervisor.sendBackRuling({ words: 'Why so much?' })).toMatchObject([
      { type: 'ruling.sent_back', data: { words: 'Why so much?' } },
    ]);
    expect(s.claim).toMatchObject({
      ruling: null,
      state: { stage: { name: 'review' } },
      intervention: { owner: { id: 'M1' } },
    });
    s.mediator.rule({ amount: 40_000 });
    expect(s.claim.ruling).toMatchObject({ by: 'M1', amount: 40_000 });
  });

  it('R52: nobody approves or sends back what they ruled', () => {
    const s = expensive();
    s.supervisor.rule();
    expect(s.supervisor.refused.approveRuling().code).toBe('CONFLICT_OF_INTEREST');
    expect(s.supervisor.refused.sendBackRuling().code).toBe('CONFLICT_OF_INTEREST');
    s.otherSupervisor.approveRuling();
    expect(s.claim.ruling).toMatchObject({ by: 'V1', approvedBy: 'V2' });
  });

  it('R52: a mediator does not approve', () => {
    const s = expensive();
    s.mediator.rule();
    expect(s.otherMediator.refused.approveRuling().code).toBe('WRONG_PARTY');
  });
});

/** Nobody does anything until the backstop of R44 has decided. */
function unclear(s: Scenario): Scenario {
  s.mediator.stepIn();
  while (!s.claim.ruling) s.toDeadline();
  return s;
}

describe('an unclear fault', () => {
  it.each<[string, Setting]>([
    ['the seller', { reason: 'quality_hidden' }],
    ['the buyer', { reason: 'quality_visible', remedy: 'refund_only' }],
    ['nobody', { reason: 'unwanted', remedy: 'exchange' }],
  ])('R53: return and refund of goods that the buyer has, though the burden is on %s', (_, setting) => {
    const s = unclear(scenario({ ...setting, amount: 8_000 }));
    expect(s.claim.ruling).toMatchObject({
      fault: 'none',
      remedy: 'return_refund',
      returnGoods: true,
      amount: 8_000,
      freight: 'shared',
    });
    expect(statusOf(s)).toBe('awaiting_return');
  });

  it.each<[Setting, string]>([
    [{ reason: 'not_received' }, 'refund_only'],
    [{ reason: 'agreed', goodsReceived: false }, 'refund_only'],
    [{ reason: 'other', goodsReceived: false }, 'none'],
    [{ reason: 'unwanted', goodsReceived: false }, 'none'],
    [{ reason: 'not_shipped', status: 'paid' }, 'refund_only'],
    [{ goods: 'virtual', reason: 'virtual_not_delivered' }, 'refund_only'],
    [{ goods: 'virtual', reason: 'empty_or_missing' }, 'refund_only'],
    [{ goods: 'virtual', reason: 'not_as_described' }, 'none'],
    [{ goods: 'virtual', reason: 'other' }, 'none'],
    [{ goods: 'virtual', reason: 'unwanted' }, 'none'],
  ])('R53: what cannot come back is decided by the burden of proof: %j: %s', (setting, remedy) => {
    const s = unclear(scenario(setting));
    const amount = remedy === 'none' ? 0 : s.claim.terms.amount;
    expect(s.claim.ruling).toMatchObject({ fault: 'none', remedy, amount, returnGoods: false, by: null });
    expect(statusOf(s)).toBe(remedy === 'none' ? 'closed' : 'refunding');
  });

  it('R53: goods that are back with the seller already need not be sent again', () => {
    const s = unclear(STORIES['refused, goods contested']());
    expect(s.claim.ruling).toMatchObject({ remedy: 'return_refund', fault: 'none' });
    expect(statusOf(s)).toBe('refunding');
  });
});

describe('freight', () => {
  const seventhDay: Setting = { reason: 'no_reason_7d', line: { receivedAt: Date.parse('2026-03-01T02:00:00Z') } };
  const agree = (s: Scenario) => s.seller.agree();
  const silence = (s: Scenario) => s.toDeadline();
  const offer = (freight: Party) => (s: Scenario) => s.seller.propose({ freight }) && s.buyer.acceptProposal();

  it.each([
    { what: 'agreed by the seller, silent terms', setting: {}, act: agree, pays: 'seller' },
    { what: 'agreed by silence', setting: {}, act: silence, pays: 'seller' },
    { what: 'a change of mind, silent terms', setting: { reason: 'unwanted' }, act: agree, pays: 'seller' },
    { what: '7-day no-reason, agreed', setting: seventhDay, act: agree, pays: 'buyer' },
    { what: '7-day no-reason, by silence', setting: seventhDay, act: silence, pays: 'buyer' },
    { what: 'as was proposed', setting: {}, act: offer('buyer'), pays: 'buyer' },
    { what: '7-day no-reason, but the seller offered', setting: seventhDay, act: offer('seller'), pays: 'seller' },
  ])('R54: $what: the $pays pays freight', ({ setting, act, pays }) => {
    const s = scenario(setting);
    act(s);
    expect(s.claim.settlement?.freight).toBe(pays);
  });

  it.each<[RulingContent['fault'], RulingContent['freight']]>([
    ['seller', 'seller'],
    ['buyer', 'buyer'],
    ['both', 'shared'],
    ['platform', 'platform'],
  ])('R54: ruled with the fault at %s: %s pays freight', (fault, freight) => {
    const s = atReview();
    s.mediator.rule({ fault, freight });
    expect(s.claim.settlement).toMatchObject({ by: 'ruling', freight });
  });
});

describe('carrying a ruling out', () => {
  it.each<[RulingContent['remedy'], string]>([
    ['refund_only', 'refunding'],
    ['return_refund', 'awaiting_return'],
    ['exchange', 'awaiting_return'],
    ['repair', 'awaiting_return'],
    ['reship', 'awaiting_replacement'],
  ])('R55: ruled %s: %s', (remedy, status) => {
    const s = atReview({ status: 'succeeded', amount: 5_000 });
    s.mediator.rule({ remedy, amount: 7_000 });
    expect(statusOf(s)).toBe(status);
    expect(s.claim.settlement).toMatchObject({ by: 'ruling', remedy, amount: 7_000 });
  });

  it('R55: ruled for the seller, the claim is closed', () => {
    const s = atReview();
    s.mediator.rule({ remedy: 'none' });
    expect(s.claim.state).toEqual({ status: 'closed', endReason: 'ruled_for_seller', endedAt: s.now });
    expect(s.claim.settlement).toBeNull();
  });

  it.each<[RulingContent['remedy'], string]>([
    ['return_refund', 'refunding'],
    ['refund_only', 'refunding'],
    ['exchange', 'awaiting_replacement'],
    ['repair', 'awaiting_replacement'],
  ])('R55: ruled %s when the goods are with the seller already: %s', (remedy, status) => {
    const s = underReview({}, STORIES['refused, goods contested']());
    s.mediator.rule({ remedy });
    expect(statusOf(s)).toBe(status);
  });

  it.each<[RulingContent['remedy'], string]>([
    ['return_refund', 'awaiting_inspection'],
    ['exchange', 'awaiting_inspection'],
    ['refund_only', 'refunding'],
  ])('R55: ruled %s when the goods are on their way back: %s', (remedy, status) => {
    const s = underReview({}, STORIES['awaiting_inspection, agreed']());
    s.mediator.rule({ remedy });
    expect(statusOf(s)).toBe(status);
  });

  it('R55: a ruled return is refunded with what was ruled, not with what was asked', () => {
    const s = atReview();
    s.mediator.rule({ amount: 9_999 });
    s.buyer.shipReturn();
    s.seller.confirmReturn();
    expect(s.claim.refunds).toMatchObject([{ amount: 9_999 }]);
  });
});
