import type { Instant, Milliseconds } from './time.ts';
import type { Ruling, RulingContent } from './verdict.ts';

export type Party = 'buyer' | 'seller';
export type Phase = 'in_sale' | 'after_sale';
export type Goods = 'physical' | 'virtual';

export const REMEDIES = ['refund_only', 'return_refund', 'exchange', 'repair', 'reship'] as const;
export type Remedy = (typeof REMEDIES)[number];

export const STATUSES = [
  'awaiting_seller',
  'refused',
  'awaiting_return',
  'awaiting_inspection',
  'awaiting_replacement',
  'awaiting_acceptance',
  'in_intervention',
  'refunding',
  'succeeded',
  'closed',
] as const;
export type Status = (typeof STATUSES)[number];

export const END_REASONS = ['withdrawn', 'expired', 'shipped', 'return_not_sent', 'ruled_for_seller'] as const;
export type EndReason = (typeof END_REASONS)[number];

export type StaffRole = 'mediator' | 'supervisor' | 'operator';

/** Who acts. The marketplace is its own backend; the system is the clock. */
export type Actor =
  | { readonly role: 'buyer'; readonly id: string }
  | { readonly role: 'seller'; readonly shopId: string; readonly id: string }
  | { readonly role: StaffRole; readonly id: string }
  | { readonly role: 'marketplace' }
  | { readonly role: 'system' };

/** What the buyer asks (申请内容). Amounts are integer minor units of the claim's currency (R5). */
export interface Terms {
  readonly remedy: Remedy;
  readonly reason: string;
  readonly amount: number;
  readonly goodsReceived: boolean;
  readonly description: string;
  readonly files: readonly string[];
  /** Who pays return freight, where a proposal settled it; otherwise the reason says (R54). */
  readonly freight?: Party;
}

export interface Refusal {
  readonly at: Instant;
  readonly by: string;
  /** A refusal reason, or null where the seller contested the returned goods (R58). */
  readonly reason: string | null;
  readonly words: string;
  readonly files: readonly string[];
}

export interface Proposal {
  readonly id: string;
  readonly by: Party;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly remedy: Remedy;
  readonly amount: number;
  readonly freight: Party;
  readonly words: string;
}

export interface Shipment {
  readonly at: Instant;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly files: readonly string[];
}

/** When a waiting began, how long it has stood still since, and when it last went on. */
export interface Waiting {
  readonly since: Instant;
  readonly paused: Milliseconds;
  readonly resumedAt?: Instant;
}

export interface Evidence {
  readonly id: string;
  readonly party: Party;
  readonly words: string;
  readonly files: readonly string[];
  readonly at: Instant;
  /** R42: handed in when it was no longer this party's turn. */
  readonly late: boolean;
  /** Whether it counts; null while the mediator has not decided on late evidence. */
  readonly admitted: boolean | null;
}

export interface Owner {
  readonly id: string;
  readonly role: 'mediator' | 'supervisor';
}

/** Where an intervention stands. `required` and `reply` interrupt a review and let it go on afterwards. */
export type Stage =
  | { readonly name: 'evidence'; readonly waiting: Waiting; readonly done: readonly Party[] }
  | { readonly name: 'required'; readonly from: Party; readonly waiting: Waiting }
  | {
      readonly name: 'reply';
      readonly party: Party;
      readonly waiting: Waiting;
      readonly to: 'completion' | 'late_evidence';
    }
  | { readonly name: 'review' }
  | { readonly name: 'awaiting_approval'; readonly draft: Ruling };

export const SUSPENSION_GROUNDS = ['settlement', 'court', 'police'] as const;
export type SuspensionGround = (typeof SUSPENSION_GROUNDS)[number];

export interface Suspension {
  readonly ground: SuspensionGround;
  readonly since: Instant;
}

export interface Intervention {
  readonly requestedBy: Party | 'platform';
  readonly requestedAt: Instant;
  readonly words: string;
  readonly files: readonly string[];
  readonly track: 'both' | 'buyer_first';
  readonly owner: Owner | null;
  readonly level: 1 | 2;
  /** The state that was left, to which a withdrawn request returns (R35). */
  readonly left: Interruptible;
  /** The review's own time, from its start on; it stands still while `pausedAt` is set (R44). */
  readonly review: Waiting | null;
  readonly reviewPausedAt: Instant | null;
  readonly overdue: boolean;
  /** Whether a supervisor sent the last ruling back (R52). */
  readonly sentBack: boolean;
  /** How it ended; null while it runs. */
  readonly ended: 'withdrawn' | 'settled' | 'ruled' | null;
}

export interface Refund {
  readonly id: string;
  readonly amount: number;
  readonly status: 'instructed' | 'succeeded' | 'failed';
  readonly attempts: number;
}

