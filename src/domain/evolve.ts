import { enter, type Meta, showing, starting, wait } from './change.ts';
import { type Claim, isEnded, type Refund, type Shipment } from './claim.ts';
import type { ClaimEvent, EventData, EventType } from './event.ts';
import {
  atStage,
  decideAppeal,
  done,
  endIntervention,
  endSuspension,
  intervening,
  issueRuling,
  pauseReview,
  requestIntervention,
  resumeReview,
  toSecondLevel,
  withdrawIntervention,
} from './proceedings.ts';
import type { Instant } from './time.ts';

type Evolutions = { [T in EventType]: (claim: Claim, data: EventData[T], meta: Meta) => Claim };

function shipped(data: Omit<Shipment, 'at'>, at: Instant): Shipment {
  return { at, carrier: data.carrier, trackingNumber: data.trackingNumber, files: data.files };
}

function withRefund(claim: Claim, id: string, change: Partial<Refund>): Claim {
  return { ...claim, refunds: claim.refunds.map((refund) => (refund.id === id ? { ...refund, ...change } : refund)) };
}

/** A first instruction moves the claim to `refunding`; one that an appeal brought about leaves its status (R56). */
function requestRefund(claim: Claim, data: EventData['refund.requested']): Claim {
  if (data.attempt > 1) return withRefund(claim, data.refundId, { status: 'instructed', attempts: data.attempt });
  const refund: Refund = { id: data.refundId, amount: data.amount, status: 'instructed', attempts: 1 };
  const instructed = { ...claim, refunds: [...claim.refunds, refund] };
  if (isEnded(claim) || claim.state.status === 'refunding') return instructed;
  return enter(instructed, { status: 'refunding', refundId: data.refundId });
}

function end(claim: Claim, { status, reason }: EventData['claim.ended'], at: Instant): Claim {
  if (status === 'succeeded') return enter(claim, { status, endedAt: at });
  if (!reason) throw new Error(`claim ${claim.id} is closed without a reason`);
  return enter(endIntervention(claim, reason === 'ruled_for_seller' ? 'ruled' : 'settled'), {
    status,
    endedAt: at,
    endReason: reason,
  });
}

/** What the shop has been paid back, by whom something is owed to. */
const COMPENSATED = { buyer: 0, seller: 1, platform: -1 } as const;

const same = (claim: Claim): Claim => claim;

