import { type Static, Type } from 'typebox';
import { ClaimView } from '../../contract/claim-view.ts';
import { EventView, eventView } from '../../contract/event-view.ts';
import { parseInstant } from '../../contract/instant.ts';
import { Code, Id, InstantText, listOf, record, text } from '../../contract/primitive.ts';
import { ClaimBody, readTerms } from '../../contract/terms.ts';
import { VIEWER_STATES } from '../../domain/actions.ts';
import { type Claim, REMEDIES, STATUSES } from '../../domain/claim.ts';
import { eventsOf, listClaims } from '../../store/claim.ts';
import { CLAIM_SORTS, type ClaimFilter, countOfSide, listOfSide, type Side } from '../../store/claim-list.ts';
import { type Visit, visit } from '../../store/execute.ts';
import { open } from '../../store/open.ts';
import { findOrder } from '../../store/order.ts';
import { answer } from '../answer.ts';
import { CLAIM_ACCESS, narrowed } from '../authorization.ts';
import { ClaimParams, claimAnswer, claimBody } from '../claim-answer.ts';
import type { HttpDeps } from '../deps.ts';
import { canShow } from '../file-use.ts';
import { encodeCursor, listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { HttpProblem, type Problem, problem, replyOfOutcome } from '../problem.ts';
import { type Call, type CallerActor, type Reply, type Route, route } from '../route.ts';
import { sealForDoor, writerOf } from '../sealed-words.ts';

type OpeningCall = Call<unknown, unknown, Static<typeof ClaimBody>>;

/** Files that are not the buyer's to show; an order that they may not see is not there at all. */
async function fileProblem({ body, caller: { actor } }: OpeningCall, { store }: HttpDeps): Promise<Problem | null> {
  const files = body.terms.files ?? [];
  if (await canShow(store, { files, actor, shown: [] })) return null;
  const order = await findOrder(store, body.order_id);
  const visible = actor.role === 'buyer' ? order?.buyerId === actor.id : order !== null;
  return problem(visible ? 'FILE_NOT_FOUND' : 'NOT_FOUND');
}

async function openClaim(call: OpeningCall, deps: HttpDeps): Promise<Reply> {
  const { actor } = call.caller;
  const wrong = await fileProblem(call, deps);
  if (wrong) return wrong;
  // Nobody but a buyer opens one; of who tries, no key is kept.
  const { value: terms, keepKey } = await sealForDoor(
    deps,
    readTerms(call.body.terms),
    writerOf(actor, call.body.order_id),
  );
  const outcome = await open(deps.store, {
    orderId: call.body.order_id,
    lineId: call.body.line_id,
    terms,
    prepare: keepKey,
    actor,
    idempotency: call.idempotency,
    answer: (visited) => claimAnswer(201, visited, { actor, locale: call.locale }),
  });
  return replyOfOutcome(outcome);
}

const AmountText = Type.String({ pattern: '^\\d{1,13}$', description: 'Minor units' });

const ClaimsQuery = record({
  ...PAGE_QUERY,
  status: Type.Optional(Type.Enum(STATUSES)),
  shop_id: Type.Optional(Id),
  buyer_id: Type.Optional(Id),
  updated_after: Type.Optional(InstantText),
  sort: Type.Optional(
    Type.Enum(CLAIM_SORTS, { description: 'for a buyer or seller; the longest unchanged first unless told' }),
  ),
  reason: Type.Optional(Code),
  remedy: Type.Optional(Type.Enum(REMEDIES)),
  amount_from: Type.Optional(AmountText),
  amount_to: Type.Optional(AmountText),
  deadline_before: Type.Optional(InstantText),
  viewer_state: Type.Optional(Type.Enum(VIEWER_STATES)),
  q: Type.Optional(text(100)),
});
type Query = Static<typeof ClaimsQuery>;

/** Answers with whole views; the store reads what is asked for at once by few statements. */
async function viewsOf(call: ListCall, { store }: HttpDeps, claims: readonly Claim[]): Promise<(Visit | null)[]> {
  const { actor } = call.caller;
  for (const { id, shopId, buyerId } of claims) store.claims.remember(id, { shopId, buyerId });
  return Promise.all(claims.map(({ id }) => visit(store, { claimId: id, actor })));
}
type ListCall = Call<unknown, Query>;

function instantOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : (parseInstant(text) ?? undefined);
}

