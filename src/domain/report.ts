import type { Claim, Refund } from './claim.ts';
import type { Context, Decision } from './context.ts';
import type { Happening } from './event.ts';
import { close, succeed } from './execution.ts';
import { record } from './record.ts';
import { refused } from './refusals.ts';

/** What the marketplace tells of money and parcels, and what the retry of a failed refund says. */
type RefundReport =
  | { readonly type: 'refund_succeeded'; readonly refundId: string; readonly reference: string | null }
  | { readonly type: 'refund_failed'; readonly refundId: string; readonly reason: string }
  | { readonly type: 'instruct_refund_again'; readonly refundId: string };
export type Report = RefundReport | { readonly type: 'line_shipped' };

function afterSuccess({ state }: Claim, refundId: string): Happening[] {
  return state.status === 'refunding' && state.refundId === refundId ? [succeed] : [];
}

/** R59a: money that has moved stays moved; what is told twice changes nothing. */
function onRefund(claim: Claim, refund: Refund, report: RefundReport): readonly Happening[] | null {
  const { id: refundId, status } = refund;
  switch (report.type) {
    case 'refund_succeeded': {
      if (status === 'succeeded') return [];
      const { reference } = report;
      return [{ type: 'refund.succeeded', data: { refundId, reference } }, ...afterSuccess(claim, refundId)];
    }
    case 'refund_failed':
      if (status === 'succeeded') return null;
      return status === 'failed' ? [] : [{ type: 'refund.failed', data: { refundId, reason: report.reason } }];
    case 'instruct_refund_again': {
      if (status !== 'failed') return [];
      const attempt = refund.attempts + 1;
      return [{ type: 'refund.requested', data: { refundId, amount: refund.amount, attempt } }];
    }
  }
}

/** R22: shipping the goods is the refusal of an unshipped refund that still waits for the seller. */
function onShipping({ state, unshipped }: Claim): readonly Happening[] {
  return state.status === 'awaiting_seller' && unshipped ? [close('shipped')] : [];
}

/** Takes in what the marketplace reports; no events where it changes nothing. */
export function report(claim: Claim, told: Report, { now, actor }: Context): Decision {
  if (told.type === 'line_shipped') return record(claim, onShipping(claim), { at: now, actor });
  const refund = claim.refunds.find(({ id }) => id === told.refundId);
  if (!refund) return { refused: refused('NOT_FOUND') };
  const happenings = onRefund(claim, refund, told);
  return happenings ? record(claim, happenings, { at: now, actor }) : { refused: refused('REFUND_SETTLED') };
}
