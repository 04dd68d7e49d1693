import type {
  Actor,
  EndReason,
  Evidence,
  Opening,
  Party,
  Proposal,
  Settlement,
  SuspensionGround,
  Terms,
} from './claim.ts';
import type { Instant } from './time.ts';
import type { Ruling } from './verdict.ts';

type Empty = Record<never, never>;

/** What has happened, by the name under which the outside knows it. Nothing here identifies a person but ids. */
export interface EventData {
  'claim.opened': { readonly opening: Opening; readonly terms: Terms };
  'terms.modified': { readonly terms: Terms };
  'terms.agreed': { readonly by: Exclude<Settlement['by'], 'ruling'>; readonly terms: Terms; readonly freight: Party };
  'claim.refused': { readonly reason: string; readonly words: string; readonly files: readonly string[] };
  'claim.expired': Empty;
  'claim.withdrawn': Empty;
  'claim.ended': { readonly status: 'succeeded' | 'closed'; readonly reason: EndReason | null };
  'proposal.made': { readonly proposal: Proposal };
  'proposal.accepted': { readonly proposalId: string };
  'proposal.declined': { readonly proposalId: string; readonly words: string | null };
  'return.requested': Empty;
  'return.shipped': { readonly carrier: string; readonly trackingNumber: string; readonly files: readonly string[] };
  'return.lapsed': Empty;
  /** The goods are back: the seller said so, or was silent (R58). */
  'return.confirmed': { readonly by: 'seller' | 'silence' };
  'return.contested': { readonly words: string; readonly files: readonly string[] };
  'inspection.requested': Empty;
  'replacement.requested': Empty;
  'replacement.shipped': {
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly files: readonly string[];
  };
  'replacement.lapsed': Empty;
  'replacement.accepted': { readonly by: 'buyer' | 'silence' };
  'intervention.requested': {
    readonly by: Party | 'platform';
    readonly words: string;
    readonly files: readonly string[];
    readonly track: 'both' | 'buyer_first';
  };
  'intervention.withdrawn': Empty;
  'claim.taken': { readonly owner: { readonly id: string; readonly role: 'mediator' | 'supervisor' } };
  'claim.released': Empty;
  'claim.escalated': { readonly words: string };
  'evidence.submitted': { readonly evidence: Evidence };
  'evidence.finished': { readonly party: Party };
  'evidence.closed': Empty;
  'evidence.required': { readonly from: Party; readonly words: string };
  'evidence.admitted': { readonly evidenceId: string; readonly admitted: boolean; readonly words: string };
  'reply.requested': { readonly party: Party; readonly to: 'completion' | 'late_evidence' };
  'review.started': Empty;
  'review.resumed': Empty;
  'review.overdue': Empty;
  'ruling.submitted': { readonly ruling: Ruling };
  'ruling.sent_back': { readonly words: string };
  'ruling.issued': { readonly ruling: Ruling };
  'appeal.filed': { readonly by: Party; readonly words: string; readonly files: readonly string[] };
  'appeal.decided': {
    readonly outcome: 'upheld' | 'overturned';
    readonly ruling: Ruling | null;
    readonly words: string | null;
  };
  /** Nobody may appeal any more. */
  'appeal.lapsed': Empty;
  /** R56. Owed to the platform: what it had paid the shop under a ruling that was overturned in its turn. */
  'compensation.owed': {
    readonly to: Party | 'platform';
    readonly amount: number;
    readonly funding: Ruling['funding'];
  };
  'refund.requested': { readonly refundId: string; readonly amount: number; readonly attempt: number };
  'refund.succeeded': { readonly refundId: string; readonly reference: string | null };
  'refund.failed': { readonly refundId: string; readonly reason: string };
  'dispute_refund.counted': Empty;
  'dispute_refund.reversed': Empty;
  'suspension.started': { readonly ground: SuspensionGround; readonly words: string };
  'suspension.ended': Empty;
  'call.requested': { readonly party: Party; readonly words: string | null };
  'call.logged': { readonly party: Party; readonly words: string };
  'order.hold': Empty;
  'order.release': Empty;
}

export type EventType = keyof EventData;

/** One thing that happened, as the domain says it. */
export type Happening = { [T in EventType]: { readonly type: T; readonly data: EventData[T] } }[EventType];

/** A happening in a claim's history: numbered without gaps, dated by its own instant (R2, R6). */
export type ClaimEvent = Happening & { readonly version: number; readonly at: Instant; readonly actor: Actor };
