import type { Claim } from './claim.ts';
import { pendingAppeal } from './claim.ts';
import type { Context } from './context.ts';
import { appealDeadlineOf, type Deadline, deadlineOf } from './deadline.ts';
import { decide } from './decide.ts';
import type { ClaimEvent, EventData } from './event.ts';
import { refund } from './execution.ts';
import type { Policy } from './policy.ts';
import type { Refused } from './refusals.ts';
import type { RulingContent } from './verdict.ts';

/** What a ruling would do once it is in force, found by deciding it and writing nothing. */
export interface RulingForecast {
  /** R52: whether a supervisor has to approve it first. */
  readonly waits: boolean;
  /** R56: whether it decides an appeal, after which there is none. */
  readonly decidesAppeal: boolean;
  readonly claim: Claim;
  /** What is instructed at once. */
  readonly refundNow: number;
  readonly compensation: readonly EventData['compensation.owed'][];
  /** R60: when it counts against the shop, if it does, or whether it takes back what counted. */
  readonly counts: 'now' | 'later' | 'never' | 'reversed';
  readonly deadline: Deadline | null;
  readonly appeal: Deadline | null;
}

/** The same rules, under which no ruling waits. */
function withoutReview(policy: Policy): Policy {
  return { ...policy, values: { ...policy.values, 'ruling.second_review_from': Number.MAX_SAFE_INTEGER } };
}

/** R60: at once, or when the refund that is still to come is instructed. */
function countingOf(claim: Claim, events: readonly ClaimEvent[]): RulingForecast['counts'] {
  if (events.some(({ type }) => type === 'dispute_refund.counted')) return 'now';
  if (events.some(({ type }) => type === 'dispute_refund.reversed')) return 'reversed';
  const isOpen = claim.settlement !== null && !['refunding', 'succeeded', 'closed'].includes(claim.state.status);
  const wouldCount =
    isOpen && refund(claim, claim.settlement.amount).some(({ type }) => type === 'dispute_refund.counted');
  return wouldCount ? 'later' : 'never';
}

/** What a ruling by this actor would do to a claim, or why they cannot make it. */
export function forecastRuling(
  claim: Claim,
  content: RulingContent,
  context: Context,
): RulingForecast | { readonly refused: Refused } {
  const decidesAppeal = pendingAppeal(claim) !== undefined;
  const rules = { ...context.rules, policy: withoutReview(context.rules.policy) };
  const decided = decidesAppeal
    ? decide(claim, { type: 'decide_appeal', body: { outcome: 'overturned', ruling: content, words: '' } }, context)
    : decide(claim, { type: 'rule', body: content }, { ...context, rules });
  if (decided.refused) return { refused: decided.refused };
  const { claim: after, events } = decided;
  const instructed = events.flatMap((event) => (event.type === 'refund.requested' ? [event.data.amount] : []));
  return {
    waits: !decidesAppeal && content.amount >= context.rules.policy.values['ruling.second_review_from'],
    decidesAppeal,
    claim: after,
    refundNow: instructed.reduce((sum, amount) => sum + amount, 0),
    compensation: events.flatMap((event) => (event.type === 'compensation.owed' ? [event.data] : [])),
    counts: countingOf(after, events),
    deadline: deadlineOf(after, context.rules),
    appeal: decidesAppeal ? null : appealDeadlineOf(after, context.rules),
  };
}
