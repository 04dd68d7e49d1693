import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUYER, createMarket, type Market, SELLER } from './support/market.ts';
import { problemOf } from './support/service.ts';

let market: Market;
const RETURN_URLS = ['https://shop.example/', 'https://app.shop.example/back'];
let other: Market | undefined;
/** A marketplace that says where its users may go back to. */
const allowing = async () => {
  other ??= await createMarket(undefined, { settings: { returnUrls: RETURN_URLS } });
  return other;
};
beforeAll(async () => {
  market = await createMarket();
});
afterAll(async () => {
  await market.close();
  await other?.close();
});

const BUYERS = { role: 'buyer', subject: 'B9' } as const;

const createSession = (body: object = BUYERS, headers: Record<string, string> = {}) =>
  market.ask('POST', '/v1/portal-sessions', { body, headers });

/** A request with a token instead of a key. */
const withToken = (key: string, url: string, as?: string) =>
  market.ask('GET', url, { key, ...(as === undefined ? {} : { as }) });

describe('a portal session', () => {
  it('is one buyer already, who sees their own claims and orders and may act', async () => {
    const orderId = await market.order();
    const claim = await market.open(orderId);
    const { status, body } = await createSession();
    expect(status).toBe(201);
    expect(body.token).toMatch(/^pt_[\w-]{43}$/);
    expect((await withToken(body.token, `/v1/claims/${claim.id}`)).body).toEqual(await market.see(BUYER, claim));
    expect((await withToken(body.token, '/v1/orders')).body.data).toHaveLength(1);
    const withdrawn = await market.ask('POST', `/v1/claims/${claim.id}/withdraw`, { key: body.token, body: {} });
    expect(withdrawn.body).toMatchObject({ status: 'closed', end_reason: 'withdrawn' });
    const events = await market.get(`/v1/claims/${claim.id}/events`);
    expect(events.data.at(-1).actor).toEqual({ role: 'buyer', id: 'B9' });
  });

  it('is one user of a shop, or the shop itself where no user is named', async () => {
    const claim = await market.open(await market.order());
    for (const [user, id] of [
      [{ user: 'u1' }, 'u1'],
      [{}, 'S7'],
    ] as const) {
      const { body } = await createSession({ role: 'seller', subject: 'S7', ...user });
      expect((await withToken(body.token, `/v1/claims/${claim.id}`)).body).toEqual(await market.see(SELLER, claim));
      expect(body.url).toMatch(/^http:\/\/localhost(?::\d+)?\/#token=pt_[\w-]+&role=seller&id=\w+&shop_id=S7$/);
      expect(new URLSearchParams(new URL(body.url).hash.slice(1)).get('id')).toBe(id);
    }
    const stranger = await createSession({ role: 'seller', subject: 'S8', user: 'u1' });
    const refused = await withToken(stranger.body.token, `/v1/claims/${claim.id}`);
    expect(refused.body.code).toBe('NOT_FOUND');
  });

  it('opens nothing but what is its user’s', async () => {
    const { token } = (await createSession()).body;
    for (const url of ['/v1/queue', '/v1/api-keys', '/v1/policies/nothing/1']) {
      expect([403, 404]).toContain((await withToken(token, url)).status);
    }
    expect((await withToken(token, '/v1/orders?buyer_id=B1')).body.data).toEqual([]);
    const another = await market.ask('POST', '/v1/portal-sessions', { key: token, body: BUYERS });
    expect([another.status, another.body.code]).toEqual([403, 'FORBIDDEN']);
    expect((await market.ask('GET', '/v1/sandbox/clock', { key: token })).status).toBe(403);
  });

  it('takes no Act-As, not even for its own user', async () => {
    const { token } = (await createSession()).body;
    for (const as of [BUYER, 'mediator:m1', 'nonsense']) {
      expect((await withToken(token, '/v1/claims', as)).body).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
  });

  it('ends on the next request when it is revoked, when its time is over, and with the key that asked for it', async () => {
    const works = async (token: string) => (await withToken(token, '/v1/claims')).status;
    const first = (await createSession()).body;
    expect(await works(first.token)).toBe(200);
    expect((await market.ask('DELETE', `/v1/portal-sessions/${first.id}`)).status).toBe(204);
    expect(await works(first.token)).toBe(401);
    expect((await market.ask('DELETE', `/v1/portal-sessions/${first.id}`)).body.code).toBe('NOT_FOUND');

    const second = (await createSession()).body;
    const { pool } = market.service.db;
    await pool.query('update portal_session set expires_at = clock_timestamp() where id = $1', [second.id]);
    expect(await works(second.token)).toBe(401);

    const { id, secret } = await market.service.newKey(['claims']);
    const third = (await market.ask('POST', '/v1/portal-sessions', { key: secret, body: BUYERS })).body;
    expect(await works(third.token)).toBe(200);
    await market.ask('DELETE', `/v1/api-keys/${id}`);
    expect(await works(third.token)).toBe(401);
  });

  it('lasts an hour unless told, by the machine’s clock in a sandbox too', async () => {
    const now = Date.now();
    const lasts = async (body: object) =>
      Date.parse((await createSession({ ...BUYERS, ...body })).body.expires_at) - now;
    expect(Math.abs((await lasts({})) - 3_600_000)).toBeLessThan(60_000);
    expect(Math.abs((await lasts({ expires_in: 86_400 })) - 86_400_000)).toBeLessThan(60_000);
  });

  it('is asked for with the scope claims, by the marketplace itself', async () => {
    const { secret } = await market.service.newKey(['orders', 'staff', 'config']);
    const narrow = await market.ask('POST', '/v1/portal-sessions', { key: secret, body: BUYERS });
    expect(narrow.body.code).toBe('FORBIDDEN');
    expect((await market.ask('POST', '/v1/portal-sessions', { as: BUYER, body: BUYERS })).body.code).toBe('FORBIDDEN');
  });

  it.each([
    [{ subject: 'B9' }, '/role'],
    [{ role: 'mediator', subject: 'm1' }, '/role'],
    [{ role: 'buyer' }, '/subject'],
    [{ ...BUYERS, expires_in: 59 }, '/expires_in'],
    [{ ...BUYERS, expires_in: 86_401 }, '/expires_in'],
    [{ ...BUYERS, return_url: 'javascript:alert(1)' }, '/return_url'],
    [{ ...BUYERS, return_url: '/orders' }, '/return_url'],
    [{ ...BUYERS, scopes: ['config'] }, '/scopes'],
  ])('%j is refused at %s', async (body, pointer) => {
    const answer = await market.service.request({ method: 'POST', url: '/v1/portal-sessions', payload: body });
    const { status, errors } = problemOf(answer);
    expect([status, errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it.each([
    ['https://shop.example/orders/7?from=help', 201],
    ['https://app.shop.example/back', 201],
    ['https://app.shop.example/back/further', 422],
    ['https://shop.example.evil.example/', 422],
    ['https://shop.example@evil.example/', 422],
    ['https://user:word@shop.example/', 422],
    ['https://shop.example:8443/', 422],
    ['http://shop.example/', 422],
    ['https://shop.example\\@evil.example/', 422],
  ])('leads back to %s: %i', async (url, status) => {
    const market = await allowing();
    const reply = await market.ask('POST', '/v1/portal-sessions', { body: { ...BUYERS, return_url: url } });
    expect(reply.status).toBe(status);
    if (status === 422) return expect(reply.body.code).toBe('RETURN_URL_NOT_ALLOWED');
    const own = await market.ask('GET', '/v1/portal-session', { key: reply.body.token });
    expect(own.body).toEqual({ return_url: url, expires_at: reply.body.expires_at });
  });

  it('leads back to nowhere unless that is allowed', async () => {
    const reply = await market.ask('POST', '/v1/portal-sessions', {
      body: { ...BUYERS, return_url: 'https://a.example/' },
    });
    expect([reply.status, reply.body.code, reply.body.errors[0].pointer]).toEqual([
      422,
      'RETURN_URL_NOT_ALLOWED',
      '/return_url',
    ]);
    const { token } = (await createSession()).body;
    expect((await market.ask('GET', '/v1/portal-session', { key: token })).body.return_url).toBeNull();
    expect((await market.ask('GET', '/v1/portal-session', { as: BUYER })).body.code).toBe('FORBIDDEN');
  });

  it('lists what stands, of everybody or of one, without tokens', async () => {
    const { body } = await createSession({ role: 'seller', subject: 'S77', user: 'u9' });
    const list = async () => (await market.ask('GET', '/v1/portal-sessions?subject=S77')).body.data;
    expect(await list()).toMatchObject([{ id: body.id, role: 'seller', subject: 'S77', user: 'u9', return_url: null }]);
    expect(JSON.stringify(await list())).not.toContain('pt_');
    const { data, next_cursor } = (await market.ask('GET', '/v1/portal-sessions?limit=1')).body;
    expect([data.length, typeof next_cursor]).toEqual([1, 'string']);
    await market.ask('DELETE', `/v1/portal-sessions/${body.id}`);
    expect(await list()).toEqual([]);
  });

  it('comes once for an idempotency key, and its token is stored nowhere', async () => {
    const headers = { 'idempotency-key': 'session-1' };
    const [first, again] = [await createSession(BUYERS, headers), await createSession(BUYERS, headers)];
    expect(again.body).toEqual(first.body);
    const { pool } = market.service.db;
    const { rows } = await pool.query<{ text: string }>(
      `select coalesce(string_agg(t::text, ' '), '') as text
         from (select to_jsonb(i) as t from idempotency i union all select to_jsonb(s) from portal_session s) x`,
    );
    expect(rows[0]?.text).toContain(first.body.id);
    expect(rows[0]?.text).not.toContain(first.body.token);
    expect(JSON.stringify(market.service.logLines())).not.toContain('pt_');
  });
});

it('every answer of the API tells the store’s clock, problems too', async () => {
  const now = (await market.get('/v1/sandbox/clock')).now;
  const told = async (url: string, key?: null) =>
    (await market.ask('GET', url, key === undefined ? {} : { key })).headers['gongdao-now'];
  expect(Date.parse(String(await told('/v1/claims')))).toBe(Date.parse(now));
  expect(Date.parse(String(await told('/v1/claims/none')))).toBe(Date.parse(now));
  expect(Date.parse(String(await told('/v1/claims', null)))).toBe(Date.parse(now));
  expect(await told('/healthz')).toBeUndefined();
});
