import type { Instant } from '../domain/time.ts';
import { reportRefund } from './execute.ts';
import { refundsToRetry } from './refund.ts';
import type { Store } from './store.ts';

const BATCH = 100;
const answer = () => ({ status: 200, body: '' });

/** R59a: instructs failed refunds again whose delay is over; of two nodes one does. Returns how many were. */
export async function retryRefunds(store: Store, now: Instant): Promise<number> {
  let instructed = 0;
  for (let found = BATCH; found === BATCH; ) {
    const due = await refundsToRetry(store, { now, limit: BATCH });
    for (const { id: refundId } of due) {
      const report = { type: 'instruct_refund_again', refundId } as const;
      const outcome = await reportRefund(store, { refundId, report, actor: { role: 'system' }, answer });
      if (outcome.kind === 'done' && outcome.events.length > 0) instructed += 1;
    }
    found = due.length;
  }
  return instructed;
}