export interface Appeal {
  readonly by: Party;
  readonly at: Instant;
  readonly words: string;
  readonly files: readonly string[];
  readonly outcome: 'upheld' | 'overturned' | null;
}

/** Beside a ruling: who has appealed, and the time left to those who have not; null when nobody may any more (R56). */
export interface Appeals {
  readonly waiting: Waiting | null;
  readonly filed: readonly Appeal[];
}

/** What is carried out: the terms the parties agreed, or what was ruled. */
export interface Settlement {
  readonly by: 'seller' | 'silence' | 'both' | 'ruling';
  readonly remedy: Remedy;
  readonly amount: number;
  readonly freight: RulingContent['freight'];
}

type Step =
  | 'awaiting_seller'
  | 'refused'
  | 'awaiting_return'
  | 'awaiting_inspection'
  | 'awaiting_replacement'
  | 'awaiting_acceptance';

/** A state that an intervention may interrupt, and to which it may return. */
export interface Interruptible {
  readonly status: Step;
  readonly waiting: Waiting;
}

/** The phases of a claim's life, each with only its own fields. */
export type State =
  | Interruptible
  | { readonly status: 'in_intervention'; readonly stage: Stage; readonly suspended: Suspension | null }
  | { readonly status: 'refunding'; readonly refundId: string }
  | { readonly status: 'succeeded'; readonly endedAt: Instant }
  | { readonly status: 'closed'; readonly endedAt: Instant; readonly endReason: EndReason };

/** What is fixed when a claim is opened. */
export interface Opening {
  readonly id: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly shopId: string;
  readonly buyerId: string;
  readonly currency: string;
  readonly goods: Goods;
  readonly phase: Phase;
  /** Physical goods that had not been shipped when the claim was opened. */
  readonly unshipped: boolean;
  /** Which application on this line it is, from 1 (R10). */
  readonly application: number;
  readonly policy: { readonly name: string; readonly version: number };
}

/** One buyer's demand on one order line, from application to end: the fold of its events. */
export interface Claim extends Opening {
  readonly version: number;
  readonly appliedAt: Instant;
  readonly updatedAt: Instant;
  readonly state: State;
  readonly terms: Terms;
  readonly termsVersion: number;
  readonly modifications: number;
  readonly refusal: Refusal | null;
  readonly proposal: Proposal | null;
  /** Where the goods are, as far as the process knows. */
  readonly goodsAt: 'buyer' | 'in_transit' | 'seller';
  readonly contested: boolean;
  readonly returned: Shipment | null;
  readonly replaced: Shipment | null;
  /** What accepted goods of an exchange, repair or reship stood for, in minor units (R13). */
  readonly replacedWorth: number;
  readonly intervention: Intervention | null;
  readonly withdrawals: number;
  readonly evidence: readonly Evidence[];
  /** Every file that somebody has shown in this claim. */
  readonly files: readonly string[];
  readonly settlement: Settlement | null;
  readonly ruling: Ruling | null;
  /** Everybody who made or approved a ruling here; none of them decides an appeal (R47, R56). */
  readonly rulers: readonly string[];
  readonly appeals: Appeals | null;
  readonly refunds: readonly Refund[];
  /** What overturned rulings have given back to the shop, in minor units (R56). */
  readonly compensated: number;
  /** Whether a dispute refund stands against the shop (R60). */
  readonly disputeRefund: boolean;
  /** Users of the shop who have acted; none of them may decide (R47). */
  readonly sellerUsers: readonly string[];
  /** Whether the marketplace still holds auto-confirm and payout (R16). */
  readonly held: boolean;
}

export function isEnded({ state }: Claim): boolean {
  return state.status === 'succeeded' || state.status === 'closed';
}

/** The appeal that waits for its decision, if one does. */
export function pendingAppeal({ appeals }: Claim): Appeal | undefined {
  return appeals?.filed.find((appeal) => appeal.outcome === null);
}

/** R25: the proposal that can still be accepted; one that has lapsed is none. */
export function openProposal(claim: Claim, now: Instant): Proposal | null {
  return claim.proposal && now < claim.proposal.expiresAt ? claim.proposal : null;
}

/** The intervention of a claim that has one; asked only where there must be one. */
export function interventionOf(claim: Claim): Intervention {
  if (!claim.intervention) throw new Error(`claim ${claim.id} has no intervention`);
  return claim.intervention;
}

/** The stage of a claim in intervention; null elsewhere. */
export function stageOf({ state }: Claim): Stage | null {
  return state.status === 'in_intervention' ? state.stage : null;
}

export function otherParty(party: Party): Party {
  return party === 'buyer' ? 'seller' : 'buyer';
}
