import { agreeing, asking, type Story, showing } from './story.ts';

/** Claims that are agreed, and whose goods are on their way. */
export const EXECUTIONS: readonly Story[] = [
  {
    order: {
      id: 'D1006',
      buyer: 'linxiaoyu',
      goods: ['coat'],
      status: 'shipped',
      paid: '7d',
      shipped: '6d',
      received: '3d',
    },
    deeds: [
      [
        '2d',
        'buyer',
        'open',
        asking({
          remedy: 'return_refund',
          reason: 'no_reason_7d',
          amount: 79_900,
          here: true,
          says: '颜色和我想的不太一样，没穿过，吊牌都在，七天无理由退货。',
        }),
      ],
      ['1d20h', 'seller', 'agree', agreeing('xiaoman')],
    ],
  },
  {
    order: {
      id: 'D1007',
      buyer: 'zhouzixuan',
      goods: ['table'],
      status: 'shipped',
      paid: '14d',
      shipped: '12d',
      received: '8d',
    },
    deeds: [
      [
        '7d',
        'buyer',
        'open',
        asking({
          remedy: 'return_refund',
          reason: 'not_as_described',
          amount: 56_900,
          here: true,
          says: '页面说是整块白蜡木，桌面是拼的，还有几道划痕，和图片差太多。',
          photos: ['scratched-table', 'goods-page'],
        }),
      ],
      ['6d2h', 'seller', 'agree', agreeing('mutong')],
      ['2d', 'buyer', 'ship-return', { carrier: '远山速运', tracking_number: 'YS20088317742', photos: ['waybill'] }],
    ],
  },
  {
    // R58: the seller contests what came back; the buyer may ask, and silence sends it to review.
    order: {
      id: 'D1008',
      buyer: 'wuting',
      goods: ['boot'],
      status: 'shipped',
      paid: '15d',
      shipped: '14d',
      received: '10d',
    },
    deeds: [
      [
        '9d',
        'buyer',
        'open',
        asking({
          remedy: 'return_refund',
          reason: 'unwanted',
          amount: 45_900,
          here: true,
          says: '买大了一码，穿不了，只在家里地毯上试过。',
        }),
      ],
      ['8d', 'seller', 'agree', agreeing('qinghe')],
      ['4d', 'buyer', 'ship-return', { carrier: '归鸟快递', tracking_number: 'GN771203884', photos: [] }],
      [
        '8h',
        'seller',
        'contest-return',
        showing('鞋底有明显磨损和泥点，鞋面有折痕，已经影响二次销售。', 'new-boot-box'),
      ],
    ],
  },
  {
    order: {
      id: 'D1022',
      buyer: 'zhouzixuan',
      goods: ['scarf'],
      status: 'shipped',
      paid: '16d',
      shipped: '15d',
      received: '12d',
    },
    deeds: [
      [
        '11d',
        'buyer',
        'open',
        asking({
          remedy: 'exchange',
          reason: 'quality_visible',
          amount: 11_900,
          here: true,
          says: '围巾中间有个洞，像是被虫蛀的，想换一条新的。',
          photos: ['opened-scarf'],
        }),
      ],
      ['10d', 'seller', 'agree', agreeing('xiaoman')],
      ['8d', 'buyer', 'ship-return', { carrier: '远山速运', tracking_number: 'YS20087730915', photos: [] }],
      ['2d', 'seller', 'confirm-return'],
    ],
  },
  {
    order: {
      id: 'D1023',
      buyer: 'linxiaoyu',
      goods: ['vase'],
      status: 'succeeded',
      paid: '18d',
      shipped: '17d',
      received: '13d',
      succeeded: '12d',
    },
    deeds: [
      [
        '9d',
        'buyer',
        'open',
        asking({
          remedy: 'reship',
          reason: 'empty_or_missing',
          amount: 8800,
          here: true,
          says: '买一送一的小花瓶没有放进来，箱子里只有一个大的。',
          photos: ['torn-parcel'],
        }),
      ],
      ['8d', 'seller', 'agree'],
      ['5d', 'seller', 'ship-replacement', { carrier: '归鸟快递', tracking_number: 'GN771198020', photos: [] }],
    ],
  },
  {
    // The provider refuses this one at first; see executor.ts.
    order: { id: 'D1017', buyer: 'heqiang', goods: ['nuts'], status: 'paid', paid: '2d' },
    deeds: [
      [
        '1d',
        'buyer',
        'open',
        asking({
          remedy: 'refund_only',
          reason: 'not_shipped',
          amount: 13_800,
          here: false,
          says: '要送人的，超过发货时间了，不要了。',
        }),
      ],
      ['20s', 'seller', 'agree'],
    ],
  },
];
