import { asking, refusing, type Story } from './story.ts';

/** Claims that wait for the seller, or for the buyer after a refusal. */
export const NEGOTIATIONS: readonly Story[] = [
  {
    order: { id: 'D1001', buyer: 'linxiaoyu', goods: ['running-shoe'], status: 'paid', paid: '1d6h' },
    deeds: [
      [
        '5h',
        'buyer',
        'open',
        asking({
          remedy: 'refund_only',
          reason: 'not_shipped',
          amount: 23_900,
          here: false,
          says: '说好24小时发货，到现在物流还是空的，周末要跑步等不及了，退了吧。',
        }),
      ],
      ['4h20m', 'seller', 'messages', { words: '亲，仓库今天爆单了，最晚今晚发出，能再等等吗？' }],
      ['4h', 'buyer', 'messages', { words: '昨天你们也是这么说的……' }],
    ],
  },
  {
    order: {
      id: 'D1002',
      buyer: 'chenhaoran',
      goods: ['mug'],
      status: 'shipped',
      paid: '5d',
      shipped: '4d6h',
      received: '1d8h',
    },
    deeds: [
      [
        '1d2h',
        'buyer',
        'open',
        asking({
          remedy: 'refund_only',
          reason: 'damaged',
          amount: 6800,
          here: true,
          says: '收到的时候杯口就碎了一块，里面只垫了一层纸，没法用了。',
          photos: ['broken-mug', 'torn-parcel'],
        }),
      ],
    ],
  },
  {
    order: {
      id: 'D1003',
      buyer: 'sunmeiling',
      goods: ['game-card'],
      status: 'shipped',
      paid: '22h',
      shipped: '21h50m',
    },
    deeds: [
      [
        '20h',
        'buyer',
        'open',
        asking({
          remedy: 'refund_only',
          reason: 'virtual_not_delivered',
          amount: 10_000,
          here: false,
          says: '显示已发货，但是游戏里点券一直是 0，重新登录也没有。',
          photos: ['account'],
        }),
      ],
    ],
  },
  {
    // R33: refused within minutes, so the claim closes about when the right to ask begins.
    order: {
      id: 'D1004',
      buyer: 'zhaolei',
      goods: ['video-card'],
      status: 'shipped',
      paid: '3d2h',
      shipped: '3d1h55m',
    },
    deeds: [
      [
        '2d23h20m',
        'buyer',
        'open',
        asking({
          remedy: 'refund_only',
          reason: 'virtual_not_delivered',
          amount: 6800,
          here: false,
          says: '充值手机号填的是我的，会员一直没到账，客服让我等，等了一晚上。',
          photos: ['account'],
        }),
      ],
      [
        '2d23h',
        'seller',
        'refuse',
        refusing('already_delivered', '系统显示已充值成功，请核对账号，到账商品不支持退款。', 'delivery-log'),
      ],
      ['2d20h', 'buyer', 'messages', { words: '我核对过三遍了，就是没有到账，你们的截图上根本不是我的号码。' }],
    ],
  },
  {
    order: {
      id: 'D1005',
      buyer: 'wangfang',
      goods: ['sweater'],
      status: 'shipped',
      paid: '9d',
      shipped: '8d',
      received: '4d',
    },
    deeds: [
      [
        '3d',
        'buyer',
        'open',
        asking({
          remedy: 'return_refund',
          reason: 'quality_visible',
          amount: 18_900,
          here: true,
          says: '第一次穿就发现右边衣角有个洞，边上还有脱线，申请退货退款。',
          photos: ['sweater-hole'],
        }),
      ],
      [
        '1d4h',
        'seller',
        'refuse',
        refusing('buyer_caused', '出厂都有质检，这个洞明显是勾破的，属于穿着造成，不支持退货。', 'sweater-hole'),
      ],
      ['1d1h', 'buyer', 'messages', { words: '吊牌都还没剪，怎么可能是我穿坏的？' }],
    ],
  },
  {
    order: {
      id: 'D1026',
      buyer: 'sunmeiling',
      goods: ['rice'],
      status: 'shipped',
      paid: '8d',
      shipped: '7d',
      received: '4d6h',
    },
    deeds: [
      [
        '3d8h',
        'buyer',
        'open',
        asking({
          remedy: 'refund_only',
          reason: 'not_as_described',
          amount: 4000,
          here: true,
          says: '页面写的是当年新米，袋子上的日期是去年的，煮出来也不香，希望退一部分。',
          photos: ['goods-page'],
        }),
      ],
      [
        '2d6h',
        'seller',
        'refuse',
        refusing('negotiating', '大妹子，米是好米，去年秋收的，退一半实在亏不起，咱们商量商量。'),
      ],
      [
        '5h',
        'seller',
        'propose',
        { remedy: 'refund_only', amount: 2000, freight: 'seller', words: '退您 20 块，再送两斤小米，您看成不成？' },
      ],
    ],
  },
  {
    // R65: what the seller is told before refusing this one.
    order: {
      id: 'D1016',
      buyer: 'wuting',
      goods: ['charger'],
      status: 'shipped',
      paid: '7d',
      shipped: '6d',
      received: '2d',
    },
    deeds: [
      [
        '18h',
        'buyer',
        'open',
        asking({
          remedy: 'return_refund',
          reason: 'quality_hidden',
          amount: 13_900,
          here: true,
          says: '充十分钟就烫得握不住，还有一股焦味，不敢再用了。',
        }),
      ],
      ['17h', 'buyer', 'messages', { words: '这个是不是有安全问题？请尽快处理。' }],
    ],
  },
];
