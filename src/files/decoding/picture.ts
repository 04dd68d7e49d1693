import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { FileType } from '../../contract/file.ts';
import { type Decoded, type DecodeJob, type Made, Undecodable } from './decoded.ts';
import { hashPicture } from './picture-hash.ts';
import { readTraces } from './traces.ts';

// Of the library's many readers only these four are of use here, so the others cannot be reached at all.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});

/** All frames together. A picture of 120 million pixels is 360 MB once it is unpacked. */
const MAX_PIXELS = 120_000_000;
/** Longer sides are scaled down to this: enough to read the finest print on a label. */
const VIEW_SIDE = 4096;
const THUMBNAIL_SIDE = 320;

const FORMATS = {
  'image/jpeg': {
    format: 'jpeg',
    ending: 'jpg',
    encode: (image: Sharp) => image.jpeg({ quality: 86, mozjpeg: false }),
  },
  'image/png': { format: 'png', ending: 'png', encode: (image: Sharp) => image.png({ compressionLevel: 6 }) },
  'image/webp': { format: 'webp', ending: 'webp', encode: (image: Sharp) => image.webp({ quality: 86, effort: 2 }) },
  'image/gif': { format: 'gif', ending: 'gif', encode: (image: Sharp) => image.gif({ effort: 2 }) },
} as const satisfies Partial<Record<FileType, object>>;

export type PictureType = keyof typeof FORMATS;

/** A small picture that every browser shows. */
export async function makeThumbnail(picture: string | Buffer, folder: string): Promise<Made> {
  const name = 'thumbnail.jpg';
  const { width, height } = await sharp(picture, { failOn: 'error' })
    .autoOrient()
    .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 78 })
    .toFile(join(folder, name));
  return { kind: 'thumbnail', number: 0, name, contentType: 'image/jpeg', width, height };
}

/** Refuses by the header alone, before anything is unpacked. */
async function checkSize(image: Sharp, format: string): Promise<void> {
  const found = await image.metadata();
  if (found.format !== format) throw new Undecodable('damaged');
  const { width = 0, height = 0, pages = 1, pageHeight = height } = found;
  if (width * pageHeight * pages > MAX_PIXELS) throw new Undecodable('too_many_pixels');
}

/**
 * The picture encoded anew from its pixels: upright, without metadata, and without whatever else the file held. Nothing
 * of the original's bytes comes through.
 */
export async function decodePicture({ path, type, folder }: DecodeJob & { type: PictureType }): Promise<Decoded> {
  const { format, ending, encode } = FORMATS[type];
  const animated = type === 'image/gif' || type === 'image/webp';
  const image = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated, sequentialRead: true });
  await checkSize(image, format).catch((error: unknown) => {
    throw error instanceof Undecodable ? error : reasonOf(error);
  });
  const name = `view.${ending}`;
  const view = join(folder, name);
  const upright = image
    .autoOrient()
    .resize({ width: VIEW_SIDE, height: VIEW_SIDE, fit: 'inside', withoutEnlargement: true });
  const {
    width,
    height,
    pageHeight = height,
  } = await encode(upright)
    .toFile(view)
    .catch((error: unknown) => {
      throw reasonOf(error);
    });
  const thumbnail = await makeThumbnail(view, folder);
  const { takenAt, traces } = await readTraces(path);
  return {
    made: [{ kind: 'view', number: 0, name, contentType: type, width, height: pageHeight }, thumbnail],
    pages: null,
    pictureHash: await hashPicture(view),
    takenAt,
    traces,
  };
}

function reasonOf(error: unknown): Undecodable {
  const isFlood = error instanceof Error && /pixel limit/i.test(error.message);
  return new Undecodable(isFlood ? 'too_many_pixels' : 'damaged', error);
}
