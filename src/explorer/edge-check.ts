import { type Claim, isEnded, pendingAppeal } from '../domain/claim.ts';
import type { OrderLine } from '../domain/context.ts';
import type { ClaimEvent } from '../domain/event.ts';
import { moneyOf } from '../domain/money.ts';
import type { Rules } from '../domain/policy.ts';
import type { Process } from './process.ts';

/** One change of a claim, whatever made it. */
export interface Change {
  readonly before: Claim | null;
  readonly after: Claim;
  readonly events: readonly ClaimEvent[];
  readonly line: OrderLine;
}

function breaksMoney({ before, after, line }: Change): boolean {
  const { held, refunded } = moneyOf(after);
  const over = held + refunded + line.held + line.refunded > line.amount + line.shipping;
  const takenBack = before !== null && refunded < moneyOf(before).refunded;
  return over || takenBack || (isEnded(after) && held > 0);
}

/** R13: before a ruling what is held is what the terms ask; another amount would let others spend it, or keep it idle. */
function holdsOther({ after }: Change): boolean {
  const settled = isEnded(after) || after.state.status === 'refunding' || after.ruling !== null;
  return !settled && moneyOf(after).held !== after.terms.amount;
}

/** R5: an instruction is made once; a retry carries the same id. */
function refundsTwice({ before, events }: Change): boolean {
  return events.some(
    (event) =>
      event.type === 'refund.requested' &&
      event.data.attempt === 1 &&
      before?.refunds.some(({ id }) => id === event.data.refundId) === true,
  );
}

/** A ruling stands; only an appeal that overturns it puts another in its place (R56). */
function rulesTwice({ before, after, events }: Change): boolean {
  const issued = events.filter(({ type }) => type === 'ruling.issued').length;
  if (!before?.ruling) return issued > 1;
  const overturned = events.some((event) => event.type === 'appeal.decided' && event.data.outcome === 'overturned');
  return issued > 0 || (!overturned && after.ruling !== before.ruling);
}

function appealsTwice({ after }: Change): boolean {
  const parties = after.appeals?.filed.map(({ by }) => by) ?? [];
  return new Set(parties).size < parties.length;
}

/** R56: whoever has had what was ruled gets nothing more by an appeal that grants no more. */
function paysAgain({ before, after, events }: Change): boolean {
  if (before?.state.status !== 'succeeded' || !before.ruling || !after.ruling) return false;
  const instructed = events.some((event) => event.type === 'refund.requested' && event.data.attempt === 1);
  return instructed && after.ruling.amount <= before.ruling.amount;
}

const BESIDE_THE_END = ['appeal', 'compensation', 'refund', 'dispute_refund', 'order'];

/** R56: what ended stays ended as it did; only an appeal goes on beside it. */
function endsTwice({ before, after, events }: Change): boolean {
  if (!before || !isEnded(before)) return false;
  const foreign = events.some(({ type }) => !BESIDE_THE_END.includes(type.slice(0, type.indexOf('.'))));
  return foreign || JSON.stringify(after.state) !== JSON.stringify(before.state);
}

/** R16: the payout is held while anything can still change, and not longer. */
function holdsWrongly({ after }: Change): boolean {
  const open = after.appeals?.waiting != null || pendingAppeal(after) !== undefined;
  return after.held !== (!isEnded(after) || open);
}

function leavesGap({ before, after, events }: Change): boolean {
  const start = before?.version ?? 0;
  return events.some(({ version }, index) => version !== start + index + 1) || after.version !== start + events.length;
}

/** What no change may do, by the name of the check. */
export const EDGE_CHECKS = {
  money: (change: Change) => breaksMoney(change) || refundsTwice(change),
  held_as_asked: holdsOther,
  one_ruling: rulesTwice,
  one_appeal_a_party: appealsTwice,
  appeal_pays_once: paysAgain,
  terminal_is_final: endsTwice,
  hold_and_release: holdsWrongly,
  gapless: leavesGap,
} as const;

/** R3: one deadline in each waiting state, and none where nothing is waited for. Whether a claim breaks it. */
export function lacksDeadline(claim: Claim, rules: Rules, process: Process): boolean {
  const [shown, next] = [process.deadlineOf(claim, rules), process.nextDeadlineOf(claim, rules)];
  const { status } = claim.state;
  const appealable = claim.appeals?.waiting != null || pendingAppeal(claim) !== undefined;
  if (status === 'refunding') return shown !== null || (next !== null) !== appealable;
  if (isEnded(claim)) return (shown !== null) !== appealable || (next !== null) !== appealable;
  return shown === null || next === null || next.at > shown.at;
}
