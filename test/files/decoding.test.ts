import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileType } from '../../src/contract/file.ts';
import type { Decoded } from '../../src/files/decoding/decoded.ts';
import { createDecoder, DECODER_LIMITS } from '../../src/files/decoding/decoder.ts';
import { GIF, JPEG, MP4, PDF, PNG, WEBP } from '../http/support/sample-file.ts';
import { flood, pattern, phonePicture } from './sample-picture.ts';

let place: string;
let number = 0;
const crashes: string[] = [];
const decoder = createDecoder({ onCrash: (errors) => crashes.push(errors) });
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'gongdao-decode-'));
});
afterAll(async () => {
  decoder.stop();
  await rm(place, { recursive: true });
});

async function jobFor(content: Buffer, type: FileType) {
  number += 1;
  const path = join(place, `original-${number}`);
  const folder = join(place, `made-${number}`);
  await writeFile(path, content);
  await mkdir(folder);
  return { path, type, folder };
}

async function decode(content: Buffer, type: FileType) {
  const job = await jobFor(content, type);
  const result = await decoder.decode(job);
  const read = (name: string) => readFile(join(job.folder, name));
  return { ...job, result, read };
}

async function decoded(content: Buffer, type: FileType) {
  const all = await decode(content, type);
  if ('rejected' in all.result) throw new Error(`${all.result.rejected}: ${crashes.join('\n')}`);
  const { made } = all.result;
  const view = await all.read(made.find(({ kind }) => kind === 'view')!.name);
  return { ...all, result: all.result as Decoded, view };
}

const PLACE = /GPS|121\.4737|31,13|ShopPhone/;

describe('a picture', () => {
  it.each([
    ['image/png', PNG],
    ['image/jpeg', JPEG],
    ['image/webp', WEBP],
    ['image/gif', GIF],
  ] as const)('of %s is encoded anew, with a thumbnail', async (type, content) => {
    const { result, view } = await decoded(content, type);
    expect((await sharp(view).metadata()).format).toBe(type.slice(6));
    expect(result.made.map(({ kind, contentType }) => [kind, contentType])).toEqual([
      ['view', type],
      ['thumbnail', 'image/jpeg'],
    ]);
  });

  it('comes out upright and without place, time, maker and XMP', async () => {
    const content = await phonePicture(1);
    expect(content.toString('latin1')).toMatch(PLACE);
    const { view, result, read } = await decoded(content, 'image/jpeg');
    const { width, height, exif, xmp, orientation } = await sharp(view).metadata();
    expect([width, height, exif, xmp, orientation]).toEqual([480, 640, undefined, undefined, undefined]);
    for (const { name } of result.made) expect((await read(name)).toString('latin1')).not.toMatch(PLACE);
  });

  it('tells when it was taken, and what edited it', async () => {
    const { result } = await decoded(await phonePicture(1), 'image/jpeg');
    expect(result.takenAt).toEqual({ local: '2026-05-04T10:21:00', offset: '+08:00' });
    expect(result.traces).toContainEqual({ kind: 'software', detail: 'Adobe Photoshop 25.0' });
  });

  it('says where its content credentials and its prompt lie', async () => {
    const prompt = await pattern(3).png().toBuffer();
    const text = Buffer.from('parameters\0a torn shoe, photo, stable diffusion', 'latin1');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.byteLength);
    const tEXt = Buffer.concat([length, Buffer.from('tEXt'), text, Buffer.alloc(4)]);
    const marked = Buffer.concat([prompt.subarray(0, 33), tEXt, prompt.subarray(33)]);
    const { result } = await decoded(marked, 'image/png');
    expect(result.traces.map(({ kind }) => kind)).toContain('generator');
    const credentials = Buffer.concat([await pattern(4).jpeg().toBuffer(), Buffer.from('jumbfjumdc2pa')]);
    const signed = await decoded(credentials, 'image/jpeg');
    expect(signed.result.traces).toEqual([{ kind: 'content_credentials', detail: null }]);
  });

  it('has nearly the same hash when it is smaller, recompressed or of another format, and another one when it is another', async () => {
    const hashOf = async (content: Buffer, type: FileType) =>
      BigInt(`0x${(await decoded(content, type)).result.pictureHash}`);
    const bits = (value: bigint) => value.toString(2).replaceAll('0', '').length;
    const original = await hashOf(await pattern(7).png().toBuffer(), 'image/png');
    const smaller = await hashOf(
      await sharp(await pattern(7).png().toBuffer())
        .resize(200)
        .jpeg({ quality: 40 })
        .toBuffer(),
      'image/jpeg',
    );
    const other = await hashOf(await pattern(8).png().toBuffer(), 'image/png');
    expect(bits(original ^ smaller)).toBeLessThanOrEqual(7);
    expect(bits(original ^ other)).toBeGreaterThan(15);
    expect((await decoded(PNG, 'image/png')).result.pictureHash).toBeNull();
  });
});

