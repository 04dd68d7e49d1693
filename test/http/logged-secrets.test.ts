import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALIKE } from '../../src/http/authorization.ts';
import { type Route, route } from '../../src/http/route.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { rulingOf } from './support/claim-positions.ts';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER } from './support/market.ts';
import { OPERATOR, PASSWORD, setUp } from './support/staff.ts';

/** Breaks in the way that says the most: with what was sent in its message, its cause and its own fields. */
const BREAKS: Route = route({
  method: 'POST',
  idempotency: 'none',
  url: '/v1/test/breaks',
  name: 'breaks',
  summary: '',
  tag: 'test',
  access: { scopes: ['claims'], sees: ALIKE },
  schema: {},
  handler: async ({ body, caller }) => {
    const cause = Object.assign(new Error(`duplicate key "${JSON.stringify(body)}"`), {
      detail: `Key (phone)=(${PHONE}) already exists.`,
      parameters: [PHONE, caller],
    });
    throw new Error(`cannot read '${JSON.stringify(body)}'`, { cause });
  },
});

const PHONE = '+86 139 1234 5678';
const ADDRESS = { name: '欧阳锋甲', phone: '+86 571 8765 4321', address: '杭州市文一西路969号七单元' };
const WORDS = {
  description: '鞋底开胶我很难过啊',
  refusal: '出厂时完好无损之说',
  asking: '请平台主持一下公道',
  message: '我的微信是秘密九五二七',
  evidence: '照片里有我家的门牌',
  finding: '双方陈述已经核对完毕',
  call: '晚上八点以后再打给我',
};

let market: Market;
beforeAll(async () => {
  market = await createMarket(undefined, {
    logLevel: 'debug',
    settings: { logEvery: 1, returnUrls: ['https://shop.example/'] },
    routes: [...ROUTES, BREAKS],
  });
});
afterAll(() => market.close());

/** A whole life, told by people with names, numbers and words of their own; every secret that was given on the way. */
async function live(): Promise<string[]> {
  const { give, post, ask, service } = market;
  const key = await post('/v1/api-keys', { name: 'backend', scopes: ['orders', 'claims', 'staff', 'config'] });
  const tokens = [
    await post('/v1/portal-sessions', {
      role: 'buyer',
      subject: 'B9',
      return_url: 'https://shop.example/a?b=geheim77',
    }),
    await post('/v1/portal-sessions', { role: 'seller', subject: 'S7', user: 'u1' }),
  ];
  const claim = await market.open(await market.order(), { description: WORDS.description });
  await give(SELLER, claim, 'refuse', { reason: 'goods_fine', words: WORDS.refusal });
  await give(BUYER, claim, 'request-intervention', { words: WORDS.asking });
  await give(BUYER, claim, 'request-call', { phone: PHONE, words: WORDS.call });
  await give(BUYER, claim, 'submit-evidence', { words: WORDS.evidence, files: [await market.upload(BUYER)] });
  await post(`/v1/claims/${claim.id}/messages`, { words: WORDS.message }, { as: BUYER });
  await give(BUYER, claim, 'finish-evidence');
  await give(SELLER, claim, 'finish-evidence');
  await give(MEDIATOR, claim, 'take');
  await give(MEDIATOR, claim, 'rule', rulingOf({ findings: [{ text: WORDS.finding, files: [] }] }));
  const returned = await market.open(await market.order(), { remedy: 'return_refund' });
  await give(SELLER, returned, 'agree', { return_address: ADDRESS });
  await ask('GET', `/v1/claims/${returned.id}`, { key: tokens[0].token });
  await ask('DELETE', `/v1/portal-sessions/${tokens[0].id}`);
  const staff = await setUp(service);
  await staff.ask('GET', '/v1/queue');
  await staff.signIn(OPERATOR, 'not-the-password-at-all');
  const cookie = staff.cookie()?.split('=')[1] ?? 'none';
  return [service.key, key.secret, ...tokens.map(({ token }) => token), PASSWORD, 'not-the-password-at-all', cookie];
}

