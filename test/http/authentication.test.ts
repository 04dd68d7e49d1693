import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/contract/api-key.ts';
import { nameOfActor, readActAs } from '../../src/http/act-as.ts';
import { answer } from '../../src/http/answer.ts';
import { buildApp } from '../../src/http/app.ts';
import { ALIKE } from '../../src/http/authorization.ts';
import { ensureBootstrapKey } from '../../src/http/bootstrap-key.ts';
import { type Route, route } from '../../src/http/route.ts';
import { API_KEY_ROUTES } from '../../src/http/routes/api-keys.ts';
import { revokeApiKey } from '../../src/store/api-key.ts';
import { randomId } from '../../src/store/random-id.ts';
import { createTestDatabase } from '../support/database.ts';
import { createTestService, problemOf, type TestService } from './support/service.ts';

const WHO: Route = route({
  method: 'GET',
  url: '/test/who',
  name: 'who',
  summary: '',
  tag: 'test',
  access: { scopes: ['claims'], sees: ALIKE },
  schema: {},
  handler: async ({ caller }) => answer(200, { actor: caller.actor, key: caller.keyId }),
});
const BUYERS: Route = route({
  method: 'GET',
  url: '/test/buyers',
  name: 'buyers',
  summary: '',
  tag: 'test',
  access: { scopes: ['orders', 'claims'], sees: { buyer: 'common' } },
  schema: {},
  handler: async () => answer(200, {}),
});

let service: TestService;
beforeAll(async () => {
  service = await createTestService({ routes: [WHO, BUYERS, ...API_KEY_ROUTES] });
});
afterAll(() => service.close());

const who = (as?: string, key?: string | null) =>
  service.request({ url: '/test/who', ...(as === undefined ? {} : { as }), ...(key === undefined ? {} : { key }) });

interface Page {
  data: { id: string }[];
  next_cursor: string | null;
}

describe('API keys', () => {
  it.each([
    ['no header', {}],
    ['another scheme', { authorization: 'Basic c2s6eA==' }],
    ['no secret', { authorization: 'Bearer ' }],
    ['an unknown secret', { authorization: `Bearer sk_${'x'.repeat(43)}` }],
    ['a secret that is too long', { authorization: `Bearer ${'x'.repeat(5000)}` }],
    ['a secret in pieces', { authorization: 'Bearer sk_a b' }],
  ])('with %s it is 401', async (_name, headers) => {
    const refusal = await service.request({ url: '/test/who', key: null, headers });
    expect(problemOf(refusal)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(refusal.headers['www-authenticate']).toBe('Bearer');
  });

  it('the scheme is read whatever its case', async () => {
    const headers = { authorization: `bearer ${service.key}` };
    expect((await service.request({ url: '/test/who', key: null, headers })).statusCode).toBe(200);
  });

  it('a key is shown once, kept as its hash, listed without secret', async () => {
    const created = await service.request({
      method: 'POST',
      url: '/v1/api-keys',
      payload: { name: 'shop backend', scopes: ['claims'] },
    });
    expect(created.statusCode).toBe(201);
    const { id, secret } = created.json<{ id: string; secret: string }>();
    expect(secret).toMatch(/^sk_[A-Za-z0-9_-]{43}$/);
    expect((await who(undefined, secret)).json()).toEqual({ actor: { role: 'marketplace' }, key: id });
    const list = await service.request({ url: '/v1/api-keys' });
    expect(list.json().data).toContainEqual({
      id,
      name: 'shop backend',
      scopes: ['claims'],
      created_at: expect.any(String),
      last_used_at: expect.any(String),
    });
    expect(list.body).not.toContain(secret);
    const { rows } = await service.db.pool.query<{ row: string }>('select t::text as row from api_key t');
    expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
    expect(JSON.stringify(service.logLines())).not.toContain(secret);
  });

  it('a repeated creation with an idempotency key gives the same secret, which is stored nowhere', async () => {
    const create = (name: string) =>
      service.request({
        method: 'POST',
        url: '/v1/api-keys',
        payload: { name, scopes: ['claims'] },
        headers: { 'idempotency-key': 'new key 1' },
      });
    const first = await create('one');
    const again = await create('one');
    expect(again.json()).toEqual(first.json());
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(problemOf(await create('two'))).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    const { rows } = await service.db.pool.query<{ row: string }>('select t::text as row from idempotency t');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(first.json<{ secret: string }>().secret);
  });

  it('a revoked key fails on the next request, on every node', async () => {
    const other = buildApp(service.deps, [WHO]);
    const { id, secret } = await service.newKey(['claims']);
    const elsewhere = () => other.inject({ url: '/test/who', headers: { authorization: `Bearer ${secret}` } });
    expect([(await who(undefined, secret)).statusCode, (await elsewhere()).statusCode]).toEqual([200, 200]);
    const revoked = await service.request({ method: 'DELETE', url: `/v1/api-keys/${id}` });
    expect([revoked.statusCode, revoked.body]).toEqual([204, '']);
    expect([(await who(undefined, secret)).statusCode, (await elsewhere()).statusCode]).toEqual([401, 401]);
    expect((await service.request({ method: 'DELETE', url: `/v1/api-keys/${id}` })).statusCode).toBe(404);
    await other.close();
  });

  it('many requests at once are all answered for the key they carry', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => service.newKey(['claims'])));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => who(undefined, index % 6 === 5 ? 'sk_nobody' : keys[index % 6]!.secret)),
    );
    answers.forEach((response, index) => {
      if (index % 6 === 5) expect(response.statusCode).toBe(401);
      else expect(response.json()).toMatchObject({ key: keys[index % 6]!.id });
    });
  });

  it('a key gives no scope that it does not have, and needs `config` to give any', async () => {
    const payload = { name: 'x', scopes: ['staff'] };
    const weak = await service.newKey(['config', 'claims']);
    const other = await service.newKey(['orders', 'claims', 'staff']);
    for (const key of [weak.secret, other.secret]) {
      const refusal = await service.request({ method: 'POST', url: '/v1/api-keys', payload, key });
      expect(problemOf(refusal)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
    const asBuyer = await service.request({ method: 'POST', url: '/v1/api-keys', payload, as: 'buyer:B1' });
    expect(problemOf(asBuyer).code).toBe('FORBIDDEN');
  });

  it.each([
    { name: '', scopes: ['claims'] },
    { name: 'x', scopes: [] },
    { name: 'x', scopes: ['root'] },
    { name: 'x', scopes: ['claims', 'claims'] },
    { name: 'x', scopes: ['claims'], secret: 'sk_mine' },
  ])('%j makes no key', async (payload) => {
    expect(problemOf(await service.request({ method: 'POST', url: '/v1/api-keys', payload })).code).toBe(
      'INVALID_REQUEST',
    );
  });

  it('lists in pages', async () => {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = (
        await service.request({ url: `/v1/api-keys?limit=3${cursor && `&cursor=${cursor}`}` })
      ).json();
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    const all = (await service.request({ url: '/v1/api-keys?limit=100' })).json<{ data: { id: string }[] }>();
    expect(ids).toEqual(all.data.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const query of ['limit=0', 'limit=101', 'limit=1.5', 'limit=x', 'cursor=%00']) {
      expect(problemOf(await service.request({ url: `/v1/api-keys?${query}` })).code).toBe('INVALID_REQUEST');
    }
    for (const cursor of [
      'x',
      'W10',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('["a","b"]').toString('base64url'),
    ]) {
      expect(problemOf(await service.request({ url: `/v1/api-keys?cursor=${cursor}` })).code).toBe('INVALID_CURSOR');
    }
  });
});

