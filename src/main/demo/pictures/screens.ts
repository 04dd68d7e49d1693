import { blob, box, type Drawing, line, oval, SIDE } from './drawing.ts';

/** Words too small to read. */
function words([x, y]: readonly [number, number], lengths: readonly number[], fill: string): Drawing {
  return lengths.map((length, index) => box([x, y + index * 18, length, 8], 4, fill));
}

function telephone(ground: string, ...parts: readonly Drawing[]): Drawing {
  return [
    box([0, 0, SIDE, SIDE], 0, ground),
    box([0, 0, SIDE, 44], 0, '#ffffff'),
    box([150, 16, 100, 12], 6, '#343a40'),
    blob('16,22 30,12 30,32', '#868e96'),
    ...parts.flat(),
  ];
}

interface Bubble {
  readonly y: number;
  readonly lines: readonly number[];
  readonly mine: boolean;
}

function bubble({ y, lines, mine }: Bubble): Drawing {
  const width = Math.max(...lines) + 28;
  const x = mine ? 342 - width : 58;
  return [
    oval([mine ? 368 : 32, y + 16], [17, 17], mine ? '#f08c3a' : '#4dabf7'),
    box([x, y, width, lines.length * 18 + 18], 12, mine ? '#b2f2bb' : '#ffffff'),
    ...words([x + 14, y + 14], lines, '#868e96'),
  ];
}

const CHAT = telephone(
  '#edf0f2',
  bubble({ y: 60, lines: [150, 96], mine: true }),
  bubble({ y: 132, lines: [180], mine: false }),
  bubble({ y: 186, lines: [170, 190, 60], mine: true }),
  bubble({ y: 274, lines: [120], mine: false }),
  bubble({ y: 328, lines: [160, 130], mine: true }),
);

const CHAT_PROMISE = telephone(
  '#edf0f2',
  bubble({ y: 62, lines: [120], mine: true }),
  bubble({ y: 116, lines: [190, 200, 140], mine: false }),
  bubble({ y: 206, lines: [80], mine: true }),
  bubble({ y: 262, lines: [200, 170], mine: false }),
  [box([100, 262, 214, 54], 12, '#ffe06655')],
);

const ACCOUNT = telephone(
  '#ffffff',
  [box([24, 64, 352, 116], 16, '#5b3cc4'), oval([72, 122], [28, 28], '#ffd23f')],
  [
    ...words([118, 100], [110, 70], '#ffffffaa'),
    oval([328, 122], [22, 28], '#ffffff'),
    oval([328, 122], [12, 18], '#5b3cc4'),
  ],
  words([36, 206], [90, 220, 180], '#adb5bd'),
  [box([24, 280, 352, 84], 12, '#fff5f5'), oval([62, 322], [18, 18], '#fa5252'), line('62,312 62,324', 5, '#ffffff')],
  words([96, 308], [210, 150], '#c92a2a'),
);

const TABLE_ROWS = [0, 1, 2, 3, 4, 5];

const DELIVERY_LOG = telephone(
  '#f8f9fa',
  [box([18, 60, 364, 36], 6, '#dee2e6')],
  words([34, 74], [60], '#495057'),
  words([150, 74], [80], '#495057'),
  words([290, 74], [60], '#495057'),
  ...TABLE_ROWS.map(
    (row): Drawing => [
      box([18, 102 + row * 46, 364, 40], 6, '#ffffff'),
      ...words([34, 118 + row * 46], [84], '#868e96'),
      ...words([150, 118 + row * 46], [100], '#868e96'),
      oval([306, 122 + row * 46], [10, 10], '#40c057'),
      ...words([324, 118 + row * 46], [40], '#2f9e44'),
    ],
  ),
);

const TRACKING = telephone(
  '#ffffff',
  [box([24, 62, 352, 60], 10, '#e7f5ff')],
  words([44, 82], [180, 120], '#1c7ed6'),
  [line('52,150 52,372', 4, '#ced4da')],
  ...[0, 1, 2, 3].map(
    (stop): Drawing => [
      oval([52, 156 + stop * 62], [10, 10], stop === 0 ? '#f08c3a' : '#adb5bd'),
      ...words([84, 148 + stop * 62], [stop % 2 === 0 ? 220 : 250, 130], '#868e96'),
    ],
  ),
);

const GOODS_PAGE = telephone(
  '#f8f9fa',
  [box([24, 60, 352, 150], 12, '#e3eef6'), oval([200, 134], [60, 44], '#3b82c4')],
  [box([24, 222, 90, 22], 6, '#fa5252')],
  words([24, 258], [300, 260], '#495057'),
  [box([24, 306, 352, 70], 10, '#ffffff'), box([36, 318, 200, 12], 6, '#ffe066')],
  words([36, 338], [280, 210], '#868e96'),
);

const REPORT: Drawing = [
  box([0, 0, SIDE, SIDE], 0, '#d0d4d9'),
  box([50, 20, 300, 366], 4, '#ffffff'),
  box([120, 42, 160, 16], 6, '#343a40'),
  ...words([76, 84], [200, 240, 180, 230], '#adb5bd'),
  ...[0, 1, 2, 3].flatMap(
    (row): Drawing => [
      box([76, 168 + row * 34, 248, 28], 0, row % 2 === 0 ? '#f1f3f5' : '#ffffff'),
      ...words([86, 178 + row * 34], [90], '#868e96'),
      ...words([216, 178 + row * 34], [60], row === 2 ? '#e03131' : '#868e96'),
    ],
  ),
  oval([290, 330], [36, 36], '#e0313188'),
  oval([290, 330], [29, 29], '#ffffff'),
  blob('290,308 296,324 312,324 299,334 304,350 290,340 276,350 281,334 268,324 284,324', '#e0313188'),
  ...words([76, 322], [110, 80], '#adb5bd'),
];

/** What somebody kept of a screen, or scanned. */
export const SCREENS: Readonly<Record<string, Drawing>> = {
  chat: CHAT,
  'chat-promise': CHAT_PROMISE,
  account: ACCOUNT,
  'delivery-log': DELIVERY_LOG,
  tracking: TRACKING,
  'goods-page': GOODS_PAGE,
  'test-report': REPORT,
};