/** All that can go wrong, with the same things in what was sent. */
async function fail(secrets: readonly string[]): Promise<void> {
  const { service } = market;
  const body = { phone: PHONE, words: WORDS.message, token: secrets[1], return_address: ADDRESS };
  const send = (url: string, more: object = {}) => service.request({ method: 'POST', url, payload: body, ...more });
  for (const key of [...secrets, 'sk_nobody_has_this_one', 'pt_nobody_has_this_one'])
    for (const as of ['nonsense', BUYER]) await send('/v1/claims/nothing/request-call', { key, as });
  await send(`/v1/claims?token=${secrets[2]}&phone=${encodeURIComponent(PHONE)}`);
  await send('/v1/nowhere', { headers: { cookie: 'session=geheim77', 'idempotency-key': 'k' } });
  await send('/v1/claims', { payload: `{"phone":"${PHONE}`, headers: { 'content-type': 'application/json' } });
  await send('/v1/claims', { payload: PHONE, headers: { 'content-type': 'text/plain' } });
  expect((await send('/v1/test/breaks', { payload: body })).statusCode).toBe(500);
}

/** The same again with the database gone in two ways. */
async function failWithoutDatabase(secrets: readonly string[]): Promise<void> {
  const { service } = market;
  const { pool } = service.db;
  const order = await market.order();
  const claim = await market.open(order);
  const call = () =>
    service.request({
      method: 'POST',
      url: `/v1/claims/${claim.id}/request-call`,
      as: BUYER,
      payload: { phone: PHONE, words: WORDS.call },
    });
  await pool.query('alter table contact add constraint never check (kind is null) not valid');
  expect((await call()).statusCode).toBe(500);
  await pool.query('alter table portal_session rename to portal_session_away');
  for (const key of secrets) await service.request({ url: '/v1/claims', key });
  await pool.query('alter table portal_session_away rename to portal_session');
  await pool.query('alter table claim rename to claim_away');
  expect((await call()).statusCode).toBe(500);
  await pool.query('alter table claim_away rename to claim');
}

const PERSONAL = [OPERATOR, ...Object.values(WORDS), ...Object.values(ADDRESS), PHONE, 'geheim77'];

/** What of these stands in a log, plainly, in percent signs or in base64. */
function foundIn(log: string, secrets: readonly string[]): string[] {
  const text = log.replaceAll('\\"', '"');
  const forms = (secret: string) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    JSON.stringify(secret).slice(1, -1),
  ];
  return secrets.filter((secret) => forms(secret).some((form) => text.includes(form)));
}

describe('the log of a whole life, told at its most', () => {
  it('holds no secret, no number, no address and nobody’s words, whatever went wrong', {
    timeout: 60_000,
  }, async () => {
    const secrets = await live();
    await fail(secrets);
    await failWithoutDatabase(secrets);
    const lines = market.service.logLines();
    const log = lines.map((line) => JSON.stringify(line)).join('\n');
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter(({ msg }) => msg === 'unexpected error').length).toBeGreaterThan(2);
    expect(foundIn(log, [...secrets, ...PERSONAL])).toEqual([]);
  });

  it('and the search finds what is there', () => {
    const before = market.service.logLines().length;
    const { log } = market.service.deps;
    log.info({ note: `called ${PHONE}` }, 'a careless line');
    log.error({ detail: { url: `/x?${encodeURIComponent(WORDS.message)}` } }, 'another');
    log.info({ header: Buffer.from(market.service.key).toString('base64') }, 'a third');
    const careless = JSON.stringify(market.service.logLines().slice(before));
    expect(foundIn(careless, [PHONE, WORDS.message, market.service.key, ADDRESS.name])).toEqual([
      PHONE,
      WORDS.message,
      market.service.key,
    ]);
  });

  it('what is logged under a name that says it is secret is taken out', () => {
    const before = market.service.logLines().length;
    market.service.deps.log.info({ token: 'pt_x', body: { words: 'a' }, request: { authorization: 'Bearer y' } }, 'z');
    const [line] = market.service.logLines().slice(before);
    expect(JSON.stringify(line)).not.toMatch(/pt_x|Bearer|"a"/);
  });
});
