import type { Actor, Claim, Goods } from './claim.ts';
import type { ClaimEvent } from './event.ts';
import type { Rules } from './policy.ts';
import type { Refused } from './refusals.ts';
import type { Instant } from './time.ts';

/** The order line a claim is about, as the marketplace last put it, and what other claims have taken from it. */
export interface OrderLine {
  readonly orderId: string;
  readonly lineId: string;
  readonly shopId: string;
  readonly buyerId: string;
  readonly currency: string;
  /** Paid for the line, without shipping, in minor units. */
  readonly amount: number;
  readonly shipping: number;
  readonly goods: Goods;
  readonly status: 'paid' | 'shipped' | 'succeeded' | 'closed';
  readonly receivedAt: Instant | null;
  readonly succeededAt: Instant | null;
  /** Refunds instructed by other claims on the line. */
  readonly refunded: number;
  /** Amounts held by other claims on the line. */
  readonly held: number;
}

/** What a decision is made from, beside the claim. */
export interface Context {
  readonly actor: Actor;
  readonly now: Instant;
  readonly rules: Rules;
  readonly line: OrderLine;
}

/** What was decided: events and the claim they make, or a refusal that changes nothing. */
export type Decision =
  | { readonly events: readonly ClaimEvent[]; readonly claim: Claim; readonly refused?: never }
  | { readonly refused: Refused };
