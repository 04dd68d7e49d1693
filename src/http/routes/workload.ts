import { formatInstant } from '../../contract/instant.ts';
import { WorkloadReport } from '../../contract/workload.ts';
import { DAY } from '../../domain/time.ts';
import { type Workload, workloads } from '../../store/workload.ts';
import { answer } from '../answer.ts';
import { type Route, route } from '../route.ts';

const DAYS = 30;
function rowView({ median, ...row }: Workload) {
  return { ...row, median_seconds: median === null ? null : Math.round(median / 1000) };
}

export const WORKLOAD_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/reports/workload',
    name: 'getWorkloadReport',
    summary: 'What everybody of the staff has before them, and has ruled in thirty days; without an id: nobody’s',
    tag: 'staff',
    access: { scopes: ['staff'], sees: { marketplace: 'all', supervisor: 'all', operator: 'all' } },
    schema: { response: { 200: WorkloadReport } },
    handler: async (_call, { store }) => {
      const { rows, since } = await workloads(store, DAYS * DAY);
      return answer(200, { since: formatInstant(since), staff: rows.map(rowView) });
    },
  }),
];
