import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/claim.ts';
import { REFUSAL_CODES, type RefusalCode, type Refused } from '../../src/domain/refusals.ts';
import { atEvidence, atReview, ruled, STORIES } from '../support/positions.ts';
import { opening, type Scenario, type Setting, scenario } from '../support/scenario.ts';

type Tell = () => Refused | null | undefined;

/** Two refusals that apply together, and the same without the first: then the second is given. */
interface Pair {
  readonly first: RefusalCode;
  readonly second: RefusalCode;
  readonly both: Tell;
  readonly onlySecond: Tell;
}

function pair(first: RefusalCode, second: RefusalCode, told: { both: Tell; onlySecond: Tell }): Pair {
  return { first, second, ...told };
}

const opened = (setting: Setting) => () => opening(setting).refused;
const ended = () => STORIES['closed, withdrawn']();
const evidence = () => STORIES.evidence();
const suspendedReview = () => STORIES['review, suspended']();
const shopUserAs = (role: 'mediator' | 'supervisor'): Actor => ({ role, id: 'U1' });

const ACCESS: readonly Pair[] = [
  pair('NOT_FOUND', 'WRONG_PARTY', {
    both: () => scenario().otherSeller.refused.withdraw(),
    onlySecond: () => scenario().seller.refused.withdraw(),
  }),
  pair('NOT_FOUND', 'ENDED', {
    both: () => ended().otherBuyer.refused.withdraw(),
    onlySecond: () => ended().buyer.refused.withdraw(),
  }),
  pair('WRONG_PARTY', 'ENDED', {
    both: () => ended().seller.refused.withdraw(),
    onlySecond: () => ended().buyer.refused.withdraw(),
  }),
  pair('ENDED', 'NOT_REFUSED', {
    both: () => ended().buyer.refused.requestIntervention(),
    onlySecond: () => scenario().buyer.refused.requestIntervention(),
  }),
  pair('ENDED', 'WRONG_STATE', {
    both: () => ended().buyer.refused.shipReturn(),
    onlySecond: () => scenario().buyer.refused.shipReturn(),
  }),
  pair('NOT_REFUSED', 'VIRTUAL_WAIT', {
    both: () => scenario({ goods: 'virtual' }).buyer.refused.requestIntervention(),
    onlySecond: () => {
      const s = scenario({ goods: 'virtual' });
      s.seller.refuse();
      return s.buyer.refused.requestIntervention();
    },
  }),
  pair('ALREADY_IN_INTERVENTION', 'WRONG_STATE', {
    both: () => evidence().seller.refused.requestIntervention(),
    onlySecond: () => scenario().seller.refused.requestIntervention(),
  }),
  pair('ALREADY_IN_INTERVENTION', 'VIRTUAL_WAIT', {
    both: () => {
      const s = scenario({ goods: 'virtual' });
      s.seller.refuse();
      s.mediator.stepIn();
      return s.buyer.refused.requestIntervention();
    },
    onlySecond: () => {
      const s = scenario({ goods: 'virtual' });
      s.seller.refuse();
      return s.buyer.refused.requestIntervention();
    },
  }),
  pair('WRONG_STATE', 'SUSPENDED', {
    both: () => STORIES['evidence, suspended']().mediator.refused.rule(),
    onlySecond: () => suspendedReview().mediator.refused.rule(),
  }),
  pair('WRONG_STATE', 'NO_OPEN_PROPOSAL', {
    both: () => STORIES['refunding, agreed']().buyer.refused.acceptProposal(),
    onlySecond: () => scenario().buyer.refused.acceptProposal(),
  }),
  pair('WRONG_PARTY', 'TOO_MANY_WITHDRAWALS', {
    both: () => atEvidence({ values: { 'intervention.max_withdrawals': 0 } }).seller.refused.withdrawIntervention(),
    onlySecond: () =>
      atEvidence({ values: { 'intervention.max_withdrawals': 0 } }).buyer.refused.withdrawIntervention(),
  }),
  pair('SUSPENDED', 'NOT_OWNER', {
    both: () => suspendedReview().otherMediator.refused.rule(),
    onlySecond: () => STORIES.review().otherMediator.refused.rule(),
  }),
];

const late = { status: 'succeeded', line: { succeededAt: 0, receivedAt: 0 } } as const;
const unfit = { reason: 'not_shipped', goodsReceived: true } as const;
const modified = (times: number) => () =>
  scenario({ values: { 'claim.max_modifications': times } }).buyer.refused.modifyTerms({ terms: { remedy: 'repair' } });

