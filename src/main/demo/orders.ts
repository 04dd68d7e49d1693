import { DAY, type Instant } from '../../domain/time.ts';
import { GOODS } from './goods.ts';
import { type DemoOrder, goodsOf, instantOf, type Moment, shopOf } from './story.ts';

const BUYERS = ['linxiaoyu', 'chenhaoran', 'wangfang', 'zhaolei', 'sunmeiling', 'zhouzixuan', 'wuting', 'heqiang'];

type Course = Pick<DemoOrder, 'status' | 'paid' | 'shipped' | 'received' | 'succeeded'>;

/** The courses an order without a complaint can have taken. */
const COURSES: readonly Course[] = [
  { status: 'paid', paid: '9h' },
  { status: 'shipped', paid: '3d2h', shipped: '2d6h' },
  { status: 'shipped', paid: '6d5h', shipped: '5d3h', received: '1d4h' },
  { status: 'succeeded', paid: '13d', shipped: '12d', received: '9d', succeeded: '4d' },
  { status: 'succeeded', paid: '33d', shipped: '32d', received: '29d', succeeded: '21d' },
  { status: 'closed', paid: '16d' },
  { status: 'succeeded', paid: '19d', shipped: '18d', received: '15d', succeeded: '9d' },
];

const QUIET_ORDERS = 36;
const FIRST_NUMBER = 1101;

/** Orders that nobody complains about, so that every buyer and every shop has some. */
export const QUIET: readonly DemoOrder[] = Array.from({ length: QUIET_ORDERS }, (_, index) => {
  const pictures = [...GOODS.keys()];
  const first = pictures[(index * 11) % pictures.length] ?? '';
  const neighbour = pictures[(index * 11 + 1) % pictures.length] ?? '';
  const sameShop = GOODS.get(first)?.shop === GOODS.get(neighbour)?.shop;
  const course = COURSES[index % COURSES.length] ?? COURSES[0];
  return {
    id: `D${FIRST_NUMBER + index}`,
    buyer: BUYERS[(index * 3) % BUYERS.length] ?? '',
    goods: index % 4 === 0 && sameShop ? [first, neighbour] : [first],
    ...(course ?? { status: 'paid', paid: '9h' }),
  };
});

/** When the marketplace last told of an order. */
export function toldAt({ paid, shipped, received, succeeded }: DemoOrder, anchor: Instant): Instant {
  const moments = [paid, shipped, received, succeeded].filter((moment) => moment !== undefined);
  return Math.max(...moments.map((moment) => instantOf(moment, anchor)));
}

const ESTIMATE = 4 * DAY;

/** The order as the marketplace puts it. */
export function orderBody(order: DemoOrder, anchor: Instant, now: Instant) {
  const text = (moment: Moment | undefined) =>
    moment === undefined ? null : new Date(instantOf(moment, anchor)).toISOString();
  const paidAt = instantOf(order.paid, anchor);
  return {
    id: order.id,
    shop_id: shopOf(order),
    buyer_id: order.buyer,
    currency: 'CNY',
    paid_at: new Date(paidAt).toISOString(),
    estimated_delivery_at: new Date(paidAt + ESTIMATE).toISOString(),
    lines: order.goods.map((picture, index) => {
      const goods = goodsOf(order)[index];
      if (!goods) throw new Error(`order ${order.id} has no line ${index}`);
      return {
        id: String(index + 1),
        title: goods.title,
        image_url: `/demo/pictures/${picture}.svg`,
        sku: goods.sku,
        quantity: 1,
        amount: goods.price,
        shipping: 0,
        goods: goods.kind,
        category: goods.category,
        status: order.status,
        shipped_at:
          order.status === 'paid' || order.status === 'closed'
            ? null
            : (text(order.shipped) ?? new Date(now).toISOString()),
        received_at: text(order.received),
        succeeded_at: text(order.succeeded),
      };
    }),
  };
}
