import { appeal, decideAppeal } from './appeal.ts';
import { type Actor, type Claim, isEnded, openProposal, type Terms } from './claim.ts';
import type { Command, CommandType } from './command.ts';
import type { CommandRule } from './command-rule.ts';
import type { Context, Decision } from './context.ts';
import { appealDeadlineOf, deadlineOf } from './deadline.ts';
import { admitEvidence, finishEvidence, requireEvidence, submitEvidence } from './evidence.ts';
import { confirmReturn, contestReturn, shipReturn } from './goods-return.ts';
import { requestIntervention, stepIn, virtualWaitEnd, withdrawIntervention } from './intervention.ts';
import * as negotiation from './negotiation.ts';
import { type Position, PROCESS } from './process.ts';
import { record } from './record.ts';
import { type Checks, firstRefusal, type RefusalCode, type Refused } from './refusals.ts';
import { isUnshipped, phaseOf, termsChecks, windowEnd } from './remedies.ts';
import { acceptReplacement, shipReplacement } from './replacement.ts';
import { approveRuling, rule, sendBackRuling } from './ruling.ts';
import { assign, escalate, logCall, release, resume, suspend, take } from './staff.ts';
import type { Instant } from './time.ts';

const RULES: { readonly [T in CommandType]: CommandRule<T> } = {
  modify_terms: negotiation.modifyTerms,
  withdraw: negotiation.withdraw,
  agree: negotiation.agree,
  refuse: negotiation.refuse,
  propose: negotiation.propose,
  accept_proposal: negotiation.acceptProposal,
  decline_proposal: negotiation.declineProposal,
  ship_return: shipReturn,
  confirm_return: confirmReturn,
  contest_return: contestReturn,
  ship_replacement: shipReplacement,
  accept_replacement: acceptReplacement,
  request_intervention: requestIntervention,
  withdraw_intervention: withdrawIntervention,
  submit_evidence: submitEvidence,
  finish_evidence: finishEvidence,
  appeal,
  request_call: negotiation.requestCall,
  step_in: stepIn,
  take,
  release,
  assign,
  require_evidence: requireEvidence,
  admit_evidence: admitEvidence,
  rule,
  approve_ruling: approveRuling,
  send_back_ruling: sendBackRuling,
  decide_appeal: decideAppeal,
  suspend,
  resume,
  escalate,
  log_call: logCall,
};

/** Where a claim stands in the process table. */
export function positionOf({ state }: Claim): Position {
  return state.status === 'in_intervention' ? state.stage.name : state.status;
}

/** Whether a claim exists for this actor; a stranger learns nothing (R10). */
export function canSee(claim: Pick<Claim, 'buyerId' | 'shopId'>, actor: Actor): boolean {
  if (actor.role === 'buyer') return actor.id === claim.buyerId;
  return actor.role !== 'seller' || actor.shopId === claim.shopId;
}

const APPEALING: readonly CommandType[] = ['appeal', 'decide_appeal'];
const INTERVENING: readonly CommandType[] = ['request_intervention', 'step_in'];

function fitsRuling(claim: Claim, when: 'before' | 'after' | 'any'): boolean {
  return when === 'any' || (when === 'after') === (claim.ruling !== null);
}

/** The first that refuses any command: whose it is to give, and where the claim must stand. */
function barrier(claim: Claim, type: CommandType, context: Context): Checks {
  const { party, state } = RULES[type] as CommandRule<CommandType>;
  const entry = PROCESS[type];
  const { status } = claim.state;
  const suspended = claim.state.status === 'in_intervention' && claim.state.suspended !== null;
  const asking = type === 'request_intervention' && context.actor.role === 'buyer';
  return {
    NOT_FOUND: () => !canSee(claim, context.actor),
    WRONG_PARTY: () => !entry.by.includes(context.actor.role) || party?.(claim, context) === false,
    ENDED: () => isEnded(claim) && !APPEALING.includes(type),
    NOT_REFUSED: () => asking && status !== 'refused' && status !== 'in_intervention',
    ALREADY_IN_INTERVENTION: () => INTERVENING.includes(type) && status === 'in_intervention',
    WRONG_STATE: () =>
      !entry.in.includes(positionOf(claim)) || !fitsRuling(claim, entry.ruling) || state?.(claim, context) === false,
    SUSPENDED: () => suspended && !entry.suspended,
  };
}

