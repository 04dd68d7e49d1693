import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchDirectory } from '../../src/files/disk-storage.ts';
import { listen, type RunningServer } from '../../src/http/server.ts';
import { sweepUploads } from '../../src/worker/upload-sweep.ts';
import { until } from '../support/until.ts';
import { JPEG, PDF, PNG, REFUSED } from './support/sample-file.ts';
import { createTestService, problemOf, type TestService } from './support/service.ts';

let service: TestService;
let server: RunningServer;
beforeAll(async () => {
  service = await createTestService();
  server = await listen(service.app, { host: '127.0.0.1', port: 0, shutdownMs: 500 });
});
afterAll(() => service.close());

const TUS = { 'tus-resumable': '1.0.0' };
const BYTES = { ...TUS, 'content-type': 'application/offset+octet-stream' };
const named = (name: string) => `filename ${Buffer.from(name).toString('base64')}`;

const begin = (size: number | string, { as = 'buyer:B9', name = 'proof.png', headers = {} } = {}) =>
  service.request({
    method: 'POST',
    url: '/v1/files/tus',
    as,
    headers: { ...TUS, 'upload-length': String(size), 'upload-metadata': named(name), ...headers },
  });
const placeOf = async (size: number) => String((await begin(size)).headers.location);
const ask = (method: 'HEAD' | 'DELETE', url: string, as = 'buyer:B9') =>
  service.request({ method, url, as, headers: TUS });
const send = (url: string, payload: Buffer, { offset = 0, as = 'buyer:B9' } = {}) =>
  service.request({ method: 'PATCH', url, as, payload, headers: { ...BYTES, 'upload-offset': String(offset) } });
const idOf = (url: string) => url.split('/').at(-1) ?? '';
const detailsOf = async (id: string, as = 'buyer:B9') =>
  (await service.request({ url: `/v1/files/${id}/details`, as })).json<Record<string, unknown>>();
const parts = () => {
  const folder = join(service.filesDirectory, 'parts');
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /-\d+$/.test(name))
    : [];
};
const uploads = async () => (await service.db.pool.query('select id from upload')).rows.length;

