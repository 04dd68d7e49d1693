import { lapseAppeal } from './appeal.ts';
import { type Actor, type Claim, stageOf } from './claim.ts';
import { type Deadline, type DeadlineName, nextDeadlineOf } from './deadline.ts';
import type { ClaimEvent, Happening } from './event.ts';
import { closeEvidence } from './evidence.ts';
import { agreeOn, close, refund, succeed } from './execution.ts';
import { settlementOf } from './goods-return.ts';
import { reviewContested, toReview } from './intervention.ts';
import type { Rules } from './policy.ts';
import { type Recorded, record } from './record.ts';
import { issueWaiting, ruleUnclear } from './ruling.ts';
import type { Instant } from './time.ts';

const SYSTEM: Actor = { role: 'system' };

/** What each deadline brings about when it passes: the same text that `Deadline.then` announces (R3). */
const CONSEQUENCES: Record<DeadlineName, (claim: Claim, rules: Rules, at: Instant) => readonly Happening[]> = {
  terms_agreed: (claim, { policy }) => agreeOn(claim, 'silence', { terms: claim.terms, policy }),
  claim_expired: () => [{ type: 'claim.expired', data: {} }, close('expired')],
  evidence_closed: (claim) => closeEvidence(claim),
  review_started: (claim) => (stageOf(claim) ? [toReview(claim)] : reviewContested()),
  review_overdue: () => [{ type: 'review.overdue', data: {} }],
  ruling_issued: (claim, _, at) => issueWaiting(claim, at),
  ruled_unclear: (claim, { policy }, at) => ruleUnclear(claim, policy, at),
  return_lapsed: () => [{ type: 'return.lapsed', data: {} }, close('return_not_sent')],
  refund_due: (claim) => [
    { type: 'return.confirmed', data: { by: 'silence' } },
    ...refund(claim, settlementOf(claim).amount),
  ],
  replacement_lapsed: (claim) => [
    { type: 'replacement.lapsed', data: {} },
    ...refund(claim, settlementOf(claim).amount),
  ],
  acceptance_assumed: () => [{ type: 'replacement.accepted', data: { by: 'silence' } }, succeed],
  appeal_lapsed: (claim) => lapseAppeal(claim),
  suspension_ended: () => [{ type: 'suspension.ended', data: {} }],
};

/** Applies one deadline that has passed, dated at its own instant (R2). */
export function applyDeadline(claim: Claim, { at, then }: Deadline, rules: Rules): Recorded {
  return record(claim, CONSEQUENCES[then](claim, rules, at), { at, actor: SYSTEM });
}

/** Applies every deadline with `at <= now`, in order; one may start the next (R2). */
export function catchUp(before: Claim, now: Instant, rules: Rules): Recorded {
  const events: ClaimEvent[] = [];
  let claim = before;
  for (let due = nextDeadlineOf(claim, rules); due && due.at <= now; due = nextDeadlineOf(claim, rules)) {
    const passed = applyDeadline(claim, due, rules);
    events.push(...passed.events);
    claim = passed.claim;
  }
  return { claim, events };
}
