import type { Milliseconds } from '../../domain/time.ts';
import { query } from '../../store/database.ts';
import { readNow, type Store } from '../../store/store.ts';
import type { RefundExecutor } from '../../worker/refunds.ts';

/** How long a payment provider takes in the demo. */
const TAKES: Milliseconds = 4000;
/** The order whose refund the provider refuses, and how often. */
const UNLUCKY_ORDER = 'D1017';
const FAILURES = 2;

/** The demo's payment provider: refunds come through after a moment, but for one, which takes several attempts (R59a). */
export function createDemoExecutor(store: Store): RefundExecutor {
  return async ({ id, shopId, claimId, updatedAt, attempts }) => {
    if ((await readNow(store)) - updatedAt < TAKES) return null;
    const sql = 'select order_id from claim where shop_id = $1 and id = $2';
    const [claim] = await query<{ order_id: string }>(store.pool, sql, [shopId, claimId]);
    if (claim?.order_id === UNLUCKY_ORDER && attempts <= FAILURES) {
      return { status: 'failed', reason: '买家的收款账户暂时无法入账' };
    }
    return { status: 'succeeded', reference: `demo-${id}` };
  };
}