const OPENING: readonly Pair[] = [
  pair('NOT_FOUND', 'WINDOW_CLOSED', {
    both: opened({ ...late, by: { role: 'buyer', id: 'B8' } }),
    onlySecond: opened(late),
  }),
  pair('WRONG_PARTY', 'WINDOW_CLOSED', {
    both: opened({ ...late, by: { role: 'marketplace' } }),
    onlySecond: opened(late),
  }),
  pair('WINDOW_CLOSED', 'LIVE_CLAIM_EXISTS', {
    both: opened({ ...late, live: true }),
    onlySecond: opened({ live: true }),
  }),
  pair('LIVE_CLAIM_EXISTS', 'TOO_MANY_APPLICATIONS', {
    both: opened({ applications: 3, live: true }),
    onlySecond: opened({ applications: 3 }),
  }),
  pair('TOO_MANY_APPLICATIONS', 'REMEDY_NOT_AVAILABLE', {
    both: opened({ applications: 3, remedy: 'repair' }),
    onlySecond: opened({ applications: 2, remedy: 'repair' }),
  }),
  pair('TOO_MANY_MODIFICATIONS', 'REMEDY_NOT_AVAILABLE', { both: modified(0), onlySecond: modified(1) }),
  pair('REMEDY_NOT_AVAILABLE', 'REASON_NOT_AVAILABLE', {
    both: opened({ ...unfit, remedy: 'repair' }),
    onlySecond: opened({ ...unfit, remedy: 'refund_only' }),
  }),
  pair('REMEDY_NOT_AVAILABLE', 'REASON_NOT_AVAILABLE', {
    both: opened({ reason: 'unknown', remedy: 'repair' }),
    onlySecond: opened({ reason: 'unknown', remedy: 'refund_only' }),
  }),
  pair('REASON_NOT_AVAILABLE', 'AMOUNT_TOO_HIGH', {
    both: opened({ ...unfit, remedy: 'refund_only', amount: 13_501 }),
    onlySecond: opened({ remedy: 'refund_only', amount: 13_501 }),
  }),
  pair('AMOUNT_TOO_HIGH', 'FULL_AMOUNT_ONLY', {
    both: opened({ status: 'paid', amount: 13_501 }),
    onlySecond: opened({ status: 'paid', amount: 13_499 }),
  }),
];

function proposed(setting: Setting = {}): Scenario {
  const s = scenario(setting);
  s.seller.propose();
  return s;
}

const noReason = { status: 'succeeded', reason: 'no_reason_7d' } as const;

const NEGOTIATION: readonly Pair[] = [
  pair('REMEDY_NOT_AVAILABLE', 'OPEN_PROPOSAL_EXISTS', {
    both: () => proposed().buyer.refused.propose({ remedy: 'repair' }),
    onlySecond: () => proposed().buyer.refused.propose(),
  }),
  pair('AMOUNT_TOO_HIGH', 'OPEN_PROPOSAL_EXISTS', {
    both: () => proposed().buyer.refused.propose({ amount: 13_501 }),
    onlySecond: () => proposed().buyer.refused.propose(),
  }),
  pair('FULL_AMOUNT_ONLY', 'OPEN_PROPOSAL_EXISTS', {
    both: () => proposed({ status: 'paid' }).buyer.refused.propose({ amount: 1 }),
    onlySecond: () => proposed({ status: 'paid' }).buyer.refused.propose(),
  }),
  pair('WRONG_PARTY', 'NO_OPEN_PROPOSAL', {
    both: () => scenario().mediator.refused.acceptProposal(),
    onlySecond: () => scenario().buyer.refused.acceptProposal(),
  }),
  pair('REASON_NOT_AVAILABLE', 'NOT_REFUSABLE', {
    both: () => scenario(noReason).seller.refused.refuse({ reason: 'unknown' }),
    onlySecond: () => scenario(noReason).seller.refused.refuse(),
  }),
  pair('NOT_REFUSABLE', 'FILES_REQUIRED', {
    both: () => scenario(noReason).seller.refused.refuse({ reason: 'buyer_caused' }),
    onlySecond: () => scenario().seller.refused.refuse({ reason: 'buyer_caused' }),
  }),
  pair('WRONG_STATE', 'RETURN_ADDRESS_REQUIRED', {
    both: () => STORIES['awaiting_return, agreed']().seller.refused.agree({ addressGiven: false }),
    onlySecond: () => scenario().seller.refused.agree({ addressGiven: false }),
  }),
];

const strangeFile = { findings: [{ text: 'As the picture shows.', files: ['fil_unknown'] }] };
const inconsistent = { returnGoods: false } as const;
const withoutReturn = { remedy: 'refund_only', returnGoods: false } as const;

