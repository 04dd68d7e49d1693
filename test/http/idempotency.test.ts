import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../src/http/answer.ts';
import { buildApp } from '../../src/http/app.ts';
import { ALIKE } from '../../src/http/authorization.ts';
import { withIdempotency } from '../../src/http/idempotency.ts';
import { problem } from '../../src/http/problem.ts';
import { type Route, route } from '../../src/http/route.ts';
import { createTestService, problemOf, type TestService } from './support/service.ts';

/** Opened by a test to let the handler finish; closed again before the next test. */
let gate = Promise.withResolvers<void>();
let entered = Promise.withResolvers<void>();

const Wish = Type.Object({ name: Type.String(), wait: Type.Optional(Type.Boolean()) }, { additionalProperties: false });

/** Work that leaves a trace in a table of its own, and fails for one name. */
const MAKE: Route = route({
  method: 'POST',
  idempotency: 'stored',
  url: '/test/make/:kind',
  name: 'make',
  summary: '',
  tag: 'test',
  access: { scopes: ['claims'], sees: ALIKE },
  schema: { params: Type.Object({ kind: Type.String() }, { additionalProperties: false }), body: Wish },
  handler: (call, deps) =>
    withIdempotency(deps.store.pool, call.idempotency, async (tx) => {
      const { rows } = await tx.query<{ count: number }>('insert into made (name) values ($1) returning id as count', [
        call.body.name,
      ]);
      if (call.body.wait) {
        entered.resolve();
        await gate.promise;
      }
      if (call.body.name === 'bad') return problem('ORDER_INVALID');
      return answer(201, { made: rows[0]?.count }, { etag: '"1"' });
    }),
});

let service: TestService;
let node: ReturnType<typeof buildApp>;
beforeAll(async () => {
  service = await createTestService({ routes: [MAKE] });
  node = buildApp(service.deps, [MAKE]);
  await service.db.pool.query('create table made (id int generated always as identity, name text)');
});
afterAll(async () => {
  await node.close();
  await service.close();
});

interface Sent {
  key: string | undefined;
  as?: string;
  url?: string;
}

const make = (payload: object | string, { key, as, url = '/test/make/a' }: Sent) =>
  service.request({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
    ...(as === undefined ? {} : { as }),
  });
const countOf = async (name: string) =>
  (await service.db.pool.query<{ count: number }>('select count(*)::int as count from made where name = $1', [name]))
    .rows[0]?.count;

describe('idempotency keys', () => {
  it('the same request is done once and answered the same, headers and all', async () => {
    const first = await make({ name: 'once' }, { key: 'k1' });
    const again = await make({ name: 'once' }, { key: 'k1' });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([201, first.body, '"1"']);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
    expect(await countOf('once')).toBe(1);
  });

  it('another body, even one that says the same, and another address are another request', async () => {
    await make({ name: 'first' }, { key: 'k2' });
    const others: [object | string, Sent][] = [
      [{ name: 'second' }, { key: 'k2' }],
      ['{"name": "first"}', { key: 'k2' }],
      [{ name: 'first' }, { key: 'k2', url: '/test/make/b' }],
    ];
    for (const [body, sent] of others) {
      expect(problemOf(await make(body, sent))).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    }
    expect(await countOf('second')).toBe(0);
  });

  it('belong to the API key and the user it acts for', async () => {
    const { secret } = await service.newKey(['claims']);
    await make({ name: 'mine' }, { key: 'k3' });
    await make({ name: 'mine' }, { key: 'k3', as: 'buyer:B1' });
    await make({ name: 'mine' }, { key: 'k3', as: 'buyer:B2' });
    await service.request({
      method: 'POST',
      url: '/test/make/a',
      payload: { name: 'mine' },
      key: secret,
      headers: { 'idempotency-key': 'k3' },
    });
    expect(await countOf('mine')).toBe(4);
  });

  it('while the first request runs, the second is 409; on another node it waits and gets the same answer', async () => {
    gate = Promise.withResolvers<void>();
    entered = Promise.withResolvers<void>();
    const wish = { name: 'slow', wait: true };
    const first = make(wish, { key: 'k4' });
    await entered.promise;
    const second = await make(wish, { key: 'k4' });
    expect(problemOf(second)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_IN_PROGRESS' });
    expect(second.headers['retry-after']).toBe('1');
    expect((await make({ name: 'other' }, { key: 'k5' })).statusCode).toBe(201);
    const headers = { authorization: `Bearer ${service.key}`, 'idempotency-key': 'k4' };
    const elsewhere = node.inject({ method: 'POST', url: '/test/make/a', payload: wish, headers });
    gate.resolve();
    const answers = await Promise.all([first, elsewhere]);
    expect(answers[1].body).toBe(answers[0].body);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    expect(await countOf('slow')).toBe(1);
    expect((await make(wish, { key: 'k4' })).body).toBe(answers[0].body);
  });

  it('a refused request leaves nothing, and may be sent again with its key', async () => {
    for (const _time of [1, 2])
      expect(problemOf(await make({ name: 'bad' }, { key: 'k6' })).code).toBe('ORDER_INVALID');
    expect(await countOf('bad')).toBe(0);
    expect((await make({ name: 'good' }, { key: 'k6' })).statusCode).toBe(201);
  });

  it.each(['', 'x'.repeat(256), 'ключ', 'a\tb'])('%j is no key', async (key) => {
    expect(problemOf(await make({ name: 'x' }, { key }))).toMatchObject({ status: 400, code: 'INVALID_HEADER' });
  });

  it('without a key every request is done', async () => {
    await Promise.all([make({ name: 'many' }, { key: undefined }), make({ name: 'many' }, { key: undefined })]);
    expect(await countOf('many')).toBe(2);
  });
});
