import { reportRefund } from '../store/execute.ts';
import { instructedRefunds, type StoredRefund } from '../store/refund.ts';
import type { Store } from '../store/store.ts';

/** What a provider says of a refund. Null: unknown as yet, to be asked again under the same id. */
export type RefundResult =
  | { readonly status: 'succeeded'; readonly reference: string | null }
  | { readonly status: 'failed'; readonly reason: string }
  | null;

/**
 * Carries refunds out, where the marketplace does not do so itself on the event `refund.requested` and report back. It
 * may be called again for the same refund, by other nodes too: the refund's id is the provider's idempotency key.
 */
export type RefundExecutor = (refund: StoredRefund) => Promise<RefundResult>;

const BATCH = 100;
const answer = () => ({ status: 200, body: '' });

/** Hands instructed refunds to the executor and reports what it says. Returns how many were settled. */
export async function executeRefunds(store: Store, executor: RefundExecutor): Promise<number> {
  let settled = 0;
  for (const refund of await instructedRefunds(store, BATCH)) {
    const result = await executor(refund);
    if (!result) continue;
    const { id: refundId } = refund;
    const report =
      result.status === 'succeeded'
        ? ({ type: 'refund_succeeded', refundId, reference: result.reference } as const)
        : ({ type: 'refund_failed', refundId, reason: result.reason } as const);
    await reportRefund(store, { refundId, report, answer });
    settled += 1;
  }
  return settled;
}
