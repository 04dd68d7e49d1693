import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offerSetup } from '../../src/http/identity/first-operator.ts';
import { createTestService, type TestService } from './support/service.ts';
import {
  addSecondFactor,
  type BrowserLike,
  browserOf,
  codeOf,
  hire,
  OPERATOR,
  PASSWORD,
  setUp,
  tokenIn,
} from './support/staff.ts';

let service: TestService;
let operator: BrowserLike;
beforeAll(async () => {
  service = await createTestService();
  operator = await setUp(service);
});
afterAll(() => service.close());

const wrong = { status: 401, body: { code: 'SIGN_IN_FAILED' } };

describe('signing in', () => {
  it('lets in who knows the password, by a cookie that no script and no other site gets', async () => {
    const browser = browserOf(service);
    const { status, body, cookie } = await browser.signIn(OPERATOR.toUpperCase());
    expect(status).toBe(201);
    expect(body).toMatchObject({ email: OPERATOR, role: 'operator', roles: ['operator'], second_factor: false });
    expect(cookie).toMatch(/^gongdao-session=st_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await browser.ask('GET', '/v1/session')).body).toMatchObject({ id: body.id, name: '林悦' });
  });

  it.each([
    ['with TLS at a proxy that is not known', { origin: 'https://help.market.example' }],
    ['away from the machine itself', { host: 'help.market.example', origin: 'http://help.market.example' }],
  ])('gives a __Host- cookie %s', async (_name, headers) => {
    const { cookie } = await browserOf(service).ask('POST', '/v1/session', {
      body: { email: OPERATOR, password: PASSWORD },
      headers: { ...headers, 'sec-fetch-site': 'same-origin' },
    });
    expect(cookie).toMatch(/^__Host-gongdao-session=st_[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  it('does not tell a wrong password from an account that is not there', async () => {
    const known = await browserOf(service, '192.0.2.1').signIn(OPERATOR, 'not the password');
    const stranger = await browserOf(service, '192.0.2.1').signIn('nobody@market.example', 'not the password');
    expect([known.status, known.body.code]).toEqual([401, 'SIGN_IN_FAILED']);
    expect({ ...stranger.body, instance: '' }).toEqual({ ...known.body, instance: '' });
    expect(known.cookie).toBeNull();
  });

  it('locks an account after five failures from one address, and whatever is right there then', async () => {
    const guesser = browserOf(service, '192.0.2.7');
    const { email } = await hire(service, operator, ['mediator']);
    for (let guess = 0; guess < 5; guess += 1)
      expect(await guesser.signIn(email, `guess ${guess}`)).toMatchObject(wrong);
    const refused = await guesser.signIn(email);
    expect([refused.status, refused.body.code]).toEqual([429, 'SIGN_IN_LOCKED']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Date.parse(refused.body.available_at)).toBeGreaterThan(Date.now());
    // Nobody can lock somebody else out from one place.
    expect((await browserOf(service, '192.0.2.8').signIn(email)).status).toBe(201);
    // As does an account that is not there.
    for (let guess = 0; guess < 5; guess += 1) await guesser.signIn('nobody2@market.example', `guess ${guess}`);
    expect((await guesser.signIn('nobody2@market.example')).body.code).toBe('SIGN_IN_LOCKED');
    await service.db.pool.query("update sign_in_failure set since = since - interval '901 seconds'");
    expect((await guesser.signIn(email)).status).toBe(201);
  });

  it('locks an account after fifteen failures from anywhere, and lets a crowd of guesses at once be no more', async () => {
    const { email } = await hire(service, operator, ['mediator']);
    const guesses = Array.from({ length: 40 }, (_, at) =>
      browserOf(service, `192.0.2.${100 + (at % 20)}`).signIn(email, `guess ${at}`),
    );
    const codes = (await Promise.all(guesses)).map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED').length).toBe(15);
    expect(codes.filter((code) => code === 'SIGN_IN_LOCKED').length).toBe(25);
    expect((await browserOf(service, '192.0.2.99').signIn(email)).body.code).toBe('SIGN_IN_LOCKED');
  });

  it('forgets the failures of who then gets it right', async () => {
    const browser = browserOf(service, '192.0.2.30');
    for (let round = 0; round < 3; round += 1) {
      for (let guess = 0; guess < 4; guess += 1) await browser.signIn(OPERATOR, 'wrong');
      await service.db.pool.query('delete from sign_in_failure where failures > 14');
      expect((await browser.signIn(OPERATOR)).status).toBe(201);
    }
  });

  it('logs no password, no token and no address, and stores none in the clear', async () => {
    const browser = browserOf(service);
    await browser.signIn(OPERATOR, 'a password in vain');
    await browser.signIn(OPERATOR);
    const logged = JSON.stringify(service.logLines());
    for (const secret of [PASSWORD, 'a password in vain', 'st_', OPERATOR]) expect(logged).not.toContain(secret);
    const { rows } = await service.db.pool.query<{ text: string }>(
      `select string_agg(t::text, ' ') as text
         from (select to_jsonb(a) as t from staff_account a union all select to_jsonb(s) from staff_session s) x`,
    );
    const token = browser.cookie()?.split('=')[1] ?? 'none';
    expect(rows[0]?.text).toContain('scrypt$');
    for (const secret of [PASSWORD, token]) expect(rows[0]?.text).not.toContain(secret);
  });
});

describe('the second factor', () => {
  it('is asked for after the password, takes each code once, and nothing but the right one', async () => {
    const { email, browser } = await hire(service, operator, ['mediator']);
    const { secret } = await addSecondFactor(browser);
    const phone = browserOf(service, '192.0.2.40');
    expect((await phone.signIn(email)).body.code).toBe('SECOND_FACTOR_REQUIRED');
    expect((await phone.signIn(email, 'wrong', codeOf(secret, 1))).body.code).toBe('SIGN_IN_FAILED');
    expect((await phone.signIn(email, PASSWORD, '000000')).body.code).toBe('SECOND_FACTOR_INVALID');
    const code = codeOf(secret, 1);
    expect((await phone.signIn(email, PASSWORD, code)).body).toMatchObject({ email, second_factor: true });
    expect((await phone.signIn(email, PASSWORD, code)).body.code).toBe('SECOND_FACTOR_INVALID');
    // The code that confirmed the set-up is older, and was used then.
    expect((await phone.signIn(email, PASSWORD, codeOf(secret))).body.code).toBe('SECOND_FACTOR_INVALID');
  });

  it('guesses of codes count as guesses of passwords do', async () => {
    const { email, browser } = await hire(service, operator, ['mediator']);
    await addSecondFactor(browser);
    const guesser = browserOf(service, '192.0.2.41');
    for (let guess = 0; guess < 5; guess += 1) await guesser.signIn(email, PASSWORD, `00000${guess}`);
    expect((await guesser.signIn(email, PASSWORD)).body.code).toBe('SIGN_IN_LOCKED');
  });

  it('a recovery code stands in for it once, however it is typed', async () => {
    const { email, browser } = await hire(service, operator, ['mediator']);
    const { codes } = await addSecondFactor(browser);
    expect(codes).toHaveLength(10);
    const phone = browserOf(service, '192.0.2.42');
    const [first = '', second = ''] = codes;
    const typed = first.toLowerCase().replaceAll('-', ' ');
    expect((await phone.signIn(email, PASSWORD, typed)).body).toMatchObject({ recovery_codes: 9 });
    expect((await phone.signIn(email, PASSWORD, first)).body.code).toBe('SECOND_FACTOR_INVALID');
    const renewed = await phone.ask('POST', '/v1/account/recovery-codes', { body: { password: PASSWORD } });
    expect(renewed.body.recovery_codes).toHaveLength(10);
    expect((await phone.signIn(email, PASSWORD, second)).body.code).toBe('SECOND_FACTOR_INVALID');
  });

  it('is set up and taken away by who knows the password', async () => {
    const { email, browser } = await hire(service, operator, ['mediator']);
    const stolen = await browser.ask('POST', '/v1/account/second-factor', { body: { password: 'not it' } });
    expect(stolen.body).toMatchObject({ status: 422, code: 'PASSWORD_WRONG', errors: [{ pointer: '/password' }] });
    expect((await browser.ask('PUT', '/v1/account/second-factor', { body: { code: '123456' } })).body.code).toBe(
      'SECOND_FACTOR_NOT_OFFERED',
    );
    const offered = await browser.ask('POST', '/v1/account/second-factor', { body: { password: PASSWORD } });
    expect(offered.body.uri).toMatch(/^otpauth:\/\/totp\/Gongdao:.*secret=[A-Z2-7]{32}/);
    expect(offered.body.qr).toMatch(/^<svg /);
    expect((await browser.ask('PUT', '/v1/account/second-factor', { body: { code: '000000' } })).body.code).toBe(
      'CODE_INVALID',
    );
    expect((await browserOf(service, '192.0.2.43').signIn(email)).status).toBe(201);
    await addSecondFactor(browser);
    const remove = (password: string) =>
      browser.ask('POST', '/v1/account/second-factor/remove', { body: { password } });
    expect((await remove('not it')).body.code).toBe('PASSWORD_WRONG');
    expect((await remove(PASSWORD)).status).toBe(204);
    expect((await browserOf(service, '192.0.2.43').signIn(email)).body.second_factor).toBe(false);
  });
});

describe('links', () => {
  it('the first operator is made once, by whoever comes first', async () => {
    const empty = await createTestService();
    const [one, other] = [await offerSetup(empty.db.pool, randomBytes), await offerSetup(empty.db.pool, randomBytes)];
    const browser = browserOf(empty);
    const use = (token: string | null, body: object = {}) =>
      browser.ask('POST', '/v1/staff-links/use', {
        body: { token, name: '林悦', email: OPERATOR, password: PASSWORD, ...body },
      });
    expect((await browser.ask('POST', '/v1/staff-links/look', { body: { token: one } })).body).toEqual({
      kind: 'setup',
    });
    expect((await use(one, { password: 'password12345' })).body).toMatchObject({ status: 422, code: 'PASSWORD_WEAK' });
    expect((await use(one, { password: 'too short' })).body.errors).toMatchObject([
      { pointer: '/password', code: 'min_length' },
    ]);
    expect((await use(one, { password: 'lin@market.example' })).body.code).toBe('PASSWORD_WEAK');
    const answers = await Promise.all([use(one), use(other), use(one)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect((await browser.ask('POST', '/v1/staff-links/look', { body: { token: other } })).body.code).toBe(
      'LINK_INVALID',
    );
    expect(await offerSetup(empty.db.pool, randomBytes)).toBeNull();
    await empty.close();
  });

  it('a set-up link ends after a day', async () => {
    const empty = await createTestService();
    const token = await offerSetup(empty.db.pool, randomBytes);
    await empty.db.pool.query("update staff_link set expires_at = expires_at - interval '24 hours'");
    const look = await browserOf(empty).ask('POST', '/v1/staff-links/look', { body: { token } });
    expect([look.status, look.body.code]).toEqual([404, 'LINK_INVALID']);
    await empty.close();
  });

  it('an invitation works once; a reset ends what went before, and does not stand for the second factor', async () => {
    const body = { name: '陈晨', email: 'chen@market.example', roles: ['mediator'] };
    const invited = await operator.ask('POST', '/v1/staff', { body });
    expect(invited.body.staff).toMatchObject({ email: body.email, invited: true, active: true });
    const token = tokenIn(invited.body.link.url);
    const browser = browserOf(service);
    const use = (chosen: string, password = PASSWORD) =>
      browser.ask('POST', '/v1/staff-links/use', { body: { token: chosen, password } });
    const look = await browser.ask('POST', '/v1/staff-links/look', { body: { token } });
    expect(look.body).toEqual({ kind: 'invitation', name: '陈晨', email: body.email });
    expect((await use(token)).body).toEqual({ signed_in: true });
    expect(
      (await browserOf(service).ask('POST', '/v1/staff-links/use', { body: { token, password: PASSWORD } })).body.code,
    ).toBe('LINK_INVALID');
    const { secret } = await addSecondFactor(browser);
    const reset = await operator.ask('POST', `/v1/staff/${invited.body.staff.id}/link`);
    expect(reset.body.kind).toBe('reset');
    expect((await use(tokenIn(reset.body.url), 'another-harbour-lantern-42')).body).toEqual({ signed_in: false });
    expect((await browser.ask('GET', '/v1/session')).status).toBe(401);
    const again = await browserOf(service).signIn(body.email, 'another-harbour-lantern-42', codeOf(secret, 1));
    expect(again.status).toBe(201);
  });
});
