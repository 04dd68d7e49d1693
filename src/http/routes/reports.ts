import { formatInstant } from '../../contract/instant.ts';
import { ParkedReport } from '../../contract/report.ts';
import { parkedClaims } from '../../store/parking.ts';
import { givenUpRefunds, type StoredRefund } from '../../store/refund.ts';
import { answer } from '../answer.ts';
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
];
