import sharp from 'sharp';

const COLUMNS = 9;
const ROWS = 8;
/** Of the brightness of the squares. A plain surface has nothing to know it by, and would resemble every other. */
const LEAST_SPREAD = 6;

function spreadOf(values: Uint8Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/**
 * The difference hash: for each of 8 × 8 squares whether it is brighter than its neighbour. It survives another size,
 * another compression and another format; mirrored or cropped pictures get another one.
 */
export async function hashPicture(picture: string | Buffer): Promise<string | null> {
  const grey = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .resize({ width: COLUMNS, height: ROWS, fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer();
  if (spreadOf(grey) < LEAST_SPREAD) return null;
  let bits = 0n;
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS - 1; column += 1) {
      const at = row * COLUMNS + column;
      bits = (bits << 1n) | ((grey[at] ?? 0) > (grey[at + 1] ?? 0) ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(16, '0');
}
