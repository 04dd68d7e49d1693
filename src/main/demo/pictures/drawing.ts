/** A place on a square of 400 by 400, from the left and from the top. */
export type Point = readonly [x: number, y: number];

/** A filled outline; all shapes come down to it. `curved` ones pass smoothly through their points. */
export interface Shape {
  readonly points: readonly Point[];
  /** `#rrggbb`, or `#rrggbbaa` where what lies behind shines through. */
  readonly fill: string;
  readonly curved: boolean;
}

/** From the back to the front. */
export type Drawing = readonly Shape[];

export const SIDE = 400;

/** `'10,20 30,40'` */
function pointsIn(text: string): Point[] {
  return text.split(' ').map((pair) => {
    const [x = 0, y = 0] = pair.split(',').map(Number);
    return [x, y];
  });
}

export function blob(points: string, fill: string): Shape {
  return { points: pointsIn(points), fill, curved: false };
}

export function curve(points: string, fill: string): Shape {
  return { points: pointsIn(points), fill, curved: true };
}

const OVAL_POINTS = 24;

export function oval([x, y]: Point, [rx, ry]: Point, fill: string): Shape {
  const points = Array.from({ length: OVAL_POINTS }, (_, index): Point => {
    const angle = (index / OVAL_POINTS) * 2 * Math.PI;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
  return { points, fill, curved: true };
}

const CORNER_POINTS = 5;

/** A rectangle with rounded corners. */
export function box([x, y, w, h]: readonly [number, number, number, number], radius: number, fill: string): Shape {
  const r = Math.min(radius, w / 2, h / 2);
  const corners: [Point, number][] = [
    [[x + w - r, y + r], -90],
    [[x + w - r, y + h - r], 0],
    [[x + r, y + h - r], 90],
    [[x + r, y + r], 180],
  ];
  const points = corners.flatMap(([[cx, cy], from]) =>
    Array.from({ length: r === 0 ? 1 : CORNER_POINTS }, (_, index): Point => {
      const angle = ((from + (index / (CORNER_POINTS - 1)) * 90) / 180) * Math.PI;
      return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)];
    }),
  );
  return { points, fill, curved: false };
}

/** A line of this width through the points, its ends cut straight. */
export function line(points: string, width: number, fill: string): Shape {
  const along = pointsIn(points);
  const sides = along.map((point, index): [Point, Point] => {
    const [before, after] = [along[index - 1] ?? point, along[index + 1] ?? point];
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const length = Math.hypot(dx, dy) || 1;
    const [nx, ny] = [(-dy / length) * (width / 2), (dx / length) * (width / 2)];
    return [
      [point[0] + nx, point[1] + ny],
      [point[0] - nx, point[1] - ny],
    ];
  });
  const outline = [...sides.map(([left]) => left), ...sides.map(([, right]) => right).reverse()];
  return { points: outline, fill, curved: false };
}

export interface Placing {
  /** Degrees, clockwise. */
  readonly turn?: number;
  readonly scale?: number;
  readonly move?: Point;
}

/** The same drawing elsewhere: turned and scaled about the middle of the square, then moved. */
export function placed(drawing: Drawing, { turn = 0, scale = 1, move = [0, 0] }: Placing): Drawing {
  const angle = (turn / 180) * Math.PI;
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const place = ([x, y]: Point): Point => {
    const [dx, dy] = [x - SIDE / 2, y - SIDE / 2];
    return [SIDE / 2 + dx * cos - dy * sin + move[0], SIDE / 2 + dx * sin + dy * cos + move[1]];
  };
  return drawing.map((shape) => ({ ...shape, points: shape.points.map(place) }));
}

type Bezier = readonly [Point, Point, Point];

/** Catmull-Rom through the points, as cubic Bézier pieces: two handles and an end for each point. */
export function bezierPieces(points: readonly Point[]): Bezier[] {
  const at = (index: number): Point => points[(index + points.length) % points.length] ?? [0, 0];
  return points.map((point, index) => {
    const [before, end, beyond] = [at(index - 1), at(index + 1), at(index + 2)];
    const first: Point = [point[0] + (end[0] - before[0]) / 6, point[1] + (end[1] - before[1]) / 6];
    const second: Point = [end[0] - (beyond[0] - point[0]) / 6, end[1] - (beyond[1] - point[1]) / 6];
    return [first, second, end];
  });
}
