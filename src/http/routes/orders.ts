import { type Static, Type } from 'typebox';
import {
  BatchOrderBody,
  type Issue,
  OrderBody,
  OrderView,
  orderIssues,
  orderView,
  readOrder,
} from '../../contract/order.ts';
import { Id, listOf, record } from '../../contract/primitive.ts';
import type { ProblemCode } from '../../contract/problem.ts';
import { findOrder, type Order, ordersOfBuyer } from '../../store/order.ts';
import { type PutResult, putOrder, putOrders } from '../../store/order-put.ts';
import type { Store } from '../../store/store.ts';
import { answer } from '../answer.ts';
import { narrowed, THEIRS } from '../authorization.ts';
import { checker } from '../check.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { type Problem, problem } from '../problem.ts';
import { remembering } from '../remember.ts';
import { type Line, type Route, route } from '../route.ts';

const MAX_ORDERS = 10_000;
const MAX_BATCH_BYTES = 64 * 1024 * 1024;
const NDJSON = { 'content-type': 'application/x-ndjson; charset=utf-8' };

const params = record({ id: Id });
const marketplace = { scopes: ['orders'], sees: { marketplace: 'all' } } as const;
/** A shop knows its orders one by one, from its own systems. */
const { seller: _, ...LISTED } = THEIRS;
const isBatchOrder = checker(BatchOrderBody);

const BatchResult = record(
  { id: Type.Union([Id, Type.Null()]), ok: Type.Boolean(), code: Type.Optional(Type.String()) },
  { title: 'BatchResult' },
);

function conflictProblem(result: PutResult, order: Order): Problem | null {
  if (result.ok) return null;
  const index = order.lines.findIndex(({ id }) => id === result.lineId);
  return problem('ORDER_CONFLICT', {
    errors: [{ pointer: index < 0 ? '/lines' : `/lines/${index}`, code: result.conflict }],
  });
}

async function put(store: Store, order: Order) {
  const known = await findOrder(store, order.id);
  const conflict = conflictProblem(await putOrder(store, order), order);
  return conflict ?? answer(known ? 200 : 201, orderView(order));
}

interface BatchResultLine {
  readonly id: string | null;
  readonly ok: boolean;
  readonly code?: ProblemCode;
}

const fails = (id: string | null, code: ProblemCode): BatchResultLine => ({ id, ok: false, code });

function idIn(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' && checker(Id)(id).length === 0 ? id : null;
}

/** The order of a line, or what the line is answered instead. */
function orderOfLine(line: Line): Order | BatchResultLine {
  if ('problem' in line) return fails(null, line.problem);
  if (isBatchOrder(line.value).length > 0) return fails(idIn(line.value), 'INVALID_REQUEST');
  const body = line.value as Static<typeof BatchOrderBody>;
  const issues: readonly Issue[] = orderIssues(body, body.id);
  return issues.length > 0 ? fails(body.id, 'ORDER_INVALID') : readOrder(body, body.id);
}

/** Reads every line before the first order is put, so that a body that is too long changes nothing. */
async function putLines(store: Store, lines: AsyncIterable<Line>): Promise<string> {
  const read: (Order | BatchResultLine)[] = [];
  for await (const line of lines) read.push(orderOfLine(line));
  const put = await putOrders(
    store,
    read.filter((entry) => 'lines' in entry),
  );
  const results = put[Symbol.iterator]();
  return read.map((entry) => `${JSON.stringify('lines' in entry ? told(results.next().value) : entry)}\n`).join('');
}

function told(result: PutResult | undefined): BatchResultLine {
  if (!result) throw new Error('an order was put without a result');
  return result.ok ? { id: result.id, ok: true } : fails(result.id, 'ORDER_CONFLICT');
}

export const ORDER_ROUTES: readonly Route[] = [
  route({
    method: 'PUT',
    url: '/v1/orders/:id',
    name: 'putOrder',
    summary: 'An order as it stands now; may be put again at any time (201 the first time)',
    tag: 'orders',
    access: marketplace,
    schema: { params, body: OrderBody, response: { 200: OrderView, 201: OrderView } },
    handler: async ({ params: { id }, body }, { store }) => {
      const errors = orderIssues(body, id);
      return errors.length > 0 ? problem('ORDER_INVALID', { errors }) : put(store, readOrder(body, id));
    },
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/orders/batch',
    name: 'putOrders',
    summary: 'Up to 10,000 orders, one a line (NDJSON); answered line by line, a bad line spoils no other',
    tag: 'orders',
    access: marketplace,
    body: 'ndjson',
    maxLines: MAX_ORDERS,
    maxBytes: MAX_BATCH_BYTES,
    schema: { response: { 200: BatchResult } },
    handler: async ({ lines, idempotency }, { store }) => {
      const work = async () => ({ status: 200, body: await putLines(store, lines), headers: NDJSON });
      return remembering(store.pool, idempotency, work);
    },
  }),
  route({
    method: 'GET',
    url: '/v1/orders',
    name: 'listOrders',
    summary: 'A buyer’s orders, the newest first',
    tag: 'orders',
    access: { scopes: ['orders'], of: 'order', sees: LISTED },
    schema: {
      querystring: record({ ...PAGE_QUERY, buyer_id: Type.Optional(Id) }),
      response: { 200: listOf(OrderView) },
    },
    handler: async ({ caller: { actor }, query }, { store }) => {
      const buyerId = query.buyer_id ?? (actor.role === 'buyer' ? actor.id : undefined);
      if (buyerId === undefined) {
        return problem('INVALID_REQUEST', { errors: [{ pointer: '/query/buyer_id', code: 'required' }] });
      }
      const page = pageOf(query, ([paidAt, id]) =>
        typeof paidAt === 'number' && typeof id === 'string' ? { paidAt, id } : null,
      );
      const hidden = narrowed({ buyerId }, actor) === null;
      const rows = hidden ? [] : await ordersOfBuyer(store, { buyerId, limit: page.limit + 1, after: page.after });
      return listAnswer(rows, page, { toWire: orderView, cursorOf: ({ paidAt, id }) => [paidAt, id] });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/orders/:id',
    name: 'getOrder',
    summary: 'One order as it was last put',
    tag: 'orders',
    access: { scopes: ['orders'], of: 'order', sees: THEIRS },
    schema: { params, response: { 200: OrderView } },
    handler: async ({ params: { id } }, { store }) => {
      const order = await findOrder(store, id);
      return order ? answer(200, orderView(order)) : problem('NOT_FOUND');
    },
  }),
];
