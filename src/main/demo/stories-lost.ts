import { DAY, HOUR, type Instant, localDay, startOfDay } from '../../domain/time.ts';
import { asking, type DemoOrder, refusing, ruling, type Story, showing } from './story.ts';

const TIME_ZONE = 'Asia/Shanghai';
interface Lost {
  readonly id: string;
  readonly buyer: string;
  readonly goods: string;
  readonly amount: number;
  readonly says: string;
  readonly answer: string;
}

const LOST: readonly Lost[] = [
  {
    id: 'D1031',
    buyer: 'linxiaoyu',
    goods: 'charger',
    amount: 13_900,
    says: '一直显示运输中，十天了，人都出差回来了还没到。',
    answer: '快递在途，请耐心等待。',
  },
  {
    id: 'D1032',
    buyer: 'wuting',
    goods: 'mouse',
    amount: 8900,
    says: '快递说放驿站，驿站说没有这个件。',
    answer: '物流显示已到驿站，请自行查找。',
  },
  {
    id: 'D1033',
    buyer: 'sunmeiling',
    goods: 'power-bank',
    amount: 11_900,
    says: '物流停在分拨中心不动了。',
    answer: '充电宝走陆运，会慢一点。',
  },
  {
    id: 'D1034',
    buyer: 'zhouzixuan',
    goods: 'earbuds',
    amount: 49_900 - 1000,
    says: '签收人不是我，家里也没人认识这个名字。',
    answer: '已签收的订单不支持退款。',
  },
  {
    id: 'D1035',
    buyer: 'chenhaoran',
    goods: 'speaker',
    amount: 25_900,
    says: '包裹显示被退回了，商家还不给退款。',
    answer: '还没收到退回的包裹，暂时不能退。',
  },
];

/** The five moments at which the shop was found at fault: in the month of the story's end, however young that is. */
function rulingMoments(anchor: Instant): Instant[] {
  const today = localDay(anchor, TIME_ZONE);
  const monthStart = startOfDay(`${today.slice(0, 8)}01`, TIME_ZONE);
  const from = Math.max(monthStart, anchor - 5 * DAY);
  return LOST.map((_, index) => Math.floor(from + ((index + 0.5) / LOST.length) * (anchor - from)));
}

/** A parcel that never came, ruled against the seller at this moment. */
function lostParcel({ id, buyer, goods, amount, says, answer }: Lost, ruledAt: Instant): Story {
  const order: DemoOrder = {
    id,
    buyer,
    goods: [goods],
    status: 'shipped',
    paid: ruledAt - 16 * DAY,
    shipped: ruledAt - 15 * DAY,
  };
  const found = ruling({
    fault: 'seller',
    remedy: 'refund_only',
    amount,
    reason: 'delivery_not_proven',
    findings: [['商家没有证明商品交到了买家手里。', 'tracking']],
  });
  return {
    order,
    deeds: [
      [
        ruledAt - 9 * DAY,
        'buyer',
        'open',
        asking({ remedy: 'refund_only', reason: 'not_received', amount, here: false, says, photos: ['tracking'] }),
      ],
      [ruledAt - 8 * DAY, 'seller', 'refuse', refusing('negotiating', answer)],
      [ruledAt - 7 * DAY, 'buyer', 'request-intervention', showing('商家一直让等，请平台处理。')],
      [ruledAt - 6 * DAY, 'buyer', 'finish-evidence'],
      [ruledAt - 6 * DAY + HOUR, 'seller', 'finish-evidence'],
      [ruledAt - 2 * HOUR, 'mediator:luoan', 'take'],
      [ruledAt, 'mediator:luoan', 'rule', found],
      [ruledAt + 1, 'marketplace', 'refund-succeeded'],
    ],
  };
}

/** Parcels that never came: five dispute refunds of one shop in one month (R61). */
export function lostParcels(anchor: Instant): Story[] {
  const moments = rulingMoments(anchor);
  return LOST.map((lost, index) => lostParcel(lost, moments[index] ?? anchor));
}
