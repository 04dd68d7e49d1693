import { blob, box, curve, type Drawing, line, oval } from './drawing.ts';

const EARBUDS: Drawing = [
  box([104, 190, 192, 112], 50, '#d5dde4'),
  box([104, 190, 192, 46], 40, '#bfcad3'),
  oval([200, 262], [8, 8], '#4cc38a'),
  oval([150, 130], [30, 34], '#d5dde4'),
  box([140, 136, 20, 66], 10, '#d5dde4'),
  oval([142, 128], [12, 14], '#454f59'),
  oval([250, 130], [30, 34], '#d5dde4'),
  box([240, 136, 20, 66], 10, '#d5dde4'),
  oval([258, 128], [12, 14], '#454f59'),
];

const ROWS = [0, 1, 2, 3];

const KEYBOARD: Drawing = [
  box([44, 142, 312, 140], 18, '#39424e'),
  ...ROWS.flatMap((row) =>
    Array.from({ length: 10 }, (_, key) => {
      const accent = (row === 0 && key === 0) || (row === 2 && key === 9);
      const fill = accent ? '#f08c3a' : row % 2 === 0 ? '#eef1f4' : '#dfe5ea';
      return box([58 + key * 29, 156 + row * 30, 24, 24], 5, fill);
    }),
  ),
  box([116, 246, 168, 24], 5, '#cfd8df'),
];

const POWER_BANK: Drawing = [
  box([136, 84, 128, 224], 26, '#2b6cb0'),
  box([148, 96, 104, 200], 20, '#3c82c9'),
  blob('206,136 172,206 198,206 190,256 230,184 204,184', '#ffe08a'),
  ...[0, 1, 2, 3].map((dot) => oval([168 + dot * 21, 280], [5, 5], dot < 3 ? '#ffffff' : '#6ba5dd')),
];

const WATCH: Drawing = [
  box([158, 60, 84, 280], 26, '#30363d'),
  box([126, 124, 148, 160], 44, '#1c2126'),
  box([138, 136, 124, 136], 36, '#0f4c5c'),
  oval([200, 204], [44, 44], '#e36414'),
  oval([200, 204], [32, 32], '#0f4c5c'),
  line('182,206 196,220 222,190', 8, '#ffffff'),
  box([274, 184, 10, 34], 4, '#4b535b'),
];

const SPEAKER: Drawing = [
  box([108, 96, 184, 208], 36, '#c1543c'),
  box([122, 110, 156, 180], 28, '#a8432e'),
  oval([200, 226], [52, 52], '#2a1a17'),
  oval([200, 226], [30, 30], '#553029'),
  oval([200, 144], [20, 20], '#2a1a17'),
  box([170, 82, 60, 16], 8, '#7f2f20'),
];

const CHARGER: Drawing = [
  box([134, 140, 132, 150], 28, '#c9d3dc'),
  box([134, 140, 132, 52], 28, '#b3c0cb'),
  box([160, 100, 16, 46], 4, '#7d8993'),
  box([224, 100, 16, 46], 4, '#7d8993'),
  box([166, 216, 68, 18], 9, '#515b64'),
  box([166, 248, 68, 18], 9, '#515b64'),
];

const MOUSE: Drawing = [
  curve('128,214 140,120 200,92 260,120 272,214 258,282 200,306 142,282', '#48525c'),
  curve('128,214 140,120 196,94 196,200', '#5a6570'),
  curve('272,214 260,120 204,94 204,200', '#5a6570'),
  box([192, 128, 16, 48], 8, '#4cc3d9'),
];

const PROJECTOR: Drawing = [
  blob('250,190 372,110 372,300 250,226', '#fff1a855'),
  box([64, 140, 200, 136], 30, '#d3dbe2'),
  oval([226, 208], [44, 44], '#37424c'),
  oval([226, 208], [28, 28], '#6fb7e9'),
  oval([218, 200], [9, 9], '#dff1ff'),
  ...[164, 180, 196].map((y) => line(`88,${y} 150,${y}`, 6, '#b9c2ca')),
  box([84, 272, 26, 16], 5, '#37424c'),
  box([214, 272, 26, 16], 5, '#37424c'),
];

export const DEVICES: Readonly<Record<string, Drawing>> = {
  earbuds: EARBUDS,
  keyboard: KEYBOARD,
  'power-bank': POWER_BANK,
  watch: WATCH,
  speaker: SPEAKER,
  charger: CHARGER,
  mouse: MOUSE,
  projector: PROJECTOR,
};
