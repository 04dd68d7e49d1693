import { openProposal, type Terms } from './claim.ts';
import { type CommandRule, idWithin, partyOf } from './command-rule.ts';
import { agreeOn, close } from './execution.ts';
import { reasonNamed } from './policy.ts';
import { amountChecks, needsReturn, termsChecks } from './remedies.ts';
import { exact } from './time.ts';

/** R15: a new version of the terms, which voids the earlier refusal (R31). */
export const modifyTerms: CommandRule<'modify_terms'> = {
  may: (claim, { rules }) => ({
    TOO_MANY_MODIFICATIONS: () => claim.modifications >= rules.policy.values['claim.max_modifications'],
  }),
  fits: (claim, { terms }, { line, now, rules }) =>
    termsChecks(terms, { phase: claim.phase, line, policy: rules.policy, now }),
  events: (_, { terms }) => [{ type: 'terms.modified', data: { terms } }],
};

/** R15: the buyer gives up this claim. */
export const withdraw: CommandRule<'withdraw'> = {
  events: () => [{ type: 'claim.withdrawn', data: {} }, close('withdrawn')],
};

/** R21, R24: the seller agrees to the terms, also after refusing and until the ruling. */
export const agree: CommandRule<'agree'> = {
  fits: (claim, { addressGiven }) => ({
    RETURN_ADDRESS_REQUIRED: () => needsReturn(claim.terms.remedy) && claim.goodsAt === 'buyer' && !addressGiven,
  }),
  events: (claim, _, { rules }) => agreeOn(claim, 'seller', { terms: claim.terms, policy: rules.policy }),
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