describe('a resumable upload', () => {
  it('arrives in pieces, and becomes the file of the same id', async () => {
    const created = await begin(PNG.byteLength, { name: '照片 1.png' });
    expect(created.statusCode).toBe(201);
    const url = String(created.headers.location);
    expect((await send(url, PNG.subarray(0, 30))).headers['upload-offset']).toBe('30');
    expect((await ask('HEAD', url)).headers).toMatchObject({ 'upload-offset': '30', 'cache-control': 'no-store' });
    expect((await send(url, PNG.subarray(30), { offset: 30 })).statusCode).toBe(204);
    expect(await detailsOf(idOf(url))).toMatchObject({
      name: '照片 1.png',
      content_type: 'image/png',
      sha256: createHash('sha256').update(PNG).digest('hex'),
      state: 'ready',
    });
    expect((await ask('HEAD', url)).headers['upload-offset']).toBe(String(PNG.byteLength));
    expect(parts()).toEqual([]);
  });

  it('goes on for who began it, and is not there for anybody else', async () => {
    const url = await placeOf(100);
    for (const as of ['buyer:B10', 'seller:S7/u1', 'mediator:M1']) {
      for (const response of [await ask('HEAD', url, as), await send(url, PNG, { as }), await ask('DELETE', url, as)])
        expect(response.statusCode, as).toBe(404);
    }
    expect(problemOf(await send(url, PNG, { as: 'buyer:B10' })).code).toBe('NOT_FOUND');
    expect((await ask('HEAD', url)).headers['upload-offset']).toBe('0');
    expect((await service.request({ method: 'HEAD', url, key: null, headers: TUS })).statusCode).toBe(401);
  });

  it('is refused from another offset, with more than was promised, and of what is not taken', async () => {
    const url = await placeOf(60);
    expect(problemOf(await send(url, PNG.subarray(10), { offset: 10 })).code).toBe('UPLOAD_OFFSET_MISMATCH');
    expect(problemOf(await send(url, Buffer.alloc(61))).code).toBe('FILE_TOO_LARGE');
    const foreign = await placeOf(REFUSED.html.byteLength);
    expect(problemOf(await send(foreign, REFUSED.html)).code).toBe('UNSUPPORTED_FILE_TYPE');
    expect((await ask('HEAD', foreign)).statusCode).toBe(404);
    expect(problemOf(await begin(300 * 1024 * 1024)).code).toBe('FILE_TOO_LARGE');
    expect(problemOf(await begin(0)).code).toBe('UPLOAD_INCOMPLETE');
    const picture = await placeOf(21 * 1024 * 1024);
    expect(problemOf(await send(picture, Buffer.concat([PNG, Buffer.alloc(5000)]))).code).toBe('FILE_TOO_LARGE');
  });

  it('of five gigabytes behind a promise of one kilobyte is cut off', async () => {
    const url = await placeOf(1000);
    const sent = await new Promise<number>((resolve) => {
      let bytes = 0;
      const sending = httpRequest(`${server.url}${url}`, {
        method: 'PATCH',
        headers: { ...BYTES, 'upload-offset': '0', authorization: `Bearer ${service.key}`, 'act-as': 'buyer:B9' },
      });
      const pour = () => {
        while (bytes < 5e9 && !sending.destroyed) {
          bytes += 65_536;
          if (!sending.write(Buffer.alloc(65_536))) return void sending.once('drain', pour);
        }
      };
      sending.on('error', () => undefined);
      sending.on('close', () => resolve(bytes));
      sending.on('response', (response) => response.resume());
      pour();
    });
    expect(sent).toBeLessThan(50e6);
    await until('nothing is left', () => readdirSync(scratchDirectory(service.filesDirectory)).length === 0);
    expect((await ask('HEAD', url)).headers['upload-offset']).toBe('0');
  });

  it('keeps what had arrived when the connection broke', async () => {
    const content = Buffer.concat([PDF, Buffer.alloc(400_000)]);
    const url = await placeOf(content.byteLength);
    const headers = { ...BYTES, 'upload-offset': '0', authorization: `Bearer ${service.key}`, 'act-as': 'buyer:B9' };
    const sending = httpRequest(`${server.url}${url}`, { method: 'PATCH', headers });
    sending.on('error', () => undefined);
    sending.write(content.subarray(0, 200_000));
    await until('it is arriving', () => readdirSync(scratchDirectory(service.filesDirectory)).length > 0);
    sending.destroy();
    let offset = 0;
    await until('a part is kept', async () => {
      offset = Number((await ask('HEAD', url)).headers['upload-offset']);
      return offset > 0;
    });
    expect((await send(url, content.subarray(offset), { offset })).statusCode).toBe(204);
    expect(await detailsOf(idOf(url))).toMatchObject({ size: content.byteLength, state: 'processing' });
  });

  it('is finished by the next look when the process ended with its last byte', async () => {
    const url = await placeOf(JPEG.byteLength + 1);
    await send(url, JPEG);
    await service.db.pool.query('update upload set size = received where id = $1', [idOf(url)]);
    expect((await ask('HEAD', url)).headers['upload-offset']).toBe(String(JPEG.byteLength));
    expect(await detailsOf(idOf(url))).toMatchObject({ state: 'ready', size: JPEG.byteLength });
  });

  it('is given up by who began it, and forgotten when its time is up', async () => {
    const given = await placeOf(PNG.byteLength + 1);
    await send(given, PNG);
    expect(parts().length).toBeGreaterThan(0);
    expect((await ask('DELETE', given)).statusCode).toBe(204);
    const late = await placeOf(PNG.byteLength + 1);
    await send(late, PNG);
    await service.db.pool.query(`update upload set expires_at = clock_timestamp() - interval '1 second'`);
    expect((await ask('HEAD', late)).statusCode).toBe(404);
    await sweepUploads(service.db.pool, service.deps.storage);
    expect([await uploads(), parts()]).toEqual([0, []]);
  });

  it('is what tus-js-client speaks', async () => {
    const content = Buffer.concat([PDF, Buffer.alloc(300_000)]);
    const seen: number[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(content, {
        endpoint: `${server.url}/v1/files/tus`,
        chunkSize: 100_000,
        metadata: { filename: 'invoice.pdf' },
        headers: { authorization: `Bearer ${service.key}`, 'act-as': 'buyer:B9' },
        onProgress: (sent) => seen.push(sent),
        onError: reject,
        onSuccess: () => resolve(upload.url ?? ''),
      });
      upload.start();
    });
    expect(await detailsOf(idOf(url))).toMatchObject({ name: 'invoice.pdf', size: content.byteLength });
    expect(seen.at(-1)).toBe(content.byteLength);
  });
});

describe('quotas', () => {
  it('hold for one user’s day and for one claim, and not for the marketplace', async () => {
    const quotas = { userBytes: 1000, userFiles: 2, claimBytes: 1000, claimFiles: 1 };
    const strict = await createTestService({ settings: { quotas } });
    const started = (as?: string) =>
      strict.request({
        method: 'POST',
        url: '/v1/files/tus',
        headers: { ...TUS, 'upload-length': '400' },
        ...(as === undefined ? {} : { as }),
      });
    expect((await started('buyer:B1')).statusCode).toBe(201);
    expect((await started('buyer:B1')).statusCode).toBe(201);
    const third = await started('buyer:B1');
    expect(problemOf(third)).toMatchObject({ status: 429, code: 'UPLOAD_QUOTA_EXCEEDED' });
    expect(third.headers['retry-after']).toBe('3600');
    expect((await started('buyer:B2')).statusCode).toBe(201);
    for (let count = 0; count < 4; count += 1) expect((await started()).statusCode).toBe(201);
    await strict.close();
  });
});
