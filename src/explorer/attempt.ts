import type { Actor, Claim } from '../domain/claim.ts';
import type { Bodies, Command, CommandType } from '../domain/command.ts';
import type { Decision } from '../domain/context.ts';
import { positionOf } from '../domain/decide.ts';
import type { Rules } from '../domain/policy.ts';
import { COMMANDS } from '../domain/process.ts';
import type { RefusalCode } from '../domain/refusals.ts';
import type { Report } from '../domain/report.ts';
import type { Instant } from '../domain/time.ts';
import { bodiesOf, COMMAND_ACTORS, type Scene } from './body.ts';
import type { Edge, Mover, Movers, Node, Words } from './graph.ts';
import { clauseOf } from './story.ts';
import { addStep, offend, type Walk } from './walk-state.ts';
import { MARKETPLACE } from './world.ts';

/** A claim in a state at an instant, and what was done to it since without leaving the state. */
interface Moment {
  readonly node: Node;
  readonly claim: Claim;
  readonly at: Instant;
  readonly by: Mover | null;
  readonly words: Words | null;
}

/** Commands that answer what is left out of a state's key; they are tried right after what they answer. */
const SEQUELS: Partial<Record<CommandType, readonly CommandType[]>> = {
  propose: ['accept_proposal', 'decline_proposal'],
  take: ['release', 'rule'],
  submit_evidence: ['admit_evidence'],
};

/** Refusals that depend on the body; after any other, another body of the same command is refused as well. */
const OF_BODIES: ReadonlySet<RefusalCode> = new Set([
  'REMEDY_NOT_AVAILABLE',
  'REASON_NOT_AVAILABLE',
  'AMOUNT_TOO_HIGH',
  'FULL_AMOUNT_ONLY',
  'RETURN_ADDRESS_REQUIRED',
  'FILES_REQUIRED',
  'FILE_NOT_FOUND',
  'EVIDENCE_NOT_FOUND',
  'RULING_INCONSISTENT',
  'RULING_REQUIRED',
  'LOW_VALUE_NOT_OFFERED',
]);

function moverOf({ role }: Actor): Mover {
  return role === 'buyer' || role === 'seller' ? role : 'staff';
}

function spentBetween(before: Claim, after: Claim): Edge['spends'] {
  if (after.modifications > before.modifications) return 'modification';
  return after.withdrawals > before.withdrawals ? 'withdrawal' : null;
}

function together(first: Mover | null, second: Mover): Movers {
  if (first === null || first === second) return second;
  return first < second ? `${first}+${second}` : `${second}+${first}`;
}

interface Attempt {
  readonly command: Command;
  readonly actor: Actor;
}

function decideAt(walk: Walk, { claim, at, node }: Moment, { command, actor }: Attempt): Decision {
  walk.attempts += 1;
  return walk.process.decide(claim, command, { actor, now: at, rules: walk.rules, line: node.world.line });
}

/** R15, R35: once the policy's number is used up the command must be refused, or nothing ends the cycle. */
function isBounded(walk: Walk, { claim, at, node }: Moment, { command, actor }: Attempt): boolean {
  const { modifications, withdrawals } = walk.counters;
  const { values } = walk.rules.policy;
  const own = { 'claim.max_modifications': modifications, 'intervention.max_withdrawals': withdrawals };
  const rules: Rules = { ...walk.rules, policy: { ...walk.rules.policy, values: { ...values, ...own } } };
  const spent = { ...claim, modifications, withdrawals };
  return 'refused' in walk.process.decide(spent, command, { actor, now: at, rules, line: node.world.line });
}

function take(walk: Walk, moment: Moment, attempt: Attempt): RefusalCode | null {
  const { node, at, claim } = moment;
  const { command, actor } = attempt;
  const decision = decideAt(walk, moment, attempt);
  if (decision.refused) return decision.refused.code;
  const suspended = claim.state.status === 'in_intervention' && claim.state.suspended ? ' suspended' : '';
  walk.accepted.add(`${command.type} ${positionOf(claim)}${suspended}`);
  const mover = moverOf(actor);
  const opening = `${mover} ${command.type}`;
  if (!node.openings.has(opening)) node.openings.set(opening, at - node.at);
  const clause = () => clauseOf(actor.role, command.type, command.body);
  const before = moment.words;
  const words = before ? () => `${before()} and ${clause()}` : clause;
  const by = together(moment.by, mover);
  const spends = spentBetween(claim, decision.claim);
  if (spends && !isBounded(walk, moment, attempt)) offend(walk, { check: 'bounded', node: node.id, words });
  const { claim: after, events } = decision;
  const target = addStep(walk, node, { act: command.type, by, words, at, before: claim, claim: after, events, spends });
  const sequels = target === node && before === null ? (SEQUELS[command.type] ?? []) : [];
  for (const sequel of sequels) tryCommand(walk, { node, claim: after, at, by: mover, words }, sequel);
  return null;
}

/** Tries one command by everybody who may give it, with a body of every kind. */
function tryCommand<T extends CommandType>(walk: Walk, moment: Moment, type: T): void {
  const { world } = moment.node;
  const terms = walk.terms.get(world) ?? [];
  const late = moment.node.deadline === null || moment.at === moment.node.deadline.at - 1;
  const scene: Scene = { claim: moment.claim, world, policy: walk.rules.policy, terms, late };
  for (const actor of COMMAND_ACTORS.get(type) ?? []) {
    for (const body of bodiesOf(type, scene, actor) as readonly Bodies[CommandType][]) {
      const refusal = take(walk, moment, { command: { type, body } as Command, actor });
      if (refusal && !OF_BODIES.has(refusal)) break;
    }
  }
}

/** Tries every command in a state at an instant. */
export function tryCommands(walk: Walk, node: Node, at: Instant): void {
  for (const type of COMMANDS) tryCommand(walk, { node, claim: node.claim, at, by: null, words: null }, type);
}

interface Told {
  readonly report: Report;
  readonly by: Mover;
  readonly words: string;
}

/** What the payment provider and the marketplace may tell of a claim. */
function reportsOn({ refunds, unshipped, state }: Claim): Told[] {
  const told = refunds.flatMap(({ id: refundId, status }): Told[] => {
    if (status === 'succeeded') return [];
    const succeeded = { type: 'refund_succeeded', refundId, reference: null } as const;
    const failed = { type: 'refund_failed', refundId, reason: 'words' } as const;
    const again = { type: 'instruct_refund_again', refundId } as const;
    return [
      { report: succeeded, by: 'provider', words: 'the refund succeeds' },
      status === 'failed'
        ? { report: again, by: 'marketplace', words: 'the refund is instructed again' }
        : { report: failed, by: 'provider', words: 'the refund fails' },
    ];
  });
  const shipped: Told = { report: { type: 'line_shipped' }, by: 'marketplace', words: 'the goods are shipped' };
  return unshipped && state.status === 'awaiting_seller' ? [...told, shipped] : told;
}

/** Tries every report from outside in a state at an instant. */
export function tryReports(walk: Walk, node: Node, at: Instant): void {
  const { claim, world } = node;
  for (const { report, by, words } of reportsOn(claim)) {
    walk.attempts += 1;
    const context = { actor: MARKETPLACE, now: at, rules: walk.rules, line: world.line };
    const decision = walk.process.report(claim, report, context);
    if (decision.refused || decision.events.length === 0) continue;
    const { claim: after, events } = decision;
    addStep(walk, node, {
      act: report.type,
      by,
      words: () => words,
      at,
      before: claim,
      claim: after,
      events,
      spends: null,
    });
  }
}
