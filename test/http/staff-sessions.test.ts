import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUYER, createMarket, type Market } from './support/market.ts';
import {
  addSecondFactor,
  type BrowserLike,
  browserOf,
  hire,
  OPERATOR,
  OWN_PAGE,
  PASSWORD,
  setUp,
} from './support/staff.ts';

let market: Market;
let operator: BrowserLike;
beforeAll(async () => {
  market = await createMarket();
  operator = await setUp(market.service);
});
afterAll(() => market.service.close());

const statusOf = async (browser: BrowserLike) => (await browser.ask('GET', '/v1/queue')).status;

describe('a session', () => {
  it('ends with the next request when it is signed out, here, there or everywhere', async () => {
    const { email, browser } = await hire(market.service, operator, ['mediator']);
    const laptop = browserOf(market.service);
    await laptop.signIn(email);
    expect(await statusOf(laptop)).toBe(200);
    const { data } = (await browser.ask('GET', '/v1/account/sessions')).body;
    expect(data).toHaveLength(2);
    expect(data.filter(({ current }: { current: boolean }) => current)).toMatchObject([
      { method: 'link', browser: 'Test/1' },
    ]);
    const other = data.find(({ current }: { current: boolean }) => !current);
    expect((await browser.ask('DELETE', `/v1/account/sessions/${other.id}`)).status).toBe(204);
    expect(await statusOf(laptop)).toBe(401);
    expect((await browser.ask('DELETE', `/v1/account/sessions/${other.id}`)).body.code).toBe('NOT_FOUND');

    await laptop.signIn(email);
    const kept = laptop.cookie();
    const out = await laptop.ask('DELETE', '/v1/session');
    expect(out.cookie).toMatch(/^gongdao-session=; Max-Age=0;/);
    expect(
      (await browserOf(market.service).ask('GET', '/v1/session', { headers: { cookie: kept ?? '' } })).status,
    ).toBe(401);

    await laptop.signIn(email);
    expect((await laptop.ask('DELETE', '/v1/account/sessions')).status).toBe(204);
    expect([await statusOf(browser), await statusOf(laptop)]).toEqual([401, 401]);
  });

  it('ends when nobody has used it for an hour, and after twelve hours in any case', async () => {
    const { browser } = await hire(market.service, operator, ['mediator']);
    const { pool } = market.service.db;
    const id = (await browser.ask('GET', '/v1/session')).body.session_id;
    const back = (column: string, interval: string) =>
      pool.query(`update staff_session set ${column} = ${column} - interval '${interval}' where id = $1`, [id]);
    await back('last_seen_at', '59 minutes');
    // Using it counts.
    expect(await statusOf(browser)).toBe(200);
    await back('last_seen_at', '59 minutes');
    expect(await statusOf(browser)).toBe(200);
    await back('expires_at', '12 hours');
    expect(await statusOf(browser)).toBe(401);
    const idle = await hire(market.service, operator, ['mediator']);
    await pool.query(
      "update staff_session set last_seen_at = last_seen_at - interval '60 minutes' where staff_id = $1",
      [idle.id],
    );
    expect(await statusOf(idle.browser)).toBe(401);
  });

  it('ends when an operator ends it, lets its owner leave, resets the second factor or changes the roles', async () => {
    const member = await hire(market.service, operator, ['mediator']);
    const { id, browser, email } = member;
    expect((await operator.ask('DELETE', `/v1/staff/${id}/sessions`)).status).toBe(204);
    expect(await statusOf(browser)).toBe(401);
    await browser.signIn(email);
    await addSecondFactor(browser);
    expect((await operator.ask('DELETE', `/v1/staff/${id}/second-factor`)).status).toBe(204);
    expect(await statusOf(browser)).toBe(401);
    expect((await browser.signIn(email)).status).toBe(201);
    const change = (body: object) =>
      operator.ask('PUT', `/v1/staff/${id}`, { body: { name: '小二', roles: ['mediator'], active: true, ...body } });
    await change({ roles: ['operator'] });
    expect((await browser.ask('GET', '/v1/queue', { as: 'mediator' })).status).toBe(403);
    await change({ active: false });
    expect(await statusOf(browser)).toBe(401);
    expect((await browser.signIn(email)).body.code).toBe('SIGN_IN_FAILED');
    expect((await operator.ask('POST', `/v1/staff/${id}/link`)).body.code).toBe('STAFF_INACTIVE');
    await change({});
    expect((await browser.signIn(email)).status).toBe(201);
  });

  it('all but one’s own end when the password is changed', async () => {
    const { email, browser } = await hire(market.service, operator, ['mediator']);
    const laptop = browserOf(market.service);
    await laptop.signIn(email);
    const change = (current: string, password: string) =>
      browser.ask('PUT', '/v1/account/password', { body: { current, password } });
    expect((await change('not it', 'orchard-velvet-signal-9')).body).toMatchObject({
      code: 'PASSWORD_WRONG',
      errors: [{ pointer: '/current' }],
    });
    expect((await change(PASSWORD, 'qwertyuiop1234')).body).toMatchObject({
      code: 'PASSWORD_WEAK',
      errors: [{ pointer: '/password' }],
    });
    expect((await change(PASSWORD, 'orchard-velvet-signal-9')).status).toBe(204);
    expect([await statusOf(browser), await statusOf(laptop)]).toEqual([200, 401]);
    expect((await laptop.signIn(email)).body.code).toBe('SIGN_IN_FAILED');
    expect((await laptop.signIn(email, 'orchard-velvet-signal-9')).status).toBe(201);
  });
});

