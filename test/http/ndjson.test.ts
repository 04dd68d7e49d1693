import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchDirectory } from '../../src/files/disk-storage.ts';
import { answer } from '../../src/http/answer.ts';
import { type Line, type Route, route } from '../../src/http/route.ts';
import { createTestService, problemOf, type TestService } from './support/service.ts';

const MAX_BYTES = 2_000_000;

const LINES: Route = route({
  method: 'POST',
  idempotency: 'none',
  url: '/test/lines',
  name: 'lines',
  summary: '',
  tag: 'test',
  access: { scopes: ['orders'], sees: { marketplace: 'common' } },
  body: 'ndjson',
  maxBytes: MAX_BYTES,
  maxLines: 1000,
  schema: {},
  handler: async (call) => {
    const lines: Line[] = [];
    for await (const line of call.lines) lines.push(line);
    return answer(200, {
      lines: lines.length > 20 ? lines.length : lines,
      fingerprint: call.idempotency?.fingerprint ?? null,
    });
  },
});

let service: TestService;
beforeAll(async () => {
  service = await createTestService({ routes: [LINES] });
});
afterAll(() => service.close());

const send = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  service.request({
    method: 'POST',
    url: '/test/lines',
    payload,
    headers: { 'content-type': 'application/x-ndjson', ...headers },
  });

describe('an NDJSON body', () => {
  it('is read line by line, each strictly, each by itself', async () => {
    const body = '{"a":1}\n\n{"a":1,"a":2}\r\nnonsense\n{"t":"\\u0000"}\n{"__proto__":1}\n  \n"last"';
    expect((await send(body)).json().lines).toEqual([
      { number: 1, value: { a: 1 } },
      { number: 3, problem: 'DUPLICATE_KEY' },
      { number: 4, problem: 'MALFORMED_JSON' },
      { number: 5, problem: 'INVALID_TEXT' },
      { number: 6, problem: 'INVALID_REQUEST' },
      { number: 8, value: 'last' },
    ]);
  });

  it('spoils only the line that is not UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}\n{"b":"好"}\n')]);
    expect((await send(body)).json().lines).toEqual([
      { number: 1, problem: 'MALFORMED_JSON' },
      { number: 2, value: { b: '好' } },
    ]);
  });

  it('may have so many lines and bytes, and no more', async () => {
    expect((await send('1\n'.repeat(1000))).json().lines).toBe(1000);
    for (const body of ['1\n'.repeat(1001), `"${'x'.repeat(1_100_000)}"`, `${' '.repeat(999_999)}\n`.repeat(3)]) {
      expect(problemOf(await send(body))).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    }
  });

  it('is asked for, and of no other type', async () => {
    const none = await service.request({ method: 'POST', url: '/test/lines' });
    expect(problemOf(none).code).toBe('BODY_REQUIRED');
    expect(problemOf(await send('[]', { 'content-type': 'application/json' })).code).toBe('UNSUPPORTED_MEDIA_TYPE');
    expect((await send('')).json().lines).toEqual([]);
  });

  it('with an idempotency key is known as a whole before its first line is read, and leaves nothing behind', async () => {
    const fingerprint = async (body: string) =>
      (await send(body, { 'idempotency-key': 'b1' })).json().fingerprint as string;
    const one = await fingerprint('{"a":1}\n{"a":2}\n');
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(await fingerprint('{"a":1}\n{"a":2}\n')).toBe(one);
    expect(await fingerprint('{"a":1}\n{"a":3}\n')).not.toBe(one);
    expect((await send('1\n2', { 'idempotency-key': 'b2' })).json().lines).toHaveLength(2);
    expect(problemOf(await send('1\n'.repeat(1_000_001), { 'idempotency-key': 'b3' })).code).toBe('PAYLOAD_TOO_LARGE');
    const folder = scratchDirectory(service.filesDirectory);
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  });
});
