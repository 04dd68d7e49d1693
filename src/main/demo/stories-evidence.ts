import { asking, refusing, type Story, showing } from './story.ts';

/** The platform has been asked, and the parties hand in evidence. */
export const GATHERING: readonly Story[] = [
  {
    order: {
      id: 'D1009',
      buyer: 'heqiang',
      goods: ['earbuds'],
      status: 'shipped',
      paid: '12d',
      shipped: '11d',
      received: '7d',
    },
    deeds: [
      [
        '4d',
        'buyer',
        'open',
        asking({
          remedy: 'return_refund',
          reason: 'quality_hidden',
          amount: 49_900,
          here: true,
          says: '用了三天右耳就充不进电，指示灯一直是红的，重置也没用。',
          photos: ['dead-earbuds'],
        }),
      ],
      ['2d', 'seller', 'refuse', refusing('no_evidence', '请先提供检测报告，我们的产品出厂合格，不排除进水。')],
      [
        '1d',
        'buyer',
        'request-intervention',
        showing('耳机才用三天就坏了，商家要我自己花钱做检测才肯退，请平台处理。'),
      ],
      [
        '10h',
        'seller',
        'submit-evidence',
        showing('这是该批次的出厂检测报告和打包记录。', 'test-report', 'packing-table'),
      ],
    ],
  },
  {
    order: {
      id: 'D1010',
      buyer: 'chenhaoran',
      goods: ['oranges'],
      status: 'shipped',
      paid: '6d',
      shipped: '5d',
      received: '2d12h',
    },
    deeds: [
      [
        '2d10h',
        'buyer',
        'open',
        asking({
          remedy: 'refund_only',
          reason: 'quality_visible',
          amount: 3000,
          here: true,
          says: '十斤橙子烂了四个，旁边的也沾上了霉，申请退一半。',
          photos: ['mouldy-oranges'],
        }),
      ],
      [
        '1d20h',
        'seller',
        'refuse',
        refusing('outside_terms', '咱家坏果包赔，坏几个赔几个，四个赔八块，退一半就没道理了。'),
      ],
      ['20h', 'buyer', 'request-intervention', showing('不是四个的问题，整箱都有霉味，商家只肯赔八块钱。')],
      ['3h', 'buyer', 'submit-evidence', showing('这是开箱时拍的，能看到霉点。', 'mouldy-oranges', 'torn-parcel')],
    ],
  },
  {
    // R41: the buyer is done, and the seller has a day to answer.
    order: {
      id: 'D1011',
      buyer: 'wangfang',
      goods: ['projector'],
      status: 'shipped',
      paid: '13d',
      shipped: '12d',
      received: '8d',
    },
    deeds: [
      [
        '6d',
        'buyer',
        'open',
        asking({
          remedy: 'return_refund',
          reason: 'quality_visible',
          amount: 129_900,
          here: true,
          says: '投出来右上角一直有一块黑斑，换墙换幕布都一样。',
          photos: ['projector-stain'],
        }),
      ],
      ['3d6h', 'seller', 'refuse', refusing('goods_fine', '黑斑是镜头上的灰，擦一下就好，不属于质量问题。')],
      ['2d2h', 'buyer', 'request-intervention', showing('镜头擦过无数次了，斑就在里面，商家不肯认。')],
      ['7h', 'buyer', 'submit-evidence', showing('对着白墙拍的，擦镜头前后都一样。', 'projector-stain', 'chat')],
      ['6h', 'buyer', 'finish-evidence'],
    ],
  },
];
