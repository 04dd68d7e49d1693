import { DAY, HOUR, type Instant, type Milliseconds } from '../../domain/time.ts';
import { type Goods, goodsNamed } from './goods.ts';

/** How long before the story's end: `'2d4h'`, `'20m'`; or the instant itself. */
export type Moment = string | Instant;

/** An order as it is put at the last of these moments. Nothing in it is later than that. */
export interface DemoOrder {
  readonly id: string;
  readonly buyer: string;
  /** Pictures of what was bought, a line each. */
  readonly goods: readonly string[];
  readonly status: 'paid' | 'shipped' | 'succeeded' | 'closed';
  readonly paid: Moment;
  readonly shipped?: Moment;
  readonly received?: Moment;
  readonly succeeded?: Moment;
}

/**
 * What somebody does to the claim on the order's first line: a command of the API, `open`, `messages`, `refund-succeeded`
 * or `ship-order`. `photos: [names]` anywhere in the body becomes `files`. By: `buyer`, `seller`, `mediator:<id>` …
 */
export type Deed = readonly [at: Moment, by: string, give: string, body?: object];

export interface Story {
  readonly order: DemoOrder;
  readonly deeds: readonly Deed[];
}

const UNITS: Readonly<Record<string, Milliseconds>> = { d: DAY, h: HOUR, m: 60_000, s: 1000 };

/** The instant of a moment in a story that ends at `anchor`. */
export function instantOf(moment: Moment, anchor: Instant): Instant {
  if (typeof moment === 'number') return moment;
  const parts = [...moment.matchAll(/(\d+)([dhms])/g)];
  if (parts.map(([part]) => part).join('') !== moment) throw new Error(`not a moment: ${moment}`);
  return parts.reduce((at, [, count, unit = '']) => at - Number(count) * (UNITS[unit] ?? 0), anchor);
}

export function goodsOf({ goods }: DemoOrder): Goods[] {
  return goods.map(goodsNamed);
}

export function shopOf(order: DemoOrder): string {
  const [first] = goodsOf(order);
  if (!first) throw new Error(`order ${order.id} has nothing in it`);
  return first.shop;
}

export type Asked = Readonly<{
  remedy: 'refund_only' | 'return_refund' | 'exchange' | 'repair' | 'reship';
  reason: string;
  amount: number;
  /** Whether the goods have arrived. */
  here: boolean;
  says: string;
  photos?: readonly string[];
}>;

/** The body that opens a claim or modifies its terms. */
export function asking({ remedy, reason, amount, here, says, photos = [] }: Asked) {
  return { terms: { remedy, reason, amount, goods_received: here, description: says, photos } };
}

/** What a party shows and says. */
export function showing(words: string, ...photos: readonly string[]) {
  return { words, photos };
}

export function refusing(reason: string, words: string, ...photos: readonly string[]) {
  return { reason, words, photos };
}

type Ruled = Readonly<{
  fault: string;
  remedy: string;
  amount: number;
  reason: string;
  findings: readonly (readonly [text: string, ...photos: string[]])[];
}>;

export function ruling({ fault, remedy, amount, reason, findings }: Ruled) {
  return {
    fault,
    remedy,
    amount,
    return_goods: remedy === 'return_refund',
    freight: fault === 'buyer' ? 'buyer' : 'seller',
    funding: 'seller',
    findings: findings.map(([text, ...photos]) => ({ text, photos })),
    reason_code: reason,
    rules: ['R50'],
  };
}

/** Where each shop wants goods sent back to; made-up people, streets and numbers. */
export const RETURN_ADDRESSES: Readonly<Record<string, object>> = {
  qinghe: { name: '青禾退货组', phone: '0570-0000 1101', address: '浙江省青禾县河东路 12 号 2 号仓' },
  mutong: { name: '木瞳售后', phone: '0570-0000 2202', address: '浙江省木瞳镇东篱街 7 号' },
  xinghe: { name: '星河售后部', phone: '0570-0000 3303', address: '广东省星河市创新路 88 号 B 座 3 楼' },
  xiaoman: { name: '小满仓库', phone: '0570-0000 5505', address: '浙江省小满市云裳路 26 号' },
  guoyuan: { name: '山里果园', phone: '0570-0000 6606', address: '江西省山里县果园村 1 组' },
};

/** The body with which a shop agrees to have its goods back. */
export function agreeing(shop: string) {
  return { return_address: RETURN_ADDRESSES[shop] };
}
