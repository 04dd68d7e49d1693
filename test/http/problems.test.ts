import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../locales/locale.ts';
import { PROBLEM_CODES, PROBLEM_STATUS, ProblemBody, problemType } from '../../src/contract/problem.ts';
import { REFUSAL_CODES, refused } from '../../src/domain/refusals.ts';
import { answer } from '../../src/http/answer.ts';
import { buildApp } from '../../src/http/app.ts';
import { checker } from '../../src/http/check.ts';
import { HttpProblem, problem, problemOfRefusal } from '../../src/http/problem.ts';
import { problemBody } from '../../src/http/problem-body.ts';
import { type Route, route } from '../../src/http/route.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createTestService, problemOf, type TestService } from './support/service.ts';

const access = { scopes: ['claims'], sees: { marketplace: 'common', buyer: 'common' } } as const;
const Strict = Type.Object(
  {
    amount: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    words: Type.String({ minLength: 2, maxLength: 5 }),
    kind: Type.Optional(Type.Enum(['a', 'b'])),
    at: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
);

const ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/test/broken',
    name: 'broken',
    summary: '',
    tag: 'test',
    access,
    schema: {},
    handler: async () => {
      throw new Error('the password is "hunter2"');
    },
  }),
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/test/strict/:id',
    name: 'strict',
    summary: '',
    tag: 'test',
    access,
    schema: {
      params: Type.Object({ id: Type.String({ maxLength: 5 }) }, { additionalProperties: false }),
      body: Strict,
    },
    handler: async (call) => answer(200, { body: call.body, id: call.params.id }, { etag: '"3"' }),
  }),
  route({
    method: 'GET',
    url: '/test/versioned',
    name: 'versioned',
    summary: '',
    tag: 'test',
    access,
    schema: { querystring: Type.Object({ q: Type.Optional(Type.String()) }, { additionalProperties: false }) },
    handler: async (call) => answer(200, { expected: call.expectedVersion ?? null }, { etag: '"3"' }),
  }),
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/test/refused',
    name: 'refused',
    summary: '',
    tag: 'test',
    access,
    schema: { body: Type.Object({}, { additionalProperties: false }) },
    handler: async () => {
      const availableAt = Date.UTC(2026, 4, 4, 2, 3, 4);
      throw new HttpProblem(problemOfRefusal(refused('VIRTUAL_WAIT', { availableAt })));
    },
  }),
];

let service: TestService;
beforeAll(async () => {
  service = await createTestService({ routes: ROUTES });
});
afterAll(() => service.close());

