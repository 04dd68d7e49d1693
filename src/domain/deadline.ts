import { type Calendar, type Reached, reach } from './calendar.ts';
import { type Claim, interventionOf, isEnded, pendingAppeal, type Stage, type Waiting } from './claim.ts';
import type { PolicyValues, Rules } from './policy.ts';
import type { Instant, Length, Milliseconds } from './time.ts';

export const DEADLINE_NAMES = [
  'terms_agreed',
  'claim_expired',
  'evidence_closed',
  'review_started',
  'review_overdue',
  'ruling_issued',
  'ruled_unclear',
  'return_lapsed',
  'refund_due',
  'replacement_lapsed',
  'acceptance_assumed',
  'appeal_lapsed',
  'suspension_ended',
] as const;
/** What follows when a deadline passes. */
export type DeadlineName = (typeof DEADLINE_NAMES)[number];

/** One step of a deadline's derivation (R3): this long from then, not counting how long it stood still. */
export interface Because {
  readonly rule: string;
  readonly from: Instant;
  readonly length: Length;
  readonly paused: Milliseconds;
}

/** One instant, one declared consequence (R3). */
export interface Deadline extends Reached {
  readonly then: DeadlineName;
  readonly why: readonly Because[];
}

type LengthName = {
  [K in keyof PolicyValues]: PolicyValues[K] extends Length ? K : never;
}[Exclude<keyof PolicyValues, 'standing.restriction'>];

interface Limit {
  readonly then: DeadlineName;
  readonly rule: string;
  readonly length: LengthName;
}

function after(waiting: Waiting, { then, rule, length: name }: Limit, rules: Rules): Deadline {
  const length = rules.policy.values[name];
  const why = [{ rule, from: waiting.since, length, paused: waiting.paused }];
  return { ...reach(waiting.since + waiting.paused, length, rules.calendar), then, why };
}

/** R20: how long the seller has. */
function sellerAnswer({ goods, unshipped }: Claim): LengthName {
  if (goods === 'virtual') return 'seller.answer.virtual';
  return unshipped ? 'seller.answer.unshipped' : 'seller.answer.shipped';
}

/** R23; R58: once the seller holds the goods, the buyer's silence leads to review instead of closing the claim. */
function afterRefusal({ goods, goodsAt }: Claim): Limit {
  if (goodsAt === 'seller') return { then: 'review_started', rule: 'R58', length: 'buyer.after_refusal' };
  const length = goods === 'virtual' ? 'buyer.after_refusal_virtual' : 'buyer.after_refusal';
  return { then: 'claim_expired', rule: 'R23', length };
}

/** R44: a pause shifts the start. */
function reviewDate(review: Waiting, length: Length, calendar: Calendar): Reached {
  return reach(review.since + review.paused, length, calendar);
}

/**
 * R2: no deadline lies in the past. Where the holidays after a pause are fewer than before, nothing may be left of it when
 * the review goes on; then it is the end of that day.
 */
function ahead(deadline: Deadline, { resumedAt = deadline.at - 1 }: Waiting, { calendar }: Rules): Deadline {
  return deadline.at > resumedAt ? deadline : { ...deadline, ...reach(resumedAt, '0WD', calendar) };
}

/** R44: the due date, and once it has passed the backstop. */
function reviewDeadline(claim: Claim, rules: Rules, backstop: DeadlineName): Deadline {
  const { review, overdue } = interventionOf(claim);
  if (!review) throw new Error(`claim ${claim.id} has no review`);
  const { 'review.due': length } = rules.policy.values;
  const why = [{ rule: 'R44', from: review.since, length, paused: review.paused }];
  const due = reviewDate(review, length, rules.calendar);
  if (!overdue) return ahead({ ...due, then: 'review_overdue', why }, review, rules);
  const last = after({ since: due.at, paused: 0 }, { then: backstop, rule: 'R44', length: 'review.backstop' }, rules);
  return ahead({ ...last, provisional: due.provisional, why: [...why, ...last.why] }, review, rules);
}

