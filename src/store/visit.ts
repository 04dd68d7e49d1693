import { catchUp } from '../domain/catch-up.ts';
import type { Claim } from '../domain/claim.ts';
import type { OrderLine } from '../domain/context.ts';
import type { ClaimEvent } from '../domain/event.ts';
import type { Rules } from '../domain/policy.ts';
import type { Instant } from '../domain/time.ts';
import type { Contact } from './contact.ts';
import type { Loaded } from './load.ts';
import { type LineFacts, withoutClaim } from './order-line.ts';

/** What a claim's view is made from. */
export interface Visit {
  readonly claim: Claim;
  readonly now: Instant;
  /** As the claim's decisions see it: without what the claim itself has taken (R13). */
  readonly line: OrderLine;
  /** What is told of the goods beside. */
  readonly goods: LineFacts;
  readonly rules: Rules;
  /** Of the claim's shop at `now`. */
  readonly standing: { readonly disputeRefundsThisMonth: number; readonly limit: number };
  /** Personal data kept outside the events; who may see which, the view decides. */
  readonly contacts: readonly Contact[];
}

/** A claim as it was read, with every deadline that is due applied; `events` are not yet written. */
export interface CaughtUp {
  readonly before: Claim;
  readonly visit: Visit;
  readonly events: readonly ClaimEvent[];
}

const EFFECT: { readonly [type: string]: number } = { 'dispute_refund.counted': 1, 'dispute_refund.reversed': -1 };

/** The visit after more has happened to the claim. */
export function after(visit: Visit, claim: Claim, events: readonly ClaimEvent[]): Visit {
  const counted = events.reduce((sum, { type }) => sum + (EFFECT[type] ?? 0), 0);
  const { disputeRefundsThisMonth, limit } = visit.standing;
  return { ...visit, claim, standing: { disputeRefundsThisMonth: disputeRefundsThisMonth + counted, limit } };
}

/** R2: what was read, as it stands at `now`. */
export function caughtUp(loaded: Loaded & { readonly claim: Claim }, rules: Rules): CaughtUp {
  const { claim: before, now, stored, disputeRefunds, contacts } = loaded;
  const { claim, events } = catchUp(before, now, rules);
  const limit = rules.policy.values['standing.monthly_limit'];
  const visit: Visit = {
    claim: before,
    now,
    line: withoutClaim(stored.line, before),
    goods: stored.facts,
    rules,
    standing: { disputeRefundsThisMonth: disputeRefunds, limit },
    contacts,
  };
  return { before, visit: after(visit, claim, events), events };
}
