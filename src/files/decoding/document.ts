import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { type Decoded, type DecodeJob, type Made, type Trace, Undecodable } from './decoded.ts';
import { makeThumbnail } from './picture.ts';
import { hashPicture } from './picture-hash.ts';

/** Pages beyond are counted and not pictured. */
const MAX_PAGES = 40;
const PAGE_SIDE = 1800;

async function open(path: string): Promise<PDFiumDocument> {
  const library = await PDFiumLibrary.init();
  return library.loadDocument(await readFile(path)).catch((error: unknown) => {
    const isLocked = error instanceof Error && /password|security/i.test(error.message);
    throw new Undecodable(isLocked ? 'encrypted' : 'damaged', error);
  });
}

async function picturePage(document: PDFiumDocument, index: number, folder: string): Promise<Made> {
  const page = document.getPage(index);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const name = `page-${index + 1}.jpg`;
  await page.render({
    scale: PAGE_SIDE / Math.max(originalWidth, originalHeight, 1),
    render: async ({ data, width, height }) => {
      await sharp(data, { raw: { width, height, channels: 4 } })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 82 })
        .toFile(join(folder, name));
      return data;
    },
  });
  const { width = 0, height = 0 } = await sharp(join(folder, name)).metadata();
  return { kind: 'page', number: index + 1, name, contentType: 'image/jpeg', width, height };
}

/** A document of nothing but the pictures of the pages: no script, no form, no attachment, no link. */
async function bind(pages: readonly Made[], folder: string): Promise<Made> {
  const name = 'view.pdf';
  const info = { CreationDate: new Date(0), Producer: 'Gongdao', Creator: 'Gongdao' };
  const bound = new PDFDocument({ autoFirstPage: false, margin: 0, info });
  for (const { name: picture, width, height } of pages) {
    const size: [number, number] = [(width ?? 1) / 2, (height ?? 1) / 2];
    bound.addPage({ size, margin: 0 }).image(join(folder, picture), 0, 0, { width: size[0], height: size[1] });
  }
  bound.end();
  await pipeline(bound, createWriteStream(join(folder, name)));
  return { kind: 'view', number: 0, name, contentType: 'application/pdf', width: null, height: null };
}

const ACTIVE = ['/JavaScript', '/JS', '/OpenAction', '/Launch', '/EmbeddedFile', '/RichMedia', '/XFA'];

/** What a document would do when opened, as far as it says so openly. */
async function readTraces(path: string): Promise<readonly Trace[]> {
  const bytes = await readFile(path);
  const found = ACTIVE.filter((name) => bytes.includes(name));
  return found.length === 0 ? [] : [{ kind: 'active_content', detail: found.join(' ') }];
}

/** Pictures of the pages. What the document would do is left undone: pdfium is built here without scripts. */
export async function decodeDocument({ path, folder }: DecodeJob): Promise<Decoded> {
  const document = await open(path);
  const count = document.getPageCount();
  if (count === 0) throw new Undecodable('damaged');
  const pages: Made[] = [];
  for (let index = 0; index < Math.min(count, MAX_PAGES); index += 1) {
    pages.push(
      await picturePage(document, index, folder).catch((error: unknown) => {
        throw new Undecodable('damaged', error);
      }),
    );
  }
  const first = join(folder, pages[0]?.name ?? '');
  const made = [await bind(pages, folder), await makeThumbnail(first, folder), ...pages];
  return { made, pages: count, pictureHash: await hashPicture(first), takenAt: null, traces: await readTraces(path) };
}