describe('problems', () => {
  it('every code says itself in every language, and keeps to the schema', () => {
    const check = checker(ProblemBody);
    for (const locale of LOCALES) {
      for (const code of PROBLEM_CODES) {
        const body = problemBody(problem(code, { params: { position: 1, header: 'X', version: 2 } }), locale, 'req_1');
        expect(check(body, true), code).toEqual([]);
        expect(body.detail, code).not.toMatch(/undefined|\{(?!available_at)\w/);
      }
    }
  });

  it('every refusal of the domain has a status between 403 and 422, and every type is its own', () => {
    for (const code of REFUSAL_CODES) expect([403, 404, 409, 422]).toContain(PROBLEM_STATUS[code]);
    expect(new Set(PROBLEM_CODES.map(problemType)).size).toBe(PROBLEM_CODES.length);
    expect(problemType('WRONG_PARTY')).toBe('/problems/wrong-party');
  });

  it('R8: a refusal carries its rule and the instant that lifts it, in the language asked for', async () => {
    const details = await Promise.all(
      LOCALES.map(async (locale) => {
        const refusal = await service.request({
          method: 'POST',
          url: '/test/refused',
          headers: { 'accept-language': locale },
        });
        expect(problemOf(refusal)).toMatchObject({
          status: 409,
          code: 'VIRTUAL_WAIT',
          type: '/problems/virtual-wait',
          rule: 'R32',
          available_at: '2026-05-04T02:03:04Z',
          instance: refusal.headers['x-request-id'],
        });
        expect(refusal.headers['content-language']).toBe(locale);
        return problemOf(refusal).detail;
      }),
    );
    expect(new Set(details).size).toBe(LOCALES.length);
  });

  it('what nobody foresaw is a 500 that gives nothing away, and a line in the log', async () => {
    const broken = await service.request({ url: '/test/broken' });
    expect(problemOf(broken)).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(broken.body).not.toContain('hunter2');
    const line = service.logLines().find(({ err }) => err !== undefined);
    expect(line).toMatchObject({ level: 'error', requestId: broken.headers['x-request-id'], err: { type: 'Error' } });
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });

  it('a database that cannot be reached is 503, to be tried again', async () => {
    const lost = await createTestService({ routes: ROUTES });
    const pool = openDatabase({ url: 'postgres://nobody@127.0.0.1:9/none' });
    const app = buildApp({ ...lost.deps, store: { ...lost.deps.store, pool } }, ROUTES);
    const answered = await app.inject({ url: '/test/versioned', headers: { authorization: 'Bearer sk_x' } });
    expect(problemOf(answered)).toMatchObject({ status: 503, code: 'NOT_READY' });
    expect(answered.headers['retry-after']).toBe('1');
    await app.close();
    await pool.end();
    await lost.close();
  });

  it('an unknown address is 404, a known one with another method 405 with what it allows', async () => {
    expect(problemOf(await service.request({ url: '/v1/nothing' }))).toMatchObject({ code: 'NOT_FOUND' });
    const wrong = await service.request({ method: 'DELETE', url: '/test/versioned?q=1' });
    expect(problemOf(wrong)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(wrong.headers.allow).toBe('GET, HEAD');
    const post = await service.request({ method: 'GET', url: '/test/strict/1' });
    expect(post.headers.allow).toBe('POST');
  });

  it.each(['/test/%zz', '/test/strict/%E0%A4%A', '/%', `/test/strict/${'x'.repeat(2000)}`])(
    'the address %s is a problem',
    async (url) => {
      const refusal = await service.request({ method: 'POST', url, payload: {} });
      expect(problemOf(refusal).status).toBeGreaterThanOrEqual(400);
      expect(refusal.statusCode).toBeLessThan(500);
      expect(refusal.headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it('a request id is echoed when it is sane and made up when it is not', async () => {
    const url = '/healthz-not';
    expect((await service.request({ url, headers: { 'x-request-id': 'abc-1.2_3' } })).headers['x-request-id']).toBe(
      'abc-1.2_3',
    );
    for (const id of ['', 'a b', '<script>', 'x'.repeat(200)]) {
      const { headers } = await service.request({ url, headers: { 'x-request-id': id } });
      expect(headers['x-request-id']).toMatch(/^req_\w+$/);
    }
  });

  it('every answer tells browsers to keep, frame and guess nothing', async () => {
    for (const url of ['/test/versioned', '/v1/nothing', '/openapi.json']) {
      expect((await service.request({ url })).headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/^default-src 'none';.* frame-ancestors 'none'$/),
      });
    }
  });
});

describe('the shape of a request', () => {
  const strict = (payload: string | object, headers = {}) =>
    service.request({
      method: 'POST',
      url: '/test/strict/1',
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('lists every mistake with its place, its check and a sentence', async () => {
    const refusal = await strict({ amount: 1.5, words: 'x', kind: 'c', at: '2026-02-30T00:00:00Z', extra: 1 });
    const { errors = [], code } = problemOf(refusal);
    expect(code).toBe('INVALID_REQUEST');
    expect(errors.map((error) => [error.pointer, error.code]).sort()).toEqual([
      ['/amount', 'type'],
      ['/at', 'format'],
      ['/extra', 'unknown_field'],
      ['/kind', 'enum'],
      ['/words', 'min_length'],
    ]);
    expect(errors.every(({ detail }) => detail.length > 3)).toBe(true);
  });

  it('takes what is right as it is, without coercing, filling in or taking away', async () => {
    const body = { amount: Number.MAX_SAFE_INTEGER, words: '好的' };
    expect((await strict(body)).json()).toEqual({ body, id: '1' });
    for (const amount of ['1', true, null, [1], Number.MAX_SAFE_INTEGER + 1, -1, 0]) {
      expect(problemOf(await strict({ amount, words: '好的' })).errors?.[0]?.pointer).toBe('/amount');
    }
    expect(problemOf(await strict('{"amount":1e400,"words":"ok"}')).errors).toMatchObject([{ pointer: '/amount' }]);
  });

  it('counts characters, not code units, so that combining marks cannot smuggle a book in', async () => {
    expect((await strict({ amount: 1, words: '😀😀😀😀😀' })).statusCode).toBe(200);
    expect((await strict({ amount: 1, words: `e${'\u0301'.repeat(5)}` })).statusCode).toBe(400);
  });

  it('a body of many mistakes costs little and lists few', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`field${index}`, index]));
    const { errors = [] } = problemOf(await strict(many));
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(20);
  });

  it('an absent body is {} where that is enough, and asked for where it is not', async () => {
    const empty = await service.request({ method: 'POST', url: '/test/strict/1' });
    expect(problemOf(empty)).toMatchObject({ status: 400, code: 'BODY_REQUIRED' });
    expect(problemOf(await strict(''))).toMatchObject({ code: 'BODY_REQUIRED' });
    expect(problemOf(await service.request({ method: 'POST', url: '/test/refused' })).code).toBe('VIRTUAL_WAIT');
  });

  it.each([
    ['text/plain', 'x'],
    ['application/x-www-form-urlencoded', 'amount=1'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/merge-patch+json', '{}'],
    ['nonsense', '{}'],
  ])('the content type %s is 415', async (type, payload) => {
    expect(problemOf(await strict(payload, { 'content-type': type }))).toMatchObject({
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    });
  });

  it('a compressed body is 415, a body beyond 1 MiB 413', async () => {
    expect(problemOf(await strict('{}', { 'content-encoding': 'gzip' })).code).toBe('UNSUPPORTED_MEDIA_TYPE');
    const huge = JSON.stringify({ amount: 1, words: 'x'.repeat(1024 * 1024) });
    expect(problemOf(await strict(huge))).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it('path and query are checked like the body', async () => {
    const path = await service.request({
      method: 'POST',
      url: '/test/strict/toolong',
      payload: { amount: 1, words: 'ok' },
    });
    expect(problemOf(path).errors).toMatchObject([{ pointer: '/path/id', code: 'max_length' }]);
    for (const query of ['unknown=1', 'q=1&q=2', 'q=%00', 'constructor=1', '__proto__=1']) {
      const refusal = await service.request({ url: `/test/versioned?${query}` });
      expect(problemOf(refusal), query).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    }
  });

  it('If-Match carries a version, If-None-Match saves the body', async () => {
    const versioned = (headers: Record<string, string>) => service.request({ url: '/test/versioned', headers });
    expect((await versioned({ 'if-match': '"7"' })).json()).toEqual({ expected: 7 });
    expect((await versioned({ 'if-match': 'W/"7"' })).json()).toEqual({ expected: 7 });
    expect((await versioned({ 'if-match': '*' })).json()).toEqual({ expected: null });
    for (const bad of ['7', '"x"', '"1", "2"']) {
      expect(problemOf(await versioned({ 'if-match': bad }))).toMatchObject({ status: 400, code: 'INVALID_HEADER' });
    }
    const known = await versioned({ 'if-none-match': '"2", W/"3"' });
    expect([known.statusCode, known.body, known.headers.etag]).toEqual([304, '', '"3"']);
    expect((await versioned({ 'if-none-match': '"2"' })).statusCode).toBe(200);
  });
});
