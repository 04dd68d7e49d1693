import { type Claim, interventionOf } from './claim.ts';
import { type CommandRule, staffOf } from './command-rule.ts';
import type { Context } from './context.ts';
import type { Checks } from './refusals.ts';

/** R47: nobody decides a claim in which they are a party. */
export function isParty(claim: Claim, id: string): boolean {
  return id === claim.buyerId || id === claim.shopId || claim.sellerUsers.includes(id);
}

/** R47: a mediator decides what they own; a supervisor may always. */
export function ownerChecks(claim: Claim, context: Context): Checks {
  const { id, role } = staffOf(context);
  const owner = claim.intervention?.owner;
  return {
    NOT_OWNER: () => role === 'mediator' && !(owner?.id === id && owner.role === 'mediator'),
    CONFLICT_OF_INTEREST: () => isParty(claim, id),
  };
}

function isAtSecondLevel({ state, intervention }: Claim): boolean {
  return state.status === 'in_intervention' && intervention?.level === 2;
}

/** R47: from the evidence stage on; after escalation or overdue a supervisor. */
export const take: CommandRule<'take'> = {
  party: (claim, { actor }) => !(isAtSecondLevel(claim) && actor.role === 'mediator'),
  may: (claim, context) => ({
    ALREADY_OWNED: () => interventionOf(claim).owner !== null,
    CONFLICT_OF_INTEREST: () => isParty(claim, staffOf(context).id),
  }),
  events: (_, __, context) => [{ type: 'claim.taken', data: { owner: staffOf(context) } }],
};

export const release: CommandRule<'release'> = {
  may: (claim, context) => ({
    ...ownerChecks(claim, context),
    NOT_OWNER: () => {
      const { owner } = interventionOf(claim);
      return owner === null || (context.actor.role === 'mediator' && owner.id !== staffOf(context).id);
    },
  }),
  events: () => [{ type: 'claim.released', data: {} }],
};

/** R47: at the second level the claim is given to a supervisor. */
export const assign: CommandRule<'assign'> = {
  fits: (claim, { mediatorId }) => ({ CONFLICT_OF_INTEREST: () => isParty(claim, mediatorId) }),
  events: (claim, { mediatorId }) => {
    const role = interventionOf(claim).level === 2 ? 'supervisor' : 'mediator';
    return [{ type: 'claim.taken', data: { owner: { id: mediatorId, role } } }];
  },
};

/** R46: the first level cannot solve it. */
export const escalate: CommandRule<'escalate'> = {
  state: (claim) => claim.intervention?.level === 1,
  may: ownerChecks,
  events: (_, { words }) => [{ type: 'claim.escalated', data: { words } }],
};

/** R48: the deadlines stand still. */
export const suspend: CommandRule<'suspend'> = {
  may: ownerChecks,
  events: (_, body) => [{ type: 'suspension.started', data: body }],
};

export const resume: CommandRule<'resume'> = {
  state: ({ state }) => state.status === 'in_intervention' && state.suspended !== null,
  may: ownerChecks,
  events: () => [{ type: 'suspension.ended', data: {} }],
};

/** R46: a call is kept on the claim. */
export const logCall: CommandRule<'log_call'> = {
  events: (_, body) => [{ type: 'call.logged', data: body }],
};
