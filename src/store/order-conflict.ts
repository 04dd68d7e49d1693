import type { OrderLine } from '../domain/context.ts';
import type { Order, OrderedLine } from './order.ts';

/** Why an order is not taken as it was put: its claims have been decided on what it would change. */
export const CONFLICTS = [
  'shop_changed',
  'buyer_changed',
  'currency_changed',
  'goods_changed',
  'line_removed',
  'paid_below_claims',
  'not_storable',
] as const;
export type Conflict = (typeof CONFLICTS)[number];

/** A line as it is stored, with what its claims have taken. */
export interface KnownLine {
  readonly orderId: string;
  readonly lineId: string;
  readonly shopId: string;
  readonly buyerId: string;
  readonly currency: string;
  readonly goods: OrderLine['goods'];
  readonly applications: number;
  readonly refunded: number;
  readonly held: number;
}

function conflictOfLine(known: KnownLine, order: Order, line: OrderedLine | undefined): Conflict | null {
  if (!line) return 'line_removed';
  if (known.shopId !== order.shopId) return 'shop_changed';
  if (known.buyerId !== order.buyerId) return 'buyer_changed';
  if (known.currency !== order.currency) return 'currency_changed';
  if (known.goods !== line.goods) return 'goods_changed';
  return line.amount + line.shipping < known.refunded + known.held ? 'paid_below_claims' : null;
}

/** The first conflict of an order with the claims on its lines; lines without claims may change as they like. */
export function conflictOf(order: Order, known: readonly KnownLine[]): { conflict: Conflict; lineId: string } | null {
  for (const line of known) {
    if (line.applications === 0) continue;
    const put = order.lines.find(({ id }) => id === line.lineId);
    const conflict = conflictOfLine(line, order, put);
    if (conflict) return { conflict, lineId: line.lineId };
  }
  return null;
}