const EVOLUTIONS: Evolutions = {
  'claim.opened': same,
  'terms.modified': (claim, { terms }, { at }) => ({
    ...wait(showing(claim, terms.files), 'awaiting_seller', at),
    terms,
    termsVersion: claim.termsVersion + 1,
    modifications: claim.modifications + 1,
    settlement: null,
    refusal: null,
  }),
  'terms.agreed': (claim, { by, terms, freight }) => ({
    ...endIntervention(claim, 'settled'),
    terms,
    termsVersion: claim.termsVersion + (by === 'both' ? 1 : 0),
    settlement: { by, remedy: terms.remedy, amount: terms.amount, freight },
    proposal: null,
  }),
  'claim.refused': (claim, { reason, words, files }, { at, actor }) => ({
    ...wait(showing(claim, files), 'refused', at),
    refusal: { at, by: 'id' in actor ? actor.id : actor.role, reason, words, files },
  }),
  'claim.expired': same,
  'claim.withdrawn': same,
  'claim.ended': (claim, data, { at }) => end(claim, data, at),
  'proposal.made': (claim, { proposal }) => ({ ...claim, proposal }),
  'proposal.accepted': (claim) => ({ ...claim, proposal: null }),
  'proposal.declined': (claim) => ({ ...claim, proposal: null }),
  'return.requested': (claim, _, { at }) => wait(claim, 'awaiting_return', at),
  'return.shipped': (claim, data, { at }) => ({
    ...wait(showing(claim, data.files), 'awaiting_inspection', at),
    goodsAt: 'in_transit',
    returned: shipped(data, at),
  }),
  'return.lapsed': same,
  'return.confirmed': (claim) => ({ ...claim, goodsAt: 'seller' }),
  'return.contested': (claim, { words, files }, { at, actor }) => ({
    ...wait(showing(claim, files), 'refused', at),
    goodsAt: 'seller',
    contested: true,
    refusal: { at, by: 'id' in actor ? actor.id : actor.role, reason: null, words, files },
  }),
  'inspection.requested': (claim, _, { at }) => wait(claim, 'awaiting_inspection', at),
  'replacement.requested': (claim, _, { at }) => wait(claim, 'awaiting_replacement', at),
  'replacement.shipped': (claim, data, { at }) => ({
    ...wait(showing(claim, data.files), 'awaiting_acceptance', at),
    goodsAt: 'buyer',
    replaced: shipped(data, at),
  }),
  'replacement.lapsed': same,
  'replacement.accepted': (claim) => ({ ...claim, replacedWorth: claim.settlement?.amount ?? 0 }),
  'intervention.requested': requestIntervention,
  'intervention.withdrawn': (claim, _, { at }) => withdrawIntervention(claim, at),
  'claim.taken': (claim, { owner }) => intervening(claim, { owner }),
  'claim.released': (claim) => intervening(claim, { owner: null }),
  'claim.escalated': (claim) => toSecondLevel(claim),
  'evidence.submitted': (claim, { evidence }) => ({
    ...showing(claim, evidence.files),
    evidence: [...claim.evidence, evidence],
  }),
  'evidence.finished': (claim, { party }) => done(claim, party),
  'evidence.closed': same,
  'evidence.required': (claim, { from }, { at }) =>
    atStage(intervening(pauseReview(claim, at), from === 'buyer' ? { track: 'buyer_first' } : {}), {
      name: 'required',
      from,
      waiting: starting(at),
    }),
  'evidence.admitted': (claim, { evidenceId, admitted }) => ({
    ...claim,
    evidence: claim.evidence.map((item) => (item.id === evidenceId ? { ...item, admitted } : item)),
  }),
  'reply.requested': (claim, { party, to }, { at }) =>
    atStage(pauseReview(claim, at), { name: 'reply', party, to, waiting: starting(at) }),
  'review.started': (claim, _, { at }) => atStage(intervening(claim, { review: starting(at) }), { name: 'review' }),
  'review.resumed': (claim, _, { at }) => resumeReview(claim, at),
  'review.overdue': (claim) => intervening(toSecondLevel(claim), { overdue: true }),
  'ruling.submitted': (claim, { ruling }) =>
    atStage(intervening(claim, { sentBack: false }), { name: 'awaiting_approval', draft: ruling }),
  'ruling.sent_back': (claim) => atStage(intervening(claim, { sentBack: true }), { name: 'review' }),
  'ruling.issued': (claim, { ruling }, { at }) => ({
    ...issueRuling(endIntervention(claim, 'ruled'), ruling),
    appeals: { waiting: starting(at), filed: [] },
  }),
  'appeal.filed': (claim, { by, words, files }, { at }) => ({
    ...showing(claim, files),
    appeals: {
      waiting: claim.appeals?.waiting ?? null,
      filed: [...(claim.appeals?.filed ?? []), { by, at, words, files, outcome: null }],
    },
  }),
  'appeal.decided': (claim, data, { at }) => decideAppeal(claim, data, at),
  'appeal.lapsed': (claim) => ({ ...claim, appeals: { waiting: null, filed: claim.appeals?.filed ?? [] } }),
  'compensation.owed': (claim, { to, amount }) => ({
    ...claim,
    compensated: claim.compensated + COMPENSATED[to] * amount,
  }),
  'refund.requested': requestRefund,
  'refund.succeeded': (claim, { refundId }) => withRefund(claim, refundId, { status: 'succeeded' }),
  'refund.failed': (claim, { refundId }) => withRefund(claim, refundId, { status: 'failed' }),
  'dispute_refund.counted': (claim) => ({ ...claim, disputeRefund: true }),
  'dispute_refund.reversed': (claim) => ({ ...claim, disputeRefund: false }),
  'suspension.started': (claim, { ground }, { at }) =>
    claim.state.status === 'in_intervention'
      ? { ...claim, state: { ...claim.state, suspended: { ground, since: at } } }
      : claim,
  'suspension.ended': (claim, _, { at }) => endSuspension(claim, at),
  'call.requested': same,
  'call.logged': same,
  'order.hold': (claim) => ({ ...claim, held: true }),
  'order.release': (claim) => ({ ...claim, held: false }),
};

function opened({ opening, terms }: EventData['claim.opened'], at: Instant): Claim {
  return {
    ...opening,
    version: 0,
    appliedAt: at,
    updatedAt: at,
    state: { status: 'awaiting_seller', waiting: starting(at) },
    terms,
    termsVersion: 1,
    modifications: 0,
    refusal: null,
    proposal: null,
    goodsAt: opening.unshipped ? 'seller' : 'buyer',
    contested: false,
    returned: null,
    replaced: null,
    replacedWorth: 0,
    intervention: null,
    withdrawals: 0,
    evidence: [],
    files: [...new Set(terms.files)],
    settlement: null,
    ruling: null,
    rulers: [],
    appeals: null,
    refunds: [],
    compensated: 0,
    disputeRefund: false,
    sellerUsers: [],
    held: false,
  };
}

/** R47: whoever acted for the shop may not decide the claim. */
function remembering(claim: Claim, { actor }: Meta): Claim {
  if (actor.role !== 'seller' || claim.sellerUsers.includes(actor.id)) return claim;
  return { ...claim, sellerUsers: [...claim.sellerUsers, actor.id] };
}

/** The claim after one more event. A claim begins with `claim.opened`. */
export function evolve(claim: Claim | null, event: ClaimEvent): Claim {
  const before = claim ?? (event.type === 'claim.opened' ? opened(event.data, event.at) : null);
  if (!before) throw new Error(`a claim cannot begin with ${event.type}`);
  const change = EVOLUTIONS[event.type] as (claim: Claim, data: unknown, meta: Meta) => Claim;
  return { ...remembering(change(before, event.data, event), event), version: event.version, updatedAt: event.at };
}

/** What a history adds up to (R6). */
export function fold(events: readonly ClaimEvent[]): Claim {
  const [first, ...rest] = events;
  if (!first) throw new Error('a claim has at least one event');
  return rest.reduce<Claim>(evolve, evolve(null, first));
}
