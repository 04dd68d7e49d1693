import { CARDS } from './cards.ts';
import { CLOTHES } from './clothes.ts';
import { DEVICES } from './devices.ts';
import { box, type Drawing, oval, SIDE } from './drawing.ts';
import { FOOD } from './food.ts';
import { HOME } from './home.ts';
import { SHOES } from './shoes.ts';
import { svgOf } from './svg.ts';

/** Each kind of goods on a ground of its own colour. */
const GROUNDS: readonly (readonly [Readonly<Record<string, Drawing>>, ground: string, light: string])[] = [
  [SHOES, '#e3eef6', '#f3f8fc'],
  [HOME, '#f1e9df', '#faf6f0'],
  [DEVICES, '#e4e9ef', '#f4f7fa'],
  [CARDS, '#ece7f8', '#f8f5fe'],
  [CLOTHES, '#f6e6e2', '#fdf5f3'],
  [FOOD, '#eaf1dd', '#f7fbf0'],
];

function onGround(drawing: Drawing, ground: string, light: string): Drawing {
  return [
    box([0, 0, SIDE, SIDE], 0, ground),
    oval([200, 196], [166, 166], light),
    oval([200, 306], [140, 14], '#00000014'),
    ...drawing,
  ];
}

/** What is for sale, drawn alone. */
export const GOODS_DRAWINGS: ReadonlyMap<string, Drawing> = new Map(
  GROUNDS.flatMap(([drawings]) => Object.entries(drawings)),
);

/** The pictures of the shops' pages, by name, as SVG. */
export const GOODS_PICTURES: ReadonlyMap<string, string> = new Map(
  GROUNDS.flatMap(([drawings, ground, light]) =>
    Object.entries(drawings).map(([name, drawing]) => [name, svgOf(onGround(drawing, ground, light))] as const),
  ),
);
