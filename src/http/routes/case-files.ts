import { DailyRootView } from '../../contract/daily-root.ts';
import { formatInstant, isDay } from '../../contract/instant.ts';
import { listOf, record } from '../../contract/primitive.ts';
import { type DailyRoot, listDailyRoots } from '../../store/daily-root.ts';
import { visit } from '../../store/execute.ts';
import { streamed } from '../answer.ts';
import { CLAIM_ACCESS } from '../authorization.ts';
import { caseFileOf } from '../case-file.ts';
import { ClaimParams } from '../claim-answer.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { problem } from '../problem.ts';
import { type Route, route } from '../route.ts';

function rootView({ day, since, until, timeZone, claims, treeRoot, previous, root }: DailyRoot) {
  const bounds = { since: formatInstant(since), until: formatInstant(until), time_zone: timeZone };
  return { day, ...bounds, claims, tree_root: treeRoot, previous, root };
}

export const CASE_FILE_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/claims/:id/case-file',
    name: 'getCaseFile',
    summary: 'Everything of a claim that the caller may see, as a zip that `gongdao verify` checks offline',
    tag: 'claims',
    access: CLAIM_ACCESS,
    schema: { params: ClaimParams },
    handler: async ({ params, caller: { actor } }, deps) => {
      const visited = await visit(deps.store, { claimId: params.id, actor });
      if (!visited) return problem('NOT_FOUND');
      // In whichever language it is asked for, it is the same bytes.
      const { sha256, open } = await caseFileOf(deps, { visited, reader: { actor, locale: 'zh-CN' } });
      return streamed(200, open, {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="gongdao-${visited.claim.id}.zip"`,
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-cache',
        etag: `"${sha256}"`,
      });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/daily-roots',
    name: 'listDailyRoots',
    summary: 'The root of each closed day over all claims that changed on it, the last first; made to be published',
    tag: 'claims',
    access: { scopes: ['claims'], sees: { marketplace: 'all', supervisor: 'all', operator: 'all' } },
    schema: { querystring: record({ ...PAGE_QUERY }), response: { 200: listOf(DailyRootView) } },
    handler: async ({ query }, { store }) => {
      const page = pageOf(query, ([day]) => (typeof day === 'string' && isDay(day) ? day : null));
      const rows = await listDailyRoots(store, { before: page.after, limit: page.limit + 1 });
      return listAnswer(rows, page, { toWire: rootView, cursorOf: ({ day }) => [day] });
    },
  }),
];
