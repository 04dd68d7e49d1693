import { type Static, Type } from 'typebox';
import { ClaimView } from '../../contract/claim-view.ts';
import { EventView, eventView } from '../../contract/event-view.ts';
import { parseInstant } from '../../contract/instant.ts';
import { Id, InstantText, listOf, record } from '../../contract/primitive.ts';
import { ClaimBody, readTerms } from '../../contract/terms.ts';
import { type Claim, STATUSES, type Terms } from '../../domain/claim.ts';
import { eventsOf, listClaims } from '../../store/claim.ts';
import { visit } from '../../store/execute.ts';
import { open } from '../../store/open.ts';
import { findOrder } from '../../store/order.ts';
import { answer } from '../answer.ts';
import { CLAIM_ACCESS, narrowed } from '../authorization.ts';
import { ClaimParams, claimAnswer, claimBody } from '../claim-answer.ts';
import type { HttpDeps } from '../deps.ts';
import { canShow } from '../file-use.ts';
import { encodeCursor, listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { type Problem, problem, replyOfOutcome } from '../problem.ts';
import { type Call, type Reply, type Route, route } from '../route.ts';
import { sealWords } from '../sealed-words.ts';

type OpeningCall = Call<unknown, unknown, Static<typeof ClaimBody>>;

/** Files that are not the buyer's to show; an order that they may not see is not there at all. */
async function fileProblem({ body, caller: { actor } }: OpeningCall, { store }: HttpDeps): Promise<Problem | null> {
  const files = body.terms.files ?? [];
  if (await canShow(store, { files, actor, shown: [] })) return null;
  const order = await findOrder(store, body.order_id);
  const visible = actor.role === 'buyer' ? order?.buyerId === actor.id : order !== null;
  return problem(visible ? 'FILE_NOT_FOUND' : 'NOT_FOUND');
}

/** Of a buyer whose order it is not, nothing is kept; anybody else is refused by the rules before anything is kept. */
async function sealTerms({ body, caller: { actor } }: OpeningCall, deps: HttpDeps): Promise<Terms | null> {
  const terms = readTerms(body.terms);
  if (actor.role !== 'buyer') return terms;
  const mayWrite = async () => (await findOrder(deps.store, body.order_id))?.buyerId === actor.id;
  return sealWords(deps, terms, { person: actor, mayWrite });
}

async function openClaim(call: OpeningCall, deps: HttpDeps): Promise<Reply> {
  const { actor } = call.caller;
  const wrong = await fileProblem(call, deps);
  if (wrong) return wrong;
  const terms = await sealTerms(call, deps);
  if (!terms) return problem('NOT_FOUND');
  const outcome = await open(deps.store, {
    orderId: call.body.order_id,
    lineId: call.body.line_id,
    terms,
    actor,
    idempotency: call.idempotency,
    answer: (visited) => claimAnswer(201, visited, { actor, locale: call.locale }),
  });
  return replyOfOutcome(outcome);
}

const ClaimsQuery = record({
  ...PAGE_QUERY,
  status: Type.Optional(Type.Enum(STATUSES)),
  shop_id: Type.Optional(Id),
  buyer_id: Type.Optional(Id),
  updated_after: Type.Optional(InstantText),
});

async function list(call: Call<unknown, Static<typeof ClaimsQuery>>, { store }: HttpDeps): Promise<Reply> {
  const { query, locale } = call;
  const { actor } = call.caller;
  const page = pageOf(query, ([updatedAt, id]) =>
    typeof updatedAt === 'number' && typeof id === 'string' ? { updatedAt, id } : null,
  );
  const scope = narrowed({ shopId: query.shop_id, buyerId: query.buyer_id }, actor);
  const updatedAfter = query.updated_after === undefined ? undefined : (parseInstant(query.updated_after) ?? undefined);
  const asked = { ...scope, status: query.status, updatedAfter, limit: page.limit + 1, after: page.after };
  const { claims } = scope ? await listClaims(store, asked) : { claims: [] };
  const visits = await Promise.all(claims.map(({ id }) => visit(store, { claimId: id, actor })));
  const rows = visits.filter((visited) => visited !== null);
  return listAnswer(rows, page, {
    toWire: (visited) => claimBody(visited, { actor, locale }),
    cursorOf: ({ claim }) => cursorOf(claims.find(({ id }) => id === claim.id) ?? claim),
  });
}

/** By the claim as it was listed: one that changed a moment later comes again on a later page. */
function cursorOf({ updatedAt, id }: Claim) {
  return [updatedAt, id];
}

async function listEvents(
  { params, query, caller: { actor } }: Call<{ id: string }, { limit?: string; cursor?: string }>,
  { store }: HttpDeps,
): Promise<Reply> {
  const page = pageOf(query, ([version]) => (typeof version === 'number' ? version : null));
  const visited = await visit(store, { claimId: params.id, actor });
  if (!visited) return problem('NOT_FOUND');
  const { shopId } = visited.claim;
  const found = await eventsOf(store, {
    shopId,
    claimId: params.id,
    afterVersion: page.after ?? 0,
    limit: page.limit + 1,
  });
  const events = found.slice(0, page.limit);
  const last = events.at(-1);
  return answer(200, {
    data: events.flatMap((event) => eventView(event, event.recordedAt, actor) ?? []),
    next_cursor: found.length > page.limit && last ? encodeCursor([last.version]) : null,
  });
}

export const CLAIM_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    idempotency: 'door',
    url: '/v1/claims',
    name: 'openClaim',
    summary: 'The order’s buyer opens a claim on one line (R10–R14)',
    tag: 'claims',
    access: CLAIM_ACCESS,
    schema: { body: ClaimBody, response: { 201: ClaimView } },
    handler: openClaim,
  }),
  route({
    method: 'GET',
    url: '/v1/claims',
    name: 'listClaims',
    summary: 'Claims the caller may see, the longest unchanged first: who follows the cursor misses no change',
    tag: 'claims',
    access: CLAIM_ACCESS,
    schema: { querystring: ClaimsQuery, response: { 200: listOf(ClaimView) } },
    handler: list,
  }),
  route({
    method: 'GET',
    url: '/v1/claims/:id',
    name: 'getClaim',
    summary: 'One claim as the caller sees it',
    tag: 'claims',
    access: CLAIM_ACCESS,
    schema: { params: ClaimParams, response: { 200: ClaimView } },
    handler: async ({ params, caller: { actor }, locale }, { store }) => {
      const visited = await visit(store, { claimId: params.id, actor });
      return visited ? claimAnswer(200, visited, { actor, locale }) : problem('NOT_FOUND');
    },
  }),
  route({
    method: 'GET',
    url: '/v1/claims/:id/events',
    name: 'listEvents',
    summary: 'What happened to a claim, in order, as far as the caller may read it',
    tag: 'claims',
    access: CLAIM_ACCESS,
    schema: { params: ClaimParams, querystring: record({ ...PAGE_QUERY }), response: { 200: listOf(EventView) } },
    handler: listEvents,
  }),
];
