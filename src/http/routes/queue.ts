import { type Static, Type } from 'typebox';
import { ClaimView } from '../../contract/claim-view.ts';
import { QUEUE_FILTER, QueueCounts, savedView } from '../../contract/desk.ts';
import { parseInstant } from '../../contract/instant.ts';
import { Empty, Id, listOf, record } from '../../contract/primitive.ts';
import { QueueItem, queueItem } from '../../contract/queue.ts';
import { countQueue, listQueue, QUEUE_SORTS, QUEUE_VIEWS, type QueueFilter, takeNext } from '../../store/queue.ts';
import { queueViewsOf, removeQueueView, saveQueueView } from '../../store/queue-view.ts';
import { answer, noContent } from '../answer.ts';
import { claimAnswer } from '../claim-answer.ts';
import { withIdempotency } from '../idempotency.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { problem, replyOfOutcome } from '../problem.ts';
import { type Access, type CallerActor, type Route, route } from '../route.ts';

const VIEW_QUERY = {
  ...QUEUE_FILTER,
  view: Type.Optional(Type.Enum(QUEUE_VIEWS, { description: 'all unless told' })),
  sort: Type.Optional(Type.Enum(QUEUE_SORTS, { description: 'urgency unless told' })),
};
const QueueQuery = record({ ...PAGE_QUERY, ...VIEW_QUERY });
const CountsQuery = record(QUEUE_FILTER);
const Saved = savedView(VIEW_QUERY);

const access = {
  scopes: ['staff'],
  sees: { marketplace: 'all', mediator: 'all', supervisor: 'all', operator: 'all' },
} as const satisfies Access;
const own = {
  scopes: ['staff'],
  sees: { mediator: 'all', supervisor: 'all', operator: 'all' },
} as const satisfies Access;

/** The marketplace itself owns no claim, so nothing is `mine`. */
const idOf = (actor: CallerActor) => ('id' in actor ? actor.id : '');
const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const truthOf = (text: string | undefined) => (text === undefined ? undefined : text === 'true');

function filterOf(query: Static<typeof CountsQuery>): QueueFilter {
  const { level, stage, reason, remedy, owner, search, deadline_before: before } = query;
  return {
    level: level && (level === '1' ? 1 : 2),
    ...{ stage, reason, remedy, owner, search },
    shopId: query.shop_id,
    buyerId: query.buyer_id,
    amountFrom: numberOf(query.amount_from),
    amountTo: numberOf(query.amount_to),
    overdue: truthOf(query.overdue),
    suspended: truthOf(query.suspended),
    deadlineBefore: before === undefined ? undefined : (parseInstant(before) ?? undefined),
  };
}

const LIST = route({
  method: 'GET',
  url: '/v1/queue',
  name: 'listQueue',
  summary: 'The claims that wait for staff, the most urgent first (R47)',
  tag: 'staff',
  access,
  schema: { querystring: QueueQuery, response: { 200: listOf(QueueItem) } },
  handler: async ({ query, caller: { actor } }, { store }) => {
    const page = pageOf(query, ([rank, at, id]) =>
      typeof rank === 'number' && typeof at === 'number' && typeof id === 'string' ? { rank, at, id } : null,
    );
    const { queued, now } = await listQueue(store, {
      view: query.view ?? 'all',
      sort: query.sort,
      filter: filterOf(query),
      ownerId: idOf(actor),
      limit: page.limit + 1,
      after: page.after,
    });
    return listAnswer(queued, page, {
      toWire: ({ claim }) => queueItem(claim, store.config.rulesOf(claim.policy), now),
      cursorOf: ({ rank, at, id }) => [rank, at, id],
    });
  },
});

const COUNT = route({
  method: 'GET',
  url: '/v1/queue/counts',
  name: 'countQueue',
  summary: 'How many claims each view of the queue has, of those that the filter leaves',
  tag: 'staff',
  access,
  schema: { querystring: CountsQuery, response: { 200: QueueCounts } },
  handler: async ({ query, caller: { actor } }, { store }) =>
    answer(200, await countQueue(store, { ownerId: idOf(actor), filter: filterOf(query) })),
});

const TAKE = route({
  method: 'POST',
  idempotency: 'door',
  url: '/v1/queue/take',
  name: 'takeNext',
  summary: 'Takes the most urgent claim without an owner',
  tag: 'staff',
  access: { scopes: ['staff'], sees: { mediator: 'all', supervisor: 'all' } },
  schema: { body: Empty, response: { 200: ClaimView } },
  handler: async ({ caller: { actor }, locale, idempotency }, { store }) => {
    const outcome = await takeNext(store, {
      actor,
      idempotency,
      answer: (visited) => claimAnswer(200, visited, { actor, locale }),
    });
    return outcome.kind === 'queue_empty' ? problem('QUEUE_EMPTY') : replyOfOutcome(outcome);
  },
});

const SAVED: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/queue/views',
    name: 'listQueueViews',
    summary: 'The views of the queue that the caller has kept',
    tag: 'staff',
    access: own,
    schema: { response: { 200: listOf(Saved.view) } },
    handler: async ({ caller: { actor } }, { store }) =>
      answer(200, { data: await queueViewsOf(store.pool, idOf(actor)), next_cursor: null }),
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/queue/views',
    name: 'saveQueueView',
    summary: 'Keeps a view of the queue; one of the same name is replaced',
    tag: 'staff',
    access: own,
    schema: { body: Saved.body, response: { 201: Saved.view } },
    handler: async ({ body, caller: { actor }, idempotency }, { store, newId }) =>
      withIdempotency(store.pool, idempotency, async (tx) => {
        const { name, filter } = body;
        const view = { id: newId('view'), name, filter: filter as Record<string, string> };
        const saved = await saveQueueView(tx, idOf(actor), view);
        return saved ? answer(201, saved) : problem('TOO_MANY_SAVED');
      }),
  }),
  route({
    method: 'DELETE',
    url: '/v1/queue/views/:id',
    name: 'removeQueueView',
    summary: 'Forgets a view of the queue',
    tag: 'staff',
    access: own,
    schema: { params: record({ id: Id }), response: { 204: Type.Null() } },
    handler: async ({ params, caller: { actor } }, { store }) =>
      (await removeQueueView(store.pool, idOf(actor), params.id)) ? noContent() : problem('NOT_FOUND'),
  }),
];

export const QUEUE_ROUTES: readonly Route[] = [LIST, COUNT, TAKE, ...SAVED];
