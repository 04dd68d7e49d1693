import { blob, box, curve, type Drawing, line, oval, type Placing, placed, SIDE } from './drawing.ts';
import { GOODS_DRAWINGS } from './goods-pictures.ts';
import { pngOf } from './png.ts';
import { SCREENS } from './screens.ts';

function goods(name: string, placing: Placing = {}): Drawing {
  const drawing = GOODS_DRAWINGS.get(name);
  if (!drawing) throw new Error(`no goods look like ${name}`);
  return placed(drawing, placing);
}

const SHADOW = oval([206, 300], [150, 22], '#00000026');

/** On a wooden table, as most people take such pictures. */
function onTable(...parts: readonly Drawing[]): Drawing {
  const grain = [60, 138, 212, 300, 366].map((y) =>
    line(`0,${y} 140,${y + 8} 280,${y - 5} 400,${y + 4}`, 3, '#9a6f4440'),
  );
  return [box([0, 0, SIDE, SIDE], 0, '#b98d60'), ...grain, SHADOW, ...parts.flat()];
}

function onFloor(...parts: readonly Drawing[]): Drawing {
  const tiles = [
    line('0,120 400,120', 3, '#b3b5b866'),
    line('0,290 400,290', 3, '#b3b5b866'),
    line('130,0 104,400', 3, '#b3b5b866'),
    line('300,0 322,400', 3, '#b3b5b866'),
  ];
  return [box([0, 0, SIDE, SIDE], 0, '#cfd1d3'), ...tiles, SHADOW, ...parts.flat()];
}

function onCloth(...parts: readonly Drawing[]): Drawing {
  const folds = [
    curve('0,80 140,60 260,110 400,70 400,96 260,132 140,84 0,104', '#ffffff33'),
    curve('0,330 150,300 280,350 400,318 400,344 280,372 150,326 0,352', '#00000014'),
  ];
  return [box([0, 0, SIDE, SIDE], 0, '#8793a6'), ...folds, SHADOW, ...parts.flat()];
}

const PARCEL: Drawing = [
  blob('70,150 250,116 340,160 340,290 160,334 70,280', '#b98a58'),
  blob('70,150 250,116 340,160 162,200', '#cfa271'),
  blob('162,200 340,160 340,290 160,334', '#a67848'),
  blob('188,128 212,124 300,168 274,174', '#e6d2ad'),
];

const LABEL: Drawing = [
  blob('190,214 310,186 310,262 190,292', '#f7f5f0'),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((bar) =>
    line(`${200 + bar * 13},${220 - bar * 3} ${200 + bar * 13},${244 - bar * 3}`, bar % 3 === 0 ? 6 : 3, '#333333'),
  ),
  line('200,262 286,242', 4, '#8a8a8a'),
  line('200,274 262,260', 4, '#8a8a8a'),
];

const TORN: Drawing = [
  blob('70,150 70,228 104,246 96,214 128,222 116,180 150,192 140,160 110,143', '#5d4227'),
  blob('78,160 90,200 104,190 112,214 120,176', '#2e2013'),
  blob('140,160 150,192 170,198 164,170', '#dcb78a'),
];

const CRACKS: Drawing = [
  line('190,140 214,186 196,214 226,262', 5, '#ffffffcc'),
  line('214,186 252,196 270,176', 4, '#ffffffcc'),
  line('196,214 156,226 146,250', 4, '#ffffffcc'),
];

const spots = (places: readonly (readonly [number, number, number])[], fill: string): Drawing =>
  places.map(([x, y, size]) => oval([x, y], [size, size * 0.8], fill));

