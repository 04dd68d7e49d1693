import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf } from '../../src/http/file-signals.ts';
import { leaseFile, returnFile, signedHash } from '../../src/store/file-decoding.ts';
import { nearQuarters } from '../../src/store/file-signal.ts';
import { startFileWorker } from '../../src/worker/files.ts';
import { flood, pattern, phonePicture } from '../files/sample-picture.ts';
import { until } from '../support/until.ts';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER } from './support/market.ts';
import { MP4, multipart, PDF } from './support/sample-file.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

interface Uploaded {
  readonly id: string;
  readonly state: string;
  readonly reason?: string;
  readonly captured_live?: { code: string };
}

async function upload(content: Buffer, { as = BUYER, name = 'proof.jpg', code = '' } = {}) {
  const { payload, headers } = multipart([{ name: 'file', filename: name, content }]);
  const sent = code === '' ? headers : { ...headers, 'gongdao-capture-code': code };
  const response = await market.service.request({ method: 'POST', url: '/v1/files', as, payload, headers: sent });
  return { status: response.statusCode, body: response.json<Uploaded & { code?: string }>() };
}

const read = (id: string, as: string | undefined, what = '') =>
  market.service.request({ url: `/v1/files/${id}${what}`, ...(as === undefined ? {} : { as }) });

/** A claim in which the buyer shows these files. */
async function claimWith(files: readonly string[], line: object = {}) {
  const order = await market.order({ received_at: '2026-05-05T00:00:00Z', ...line });
  return market.open(order, { files });
}

async function decodeWaiting() {
  const { db, deps } = market.service;
  const silent = () => undefined;
  const log = { info: silent, warn: silent, error: silent };
  const worker = startFileWorker({ pool: db.pool, log, decoding: deps.decoding, storage: deps.storage, pollMs: 20 });
  const count = async () => (await db.pool.query(`select id from file where state = 'processing'`)).rows.length;
  await until('nothing waits', async () => (await count()) === 0);
  await worker.stop();
}

describe('a picture that was shown', () => {
  it('is what it was for who uploaded it, and without its place for the other party', async () => {
    const content = await phonePicture(11);
    const { id } = (await upload(content)).body;
    expect((await read(id, SELLER)).statusCode).toBe(404);
    await claimWith([id]);
    expect((await read(id, BUYER)).rawPayload.equals(content)).toBe(true);
    for (const as of [SELLER, MEDIATOR, undefined]) {
      const seen = await read(id, as);
      expect([seen.statusCode, seen.headers['content-type']]).toEqual([200, 'image/jpeg']);
      const { width, height, exif } = await sharp(seen.rawPayload).metadata();
      expect([width, height, exif]).toEqual([480, 640, undefined]);
      expect(seen.headers['content-security-policy']).toBe("sandbox; default-src 'none'");
    }
    const thumbnail = await read(id, SELLER, '/thumbnail');
    expect((await sharp(thumbnail.rawPayload).metadata()).height).toBe(320);
  });

  it('is to be had as it was handed in by who takes no side', async () => {
    const content = await phonePicture(12);
    const { id } = (await upload(content)).body;
    await claimWith([id]);
    expect((await read(id, SELLER, '/original')).statusCode).toBe(403);
    const original = await read(id, MEDIATOR, '/original');
    expect(original.rawPayload.equals(content)).toBe(true);
    expect(original.headers['content-disposition']).toMatch(/^attachment;/);
    expect((await read(id, SELLER, '/details')).json()).toMatchObject({
      state: 'ready',
      original: false,
      thumbnail: true,
    });
    expect((await read(id, MEDIATOR, '/details')).json()).toMatchObject({ original: true });
  });
});

describe('what takes longer', () => {
  it('waits, is shown to nobody else meanwhile, and then as pictures of its pages', async () => {
    const { id, state } = (await upload(PDF, { name: 'invoice.pdf' })).body;
    expect(state).toBe('processing');
    await claimWith([id]);
    const early = await read(id, SELLER);
    expect([early.statusCode, early.json<{ code: string }>().code]).toEqual([409, 'FILE_PROCESSING']);
    expect(early.headers['retry-after']).toBe('2');
    const video = (await upload(MP4, { name: 'clip.mp4' })).body;
    await decodeWaiting();
    expect((await read(id, SELLER, '/details')).json()).toMatchObject({ state: 'ready', pages: 3, pictured_pages: 3 });
    expect((await read(id, SELLER, '/pages/2')).headers['content-type']).toBe('image/jpeg');
    expect((await read(id, SELLER, '/pages/4')).statusCode).toBe(404);
    const document = await read(id, SELLER);
    expect(document.headers['content-type']).toBe('application/pdf');
    expect(document.rawPayload.equals(PDF)).toBe(false);
    expect((await read(video.id, MEDIATOR)).rawPayload.includes('121.4737')).toBe(false);
    expect((await read(video.id, MEDIATOR, '/thumbnail')).statusCode).toBe(404);
  });

  it('is leased by one, and by the next when it was given back', async () => {
    const { pool } = market.service.db;
    const { id } = (await upload(Buffer.concat([PDF, Buffer.from('%again')]), { name: 'a.pdf' })).body;
    expect((await leaseFile(pool))?.id).toBe(id);
    expect(await leaseFile(pool)).toBeNull();
    await returnFile(pool, id, -1);
    expect((await leaseFile(pool))?.id).toBe(id);
    await returnFile(pool, id, -1);
    await decodeWaiting();
  });
});

