import { REMEDIES, type Remedy, type Terms } from '../../../domain/claim.ts';
import type { OrderLine as Line } from '../../../domain/context.ts';
import type { Policy, Reason } from '../../../domain/policy.ts';
import type { RefusalCode } from '../../../domain/refusals.ts';
import { isUnshipped, phaseOf, refundable, termsChecks, windowEnd } from '../../../domain/remedies.ts';
import { claimsOnLine } from '../../api/purchases.ts';
import type { Claim, Order, OrderLine } from '../../api/shapes.ts';

/** Everything from which follows what may be asked; the domain's own checks are asked, and no rule stands here. */
export interface Asking {
  readonly line: Line;
  readonly phase: Claim['phase'];
  readonly policy: Policy;
  readonly now: number;
}

const instantOf = (text: string | null | undefined) => (text ? Date.parse(text) : null);

interface Ordered {
  readonly order: Order;
  readonly line: OrderLine;
  readonly claims: readonly Claim[];
  readonly changing?: Claim;
}

/** The line as the domain knows it. `changing` is a claim whose terms are about to be modified: what it holds is free. */
export function lineOf({ order, line, claims, changing }: Ordered): Line {
  const others = claimsOnLine(claims, { order_id: order.id, line_id: line.id }).filter(({ id }) => id !== changing?.id);
  const { amount, shipping, goods, status } = line;
  return {
    orderId: order.id,
    lineId: line.id,
    shopId: order.shop_id,
    buyerId: order.buyer_id,
    currency: order.currency,
    amount,
    shipping,
    goods,
    status,
    receivedAt: instantOf(line.received_at),
    succeededAt: instantOf(line.succeeded_at),
    refunded: others.reduce((sum, { refund }) => sum + (refund?.amount ?? 0), 0),
    held: 0,
  };
}

export function askingOf(line: Line, policy: Policy, now: number): Asking {
  return { line, phase: phaseOf(line), policy, now };
}

function fits(
  asking: Asking,
  reason: Reason,
  { remedy, goodsReceived }: Pick<Terms, 'remedy' | 'goodsReceived'>,
): boolean {
  const terms = { remedy, reason: reason.code, goodsReceived, amount: 0, description: '', files: [] };
  const checks = termsChecks(terms, asking);
  return !checks.REMEDY_NOT_AVAILABLE?.() && !checks.REASON_NOT_AVAILABLE?.();
}

/** The reasons that fit a remedy and whether the goods have arrived. */
export function reasonsFor(asking: Asking, remedy: Remedy, goodsReceived: boolean): readonly Reason[] {
  return asking.policy.reasons.filter((reason) => fits(asking, reason, { remedy, goodsReceived }));
}

/** Whether the goods have arrived: both, or the only answer that makes sense. */
export function receivedChoices(asking: Asking, remedy: Remedy): readonly boolean[] {
  if (isUnshipped(asking.line)) return [false];
  return [true, false].filter((received) => reasonsFor(asking, remedy, received).length > 0);
}

export function remedyChoices(asking: Asking): readonly Remedy[] {
  return REMEDIES.filter((remedy) =>
    receivedChoices(asking, remedy).some((received) => reasonsFor(asking, remedy, received).length > 0),
  );
}

/** R13: the most that may be asked, in minor units, as far as the order and its claims tell. The server knows best. */
export function mostFor(asking: Asking, reason: Reason): number {
  return refundable(asking.line, reason);
}

/** R12: orders that were not shipped are refunded whole. */
export function isFullOnly({ line }: Asking): boolean {
  return isUnshipped(line);
}

/** Why nothing can be asked of a line that has no live claim; null where something can. */
export function whyNotApply({ line, policy, now }: Asking): RefusalCode | null {
  if (line.status === 'closed') return 'REMEDY_NOT_AVAILABLE';
  const end = windowEnd(line, policy);
  return end !== null && now >= end ? 'WINDOW_CLOSED' : null;
}