const CITING = [{ text: 'Seen.', files: ['fil_late'] }];

function citingLate(): Scenario {
  const s = atReview();
  s.buyer.submitEvidence({ files: ['fil_late'] });
  return s;
}

const RULING: readonly Pair[] = [
  pair('REMEDY_NOT_AVAILABLE', 'AMOUNT_TOO_HIGH', {
    both: () => atReview({ reason: 'not_received' }).mediator.refused.rule({ remedy: 'exchange', amount: 13_501 }),
    onlySecond: () => atReview({ reason: 'not_received' }).mediator.refused.rule({ amount: 13_501 }),
  }),
  pair('AMOUNT_TOO_HIGH', 'FILE_NOT_FOUND', {
    both: () => atReview().mediator.refused.rule({ ...strangeFile, amount: 13_501 }),
    onlySecond: () => atReview().mediator.refused.rule(strangeFile),
  }),
  pair('AMOUNT_TOO_HIGH', 'NOT_OWNER', {
    both: () => atReview().otherMediator.refused.rule({ amount: 13_501 }),
    onlySecond: () => atReview().otherMediator.refused.rule(),
  }),
  pair('FILE_NOT_FOUND', 'NOT_OWNER', {
    both: () => atReview().otherMediator.refused.rule(strangeFile),
    onlySecond: () => atReview().otherMediator.refused.rule(),
  }),
  pair('FILE_NOT_FOUND', 'RULING_INCONSISTENT', {
    both: () => atReview().mediator.refused.rule({ ...strangeFile, ...inconsistent }),
    onlySecond: () => atReview().mediator.refused.rule(inconsistent),
  }),
  pair('NOT_OWNER', 'CONFLICT_OF_INTEREST', {
    both: () => atReview().as(shopUserAs('mediator')).refused.rule(),
    onlySecond: () => atReview().as(shopUserAs('supervisor')).refused.rule(),
  }),
  pair('NOT_OWNER', 'EVIDENCE_NOT_FOUND', {
    both: () => atReview().otherMediator.refused.admitEvidence(),
    onlySecond: () => atReview().mediator.refused.admitEvidence(),
  }),
  pair('ALREADY_OWNED', 'CONFLICT_OF_INTEREST', {
    both: () => evidence().as(shopUserAs('mediator')).refused.take(),
    onlySecond: () => {
      const s = evidence();
      s.mediator.release();
      return s.as(shopUserAs('mediator')).refused.take();
    },
  }),
  pair('CONFLICT_OF_INTEREST', 'EVIDENCE_NOT_FOUND', {
    both: () => atReview().as(shopUserAs('supervisor')).refused.admitEvidence(),
    onlySecond: () => atReview().supervisor.refused.admitEvidence(),
  }),
  pair('CONFLICT_OF_INTEREST', 'RULING_INCONSISTENT', {
    both: () => atReview().as(shopUserAs('supervisor')).refused.rule(inconsistent),
    onlySecond: () => atReview().supervisor.refused.rule(inconsistent),
  }),
  pair('CONFLICT_OF_INTEREST', 'LOW_VALUE_NOT_OFFERED', {
    both: () => atReview().as(shopUserAs('supervisor')).refused.rule(withoutReturn),
    onlySecond: () => atReview().supervisor.refused.rule(withoutReturn),
  }),
  pair('EVIDENCE_NOT_ADMITTED', 'RULING_INCONSISTENT', {
    both: () => citingLate().mediator.refused.rule({ ...inconsistent, findings: CITING }),
    onlySecond: () => atReview().mediator.refused.rule(inconsistent),
  }),
  pair('RULING_INCONSISTENT', 'LOW_VALUE_NOT_OFFERED', {
    both: () => atReview().mediator.refused.rule({ remedy: 'refund_only', returnGoods: true }),
    onlySecond: () => atReview().mediator.refused.rule(withoutReturn),
  }),
];

function appealed(story: () => Scenario = ruled): Scenario {
  const s = story();
  s.seller.appeal();
  return s;
}

const lost = () => {
  const s = STORIES['closed, ruled']();
  s.buyer.appeal();
  return s;
};
const overturned = { outcome: 'overturned', ruling: null } as const;

function refundOf(more: 'settled' | 'unknown'): Tell {
  return () => {
    const s = STORIES['succeeded, agreed']();
    const refundId = more === 'settled' ? s.claim.refunds[0]!.id : 'rfd_unknown';
    return s.reports({ type: 'refund_failed', refundId, reason: 'The bank said no.' }).refused;
  };
}

