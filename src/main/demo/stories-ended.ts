import { agreeing, asking, refusing, ruling, type Story, showing } from './story.ts';

/** Claims that are over, in every way they can be. */
export const ENDED: readonly Story[] = [
  {
    order: {
      id: 'D1018',
      buyer: 'chenhaoran',
      goods: ['kids-shoe'],
      status: 'shipped',
      paid: '12d',
      shipped: '11d',
      received: '9d',
    },
    deeds: [
      [
        '8d12h',
        'buyer',
        'open',
        asking({
          remedy: 'refund_only',
          reason: 'quality_visible',
          amount: 3000,
          here: true,
          says: '鞋底有点开胶，自己粘一下能穿，退三十块可以吗？',
          photos: ['loose-sole'],
        }),
      ],
      ['8d10h', 'seller', 'agree'],
      ['8d9h', 'marketplace', 'refund-succeeded'],
    ],
  },
  {
    order: {
      id: 'D1019',
      buyer: 'sunmeiling',
      goods: ['coffee'],
      status: 'shipped',
      paid: '11d',
      shipped: '10d',
      received: '8d',
    },
    deeds: [
      [
        '7d',
        'buyer',
        'open',
        asking({ remedy: 'refund_only', reason: 'other', amount: 2000, here: true, says: '感觉烘焙日期有点久了。' }),
      ],
      ['6d20h', 'seller', 'messages', { words: '豆子是当周烘的，养豆两周风味最好，您再放几天试试。' }],
      ['6d2h', 'buyer', 'withdraw'],
    ],
  },
  {
    order: {
      id: 'D1020',
      buyer: 'heqiang',
      goods: ['jeans'],
      status: 'shipped',
      paid: '16d',
      shipped: '15d',
      received: '13d',
    },
    deeds: [
      [
        '13d',
        'buyer',
        'open',
        asking({ remedy: 'return_refund', reason: 'unwanted', amount: 16_900, here: true, says: '裤子买小了，想退。' }),
      ],
      ['12d', 'seller', 'refuse', refusing('outside_terms', '吊牌已剪，无法二次销售。')],
    ],
  },
  {
    order: {
      id: 'D1021',
      buyer: 'wangfang',
      goods: ['wok'],
      status: 'shipped',
      paid: '20d',
      shipped: '19d',
      received: '15d',
    },
    deeds: [
      [
        '14d',
        'buyer',
        'open',
        asking({
          remedy: 'return_refund',
          reason: 'quality_visible',
          amount: 26_800,
          here: true,
          says: '洗了一次就生锈，锅底一片红。',
          photos: ['rusty-wok'],
        }),
      ],
      [
        '13d',
        'seller',
        'refuse',
        refusing('buyer_caused', '铸铁锅洗后要擦干开锅养护，说明书第一页就有。', 'goods-page'),
      ],
      ['11d', 'buyer', 'request-intervention', showing('说明书里没有这一页。')],
      ['10d', 'buyer', 'submit-evidence', showing('锅底照片。', 'rusty-wok')],
      ['9d20h', 'buyer', 'finish-evidence'],
      ['9d', 'seller', 'submit-evidence', showing('随货说明书。', 'test-report')],
      ['8d22h', 'seller', 'finish-evidence'],
      ['3d', 'mediator:xuqing', 'take'],
      [
        '2d',
        'mediator:xuqing',
        'rule',
        ruling({
          fault: 'buyer',
          remedy: 'none',
          amount: 0,
          reason: 'buyer_failed_burden',
          findings: [['铸铁锅洗后未擦干会生锈，属于材质特性；说明书已提示养护方法。', 'test-report']],
        }),
      ],
      ['1d', 'buyer', 'appeal', showing('我找到了客服的聊天记录，客服亲口说可以直接水洗晾干。', 'chat-promise')],
    ],
  },
  {
    order: { id: 'D1024', buyer: 'wuting', goods: ['canvas-shoe'], status: 'paid', paid: '6d' },
    deeds: [
      [
        '4d',
        'buyer',
        'open',
        asking({ remedy: 'refund_only', reason: 'not_shipped', amount: 9900, here: false, says: '两天没发货了。' }),
      ],
      ['3d18h', 'marketplace', 'ship-order'],
    ],
  },
  {
    order: {
      id: 'D1037',
      buyer: 'wuting',
      goods: ['rain-boot'],
      status: 'shipped',
      paid: '19d',
      shipped: '18d',
      received: '15d',
    },
    deeds: [
      [
        '13d',
        'buyer',
        'open',
        asking({
          remedy: 'return_refund',
          reason: 'no_reason_7d',
          amount: 8900,
          here: true,
          says: '雨季过了，不想要了。',
        }),
      ],
      ['12d', 'seller', 'agree', agreeing('qinghe')],
    ],
  },
  {
    order: {
      id: 'D1038',
      buyer: 'zhaolei',
      goods: ['board'],
      status: 'shipped',
      paid: '44d',
      shipped: '43d',
      received: '41d',
    },
    deeds: [
      [
        '40d',
        'buyer',
        'open',
        asking({
          remedy: 'refund_only',
          reason: 'not_as_described',
          amount: 6000,
          here: true,
          says: '不是整木的，侧面能看到拼缝。',
          photos: ['goods-page'],
        }),
      ],
      ['39d', 'seller', 'refuse', refusing('goods_fine', '胡桃木纹理就是这样的。')],
      ['38d', 'buyer', 'request-intervention', showing('整木和拼板我分得清。')],
      ['37d', 'buyer', 'finish-evidence'],
      ['36d12h', 'seller', 'finish-evidence'],
      ['36d', 'mediator:luoan', 'take'],
      [
        '35d',
        'mediator:luoan',
        'rule',
        ruling({
          fault: 'seller',
          remedy: 'refund_only',
          amount: 6000,
          reason: 'not_as_described_proven',
          findings: [['页面写明整木，实物侧面可见拼缝。', 'goods-page']],
        }),
      ],
      ['34d23h', 'marketplace', 'refund-succeeded'],
    ],
  },
];