describe('a request with the cookie', () => {
  it.each([
    ['without our header', { 'x-requested-with': 'XMLHttpRequest' }],
    ['from a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a page beside ours', { 'sec-fetch-site': 'same-site' }],
  ])('is refused %s, whatever it asks', async (_name, headers) => {
    for (const [method, url] of [
      ['GET', '/v1/session'],
      ['POST', '/v1/queue/take'],
      ['DELETE', '/v1/session'],
    ] as const) {
      const reply = await operator.ask(method, url, { headers });
      expect([reply.status, reply.body.code]).toEqual([403, 'CROSS_SITE']);
    }
    const foreign = await browserOf(market.service).ask('POST', '/v1/session', {
      headers,
      body: { email: OPERATOR, password: PASSWORD },
    });
    expect([foreign.status, foreign.cookie]).toEqual([403, null]);
  });

  it('shows its origin where the browser does not say where it comes from', async () => {
    const ask = async (method: 'GET' | 'DELETE', origin?: string) => {
      const headers = {
        cookie: operator.cookie() ?? '',
        'x-requested-with': 'gongdao',
        ...(origin === undefined ? {} : { origin }),
      };
      const url = method === 'GET' ? '/v1/session' : '/v1/account/sessions/none';
      return (await market.service.app.inject({ method, url, headers })).statusCode;
    };
    expect([await ask('GET'), await ask('DELETE')]).toEqual([200, 403]);
    expect([
      await ask('DELETE', 'http://localhost:80'),
      await ask('DELETE', 'http://evil.example'),
      await ask('DELETE', 'null'),
    ]).toEqual([404, 403, 403]);
  });

  it('does not count where a key is sent as well', async () => {
    const headers = { ...OWN_PAGE, cookie: operator.cookie() ?? '' };
    const { statusCode } = await market.service.request({
      method: 'GET',
      url: '/v1/session',
      headers,
      as: 'operator:x',
    });
    expect(statusCode).toBe(403);
  });

  it('hears of what changes', async () => {
    const { browser } = await hire(market.service, operator, ['mediator']);
    const stream = await market.service.app.inject({
      url: '/v1/stream',
      headers: { ...OWN_PAGE, cookie: browser.cookie() ?? '' },
      payloadAsStream: true,
    });
    expect(stream.statusCode).toBe(200);
    stream.stream().destroy();
  });
});

