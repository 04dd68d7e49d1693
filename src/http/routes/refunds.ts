import { Empty, Id, record } from '../../contract/primitive.ts';
import { RefundFailedBody, RefundSucceededBody, RefundView } from '../../contract/refund.ts';
import type { Report } from '../../domain/report.ts';
import { type Answer, reportRefund, type Visit } from '../../store/execute.ts';
import { answer } from '../answer.ts';
import { auditedBy } from '../audited.ts';
import type { HttpDeps } from '../deps.ts';
import { replyOfOutcome } from '../problem.ts';
import { type Access, type Call, type Reply, type Route, route } from '../route.ts';

/** R59a: only the marketplace knows what became of the money. */
const access = { scopes: ['orders'], sees: { marketplace: 'all' } } as const satisfies Access;
const params = record({ id: Id });

function refundAnswer({ claim }: Visit, refundId: string): Answer {
  const refund = claim.refunds.find(({ id }) => id === refundId);
  if (!refund) throw new Error(`claim ${claim.id} has no refund ${refundId}`);
  const { id, amount, status, attempts } = refund;
  return answer(200, { id, claim_id: claim.id, amount, currency: claim.currency, status, attempts });
}

async function take(report: Report & { refundId: string }, call: Call, { store }: HttpDeps): Promise<Reply> {
  const { refundId } = report;
  const outcome = await reportRefund(store, {
    refundId,
    report,
    idempotency: call.idempotency,
    answer: (visit) => refundAnswer(visit, refundId),
  });
  return replyOfOutcome(outcome);
}

export const REFUND_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    idempotency: 'door',
    url: '/v1/refunds/:id/succeeded',
    name: 'reportRefundSucceeded',
    summary: 'The money has reached the buyer; told twice it changes nothing',
    tag: 'refunds',
    access,
    schema: { params, body: RefundSucceededBody, response: { 200: RefundView } },
    handler: (call, deps) =>
      take({ type: 'refund_succeeded', refundId: call.params.id, reference: call.body.reference ?? null }, call, deps),
  }),
  route({
    method: 'POST',
    idempotency: 'door',
    url: '/v1/refunds/:id/failed',
    name: 'reportRefundFailed',
    summary: 'The provider refused; the refund is instructed again under the same id',
    tag: 'refunds',
    access,
    schema: { params, body: RefundFailedBody, response: { 200: RefundView } },
    handler: (call, deps) =>
      take({ type: 'refund_failed', refundId: call.params.id, reason: call.body.reason }, call, deps),
  }),
  route({
    method: 'POST',
    idempotency: 'door',
    url: '/v1/refunds/:id/retry',
    name: 'retryRefund',
    summary: 'Instructs a failed refund again, under its own id and never as a new one (R59a)',
    tag: 'refunds',
    access: { scopes: ['staff'], sees: { marketplace: 'all', operator: 'all' } },
    schema: { params, body: Empty, response: { 200: RefundView } },
    handler: async ({ params: { id: refundId }, caller, idempotency }, { store }) => {
      const outcome = await reportRefund(store, {
        refundId,
        report: { type: 'instruct_refund_again', refundId },
        actor: caller.actor,
        idempotency,
        audit: { ...auditedBy(caller), action: 'refund.retried', subject: refundId },
        answer: (visit) => refundAnswer(visit, refundId),
      });
      return replyOfOutcome(outcome);
    },
  }),
];
