import { bezierPieces, type Drawing, type Point, type Shape, SIDE } from './drawing.ts';

const round = (value: number) => String(Math.round(value * 10) / 10);
const pair = ([x, y]: Point) => `${round(x)} ${round(y)}`;

function pathOf({ points, curved }: Shape): string {
  const [start] = points;
  if (!start) return '';
  if (!curved) return `M${points.map(pair).join('L')}Z`;
  return `M${pair(start)}${bezierPieces(points)
    .map((piece) => `C${piece.map(pair).join(' ')}`)
    .join('')}Z`;
}

/** The drawing as a file of its own; attributes only, so that the strictest content policy lets it be. */
export function svgOf(drawing: Drawing): string {
  const shapes = drawing.map((shape) => `<path fill="${shape.fill}" d="${pathOf(shape)}"/>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}">${shapes}</svg>`;
}