/** Whom a side has its claims with. */
function otherOf({ shop_id, buyer_id }: Query, party: Side['party']): string | undefined {
  return party === 'seller' ? buyer_id : shop_id;
}

function filterOf(query: Query, { party }: Side): ClaimFilter {
  const { status, reason, remedy, amount_from: from, amount_to: to, viewer_state: viewerState, q } = query;
  return {
    status,
    reason,
    remedy,
    viewerState,
    amountFrom: from === undefined ? undefined : Number(from),
    amountTo: to === undefined ? undefined : Number(to),
    deadlineBefore: instantOf(query.deadline_before),
    updatedAfter: instantOf(query.updated_after),
    search: q?.trim(),
    other: otherOf(query, party),
  };
}

function sideOf(actor: CallerActor): Side | null {
  if (actor.role === 'buyer') return { party: 'buyer', id: actor.id };
  return actor.role === 'seller' ? { party: 'seller', id: actor.shopId } : null;
}

const SIDE_ONLY = ['reason', 'remedy', 'amount_from', 'amount_to', 'deadline_before', 'viewer_state', 'q'] as const;

/** A party looks through its own claims. */
async function listSorted(call: ListCall, deps: HttpDeps, side: Side): Promise<Reply> {
  const { query, locale, caller } = call;
  const page = pageOf(query, ([at, id]) => (typeof at === 'number' && typeof id === 'string' ? { at, id } : null));
  const { sort = 'latest' } = query;
  const found = await listOfSide(deps.store, {
    side,
    filter: filterOf(query, side),
    sort,
    limit: page.limit + 1,
    after: page.after,
  });
  const visits = await viewsOf(
    call,
    deps,
    found.slice(0, page.limit).map(({ claim }) => claim),
  );
  const last = found.length > page.limit ? found[page.limit - 1] : undefined;
  return answer(200, {
    data: visits.flatMap((visited) => (visited ? [claimBody(visited, { actor: caller.actor, locale })] : [])),
    next_cursor: last ? encodeCursor([last.at, last.claim.id]) : null,
  });
}

async function list(call: ListCall, deps: HttpDeps): Promise<Reply> {
  const { query, locale, caller } = call;
  const { actor } = caller;
  const side = sideOf(actor);
  const scope = narrowed({ shopId: query.shop_id, buyerId: query.buyer_id }, actor);
  const isSifted = query.sort !== undefined || SIDE_ONLY.some((name) => query[name] !== undefined);
  if (isSifted && side && scope) return listSorted(call, deps, side);
  if (isSifted && !side) throw new HttpProblem(problem('INVALID_REQUEST'));
  const page = pageOf(query, ([updatedAt, id]) =>
    typeof updatedAt === 'number' && typeof id === 'string' ? { updatedAt, id } : null,
  );
  const updatedAfter = instantOf(query.updated_after);
  const asked = { ...scope, status: query.status, updatedAfter, limit: page.limit + 1, after: page.after };
  const { claims } = scope ? await listClaims(deps.store, asked) : { claims: [] };
  const rows = (await viewsOf(call, deps, claims)).filter((visited) => visited !== null);
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

const NONE_OPEN = { action_required: 0, waiting_for_other_party: 0, under_review: 0 };
const Count = Type.Integer({ minimum: 0 });
const ClaimCounts = record({ action_required: Count, waiting_for_other_party: Count, under_review: Count });

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
    url: '/v1/claims/counts',
    name: 'countClaims',
    summary: 'How many open claims of the buyer or shop wait for whom',
    tag: 'claims',
    access: { scopes: ['claims'], of: 'claim', sees: { buyer: 'own', seller: 'shop' } },
    schema: { response: { 200: ClaimCounts } },
    handler: async ({ caller: { actor } }, { store }) => {
      const side = sideOf(actor);
      if (!side) throw new Error('only a side of claims has some');
      return answer(200, { ...NONE_OPEN, ...(await countOfSide(store, side)) });
    },
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
