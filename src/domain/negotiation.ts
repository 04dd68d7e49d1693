import { openProposal, type Terms } from './claim.ts';
import { type CommandRule, idWithin, partyOf } from './command-rule.ts';
import type { Happening } from './event.ts';
import { afterReturn, agreeOn, close, termsAgreed } from './execution.ts';
import { reasonNamed } from './policy.ts';
import { amountChecks, needsReturn, termsChecks } from './remedies.ts';
import { exact } from './time.ts';

/** R15: a new version of the terms, which voids the earlier refusal (R31). A reason that was in time stays in time. */
export const modifyTerms: CommandRule<'modify_terms'> = {
  may: (claim, { rules }) => ({
    TOO_MANY_MODIFICATIONS: () => claim.modifications >= rules.policy.values['claim.max_modifications'],
  }),
  fits: (claim, { terms }, { line, now, rules: { policy } }) => {
    const givenAt = terms.reason === claim.terms.reason ? claim.appliedAt : now;
    return termsChecks(terms, { phase: claim.phase, line, policy, now: givenAt });
  },
  events: (_, { terms }) => [{ type: 'terms.modified', data: { terms } }],
};

/** R15: the buyer gives up this claim. */
export const withdraw: CommandRule<'withdraw'> = {
  events: () => [{ type: 'claim.withdrawn', data: {} }, close('withdrawn')],
};

/** Where an intervention interrupted what was agreed already: there is nothing left to agree to. */
const CARRIED_OUT = ['awaiting_return', 'awaiting_replacement', 'awaiting_acceptance'] as const;

/**
 * R21, R24: the seller agrees to the terms, also after refusing and until the ruling. Whoever asked for intervention over
 * goods on their way back, and then agrees, takes them as they are: otherwise inspection could begin again for ever.
 */
export const agree: CommandRule<'agree'> = {
  state: ({ state, intervention }) =>
    state.status !== 'in_intervention' || !CARRIED_OUT.some((status) => status === intervention?.left.status),
  fits: (claim, { addressGiven }) => ({
    RETURN_ADDRESS_REQUIRED: () => needsReturn(claim.terms.remedy) && claim.goodsAt === 'buyer' && !addressGiven,
  }),
  events: (claim, _, { rules: { policy } }) => {
    const made = { terms: claim.terms, policy };
    if (claim.goodsAt !== 'in_transit') return agreeOn(claim, 'seller', made);
    const received: Happening = { type: 'return.confirmed', data: { by: 'seller' } };
    return [termsAgreed('seller', made), received, ...afterReturn(claim, claim.terms)];
  },
};

/** R22: the seller's no. Goods that were returned and contested may be refused whatever the reason. */
export const refuse: CommandRule<'refuse'> = {
  may: (claim, { rules }) => ({
    NOT_REFUSABLE: () =>
      claim.unshipped || (!reasonNamed(rules.policy, claim.terms.reason).seller_may_refuse && !claim.contested),
  }),
  fits: (_, { reason, files }, { rules }) => {
    const known = rules.policy.refusal_reasons.find(({ code }) => code === reason);
    return {
      REASON_NOT_AVAILABLE: () => !known,
      FILES_REQUIRED: () => known?.needs_proof === true && files.length === 0,
    };
  },
  events: (_, body) => [{ type: 'claim.refused', data: body }],
};

/** R25: other terms, offered to the other party. */
export const propose: CommandRule<'propose'> = {
  may: (claim, { now }) => ({ OPEN_PROPOSAL_EXISTS: () => openProposal(claim, now) !== null }),
  fits: (claim, { remedy, amount }, { line, rules }) =>
    amountChecks(
      { remedy, amount, goodsReceived: claim.terms.goodsReceived },
      line,
      reasonNamed(rules.policy, claim.terms.reason),
    ),
  events: (claim, { remedy, amount, freight, words }, context) => {
    const id = idWithin(claim, 'prp', claim.version + 1);
    const expiresAt = context.now + exact(context.rules.policy.values['proposal.expires']);
    const proposal = { id, by: partyOf(context), at: context.now, expiresAt, remedy, amount, freight, words };
    return [{ type: 'proposal.made', data: { proposal } }];
  },
};

const answering: Pick<CommandRule<'accept_proposal' | 'decline_proposal'>, 'party' | 'may'> = {
  party: (claim, context) => openProposal(claim, context.now)?.by !== context.actor.role,
  may: (claim, { now }) => ({ NO_OPEN_PROPOSAL: () => openProposal(claim, now) === null }),
};

/** R25: what was proposed becomes the next version of the terms and counts as agreed by both. */
export const acceptProposal: CommandRule<'accept_proposal'> = {
  ...answering,
  events: (claim, _, { now, rules }) => {
    const proposal = openProposal(claim, now);
    if (!proposal) throw new Error(`claim ${claim.id} has no open proposal`);
    const { id, remedy, amount, freight } = proposal;
    const terms: Terms = { ...claim.terms, remedy, amount, freight };
    return [
      { type: 'proposal.accepted', data: { proposalId: id } },
      ...agreeOn(claim, 'both', { terms, policy: rules.policy }),
    ];
  },
};

export const declineProposal: CommandRule<'decline_proposal'> = {
  ...answering,
  events: (claim, { words }) => [{ type: 'proposal.declined', data: { proposalId: claim.proposal?.id ?? '', words } }],
};

/** R46: a telephone call is asked for; the number is kept apart from the claim. */
export const requestCall: CommandRule<'request_call'> = {
  events: (_, { words }, context) => [{ type: 'call.requested', data: { party: partyOf(context), words } }],
};
