import { type Claim, isEnded, pendingAppeal } from './claim.ts';
import { type CommandRule, partyOf, staffOf } from './command-rule.ts';
import type { Context } from './context.ts';
import type { EventData, Happening } from './event.ts';
import { carryOut, close, countDisputeRefund, instruct } from './execution.ts';
import type { Checks } from './refusals.ts';
import { ruledBy, rulingChecks } from './ruling.ts';
import { isParty } from './staff.ts';
import type { Ruling, RulingContent } from './verdict.ts';

/** R56: once per party, in time, with new evidence; one at a time. */
export const appeal: CommandRule<'appeal'> = {
  may: (claim, context) => {
    const party = partyOf(context);
    const own = claim.appeals?.filed.some(({ by }) => by === party);
    return {
      WINDOW_CLOSED: () => !own && !claim.appeals?.waiting,
      ALREADY_APPEALED: () => own === true,
      APPEAL_PENDING: () => pendingAppeal(claim) !== undefined,
    };
  },
  fits: (_, { files }) => ({ FILES_REQUIRED: () => files.length === 0 }),
  events: (_, body, context) => [{ type: 'appeal.filed', data: { by: partyOf(context), ...body } }],
};

/** What the buyer has had by now: money instructed, and what an exchange, repair or reship stood for. */
function received({ refunds, replacedWorth }: Claim): number {
  return refunds.reduce((sum, { amount }) => sum + amount, replacedWorth);
}

/** Whether the old ruling can no longer simply be replaced: money is on its way, or the claim has ended. */
function isPast(claim: Claim): boolean {
  return isEnded(claim) || claim.state.status === 'refunding';
}

/** R60: what stands against the shop follows the ruling that stands. */
function recount({ disputeRefund }: Claim, { fault, amount }: Ruling): Happening[] {
  const counts = fault === 'seller' && amount > 0;
  if (counts === disputeRefund) return [];
  return [counts ? countDisputeRefund : { type: 'dispute_refund.reversed', data: {} }];
}

/**
 * R56: money already moved stays moved. A buyer who is due more is refunded the rest; a shop that bore more, or less,
 * than it must is paid the difference, or owes it.
 */
function compensate(claim: Claim, ruling: Ruling): Happening[] {
  const { amount: due, funding } = ruling;
  const rest = due - received(claim);
  const owed = (to: EventData['compensation.owed']['to'], amount: number): Happening[] =>
    amount > 0 ? [{ type: 'compensation.owed', data: { to, amount, funding } }] : [];
  const borne = Math.max(due, received(claim)) - claim.compensated;
  return [
    ...recount(claim, ruling),
    ...owed('buyer', rest),
    ...(rest > 0 ? [instruct(claim, rest)] : []),
    ...owed('seller', borne - due),
    ...owed('platform', due - borne),
  ];
}

/** A ruling that is still being carried out gives way to the new one. */
function replace(claim: Claim, ruling: Ruling): Happening[] {
  const { remedy, amount } = ruling;
  return remedy === 'none' ? [close('ruled_for_seller')] : carryOut(claim, { remedy, amount }, ruling);
}

/** The seller's appeal succeeds and nothing takes the ruling's place: the seller is right. */
const NOTHING: RulingContent = {
  fault: 'none',
  remedy: 'none',
  amount: 0,
  returnGoods: false,
  freight: 'platform',
  funding: 'platform',
  findings: [],
  reasonCode: 'other',
  rules: ['R56'],
};

/** R51 and R12 speak of goods still to be moved; what is past is made good in money. */
function newRulingChecks(claim: Claim, ruling: RulingContent, context: Context): Checks {
  const { LOW_VALUE_NOT_OFFERED, REMEDY_NOT_AVAILABLE, ...always } = rulingChecks(claim, ruling, context);
  return isPast(claim) ? always : { ...always, LOW_VALUE_NOT_OFFERED, REMEDY_NOT_AVAILABLE };
}

/** R56: another supervisor decides. */
export const decideAppeal: CommandRule<'decide_appeal'> = {
  state: (claim) => pendingAppeal(claim) !== undefined,
  may: (claim, context) => {
    const { id } = staffOf(context);
    return { CONFLICT_OF_INTEREST: () => claim.rulers.includes(id) || isParty(claim, id) };
  },
  fits: (claim, { outcome, ruling }, context) => {
    if (outcome === 'upheld') return {};
    return {
      RULING_REQUIRED: () =>
        ruling === null && (claim.ruling?.remedy === 'none' || pendingAppeal(claim)?.by === 'buyer'),
      ...(ruling ? newRulingChecks(claim, ruling, context) : {}),
    };
  },
  events: (claim, { outcome, ruling: content, words }, context) => {
    if (outcome === 'upheld') return [decided({ outcome, ruling: null, words })];
    const ruling = ruledBy(staffOf(context).id, content ?? NOTHING, context.now);
    const then = isPast(claim) ? compensate(claim, ruling) : replace(claim, ruling);
    return [decided({ outcome, ruling, words }), ...then];
  },
};

function decided(data: EventData['appeal.decided']): Happening {
  return { type: 'appeal.decided', data };
}

/** R56: nobody decided the appeal in time, or nobody appealed. */
export function lapseAppeal(claim: Claim): Happening[] {
  if (pendingAppeal(claim)) return [decided({ outcome: 'upheld', ruling: null, words: null })];
  return [{ type: 'appeal.lapsed', data: {} }];
}