/** The refusals that time alone lifts, and when (R8). */
const LIFTED: { readonly [C in RefusalCode]?: (claim: Claim, context: Context) => Instant | null | undefined } = {
  VIRTUAL_WAIT: (claim, { rules }) => virtualWaitEnd(claim, rules.policy),
  OPEN_PROPOSAL_EXISTS: (claim, { now }) => openProposal(claim, now)?.expiresAt,
  SUSPENDED: (claim, { rules }) => deadlineOf(claim, rules)?.at,
  APPEAL_PENDING: (claim, { rules }) => appealDeadlineOf(claim, rules)?.at,
};

/** Says when a refusal lifts by itself (R8), and what to do until then (R33). */
function explain(refusal: Refused | null, claim: Claim, context: Context): Refused | null {
  if (!refusal) return null;
  const closesAt = refusal.code === 'VIRTUAL_WAIT' ? (deadlineOf(claim, context.rules)?.at ?? null) : null;
  return { ...refusal, availableAt: LIFTED[refusal.code]?.(claim, context) ?? null, closesAt };
}

/** What refuses a command whatever its body says; null when it may be given (R8). */
export function refusalOf(claim: Claim, type: CommandType, context: Context): Refused | null {
  const rule = RULES[type] as CommandRule<CommandType>;
  const refusal = firstRefusal(barrier(claim, type, context)) ?? firstRefusal(rule.may?.(claim, context) ?? {});
  return explain(refusal, claim, context);
}

/**
 * Decides a command on a claim to which every due deadline has been applied: events, or the first refusal in order of
 * precedence. Pure.
 */
export function decide(claim: Claim, command: Command, context: Context): Decision {
  const { may, fits, events } = RULES[command.type] as CommandRule<CommandType>;
  const refusal =
    firstRefusal(barrier(claim, command.type, context)) ??
    firstRefusal({ ...may?.(claim, context), ...fits?.(claim, command.body, context) });
  if (refusal) return { refused: explain(refusal, claim, context) ?? refusal };
  return record(claim, events(claim, command.body, context), { at: context.now, actor: context.actor });
}

interface Application {
  readonly claimId: string;
  readonly terms: Terms;
  /** Claims ever opened on the line. */
  readonly applications: number;
  /** Whether one of them is live. */
  readonly live: boolean;
}

/** R10–R14: opens a claim on an order line. */
export function openClaim({ claimId, terms, applications, live }: Application, context: Context): Decision {
  const { actor, line, now, rules } = context;
  const phase = phaseOf(line);
  const end = phase === 'after_sale' ? windowEnd(line, rules.policy) : null;
  const refusal = firstRefusal({
    NOT_FOUND: () => !canSee(line, actor),
    WRONG_PARTY: () => actor.role !== 'buyer',
    WINDOW_CLOSED: () => end !== null && now >= end,
    LIVE_CLAIM_EXISTS: () => live,
    TOO_MANY_APPLICATIONS: () => applications >= rules.policy.values['claim.max_applications'],
    ...termsChecks(terms, { phase, line, policy: rules.policy, now }),
  });
  if (refusal) return { refused: refusal };
  const { orderId, lineId, shopId, buyerId, currency, goods } = line;
  const { name, version } = rules.policy;
  const opening = { id: claimId, orderId, lineId, shopId, buyerId, currency, goods, phase };
  const application = { unshipped: isUnshipped(line), application: applications + 1, policy: { name, version } };
  return record(
    null,
    [
      { type: 'claim.opened', data: { opening: { ...opening, ...application }, terms } },
      { type: 'order.hold', data: {} },
    ],
    { at: now, actor },
  );
}