describe('a document', () => {
  it('becomes pictures of its pages, and a document of nothing but those', async () => {
    const { result, view } = await decoded(PDF, 'application/pdf');
    expect(result.pages).toBe(3);
    expect(result.made.map(({ kind, number: page }) => [kind, page])).toEqual([
      ['view', 0],
      ['thumbnail', 0],
      ['page', 1],
      ['page', 2],
      ['page', 3],
    ]);
    expect(result.made[2]).toMatchObject({ contentType: 'image/jpeg', width: 1200, height: 1800 });
    expect(view.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('that would do something is shown doing nothing, and says so', async () => {
    const action = '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[]>>>>';
    const active = Buffer.from(PDF.toString('latin1').replace('/Type/Catalog', `/Type/Catalog${action}`), 'latin1');
    const { result, view } = await decoded(active, 'application/pdf');
    expect(result.traces[0]).toMatchObject({ kind: 'active_content' });
    expect(view.toString('latin1')).not.toMatch(/JavaScript|OpenAction|EmbeddedFile|alert/);
  });

  it('that is encrypted is rejected as such', async () => {
    const encrypt = `/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>/ID[<00><00>]`;
    const locked = Buffer.from(PDF.toString('latin1').replace('trailer<<', `trailer<<${encrypt}`), 'latin1');
    expect((await decode(locked, 'application/pdf')).result).toEqual({ rejected: 'encrypted' });
  });
});

describe('a video', () => {
  it('is put into a new container, without the place among its metadata', async () => {
    expect(MP4.toString('latin1')).toMatch(PLACE);
    const { view, result } = await decoded(MP4, 'video/mp4');
    expect(view.toString('latin1')).not.toMatch(/121\.4737|secret place/);
    expect(result.made).toMatchObject([{ kind: 'view', width: 16, height: 16 }]);
  });
});

describe('a file that is not what it seems', () => {
  it.each([
    ['a PNG of 60,000 × 60,000', flood(60_000, 60_000), 'image/png', 'too_many_pixels'],
    ['half a JPEG', 'half', 'image/jpeg', 'damaged'],
    ['a GIF that ends after its head', GIF.subarray(0, 14), 'image/gif', 'damaged'],
    ['an MP4 without its index', MP4.subarray(0, 60), 'video/mp4', 'damaged'],
    ['a PDF that is only a head', Buffer.from('%PDF-1.7\n'), 'application/pdf', 'damaged'],
    ['an SVG under a PNG’s name', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png', 'damaged'],
  ] as const)('%s is rejected', async (...[, content, type, rejected]) => {
    const whole = await pattern(5).jpeg().toBuffer();
    const bytes = content === 'half' ? whole.subarray(0, whole.byteLength / 2) : Buffer.from(content);
    expect((await decode(bytes, type)).result).toEqual({ rejected });
  });

  it('a picture that is a script, a page and an archive too comes out as a picture alone', async () => {
    const whole = await pattern(6).jpeg().toBuffer();
    const extra = '<script>alert(1)</script><?php system($_GET[0]); ?>PK\x03\x04evil.exe';
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, extra.length + 2]), Buffer.from(extra, 'latin1')]);
    const polyglot = Buffer.concat([whole.subarray(0, 2), comment, whole.subarray(2), Buffer.from(extra, 'latin1')]);
    const { result, read } = await decoded(polyglot, 'image/jpeg');
    for (const { name } of result.made) {
      expect((await read(name)).toString('latin1')).not.toMatch(/script|php|evil/);
    }
  });
});

describe('the process that decodes', () => {
  it('is killed when it hangs, and the next file is decoded', async () => {
    const time = { ...DECODER_LIMITS.time, 'image/png': 400 };
    const impatient = createDecoder({ limits: { ...DECODER_LIMITS, time, atOnce: 1 } });
    const job = await jobFor(PNG, 'image/png');
    // Nobody ever writes to a pipe: who opens it to read waits for ever.
    const pipe = join(place, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const hanging = impatient.decode({ ...job, path: pipe });
    const next = impatient.decode({ ...(await jobFor(JPEG, 'image/jpeg')) });
    expect(await hanging).toEqual({ rejected: 'too_slow' });
    expect(await next).toMatchObject({ pages: null });
  });

  it('lets nobody wait for ever when it is stopped', async () => {
    const one = createDecoder({ limits: { ...DECODER_LIMITS, atOnce: 1 } });
    const jobs = await Promise.all([1, 2, 3].map(() => jobFor(PNG, 'image/png')));
    const decoding = Promise.allSettled(jobs.map((job) => one.decode(job)));
    one.stop();
    expect((await decoding).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(one.load()).toBe(0);
  });

  it('is ended by the system when it wants too much memory', async () => {
    const poor = createDecoder({ limits: { ...DECODER_LIMITS, memory: 300 * 1024 * 1024 } });
    const large = await sharp({ create: { width: 9000, height: 9000, channels: 4, background: '#1234' } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const rotated = await sharp(large).withMetadata({ orientation: 6 }).png({ compressionLevel: 1 }).toBuffer();
    const result = await poor.decode(await jobFor(rotated, 'image/png'));
    expect(result).toEqual({ rejected: 'damaged' });
  }, 30_000);

  it('sees nothing of the environment, and can read and write nothing but what it is given', async () => {
    const job = await jobFor(PNG, 'image/png');
    const foreign = await decoder.decode({ ...job, path: '/etc/hostname' });
    expect(foreign).toEqual({ rejected: 'damaged' });
    expect(await readdir(job.folder)).toEqual([]);
  });
});
