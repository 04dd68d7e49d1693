import type { Calendar, WorkingDays } from './calendar.ts';
import type { Party, Phase, Remedy } from './claim.ts';
import type { Length } from './time.ts';

/** A text in every language the product speaks. */
export interface Labels {
  readonly 'zh-CN': string;
  readonly 'zh-TW': string;
  readonly en: string;
}

/** What the buyer holds when asking: the left column of rulebook section 9. */
export type GoodsState = 'unshipped' | 'not_received' | 'received' | 'virtual';

export interface ChecklistItem {
  readonly code: string;
  readonly labels: Labels;
  readonly required: boolean;
}

/** A reason the buyer may give (R14). */
export interface Reason {
  readonly code: string;
  readonly labels: Labels;
  readonly phases: readonly Phase[];
  readonly fits: readonly GoodsState[];
  readonly remedies: readonly Remedy[];
  /** Who must prove, in order; empty where nobody must. The first bears the risk of an unclear case (R53). */
  readonly burden: readonly Party[];
  /** R41: the buyer shows evidence first and the seller answers. */
  readonly buyer_track: boolean;
  readonly evidence: { readonly buyer: readonly ChecklistItem[]; readonly seller: readonly ChecklistItem[] };
  /** Who pays return freight where the terms are silent (R54). */
  readonly freight: Party;
  /** R22: false where only the returned goods may be contested. */
  readonly seller_may_refuse: boolean;
  /** R13: whether the line's shipping is part of what may be refunded. */
  readonly refunds_shipping: boolean;
  /** The reason may be given up to the end of this many days from the day after receipt. */
  readonly days_from_receipt: number | null;
}

/** A reason the seller may give for a refusal (R22). */
export interface RefusalReason {
  readonly code: string;
  readonly labels: Labels;
  readonly needs_proof: boolean;
}

/** Every number a marketplace may change, under the name the rulebook gives it. Amounts in minor units. */
export interface PolicyValues {
  readonly 'claim.max_applications': number;
  readonly 'claim.max_modifications': number;
  readonly 'after_sale.window': Length;
  readonly 'seller.answer.unshipped': Length;
  readonly 'seller.answer.virtual': Length;
  readonly 'seller.answer.shipped': Length;
  readonly 'buyer.after_refusal': Length;
  readonly 'buyer.after_refusal_virtual': Length;
  readonly 'proposal.expires': Length;
  readonly 'intervention.virtual_wait': Length;
  readonly 'intervention.max_withdrawals': number;
  readonly 'evidence.window': Length;
  readonly 'evidence.seller_reply': Length;
  readonly 'evidence.late_reply': Length;
  readonly 'evidence.required': Length;
  readonly 'review.expected': Length;
  readonly 'review.due': Length;
  readonly 'review.backstop': Length;
  readonly 'suspension.settlement': Length;
  readonly 'suspension.court': Length;
  readonly 'suspension.police': Length;
  /** Null: refund without return is not offered (R51). */
  readonly 'ruling.low_value_limit': number | null;
  readonly 'ruling.second_review_from': number;
  readonly 'appeal.window': Length;
  readonly 'appeal.due': Length;
  readonly 'return.ship': Length;
  readonly 'return.confirm': Length;
  readonly 'replacement.ship': Length;
  readonly 'replacement.accept': Length;
  readonly 'standing.monthly_limit': number;
  /** `until_month_end`, or a length (R61). */
  readonly 'standing.restriction': 'until_month_end' | Length;
}

/** A policy is dated data (R7): a claim keeps the version it was opened under. */
export interface Policy {
  readonly name: string;
  readonly version: number;
  /** RFC 3339, UTC: claims opened from this instant on use this version. */
  readonly effective_from: string;
  readonly region: string;
  readonly time_zone: string;
  readonly working_days: WorkingDays;
  readonly values: PolicyValues;
  readonly reasons: readonly Reason[];
  readonly refusal_reasons: readonly RefusalReason[];
}

/** What a decision is made by: the claim's policy, and the calendar of its region. */
export interface Rules {
  readonly policy: Policy;
  readonly calendar: Calendar;
}

export function reasonOf(policy: Policy, code: string): Reason | undefined {
  return policy.reasons.find((reason) => reason.code === code);
}

/** The reason of terms that were checked when they were made; a policy version never loses a reason. */
export function reasonNamed(policy: Policy, code: string): Reason {
  const reason = reasonOf(policy, code);
  if (!reason) throw new Error(`policy ${policy.name} ${policy.version} has no reason ${code}`);
  return reason;
}
