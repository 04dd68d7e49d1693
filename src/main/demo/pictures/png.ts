import { crc32, deflateSync } from 'node:zlib';
import { bezierPieces, type Drawing, type Point, type Shape, SIDE } from './drawing.ts';

/** Pixels of the finished picture along each side. */
const PIXELS = 400;
/** Each pixel is the mean of this many squared, which makes edges smooth. */
const FINER = 2;
const FINE = PIXELS * FINER;
const PIECE_STEPS = 8;

type Colour = readonly [red: number, green: number, blue: number, opacity: number];

function colourOf(fill: string): Colour {
  const part = (from: number) => Number.parseInt(fill.slice(from, from + 2) || 'ff', 16);
  return [part(1), part(3), part(5), part(7) / 255];
}

function flattened({ points, curved }: Shape): readonly Point[] {
  if (!curved) return points;
  let from: Point = points[0] ?? [0, 0];
  return bezierPieces(points).flatMap(([first, second, end]) => {
    const begin = from;
    from = end;
    return Array.from({ length: PIECE_STEPS }, (_, index): Point => {
      const t = (index + 1) / PIECE_STEPS;
      const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
      const along = (axis: 0 | 1) => a * begin[axis] + b * first[axis] + c * second[axis] + d * end[axis];
      return [along(0), along(1)];
    });
  });
}

/** Where a row crosses the outline, from left to right. */
function crossingsOf(outline: readonly Point[], y: number): number[] {
  const crossings: number[] = [];
  for (const [index, [x1, y1]] of outline.entries()) {
    const [x2, y2] = outline[(index + 1) % outline.length] ?? [x1, y1];
    if (y1 <= y !== y2 <= y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  }
  return crossings.sort((a, b) => a - b);
}

function fill(canvas: Float32Array, shape: Shape): void {
  const scale = FINE / SIDE;
  const outline = flattened(shape).map(([x, y]): Point => [x * scale, y * scale]);
  const [red, green, blue, opacity] = colourOf(shape.fill);
  const heights = outline.map(([, y]) => y);
  const bottom = Math.min(FINE - 1, Math.ceil(Math.max(...heights)));
  for (let y = Math.max(0, Math.floor(Math.min(...heights))); y <= bottom; y += 1) {
    const crossings = crossingsOf(outline, y + 0.5);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const last = Math.min(FINE, Math.round(crossings[index + 1] ?? 0));
      for (let x = Math.max(0, Math.round(crossings[index] ?? 0)); x < last; x += 1) {
        const at = (y * FINE + x) * 3;
        canvas[at] = (canvas[at] ?? 0) * (1 - opacity) + red * opacity;
        canvas[at + 1] = (canvas[at + 1] ?? 0) * (1 - opacity) + green * opacity;
        canvas[at + 2] = (canvas[at + 2] ?? 0) * (1 - opacity) + blue * opacity;
      }
    }
  }
}

/** Grain and darker corners, as a telephone's camera makes them; the same every time. */
function cameraLight(x: number, y: number): { shade: number; grain: number } {
  const [dx, dy] = [x / PIXELS - 0.45, y / PIXELS - 0.4];
  const seed = Math.sin(x * 12.9898 + y * 78.233) * 43_758.5453;
  return { shade: 1.06 - 0.4 * (dx * dx + dy * dy), grain: (seed - Math.floor(seed)) * 5 - 2.5 };
}

function finished(canvas: Float32Array, isPhoto: boolean): Buffer {
  const rows = Buffer.alloc(PIXELS * (PIXELS * 3 + 1));
  for (let y = 0; y < PIXELS; y += 1) {
    for (let x = 0; x < PIXELS; x += 1) {
      const { shade, grain } = isPhoto ? cameraLight(x, y) : { shade: 1, grain: 0 };
      for (let channel = 0; channel < 3; channel += 1) {
        const at = (y * FINER * FINE + x * FINER) * 3 + channel;
        const below = at + FINE * 3;
        const sum = (canvas[at] ?? 0) + (canvas[at + 3] ?? 0) + (canvas[below] ?? 0) + (canvas[below + 3] ?? 0);
        const value = (sum / 4) * shade + grain;
        rows[y * (PIXELS * 3 + 1) + 1 + x * 3 + channel] = Math.max(0, Math.min(255, Math.round(value)));
      }
    }
  }
  return rows;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The drawing as a PNG (RFC 2083), 8 bits of red, green and blue; a photo has a camera's grain. */
export function pngOf(drawing: Drawing, isPhoto: boolean): Buffer {
  const canvas = new Float32Array(FINE * FINE * 3).fill(255);
  for (const shape of drawing) fill(canvas, shape);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(PIXELS, 0);
  header.writeUInt32BE(PIXELS, 4);
  header.writeUInt8(8, 8);
  header.writeUInt8(2, 9);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(finished(canvas, isPhoto), { level: 4 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