const APPEAL: readonly Pair[] = [
  pair('WRONG_STATE', 'FILES_REQUIRED', {
    both: () => evidence().buyer.refused.appeal({ files: [] }),
    onlySecond: () => ruled().buyer.refused.appeal({ files: [] }),
  }),
  pair('WINDOW_CLOSED', 'FILES_REQUIRED', {
    both: () => ruled().after('+3d').buyer.refused.appeal({ files: [] }),
    onlySecond: () => ruled().buyer.refused.appeal({ files: [] }),
  }),
  pair('FILES_REQUIRED', 'ALREADY_APPEALED', {
    both: () => appealed().seller.refused.appeal({ files: [] }),
    onlySecond: () => appealed().seller.refused.appeal(),
  }),
  pair('FILES_REQUIRED', 'APPEAL_PENDING', {
    both: () => appealed().buyer.refused.appeal({ files: [] }),
    onlySecond: () => appealed().buyer.refused.appeal(),
  }),
  pair('ALREADY_APPEALED', 'APPEAL_PENDING', {
    both: () => appealed().seller.refused.appeal(),
    onlySecond: () => appealed().buyer.refused.appeal(),
  }),
  pair('CONFLICT_OF_INTEREST', 'RULING_REQUIRED', {
    both: () => lost().as({ role: 'supervisor', id: 'M1' }).refused.decideAppeal(overturned),
    onlySecond: () => lost().supervisor.refused.decideAppeal(overturned),
  }),
  pair('NOT_FOUND', 'REFUND_SETTLED', { both: refundOf('unknown'), onlySecond: refundOf('settled') }),
];

const PAIRS = [...ACCESS, ...OPENING, ...NEGOTIATION, ...RULING, ...APPEAL];

/** The order that interface.md promises to those outside. */
const PROMISED: readonly RefusalCode[] = [
  'NOT_FOUND',
  'WRONG_PARTY',
  'ENDED',
  'NOT_REFUSED',
  'ALREADY_IN_INTERVENTION',
  'WRONG_STATE',
  'VIRTUAL_WAIT',
  'WINDOW_CLOSED',
  'LIVE_CLAIM_EXISTS',
  'TOO_MANY_APPLICATIONS',
  'REMEDY_NOT_AVAILABLE',
  'REASON_NOT_AVAILABLE',
  'AMOUNT_TOO_HIGH',
  'FULL_AMOUNT_ONLY',
  'NOT_REFUSABLE',
  'FILES_REQUIRED',
  'OPEN_PROPOSAL_EXISTS',
  'NO_OPEN_PROPOSAL',
  'NOT_OWNER',
  'CONFLICT_OF_INTEREST',
  'LOW_VALUE_NOT_OFFERED',
  'ALREADY_APPEALED',
];

describe('the order of refusals', () => {
  it.each(PAIRS)('R8: $first is given before $second', ({ first, second, both, onlySecond }) => {
    expect([both()?.code, onlySecond()?.code]).toEqual([first, second]);
    expect(REFUSAL_CODES.indexOf(first)).toBeLessThan(REFUSAL_CODES.indexOf(second));
  });

  it('R8: is the one that was promised', () => {
    expect(REFUSAL_CODES.filter((code) => PROMISED.includes(code))).toEqual(PROMISED);
  });

  it('R8: every refusal there is has a story', () => {
    const told = new Set(PAIRS.flatMap(({ first, second }) => [first, second]));
    expect(REFUSAL_CODES.filter((code) => !told.has(code))).toEqual([]);
  });
});

describe('an overturned ruling', () => {
  it('R56: needs another in its place unless the seller is to be right', () => {
    expect(lost().supervisor.refused.decideAppeal(overturned).code).toBe('RULING_REQUIRED');
    const won = ruled();
    won.buyer.appeal();
    expect(won.supervisor.refused.decideAppeal(overturned).code).toBe('RULING_REQUIRED');
    appealed().supervisor.decideAppeal(overturned);
  });
});

describe('a refusal', () => {
  it('R8: names its rule and changes nothing', () => {
    const s = scenario();
    const before = s.claim;
    expect(s.buyer.refused.shipReturn()).toEqual({
      code: 'WRONG_STATE',
      rule: 'R3',
      availableAt: null,
      closesAt: null,
    });
    expect(s.seller.refused.withdraw()).toMatchObject({ code: 'WRONG_PARTY', rule: 'R10' });
    expect(s.decision(s.buyer.actor, { type: 'take', body: {} })).toEqual({
      refused: { code: 'WRONG_PARTY', rule: 'R10', availableAt: null, closesAt: null },
    });
    expect(s.claim).toBe(before);
  });
});
