import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FILE_TYPES } from '../../src/contract/file.ts';
import { pathOfContent, scratchDirectory } from '../../src/files/disk-storage.ts';
import { contentDisposition, sanitizeName } from '../../src/http/file-name.ts';
import { FILE_ROUTES } from '../../src/http/routes/files.ts';
import { listen, type RunningServer } from '../../src/http/server.ts';
import { until } from '../support/until.ts';
import { ACCEPTED, JPEG, MP4, multipart, type Part, PDF, PNG, REFUSED } from './support/sample-file.ts';
import { contentsOf, createTestService, problemOf, type TestService } from './support/service.ts';

let service: TestService;
let server: RunningServer;
beforeAll(async () => {
  service = await createTestService({ routes: FILE_ROUTES });
  server = await listen(service.app, { host: '127.0.0.1', port: 0, shutdownMs: 1000 });
});
afterAll(() => service.close());

const file = (content: Buffer, filename = 'proof.png'): Part => ({ name: 'file', filename, content });
const upload = (parts: readonly Part[], { complete = true, as = 'buyer:B9', headers = {} } = {}) => {
  const form = multipart(parts, { complete });
  return service.request({
    method: 'POST',
    url: '/v1/files',
    as,
    payload: form.payload,
    headers: { ...form.headers, ...headers },
  });
};
const leftovers = () => {
  const folder = scratchDirectory(service.filesDirectory);
  return existsSync(folder) ? readdirSync(folder) : [];
};
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

afterEach(async () => {
  await until('no temporary file is left', () => leftovers().length === 0);
});

