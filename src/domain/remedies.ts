import type { Phase, Remedy, Terms } from './claim.ts';
import type { OrderLine } from './context.ts';
import { type GoodsState, type Policy, type Reason, reasonOf } from './policy.ts';
import type { Checks } from './refusals.ts';
import { dayNumber, dayOf, exact, type Instant, localDay, startOfDay } from './time.ts';

const BY_STATUS: Record<OrderLine['status'], readonly Remedy[]> = {
  paid: ['refund_only'],
  shipped: ['refund_only', 'return_refund', 'exchange'],
  succeeded: ['refund_only', 'return_refund', 'exchange', 'repair', 'reship'],
  closed: [],
};

/** Whether a remedy sends the goods back (R57, R59). */
export function needsReturn(remedy: Remedy | 'none'): boolean {
  return remedy === 'return_refund' || remedy === 'exchange' || remedy === 'repair';
}

/** Whether a remedy puts other goods into the buyer's hands (R59). */
export function needsReplacement(remedy: Remedy | 'none'): boolean {
  return remedy === 'exchange' || remedy === 'repair' || remedy === 'reship';
}

/** Physical goods that are still with the seller. */
export function isUnshipped({ goods, status }: OrderLine): boolean {
  return goods === 'physical' && status === 'paid';
}

/** R12: what may be asked. Goods that did not arrive cannot be sent back. */
export function remediesOf(line: OrderLine, goodsReceived: boolean): readonly Remedy[] {
  const remedies = line.goods === 'virtual' && line.status !== 'closed' ? BY_STATUS.paid : BY_STATUS[line.status];
  return goodsReceived ? remedies : remedies.filter((remedy) => !needsReturn(remedy));
}

/** R13: what may still be refunded on the line, in minor units. */
export function refundable(line: OrderLine, reason: Reason): number {
  const paid = line.amount + (reason.refunds_shipping ? line.shipping : 0);
  return Math.max(0, paid - line.refunded - line.held);
}

/** R11: after-sale claims may be opened until this instant, not at it. */
export function windowEnd(line: OrderLine, policy: Policy): Instant | null {
  return line.succeededAt === null ? null : line.succeededAt + exact(policy.values['after_sale.window']);
}

export function phaseOf(line: OrderLine): Phase {
  return line.status === 'succeeded' ? 'after_sale' : 'in_sale';
}

function goodsStates(line: OrderLine, goodsReceived: boolean): readonly GoodsState[] {
  if (isUnshipped(line)) return ['unshipped'];
  const received = goodsReceived ? 'received' : 'not_received';
  return line.goods === 'virtual' ? ['virtual', received] : [received];
}

/** The first instant at which a reason counted from receipt may no longer be given; null where it never ends. */
function reasonEnd(reason: Reason, line: OrderLine, timeZone: string): Instant | null {
  const receivedAt = line.receivedAt ?? line.succeededAt;
  if (reason.days_from_receipt === null || receivedAt === null) return null;
  return startOfDay(dayOf(dayNumber(localDay(receivedAt, timeZone)) + reason.days_from_receipt + 1), timeZone);
}

interface Asking {
  readonly phase: Phase;
  readonly line: OrderLine;
  readonly policy: Policy;
  readonly now: Instant;
}

/** R14: whether a reason may be given for these terms now. */
function reasonFits(reason: Reason, terms: Terms, { phase, line, policy, now }: Asking): boolean {
  const end = reasonEnd(reason, line, policy.time_zone);
  return (
    reason.phases.includes(phase) &&
    reason.remedies.includes(terms.remedy) &&
    goodsStates(line, terms.goodsReceived).some((state) => reason.fits.includes(state)) &&
    (end === null || now < end)
  );
}

/** R12, R13: what refuses a remedy and an amount. */
export function amountChecks(
  asked: { remedy: Remedy; amount: number; goodsReceived: boolean },
  line: OrderLine,
  reason: Reason,
): Checks {
  return {
    REMEDY_NOT_AVAILABLE: () => !remediesOf(line, asked.goodsReceived).includes(asked.remedy),
    AMOUNT_TOO_HIGH: () => asked.amount > refundable(line, reason),
    FULL_AMOUNT_ONLY: () => isUnshipped(line) && asked.amount !== refundable(line, reason),
  };
}

/** R12–R14: what refuses terms, when a claim is opened and when they are modified. */
export function termsChecks(terms: Terms, asking: Asking): Checks {
  const reason = reasonOf(asking.policy, terms.reason);
  const unavailable = () => !remediesOf(asking.line, terms.goodsReceived).includes(terms.remedy);
  if (!reason) return { REMEDY_NOT_AVAILABLE: unavailable, REASON_NOT_AVAILABLE: () => true };
  return {
    ...amountChecks(terms, asking.line, reason),
    REASON_NOT_AVAILABLE: () => !reasonFits(reason, terms, asking),
  };
}
