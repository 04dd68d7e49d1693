import { formatInstant } from '../../contract/instant.ts';
import { Empty, Id, record } from '../../contract/primitive.ts';
import { ParkedReport, RetriedDeadline } from '../../contract/report.ts';
import { recordAudit } from '../../store/audit.ts';
import { parkedClaims, unpark } from '../../store/parking.ts';
import { givenUpRefunds, type StoredRefund } from '../../store/refund.ts';
import { applyDue } from '../../store/sweep.ts';
import { answer } from '../answer.ts';
import { auditedBy } from '../audited.ts';
import { withIdempotency } from '../idempotency.ts';
import { problem } from '../problem.ts';
import { type Route, route } from '../route.ts';

const MOST = 100;

function refundView({ id, claimId, shopId, amount, currency, attempts, updatedAt, failure }: StoredRefund) {
  const refund = { id, claim_id: claimId, shop_id: shopId, amount, currency, attempts };
  return { ...refund, failed_at: formatInstant(updatedAt), reason: failure ?? '' };
}

export const REPORT_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/reports/parked',
    name: 'getParkedReport',
    summary: 'What a person has to look at: deadlines that could not be applied, refunds that failed too often',
    tag: 'staff',
    access: { scopes: ['staff'], sees: { marketplace: 'all', supervisor: 'all', operator: 'all' } },
    schema: { response: { 200: ParkedReport } },
    handler: async (_call, { store }) => {
      const [deadlines, refunds] = await Promise.all([parkedClaims(store.pool, MOST), givenUpRefunds(store, MOST)]);
      return answer(200, {
        deadlines: deadlines.map(({ claimId, shopId, dueAt, parkedAt, error }) => ({
          claim_id: claimId,
          shop_id: shopId,
          due_at: formatInstant(dueAt),
          parked_at: formatInstant(parkedAt),
          error,
        })),
        refunds: refunds.map(refundView),
      });
    },
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/parked-deadlines/:claim_id/retry',
    name: 'retryDeadline',
    summary: 'Tries a deadline again that was set aside; one that fails again is in the report once more',
    tag: 'staff',
    access: { scopes: ['staff'], sees: { marketplace: 'all', operator: 'all' } },
    schema: { params: record({ claim_id: Id }), body: Empty, response: { 200: RetriedDeadline } },
    handler: async ({ params: { claim_id: claimId }, caller, idempotency }, { store }) => {
      const reply = await withIdempotency(store.pool, idempotency, async (tx) => {
        const dueAt = await unpark(store, claimId, tx);
        if (dueAt === null) return problem('NOT_FOUND');
        await recordAudit(tx, store, { ...auditedBy(caller), action: 'deadline.retried', subject: claimId });
        return answer(200, { claim_id: claimId, due_at: formatInstant(dueAt) });
      });
      // At once, and not when the worker comes by: whoever asks for the report next sees what became of it.
      await applyDue(store, { claimId });
      return reply;
    },
  }),
];