describe('an upload', () => {
  it.each(Object.entries(ACCEPTED))(
    'of %s is stored under its hash and given back as it was',
    async (type, content) => {
      const created = await upload([file(content, 'whatever.txt')]);
      expect(created.statusCode).toBe(201);
      const stored = created.json<{ id: string }>();
      expect(stored).toEqual({
        id: expect.stringMatching(/^fil_/),
        name: 'whatever.txt',
        content_type: type,
        size: content.byteLength,
        sha256: sha256(content),
        state: type.startsWith('image/') ? 'ready' : 'processing',
      });
      expect(readFileSync(pathOfContent(service.filesDirectory, 'original', sha256(content)))).toEqual(content);
      const given = await service.request({ url: `/v1/files/${stored.id}`, as: 'buyer:B9' });
      expect(given.rawPayload).toEqual(content);
      expect(given.headers).toMatchObject({
        'content-type': type,
        'content-length': String(content.byteLength),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        etag: `"${sha256(content)}"`,
      });
      expect(given.headers['content-disposition']).toMatch(/^attachment; filename="whatever\.txt\.\w+"/);
    },
  );

  it.each(Object.entries(REFUSED))('of %s is refused by its content, whatever it is called', async (_kind, content) => {
    const before = await contentsOf(service.db);
    const refusal = await upload([file(content, 'photo.jpg')]);
    expect(problemOf(refusal)).toMatchObject({ status: 415, code: 'UNSUPPORTED_FILE_TYPE' });
    expect(await contentsOf(service.db)).toEqual(before);
  });

  it.each([
    ['no part at all', []],
    ['a field instead of a file', [{ name: 'file', content: PNG }]],
    ['another field name', [{ name: 'picture', filename: 'a.png', content: PNG }]],
    ['two files', [file(PNG), file(JPEG)]],
    ['a field before the file', [{ name: 'kind', content: Buffer.from('x') }, file(PNG)]],
    ['a field after the file', [file(PNG), { name: 'kind', content: Buffer.from('x') }]],
    ['a name of the prototype', [{ name: '__proto__', filename: 'a.png', content: PNG }]],
  ])('with %s is 400 and leaves nothing', async (_name, parts) => {
    const before = await contentsOf(service.db);
    expect(problemOf(await upload(parts))).toMatchObject({ status: 400, code: 'UPLOAD_INCOMPLETE' });
    expect(await contentsOf(service.db)).toEqual(before);
  });

  it('that ends before its last boundary is 400 and leaves nothing', async () => {
    for (const content of [PNG, Buffer.concat([PDF, Buffer.alloc(100_000)])]) {
      const before = await contentsOf(service.db);
      expect(problemOf(await upload([file(content)], { complete: false })).code).toBe('UPLOAD_INCOMPLETE');
      expect(await contentsOf(service.db)).toEqual(before);
    }
  });

  it('without a boundary, or of another content type, is refused', async () => {
    const post = (type: string) =>
      service.request({ method: 'POST', url: '/v1/files', payload: 'x', headers: { 'content-type': type } });
    expect(problemOf(await post('multipart/form-data')).status).toBe(400);
    expect(problemOf(await post('application/json')).code).toBe('UNSUPPORTED_MEDIA_TYPE');
    expect(problemOf(await post('image/png')).code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('may be as large as its kind allows, and not a byte larger', async () => {
    const limit = FILE_TYPES['application/pdf'];
    const sized = (bytes: number) => Buffer.concat([PDF, Buffer.alloc(bytes - PDF.byteLength)]);
    expect((await upload([file(sized(limit), 'a.pdf')])).statusCode).toBe(201);
    expect(problemOf(await upload([file(sized(limit + 1), 'a.pdf')]))).toMatchObject({
      status: 413,
      code: 'FILE_TOO_LARGE',
    });
    const video = Buffer.concat([MP4, Buffer.alloc(limit)]);
    expect((await upload([file(video, 'a.mp4')])).statusCode).toBe(201);
  });

  it('needs the `claims` scope', async () => {
    const { secret } = await service.newKey(['orders']);
    const form = multipart([file(PNG)]);
    expect(problemOf(await service.request({ method: 'POST', url: '/v1/files', key: secret, ...form })).code).toBe(
      'FORBIDDEN',
    );
  });

  it('repeated with its idempotency key gives the same file, another file under that key 422', async () => {
    const headers = { 'idempotency-key': 'upload-1' };
    const first = await upload([file(PNG)], { headers });
    const again = await upload([file(PNG)], { headers });
    expect([again.json(), again.headers['idempotent-replayed']]).toEqual([first.json(), 'true']);
    expect(problemOf(await upload([file(JPEG)], { headers })).code).toBe('IDEMPOTENCY_KEY_REUSED');
    const others = await upload([file(JPEG)], { headers, as: 'buyer:B10' });
    expect(others.statusCode).toBe(201);
  });

  it('cut off by the network leaves nothing', async () => {
    const before = await contentsOf(service.db);
    const { headers, payload } = multipart([file(Buffer.concat([PDF, Buffer.alloc(300_000)]), 'a.pdf')]);
    await new Promise<void>((resolve) => {
      const sending = httpRequest(`${server.url}/v1/files`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${service.key}`, 'content-length': payload.byteLength },
      });
      sending.on('error', () => resolve());
      sending.write(payload.subarray(0, 200_000), () => {
        void until('the file is arriving', () => leftovers().length > 0).then(() => sending.destroy(new Error('cut')));
      });
    });
    await until('no temporary file is left', () => leftovers().length === 0);
    expect(await contentsOf(service.db)).toEqual(before);
  });

  it('refused while it still arrives is answered all the same, on a connection that stays usable', async () => {
    const form = multipart([file(Buffer.concat([REFUSED.html, Buffer.alloc(3_000_000)]))]);
    const headers = { ...form.headers, authorization: `Bearer ${service.key}` };
    const refusal = await fetch(`${server.url}/v1/files`, { method: 'POST', body: form.payload, headers });
    expect([refusal.status, await codeOf(refusal)]).toEqual([415, 'UNSUPPORTED_FILE_TYPE']);
    const next = await fetch(`${server.url}/v1/files/none`, { headers: { authorization: headers.authorization } });
    expect([next.status, await codeOf(next)]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('a file', () => {
  it('is found by who uploaded it, staff and the marketplace, and by nobody else', async () => {
    const { id } = (await upload([file(PNG)], { as: 'buyer:B9' })).json<{ id: string }>();
    const read = (as?: string) => service.request({ url: `/v1/files/${id}`, ...(as === undefined ? {} : { as }) });
    for (const as of ['buyer:B9', 'mediator:M1', 'supervisor:V1', 'operator:O1', undefined]) {
      expect((await read(as)).statusCode, as).toBe(200);
    }
    const unknown = await service.request({ url: '/v1/files/fil_unknown', as: 'buyer:B10' });
    for (const as of ['buyer:B10', 'seller:S1/B9', 'seller:B9/B9']) {
      const { instance: _1, ...refusal } = problemOf(await read(as));
      const { instance: _2, ...missing } = problemOf(unknown);
      expect(refusal).toEqual(missing);
    }
  });

  it('is not sent again to who has it', async () => {
    const { id, sha256: tag } = (await upload([file(PNG)])).json<{ id: string; sha256: string }>();
    const again = await service.request({
      url: `/v1/files/${id}`,
      as: 'buyer:B9',
      headers: { 'if-none-match': `"${tag}"` },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const head = await service.request({ method: 'HEAD', url: `/v1/files/${id}`, as: 'buyer:B9' });
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', String(PNG.byteLength)]);
  });

  it('whose content is gone is a 500 and not half an answer', async () => {
    const content = Buffer.concat([PNG, Buffer.from('gone')]);
    const { id } = (await upload([file(content)])).json<{ id: string }>();
    const { rm } = await import('node:fs/promises');
    await rm(pathOfContent(service.filesDirectory, 'original', sha256(content)));
    expect(problemOf(await service.request({ url: `/v1/files/${id}`, as: 'buyer:B9' })).code).toBe('INTERNAL');
  });
});

describe('the name of a file', () => {
  it.each([
    ['照片 1.png', '照片 1.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\a.pdf', 'a.pdf'],
    ['a\u0000b\nc.png', 'abc.png'],
    ['invoice\u202Egnp.exe', 'invoicegnp.exe'],
    ['.htaccess', 'htaccess'],
    ['...', 'file'],
    ['', 'file'],
    ['👨‍👩‍👧.png', '👨‍👩‍👧.png'],
    [`${'长'.repeat(200)}.png`, `${'长'.repeat(83)}.png`],
  ])('%j is kept as %j', (name, kept) => {
    expect(sanitizeName(name)).toBe(kept);
    expect(Buffer.byteLength(sanitizeName(name))).toBeLessThanOrEqual(255);
  });

  it('comes through multipart and back as it was sent', async () => {
    const { id, name } = (await upload([file(PNG, '照片 (1).png')])).json<{ id: string; name: string }>();
    expect(name).toBe('照片 (1).png');
    const { headers } = await service.request({ url: `/v1/files/${id}` });
    expect(headers['content-disposition']).toBe(
      `attachment; filename="__ (1).png"; filename*=UTF-8''%E7%85%A7%E7%89%87%20%281%29.png`,
    );
  });

  it('is saved with an extension that says what the file is', () => {
    expect(contentDisposition('page.html', 'image/png')).toBe(
      `attachment; filename="page.html.png"; filename*=UTF-8''page.html.png`,
    );
    expect(contentDisposition('a"b\\.JPEG', 'image/jpeg')).toBe(
      `attachment; filename="a_b_.JPEG"; filename*=UTF-8''a%22b%5C.JPEG`,
    );
    expect(join('x', contentDisposition('a', 'application/pdf'))).toContain('a.pdf');
  });
});