describe('Act-As', () => {
  it.each([
    ['buyer:B9', { role: 'buyer', id: 'B9' }],
    ['seller:S7/U1', { role: 'seller', shopId: 'S7', id: 'U1' }],
    ['mediator:M1', { role: 'mediator', id: 'M1' }],
    ['supervisor:V1', { role: 'supervisor', id: 'V1' }],
    ['operator:O1', { role: 'operator', id: 'O1' }],
    ['buyer:%E5%BC%A0%E4%B8%89', { role: 'buyer', id: '张三' }],
    ['seller:a%2Fb/c%3A', { role: 'seller', shopId: 'a/b', id: 'c:' }],
    ['buyer:a:b', { role: 'buyer', id: 'a:b' }],
  ])('%s is read, and named the same again', async (as, actor) => {
    expect((await who(as)).json()).toMatchObject({ actor });
    const read = readActAs(as)!;
    expect(readActAs(nameOfActor(read))).toEqual(read);
  });

  it.each([
    '',
    'buyer',
    'buyer:',
    'seller:S7',
    'seller:/U',
    'seller:a/b/c',
    'system:x',
    'marketplace:x',
    'Buyer:x',
    'buyer:a%00',
    'buyer:%zz',
    'buyer:%ff',
    'buyer:a%20b',
    `buyer:${'x'.repeat(129)}`,
    'buyer:é',
  ])('%j is refused', async (as) => {
    expect(problemOf(await who(as))).toMatchObject({ status: 400, code: 'INVALID_HEADER' });
  });

  it('staff need a key with the `staff` scope', async () => {
    const { secret } = await service.newKey(['orders', 'claims', 'config']);
    for (const as of ['mediator:M1', 'supervisor:V1', 'operator:O1']) {
      expect(problemOf(await who(as, secret))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
    expect((await who('seller:S7/U1', secret)).statusCode).toBe(200);
  });

  it('a route takes keys with all its scopes, and its roles alone', async () => {
    const claims = await service.newKey(['claims']);
    const buyers = (as: string | undefined, key: string) =>
      service.request({ url: '/test/buyers', key, ...(as === undefined ? {} : { as }) });
    expect((await buyers('buyer:B1', service.key)).statusCode).toBe(200);
    expect((await buyers('buyer:B1', claims.secret)).statusCode).toBe(403);
    expect((await buyers('seller:S1/U1', service.key)).statusCode).toBe(403);
    expect((await buyers(undefined, service.key)).statusCode).toBe(403);
  });
});

describe('the first key', () => {
  const parts = { newId: randomId, random: randomBytes };

  it('is made up once where none is given', async () => {
    const { pool, drop } = await createTestDatabase();
    const first = await ensureBootstrapKey(pool, parts);
    expect(first.secret).toMatch(/^sk_/);
    expect(await ensureBootstrapKey(pool, parts)).toEqual({ id: null, secret: null });
    const { rows } = await pool.query('select id, scopes from api_key');
    expect(rows).toEqual([{ id: first.id, scopes: [...SCOPES] }]);
    await drop();
  });

  it('is the given one, which works beside others and is made once', async () => {
    const { pool, drop } = await createTestDatabase();
    await ensureBootstrapKey(pool, parts);
    const given = 'sk_given_by_the_operator';
    const made = await ensureBootstrapKey(pool, { ...parts, given });
    expect(made.id).toMatch(/^key_/);
    expect(await ensureBootstrapKey(pool, { ...parts, given })).toEqual({ id: made.id, secret: null });
    await expect(ensureBootstrapKey(pool, { ...parts, given: 'with space' })).rejects.toThrow('BOOTSTRAP_API_KEY');
    await revokeApiKey(pool, made.id!);
    expect(await ensureBootstrapKey(pool, { ...parts, given })).toEqual({ id: null, secret: null });
    await drop();
  });
});
