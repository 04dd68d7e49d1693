import { blob, box, curve, type Drawing, line, oval, placed } from './drawing.ts';

/** A card of a service that is delivered as a code, with a sign on it. */
function card(front: string, back: string, sign: Drawing): Drawing {
  return [
    ...placed([box([70, 124, 260, 164], 22, back)], { turn: -8, move: [6, -12] }),
    box([70, 124, 260, 164], 22, front),
    box([70, 244, 260, 20], 0, '#ffffff33'),
    box([94, 258, 90, 12], 6, '#ffffffaa'),
    ...sign,
  ];
}

const PLAY: Drawing = [oval([200, 192], [42, 42], '#ffffff'), blob('188,170 188,214 224,192', '#e4572e')];

const COIN: Drawing = [
  oval([200, 192], [44, 44], '#ffd23f'),
  oval([200, 192], [34, 34], '#f4b400'),
  blob('200,164 208,184 228,184 212,197 218,218 200,206 182,218 188,197 172,184 192,184', '#fff3c4'),
];

const NOTE: Drawing = [
  line('184,218 184,158 230,148 230,206', 9, '#ffffff'),
  oval([172, 220], [17, 13], '#ffffff'),
  oval([218, 208], [17, 13], '#ffffff'),
];

const CLOUD: Drawing = [
  oval([174, 202], [28, 24], '#ffffff'),
  oval([206, 186], [34, 32], '#ffffff'),
  oval([236, 204], [24, 22], '#ffffff'),
  box([160, 204, 90, 22], 11, '#ffffff'),
  blob('205,184 222,204 211,204 211,222 199,222 199,204 188,204', '#3f8efc'),
];

const PHONE: Drawing = [
  box([174, 146, 54, 92], 12, '#ffffff'),
  box([180, 158, 42, 62], 4, '#2a9d8f'),
  oval([201, 229], [5, 5], '#2a9d8f'),
  curve('238,170 250,182 250,202 238,214 244,202 244,182', '#ffffff'),
  curve('252,158 270,176 270,208 252,226 262,208 262,176', '#ffffff'),
];

export const CARDS: Readonly<Record<string, Drawing>> = {
  'video-card': card('#e4572e', '#b23a1a', PLAY),
  'game-card': card('#5b3cc4', '#3d2790', COIN),
  'music-card': card('#d6336c', '#99204a', NOTE),
  'cloud-card': card('#3f8efc', '#2563c9', CLOUD),
  'phone-card': card('#2a9d8f', '#1c6f65', PHONE),
};