describe('what cannot be opened', () => {
  it('is rejected with its reason, cannot be shown, and reaches nobody', async () => {
    const { status, body } = await upload(flood(60_000, 60_000), { name: 'huge.png' });
    expect([status, body.state, body.reason]).toEqual([201, 'rejected', 'too_many_pixels']);
    const order = await market.order();
    const refusal = await market.ask('POST', '/v1/claims', {
      as: BUYER,
      body: {
        order_id: order,
        line_id: '1',
        terms: {
          remedy: 'refund_only',
          reason: 'quality_visible',
          amount: 12900,
          goods_received: true,
          description: '开胶',
          files: [body.id],
        },
      },
    });
    expect(refusal.body.code).toBe('FILE_NOT_FOUND');
    expect((await read(body.id, MEDIATOR)).json<{ code: string }>().code).toBe('FILE_REJECTED');
    const half = await pattern(13).jpeg().toBuffer();
    expect((await upload(half.subarray(0, 3000))).body.reason).toBe('damaged');
  });
});

describe('signals', () => {
  it('tell when it was taken against the delivery, what edited it, and where the same picture is', async () => {
    const content = await phonePicture(21);
    const first = (await upload(content)).body.id;
    const earlier = await claimWith([first]);
    const again = (await upload(content, { as: SELLER })).body.id;
    const smaller = await sharp(content).autoOrient().resize(300).jpeg({ quality: 60 }).toBuffer();
    const second = (await upload(smaller)).body.id;
    const later = await claimWith([second]);
    const other = (await upload(await phonePicture(22))).body.id;
    await claimWith([other]);
    expect((await read(first, BUYER, '/signals')).statusCode).toBe(403);
    const signals = (await read(first, MEDIATOR, '/signals')).json();
    expect(signals).toMatchObject({
      file_id: first,
      captured_live: null,
      taken: { local: '2026-05-04T10:21:00', offset: '+08:00', at: '2026-05-04T02:21:00Z' },
      delivery: { claim_id: earlier.id, received_at: '2026-05-05T00:00:00Z', taken: 'before', seconds: 77_940 },
    });
    expect(signals.traces).toContainEqual({ kind: 'software', detail: 'Adobe Photoshop 25.0' });
    expect(signals.similar.map((one: { claim_id: string; same: string }) => [one.claim_id, one.same])).toEqual([
      [later.id, 'picture'],
    ]);
    expect(again).not.toBe(first);
    await claimWith([(await upload(content)).body.id]);
    expect((await read(first, MEDIATOR, '/signals')).json().similar[0]).toMatchObject({ same: 'content', distance: 0 });
  });

  it('find every hash within seven bits by its quarters', () => {
    const hash = 0x8123_4567_89ab_cdefn;
    for (let round = 0; round < 200; round += 1) {
      let other = hash;
      for (let bit = 0; bit < 7; bit += 1) other ^= 1n << BigInt((round * 7 + bit * 13) % 64);
      const found = [0, 1, 2, 3].some((quarter) => {
        const value = Number((other >> BigInt(quarter * 16)) & 0xffffn);
        return nearQuarters(signedHash(hash.toString(16)), quarter).includes(value);
      });
      expect(found).toBe(true);
    }
  });

  it('read a camera without an offset on the claim’s clocks', () => {
    expect(instantOf('2026-05-04T10:21:00', null, 'Asia/Shanghai')).toBe(Date.UTC(2026, 4, 4, 2, 21));
    expect(instantOf('2026-07-04T10:21:00', null, 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 4, 8, 21));
    expect(instantOf('2026-05-04T10:21:00', '-03:00', 'Asia/Shanghai')).toBe(Date.UTC(2026, 4, 4, 13, 21));
  });
});

describe('a picture taken live', () => {
  it('carries a code of this claim, for whoever asked, while it lives', async () => {
    const claim = await claimWith([]);
    const ask = (as: string) => market.ask('POST', `/v1/claims/${claim.id}/capture-code`, { as, body: {} });
    const given = await ask(BUYER);
    expect([given.status, Date.parse(given.body.expires_at) - Date.parse(given.body.issued_at)]).toEqual([
      201, 600_000,
    ]);
    expect((await ask('buyer:B10')).status).toBe(404);
    expect((await ask(MEDIATOR)).status).toBe(403);
    const { code } = given.body;
    const { body } = await upload(await phonePicture(31), { code: code.toLowerCase() });
    expect(body.captured_live).toEqual({ claim_id: claim.id, code, at: given.body.issued_at });
    await market.give(BUYER, claim, 'modify-terms', {
      terms: {
        remedy: 'refund_only',
        reason: 'quality_visible',
        amount: 12900,
        goods_received: true,
        description: '开胶',
        files: [body.id],
      },
    });
    expect((await read(body.id, SELLER, '/details')).json()).toMatchObject({ captured_live: { code } });
    expect((await read(body.id, MEDIATOR, '/signals')).json()).toMatchObject({ captured_live: { code } });
    for (const [as, wrong] of [
      [SELLER, code],
      [BUYER, 'ZZZZZ'],
    ] as const)
      expect((await upload(await phonePicture(32), { as, code: wrong })).body.code).toBe('CAPTURE_CODE_INVALID');
    await market.advanceBy('PT10M');
    expect((await upload(await phonePicture(33), { code })).body.code).toBe('CAPTURE_CODE_INVALID');
  });
});
