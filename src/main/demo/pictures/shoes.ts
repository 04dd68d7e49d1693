import { blob, box, curve, type Drawing, line, oval } from './drawing.ts';

interface Shoe {
  readonly upper: string;
  readonly accent: string;
  readonly sole: string;
}

const SOLE = '58,262 150,270 250,268 344,262 346,284 330,296 76,296 58,286';

/** A low shoe from the side, its toe to the right. */
function lowShoe({ upper, accent, sole }: Shoe): Drawing {
  return [
    curve('62,264 58,206 84,160 128,168 150,196 196,206 262,226 330,240 346,264', upper),
    curve('62,264 58,206 76,172 96,176 108,226 104,264', accent),
    curve('280,264 292,234 330,240 346,264', accent),
    blob(SOLE, sole),
  ];
}

const laces = (colour: string): Drawing => [
  line('150,198 178,176', 8, colour),
  line('176,204 202,184', 8, colour),
  line('202,210 226,192', 8, colour),
];

const RUNNING: Drawing = [
  ...lowShoe({ upper: '#3b82c4', accent: '#1f4e79', sole: '#f4f6f8' }),
  curve('130,254 170,236 226,240 280,258 226,250 170,250', '#ffffff'),
  box([58, 284, 288, 12], 6, '#f08c3a'),
  ...laces('#ffffff'),
];

const LOAFER: Drawing = [
  curve('60,268 56,214 90,186 140,194 180,214 240,214 320,232 346,268', '#6b3f26'),
  curve('170,214 200,190 240,204 270,224 230,236 190,232', '#8a5535'),
  line('186,222 262,222', 12, '#4d2b18'),
  box([210, 214, 26, 18], 4, '#d9b45b'),
  box([58, 264, 290, 18], 6, '#2d1a10'),
  box([60, 278, 70, 18], 3, '#2d1a10'),
];

const KIDS: Drawing = [
  ...lowShoe({ upper: '#ff8fa3', accent: '#ffd166', sole: '#ffffff' }),
  box([134, 196, 84, 20], 8, '#ffffff'),
  box([168, 222, 84, 18], 8, '#ffffff'),
  oval([92, 224], [16, 16], '#ef476f'),
];

const BOOT: Drawing = [
  curve('92,268 96,120 104,84 186,84 196,160 220,206 300,224 342,268', '#a9713e'),
  box([96, 76, 98, 22], 10, '#5b3a1e'),
  curve('262,268 276,226 318,230 344,268', '#5b3a1e'),
  blob('80,262 350,262 350,284 334,284 326,300 306,300 300,286 210,286 202,300 96,300 80,286', '#3a2a1a'),
  ...[120, 148, 176].map((y) => line(`166,${y} 210,${y - 6}`, 7, '#f2c14e')),
];

const SLIPPER: Drawing = [
  curve('60,270 70,236 150,238 240,232 330,236 346,270 200,286', '#d8c3a5'),
  curve('176,262 190,180 254,158 322,196 344,262 260,274', '#8fb8a8'),
  curve('196,256 208,196 254,178 306,206 322,256 260,264', '#a8cdbf'),
  oval([258, 216], [22, 18], '#ffffff'),
  box([56, 268, 292, 22], 11, '#b79b76'),
];

const CANVAS: Drawing = [
  ...lowShoe({ upper: '#f2f3ee', accent: '#dfe4db', sole: '#eceee9' }),
  line('60,276 346,276', 5, '#2f9e6e'),
  ...laces('#c9d0c8'),
  box([66, 190, 20, 44], 6, '#2f9e6e'),
];

const RAIN_BOOT: Drawing = [
  curve('110,270 112,110 118,92 202,92 208,180 236,216 316,236 340,272', '#f2b632'),
  box([104, 84, 108, 24], 10, '#d1961b'),
  oval([150, 170], [14, 14], '#ffffff'),
  oval([180, 216], [10, 10], '#ffffff'),
  oval([136, 226], [9, 9], '#ffffff'),
  box([100, 264, 248, 28], 10, '#7a4e12'),
];

export const SHOES: Readonly<Record<string, Drawing>> = {
  'running-shoe': RUNNING,
  loafer: LOAFER,
  'kids-shoe': KIDS,
  boot: BOOT,
  slipper: SLIPPER,
  'canvas-shoe': CANVAS,
  'rain-boot': RAIN_BOOT,
};