const PHOTOS: Readonly<Record<string, Drawing>> = {
  'torn-parcel': onFloor(PARCEL, LABEL, TORN),
  waybill: onTable(placed([...PARCEL, ...LABEL], { scale: 1.25, move: [-40, -20] })),
  'loose-sole': onFloor(
    goods('running-shoe', { turn: -6 }),
    placed([curve('230,258 290,248 350,252 352,270 290,266 236,272', '#20242a')], { turn: -6 }),
    placed([line('262,256 266,268', 3, '#e8e2c8'), line('300,252 304,266', 3, '#e8e2c8')], { turn: -6 }),
  ),
  'broken-mug': onTable(
    goods('mug'),
    [blob('120,134 166,134 150,176 176,206 146,240 112,228', '#b98d60')],
    [blob('84,290 122,276 130,306 96,318', '#8fb3b0'), blob('150,318 176,306 188,330', '#7a9e9f')],
    [line('176,206 206,232 200,262', 4, '#43595a')],
  ),
  'sweater-hole': onCloth(
    goods('sweater', { turn: 5 }),
    spots(
      [
        [222, 232, 17],
        [232, 238, 12],
      ],
      '#5c6675',
    ),
    [line('206,222 196,212', 3, '#e6957f'), line('244,240 256,250', 3, '#e6957f')],
  ),
  'pilled-coat': onCloth(
    goods('coat', { scale: 1.15 }),
    spots(
      [
        [150, 190, 5],
        [162, 206, 4],
        [144, 222, 6],
        [250, 200, 5],
        [262, 218, 4],
        [244, 236, 5],
        [160, 250, 4],
        [236, 262, 5],
        [170, 230, 4],
      ],
      '#e2c9ac',
    ),
  ),
  'mouldy-oranges': onTable(
    goods('oranges'),
    spots(
      [
        [136, 176, 22],
        [214, 242, 26],
      ],
      '#6d7f5a',
    ),
    spots(
      [
        [132, 172, 12],
        [210, 238, 14],
        [268, 196, 9],
      ],
      '#d9dfce',
    ),
  ),
  'cracked-watch': onTable(goods('watch', { turn: 12 }), placed(CRACKS, { turn: 12, scale: 0.8, move: [4, 4] })),
  'projector-stain': onTable(
    [box([40, 30, 320, 150], 6, '#e8edf2')],
    spots(
      [
        [250, 96, 26],
        [262, 104, 18],
      ],
      '#8b8f7a88',
    ),
    goods('projector', { scale: 0.6, move: [-40, 90] }),
  ),
  'wrong-mouse': onTable(
    goods('mouse', { scale: 0.8, turn: 14 }),
    placed([curve('138,214 150,130 200,102 250,130 262,214 250,274 200,296 150,274', '#e2708a')], {
      scale: 0.8,
      turn: 14,
    }),
    placed([box([192, 134, 16, 44], 8, '#ffffff')], { scale: 0.8, turn: 14 }),
  ),
  'scratched-table': onFloor(goods('table', { scale: 1.1 }), [
    line('120,150 190,170 246,160', 5, '#5b3c22'),
    line('150,142 214,160', 3, '#5b3c22'),
    line('110,164 160,178', 3, '#e7caa5'),
  ]),
  'rusty-wok': onTable(
    goods('wok'),
    spots(
      [
        [130, 178, 17],
        [170, 184, 22],
        [206, 176, 14],
      ],
      '#a4512a',
    ),
  ),
  'dead-earbuds': onTable(goods('earbuds', { turn: -8 }), [oval([209, 261], [9, 9], '#e03131')]),
  'missing-keys': onTable(
    goods('keyboard', { turn: 6 }),
    placed([box([145, 186, 24, 24], 5, '#14181c'), box([174, 186, 24, 24], 5, '#14181c')], { turn: 6 }),
    [box([96, 316, 24, 22], 5, '#dfe5ea'), box([142, 326, 24, 22], 5, '#eef1f4')],
  ),
  'packing-table': onTable(
    [
      blob('60,120 250,120 290,170 290,300 100,300 60,250', '#b98a58'),
      blob('60,120 250,120 290,170 100,170', '#8f6536'),
    ],
    goods('earbuds', { scale: 0.45, move: [-10, -56] }),
    [box([306, 190, 80, 110], 10, '#4a5560'), box([316, 202, 60, 30], 4, '#b9f6ca')],
    [line('328,217 364,217', 6, '#1b5e20')],
  ),
  'opened-scarf': onCloth(goods('scarf', { turn: -10 }), [curve('186,238 206,230 214,252 194,262', '#3c1218')]),
  'faded-tee': onCloth(
    goods('tee', { turn: 4 }),
    spots(
      [
        [170, 210, 34],
        [230, 244, 26],
      ],
      '#c7b9e855',
    ),
  ),
  'new-boot-box': onFloor(goods('boot', { scale: 0.9 }), [
    line('130,150 176,150', 8, '#ffffffaa'),
    line('128,176 180,176', 8, '#ffffffaa'),
  ]),
};

const drawn = new Map<string, Buffer>();

/** A picture that somebody took, or a screen that somebody kept, as a PNG file. Throws for a name that is none. */
export function photoNamed(name: string): Buffer {
  const known = drawn.get(name);
  if (known) return known;
  const [photo, screen] = [PHOTOS[name], SCREENS[name]];
  const drawing = photo ?? screen;
  if (!drawing) throw new Error(`nobody took the picture ${name}`);
  const png = pngOf(drawing, photo !== undefined);
  drawn.set(name, png);
  return png;
}

export const PHOTO_NAMES: readonly string[] = [...Object.keys(PHOTOS), ...Object.keys(SCREENS)];
