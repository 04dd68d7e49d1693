import { type Static, Type } from 'typebox';
import type { Goods } from '../domain/claim.ts';
import type { OrderLine } from '../domain/context.ts';
import type { Instant } from '../domain/time.ts';
import { Amount, Currency, Id, InstantText, nullable, record, text } from './primitive.ts';
import { fromWire, toWire } from './wire.ts';

const GOODS = ['physical', 'virtual'] as const satisfies readonly Goods[];
const LINE_STATUSES = ['paid', 'shipped', 'succeeded', 'closed'] as const satisfies readonly OrderLine['status'][];

const Moment = Type.Optional(nullable(InstantText));

/** What may be left out, and what it then is. */
const LINE_DEFAULTS = {
  image_url: null,
  sku: null,
  quantity: 1,
  shipping: 0,
  category: null,
  shipped_at: null,
  received_at: null,
  succeeded_at: null,
} as const;

const LINE_FIELDS = {
  id: Id,
  title: text(500),
  /** An address, or a path on the host of the pages themselves. */
  image_url: Type.Optional(nullable(Type.String({ format: 'uri-reference', maxLength: 2000 }))),
  sku: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
  quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  amount: Amount,
  shipping: Type.Optional(Amount),
  goods: Type.Enum(GOODS),
  category: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
  status: Type.Enum(LINE_STATUSES),
  shipped_at: Moment,
  received_at: Moment,
  succeeded_at: Moment,
};

const ORDER_FIELDS = {
  shop_id: Id,
  buyer_id: Id,
  currency: Currency,
  paid_at: InstantText,
  estimated_delivery_at: Moment,
  lines: Type.Array(record(LINE_FIELDS, { title: 'OrderLineBody' }), { minItems: 1, maxItems: 200 }),
};

/** An order as the marketplace puts it; the id stands in the address too. */
export const OrderBody = record({ id: Type.Optional(Id), ...ORDER_FIELDS }, { title: 'OrderBody' });
/** An order in a batch, where no address names it. */
export const BatchOrderBody = record({ id: Id, ...ORDER_FIELDS }, { title: 'BatchOrderBody' });

const Required = Type.Required(record(LINE_FIELDS));
export const OrderView = record(
  {
    id: Id,
    ...ORDER_FIELDS,
    estimated_delivery_at: nullable(InstantText),
    lines: Type.Array(record(Required.properties, { title: 'OrderLine' }), { minItems: 1, maxItems: 200 }),
  },
  { title: 'Order' },
);

export interface OrderLineRecord {
  readonly id: string;
  readonly title: string;
  readonly imageUrl: string | null;
  readonly sku: string | null;
  readonly quantity: number;
  readonly amount: number;
  readonly shipping: number;
  readonly goods: Goods;
  readonly category: string | null;
  readonly status: OrderLine['status'];
  readonly shippedAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly succeededAt: Instant | null;
}

/** An order as the domain's side knows it. */
export interface OrderRecord {
  readonly id: string;
  readonly shopId: string;
  readonly buyerId: string;
  readonly currency: string;
  readonly paidAt: Instant;
  readonly estimatedDeliveryAt: Instant | null;
  readonly lines: readonly OrderLineRecord[];
}

type Body = Static<typeof OrderBody>;

/** An order that has passed its schema, with what was left out filled in. */
export function readOrder(body: Body, id: string): OrderRecord {
  const lines = body.lines.map((line) => ({ ...LINE_DEFAULTS, ...line }));
  return fromWire({ estimated_delivery_at: null, ...body, id, lines });
}

export function orderView(order: OrderRecord): Static<typeof OrderView> {
  return toWire(order);
}

export interface Issue {
  readonly pointer: string;
  readonly code: string;
}

type Line = Body['lines'][number];

const LINE_SENSE: Record<string, (line: Line) => boolean> = {
  succeeded_at: ({ status, succeeded_at }) =>
    status === 'closed' || (status === 'succeeded') === (typeof succeeded_at === 'string'),
  received_at: ({ status, received_at }) => status !== 'paid' || typeof received_at !== 'string',
};

/** What no schema can say about an order: ids are unique, dates agree with the status. */
export function orderIssues(body: Body, id: string): Issue[] {
  const ids = body.lines.map((line) => line.id);
  return [
    ...(body.id === undefined || body.id === id ? [] : [{ pointer: '/id', code: 'id_mismatch' }]),
    ...body.lines.flatMap((line, index) => [
      ...(ids.indexOf(line.id) < index ? [{ pointer: `/lines/${index}/id`, code: 'duplicate' }] : []),
      ...Object.keys(LINE_SENSE)
        .filter((field) => !LINE_SENSE[field]?.(line))
        .map((field) => ({ pointer: `/lines/${index}/${field}`, code: 'disagrees_with_status' })),
    ]),
  ];
}