describe('hats', () => {
  it('are worn one at a time, and only one’s own', async () => {
    const { browser, id } = await hire(market.service, operator, ['supervisor', 'mediator']);
    expect((await browser.ask('GET', '/v1/session')).body).toMatchObject({
      id,
      role: 'mediator',
      roles: ['mediator', 'supervisor'],
    });
    expect((await browser.ask('GET', '/v1/session', { as: 'supervisor' })).body).toMatchObject({
      id,
      role: 'supervisor',
    });
    expect((await browser.ask('GET', '/v1/session', { as: 'operator' })).body.code).toBe('FORBIDDEN');
    expect((await browser.ask('GET', '/v1/session', { headers: { 'act-as': 'mediator:somebody' } })).body.code).toBe(
      'FORBIDDEN',
    );
  });

  it('R52: a ruling is not approved by the same person under another hat', async () => {
    const both = await hire(market.service, operator, ['mediator', 'supervisor']);
    const second = await hire(market.service, operator, ['supervisor']);
    const orderId = await market.order({ amount: 80_000 });
    const claim = await market.open(orderId, { amount: 80_000 });
    await market.give('seller:S7/u1', claim, 'refuse', { reason: 'goods_fine', words: '没有问题' });
    await market.give(BUYER, claim, 'request-intervention', { words: '请平台处理' });
    const act = (browser: BrowserLike, step: `${'mediator' | 'supervisor'} ${string}`, body: object = {}) => {
      const [as, command] = step.split(' ') as ['mediator' | 'supervisor', string];
      return browser.ask('POST', `/v1/claims/${claim.id}/${command}`, { as, body });
    };
    expect((await act(both.browser, 'mediator take')).status).toBe(200);
    await market.give(BUYER, claim, 'submit-evidence', { words: '鞋底开胶', files: [] });
    await market.advanceBy('PT96H');
    const ruling = {
      fault: 'seller',
      remedy: 'return_refund',
      amount: 80_000,
      return_goods: true,
      freight: 'seller',
      funding: 'seller',
      findings: [{ text: '照片显示鞋底开胶', files: [] }],
      reason_code: 'defect_proven',
      rules: ['R50'],
    };
    const ruled = await act(both.browser, 'mediator rule', ruling);
    expect([ruled.status, ruled.body.stage]).toEqual([200, 'awaiting_approval']);
    const own = await act(both.browser, 'supervisor approve-ruling');
    expect([own.status, own.body.code]).toEqual([403, 'CONFLICT_OF_INTEREST']);
    expect((await act(both.browser, 'supervisor send-back-ruling', { words: '再想想' })).body.code).toBe(
      'CONFLICT_OF_INTEREST',
    );
    expect((await act(second.browser, 'supervisor approve-ruling')).status).toBe(200);
  });
});

describe('staff', () => {
  it('are listed for all who work here, with how they sign in for operators alone', async () => {
    const { browser, id } = await hire(market.service, operator, ['mediator']);
    const colleague = (await browser.ask('GET', '/v1/staff')).body.data.find((one: { id: string }) => one.id === id);
    expect(Object.keys(colleague).sort()).toEqual(['active', 'id', 'name', 'roles']);
    const known = (await operator.ask('GET', '/v1/staff')).body.data.find((one: { id: string }) => one.id === id);
    expect(known).toMatchObject({ invited: false, second_factor: false, single_sign_on: false });
    expect((await market.ask('GET', '/v1/staff', { as: BUYER })).status).toBe(403);
  });

  it('are managed by operators and the marketplace, and by nobody else', async () => {
    const { browser, id } = await hire(market.service, operator, ['mediator', 'supervisor']);
    const body = { name: '王五', email: 'wang@market.example', roles: ['operator'] };
    for (const as of ['mediator', 'supervisor'] as const) {
      expect((await browser.ask('POST', '/v1/staff', { as, body })).body.code).toBe('FORBIDDEN');
      expect(
        (await browser.ask('PUT', `/v1/staff/${id}`, { as, body: { name: '王五', roles: ['operator'], active: true } }))
          .body.code,
      ).toBe('FORBIDDEN');
    }
    const headers = { 'idempotency-key': 'invite-wang' };
    const first = await operator.ask('POST', '/v1/staff', { body, headers });
    const again = await operator.ask('POST', '/v1/staff', { body, headers });
    expect([first.status, again.body]).toEqual([201, first.body]);
    const { rows } = await market.service.db.pool.query<{ text: string }>(
      'select string_agg(body, $1) as text from idempotency',
      [' '],
    );
    expect(rows[0]?.text).not.toContain(new URL(first.body.link.url).hash.slice('#token='.length));
    const taken = await operator.ask('POST', '/v1/staff', { body: { ...body, email: 'WANG@market.example' } });
    expect([taken.status, taken.body.code, taken.body.errors[0].pointer]).toEqual([409, 'EMAIL_TAKEN', '/email']);
    const byKey = await market.ask('POST', '/v1/staff', { body: { ...body, email: 'key@market.example' } });
    expect(byKey.status).toBe(201);
  });

  it('always have an operator', async () => {
    const { id } = (await operator.ask('GET', '/v1/session')).body;
    const change = (body: object) =>
      operator.ask('PUT', `/v1/staff/${id}`, { body: { name: '林悦', roles: ['operator'], active: true, ...body } });
    expect((await change({ active: false })).body.code).toBe('LAST_OPERATOR');
    expect((await change({ roles: ['mediator'] })).body.code).toBe('LAST_OPERATOR');
    expect((await change({ roles: ['mediator', 'operator'] })).body.roles).toEqual(['mediator', 'operator']);
    expect(
      (
        await operator.ask('PUT', '/v1/staff/none', {
          as: 'operator',
          body: { name: 'x', roles: ['mediator'], active: true },
        })
      ).body.code,
    ).toBe('NOT_FOUND');
  });
});