function stageDeadline(claim: Claim, stage: Stage, rules: Rules): Deadline {
  switch (stage.name) {
    case 'evidence':
      return after(stage.waiting, { then: 'evidence_closed', rule: 'R40', length: 'evidence.window' }, rules);
    case 'required':
      return after(stage.waiting, { then: 'evidence_closed', rule: 'R43', length: 'evidence.required' }, rules);
    case 'reply': {
      const limit: Limit =
        stage.to === 'completion'
          ? { then: 'review_started', rule: 'R41', length: 'evidence.seller_reply' }
          : { then: 'review_started', rule: 'R42', length: 'evidence.late_reply' };
      return after(stage.waiting, limit, rules);
    }
    case 'review':
      return reviewDeadline(claim, rules, 'ruled_unclear');
    case 'awaiting_approval':
      return reviewDeadline(claim, rules, 'ruling_issued');
  }
}

/** The deadline of the claim's own state: exactly one in every waiting state (R3). */
function stateDeadline(claim: Claim, rules: Rules): Deadline | null {
  const { state } = claim;
  switch (state.status) {
    case 'awaiting_seller':
      return after(state.waiting, { then: 'terms_agreed', rule: 'R20', length: sellerAnswer(claim) }, rules);
    case 'refused':
      return after(state.waiting, afterRefusal(claim), rules);
    case 'awaiting_return':
      return after(state.waiting, { then: 'return_lapsed', rule: 'R57', length: 'return.ship' }, rules);
    case 'awaiting_inspection':
      return after(state.waiting, { then: 'refund_due', rule: 'R58', length: 'return.confirm' }, rules);
    case 'awaiting_replacement':
      return after(state.waiting, { then: 'replacement_lapsed', rule: 'R59', length: 'replacement.ship' }, rules);
    case 'awaiting_acceptance':
      return after(state.waiting, { then: 'acceptance_assumed', rule: 'R59', length: 'replacement.accept' }, rules);
    case 'in_intervention': {
      if (!state.suspended) return stageDeadline(claim, state.stage, rules);
      const length = `suspension.${state.suspended.ground}` as const;
      return after(
        { since: state.suspended.since, paused: 0 },
        { then: 'suspension_ended', rule: 'R48', length },
        rules,
      );
    }
    case 'refunding':
    case 'succeeded':
    case 'closed':
      return null;
  }
}

/** R56: the deadline beside a ruling: of the appeal that waits, else of the window in which one may be made. */
export function appealDeadlineOf(claim: Claim, rules: Rules): Deadline | null {
  const pending = pendingAppeal(claim);
  const then = 'appeal_lapsed';
  if (pending) return after({ since: pending.at, paused: 0 }, { then, rule: 'R56', length: 'appeal.due' }, rules);
  const waiting = claim.appeals?.waiting;
  return waiting ? after(waiting, { then, rule: 'R56', length: 'appeal.window' }, rules) : null;
}

/** The deadline to show: the state's, and once the claim has ended what is left of an appeal. Null while refunding. */
export function deadlineOf(claim: Claim, rules: Rules): Deadline | null {
  return isEnded(claim) ? appealDeadlineOf(claim, rules) : stateDeadline(claim, rules);
}

/** The earliest deadline to be applied, the state's or the appeal's (R2). */
export function nextDeadlineOf(claim: Claim, rules: Rules): Deadline | null {
  const [own, appeal] = [stateDeadline(claim, rules), appealDeadlineOf(claim, rules)];
  if (!own || !appeal) return own ?? appeal;
  return appeal.at < own.at ? appeal : own;
}

/** R44: when a review is expected and due; null before it starts. */
export function reviewDates(claim: Claim, rules: Rules): { readonly expected: Reached; readonly due: Reached } | null {
  const review = claim.intervention?.review;
  if (!review) return null;
  const { 'review.expected': expected, 'review.due': due } = rules.policy.values;
  return { expected: reviewDate(review, expected, rules.calendar), due: reviewDate(review, due, rules.calendar) };
}
