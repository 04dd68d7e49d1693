import type { Claim } from '../domain/claim.ts';
import type { OrderLine } from '../domain/context.ts';
import { moneyOf } from '../domain/money.ts';
import type { Instant } from '../domain/time.ts';

/** What is told of the bought goods beside what decisions need. */
export interface LineFacts {
  readonly paidAt: Instant;
  readonly title: string;
  readonly imageUrl: string | null;
  readonly sku: string | null;
  readonly quantity: number;
  readonly category: string | null;
  readonly shippedAt: Instant | null;
}

/** An order line with what all its claims have taken from it. */
export interface StoredLine {
  readonly line: OrderLine;
  readonly facts: LineFacts;
  /** Grows with every change by the marketplace. */
  readonly revision: number;
  /** Claims ever opened on it. */
  readonly applications: number;
}

export interface LineRow {
  readonly shop_id: string;
  readonly order_id: string;
  readonly line_id: string;
  readonly buyer_id: string;
  readonly currency: string;
  readonly paid_at: Instant;
  readonly title: string;
  readonly image_url: string | null;
  readonly sku: string | null;
  readonly quantity: number;
  readonly amount: number;
  readonly shipping: number;
  readonly goods: OrderLine['goods'];
  readonly category: string | null;
  readonly line_status: OrderLine['status'];
  readonly shipped_at: Instant | null;
  readonly received_at: Instant | null;
  readonly succeeded_at: Instant | null;
  readonly line_refunded: number;
  readonly line_held: number;
  readonly revision: number;
  readonly applications: number;
}

/** The columns of `LineRow`, of an `order_line l`. */
export const LINE_COLUMNS = `l.shop_id, l.order_id, l.id as line_id, l.buyer_id, l.currency, l.paid_at, l.title,
  l.image_url, l.sku, l.quantity, l.amount, l.shipping, l.goods, l.category, l.status as line_status, l.shipped_at,
  l.received_at, l.succeeded_at, l.refunded as line_refunded, l.held as line_held, l.revision, l.applications`;

export function lineOf(row: LineRow): StoredLine {
  const { shop_id, order_id, line_id, buyer_id, currency, amount, shipping, goods } = row;
  return {
    line: {
      orderId: order_id,
      lineId: line_id,
      shopId: shop_id,
      buyerId: buyer_id,
      currency,
      amount,
      shipping,
      goods,
      status: row.line_status,
      receivedAt: row.received_at,
      succeededAt: row.succeeded_at,
      refunded: row.line_refunded,
      held: row.line_held,
    },
    facts: factsOf(row),
    revision: row.revision,
    applications: row.applications,
  };
}

function factsOf(row: LineRow): LineFacts {
  const { paid_at: paidAt, title, image_url: imageUrl, sku, quantity, category, shipped_at: shippedAt } = row;
  return { paidAt, title, imageUrl, sku, quantity, category, shippedAt };
}

/** The line as a claim's decisions see it: without what the claim itself has taken (R13). */
export function withoutClaim(line: OrderLine, claim: Claim): OrderLine {
  const { held, refunded } = moneyOf(claim);
  return { ...line, held: line.held - held, refunded: line.refunded - refunded };
}
