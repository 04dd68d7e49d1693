import { Type } from 'typebox';
import { ClaimView } from '../../contract/claim-view.ts';
import { Empty, listOf, record } from '../../contract/primitive.ts';
import { QueueItem, queueItem } from '../../contract/queue.ts';
import { listQueue, QUEUE_VIEWS, takeNext } from '../../store/queue.ts';
import { claimAnswer } from '../claim-answer.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { problem, replyOfOutcome } from '../problem.ts';
import { type Route, route } from '../route.ts';

const QueueQuery = record({
  ...PAGE_QUERY,
  view: Type.Optional(Type.Enum(QUEUE_VIEWS, { description: 'all unless told' })),
  level: Type.Optional(Type.Enum(['1', '2'])),
});

export const QUEUE_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/queue',
    name: 'listQueue',
    summary: 'The claims that wait for staff, the most urgent first (R47)',
    tag: 'staff',
    access: { scopes: ['staff'], sees: { marketplace: 'all', mediator: 'all', supervisor: 'all', operator: 'all' } },
    schema: { querystring: QueueQuery, response: { 200: listOf(QueueItem) } },
    handler: async ({ query, caller: { actor } }, { store }) => {
      const page = pageOf(query, ([rank, deadlineAt, id]) =>
        typeof rank === 'number' && typeof deadlineAt === 'number' && typeof id === 'string'
          ? { rank, deadlineAt, id }
          : null,
      );
      const { queued } = await listQueue(store, {
        view: query.view ?? 'all',
        // The marketplace itself owns no claim, so nothing is `mine`.
        ownerId: 'id' in actor ? actor.id : '',
        level: query.level && (query.level === '1' ? 1 : 2),
        limit: page.limit + 1,
        after: page.after,
      });
      return listAnswer(queued, page, {
        toWire: ({ claim }) => queueItem(claim, store.config.rulesOf(claim.policy)),
        cursorOf: ({ rank, deadlineAt, id }) => [rank, deadlineAt, id],
      });
    },
  }),
  route({
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
  }),
];
