import { type Claim, interventionOf } from './claim.ts';
import { type CommandRule, partyOf, staffOf } from './command-rule.ts';
import type { Happening } from './event.ts';
import { type Policy, reasonNamed } from './policy.ts';
import { isParty } from './staff.ts';
import { exact, type Instant } from './time.ts';

/** R41: whether the buyer shows evidence first. */
export function trackOf(claim: Claim, policy: Policy): 'both' | 'buyer_first' {
  return reasonNamed(policy, claim.terms.reason).buyer_track ? 'buyer_first' : 'both';
}

/** R32: when the buyer of virtual goods may ask, counted from the first application; null for other goods. */
export function virtualWaitEnd(claim: Claim, policy: Policy): Instant | null {
  return claim.goods === 'virtual' ? claim.appliedAt + exact(policy.values['intervention.virtual_wait']) : null;
}

/** R30, R34: the buyer after a refusal; the seller when a return is contested. */
export const requestIntervention: CommandRule<'request_intervention'> = {
  state: ({ state, goodsAt }, { actor }) =>
    actor.role === 'buyer' || state.status === 'awaiting_inspection' || goodsAt === 'seller',
  may: (claim, { actor, now, rules }) => ({
    VIRTUAL_WAIT: () => actor.role === 'buyer' && now < (virtualWaitEnd(claim, rules.policy) ?? now),
  }),
  events: (claim, { words, files }, context) => {
    const track = trackOf(claim, context.rules.policy);
    return [{ type: 'intervention.requested', data: { by: partyOf(context), words, files, track } }];
  },
};

/** R35: whoever asked takes the request back, and the deadline that ran goes on. */
export const withdrawIntervention: CommandRule<'withdraw_intervention'> = {
  party: ({ state, intervention }, { actor }) =>
    state.status !== 'in_intervention' || intervention?.requestedBy === actor.role,
  may: (claim, { rules }) => ({
    TOO_MANY_WITHDRAWALS: () => claim.withdrawals >= rules.policy.values['intervention.max_withdrawals'],
  }),
  events: () => [{ type: 'intervention.withdrawn', data: {} }],
};

/** R36: the platform's own right to step in; whoever does owns the claim (R47). */
export const stepIn: CommandRule<'step_in'> = {
  may: (claim, context) => ({ CONFLICT_OF_INTEREST: () => isParty(claim, staffOf(context).id) }),
  events: (claim, { words }, { rules }) => {
    const track = trackOf(claim, rules.policy);
    return [{ type: 'intervention.requested', data: { by: 'platform', words, files: [], track } }];
  },
};

/** Review begins, or goes on where something let it stand still (R44). */
export function toReview(claim: Claim): Happening {
  const { reviewPausedAt } = interventionOf(claim);
  return reviewPausedAt === null ? { type: 'review.started', data: {} } : { type: 'review.resumed', data: {} };
}

/** R41: the buyer has shown what there is; the seller answers. */
export const askSeller: Happening = { type: 'reply.requested', data: { party: 'seller', to: 'completion' } };

/** R58: the buyer is silent about goods that the seller holds and contests: the platform reviews. */
export function reviewContested(): Happening[] {
  const data = { by: 'platform', words: '', files: [], track: 'both' } as const;
  return [
    { type: 'intervention.requested', data },
    { type: 'review.started', data: {} },
  ];
}
