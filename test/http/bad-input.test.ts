import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import classic from '../../policies/taobao-classic.json' with { type: 'json' };
import { routesUnder } from '../../src/http/app.ts';
import { checker } from '../../src/http/check.ts';
import { CALLER_ROLES, type CallerRole, type Route } from '../../src/http/route.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { DEFAULT_SETTINGS } from '../../src/http/settings.ts';
import { parseStrictJson } from '../../src/http/strict-json.ts';
import { isProblemCode } from './support/code.ts';
import { BROKEN_TEXTS, brokenTexts, malformedBodies, sampleOf, seeded } from './support/garbage.ts';
import { createMarket, type Market } from './support/market.ts';
import { contentsOf, problemOf } from './support/service.ts';
import { OWN_PAGE, setUp } from './support/staff.ts';

const ACT_AS: Record<CallerRole, string | undefined> = {
  marketplace: undefined,
  buyer: 'buyer:B9',
  seller: 'seller:S7/U1',
  mediator: 'mediator:M1',
  supervisor: 'supervisor:V1',
  operator: 'operator:O1',
};

const served = routesUnder({ ...DEFAULT_SETTINGS, sandbox: true }, ROUTES);
const writing = served
  .filter(({ method }) => method !== 'GET')
  .map((route) => [`${route.method} ${route.url}`, route] as const);
const reading = served
  .filter(({ method, internal }) => method === 'GET' && !internal)
  .map((route) => [`${route.method} ${route.url}`, route] as const);
const withBody = writing.filter(([, { schema }]) => schema.body);

/** Bodies too particular to be made up from their schema. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  '/v1/policies': classic,
  '/v1/policies/check': classic,
  '/v1/sandbox/clock/advance': { by: 'PT72H' },
};

let market: Market;
let contents: Record<string, string>;
/** How a browser of somebody of the staff, and one of a buyer, says who sends a request. */
let signedIn: Record<string, string>;
let portal: Record<string, string>;
/** What stands for an id in a path: a live claim and its order, so that there is something to spoil. */
let ids: Record<string, string>;
beforeAll(async () => {
  const settings = { rateLimit: null, anonymousRateLimit: null };
  market = await createMarket(undefined, { settings, logLevel: 'silent' });
  const order = await market.order();
  const claim = await market.open(order);
  await market.give('seller:S7/U1', claim, 'refuse', { reason: 'goods_fine', words: '商品没有问题' });
  ids = { orders: order, claims: claim.id, files: await market.upload() };
  signedIn = { ...OWN_PAGE, cookie: (await setUp(market.service)).cookie() ?? '' };
  const payload = { role: 'buyer', subject: 'B9' };
  const session = await market.service.request({ method: 'POST', url: '/v1/portal-sessions', payload });
  portal = { authorization: `Bearer ${session.json().token}` };
  contents = await contentsOf(market.service.db);
});
afterAll(() => market.close());

function pathOf({ url }: Route): string {
  return url.replace(/:\w+/g, ids[url.split('/')[2] ?? ''] ?? 'unknown-1');
}

/** Whether a route's schema, being wide, has nothing against a text. */
function isAccepted({ schema }: Route, text: string | Buffer): boolean {
  const json = text.length === 0 ? { value: {} } : parseStrictJson(Buffer.from(text));
  return 'value' in json && schema.body !== undefined && checker(schema.body)(json.value).length === 0;
}

/** How somebody whom a route lets in says who they are. */
function insiderOf({ access }: Route): { as?: string; key?: null; headers: Record<string, string> } {
  if (access === 'public') return { headers: OWN_PAGE };
  if (access.by === 'session') return { key: null, headers: signedIn };
  if (access.by === 'portal') return { key: null, headers: portal };
  const role = CALLER_ROLES.find((one) => one in access.sees);
  const as = role && ACT_AS[role];
  return { ...(as === undefined ? {} : { as }), headers: {} };
}

/** Sends a body to a route as somebody whom it lets in. */
function send(route: Route, payload: string | Buffer | undefined, headers: Record<string, string> = {}) {
  const insider = insiderOf(route);
  const type = route.body === 'ndjson' ? 'application/x-ndjson' : 'application/json';
  return market.service.request({
    method: route.method,
    url: pathOf(route),
    ...insider,
    headers: { ...insider.headers, ...(payload === undefined ? {} : { 'content-type': type }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
}

function sendTo(route: Route, url: string) {
  return market.service.request({ url, ...insiderOf(route) });
}

/** Every answer is a clear problem that blames the request. */
function expectProblem(answer: LightMyRequestResponse, what: string): void {
  const { code, detail, title } = problemOf(answer);
  expect(answer.statusCode, `${what}: ${answer.body}`).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode, `${what}: ${answer.body}`).toBeLessThan(500);
  expect(isProblemCode(code) && detail.length > 0 && title.length > 0, what).toBe(true);
}

async function expectNothingChanged(): Promise<void> {
  expect(await contentsOf(market.service.db)).toEqual(contents);
}

describe.each(withBody)('%s', (_name, route) => {
  it('refuses what is no JSON to be trusted', async () => {
    for (const [what, text] of Object.entries(BROKEN_TEXTS)) {
      if (isAccepted(route, text)) continue;
      const answer = await send(route, text);
      expectProblem(answer, what);
      expect(answer.statusCode, what).toBe(400);
    }
    await expectNothingChanged();
  });

  it('refuses what its schema does not accept: wrong types, unknown and missing fields, negative and fractional numbers', async () => {
    const schema = route.schema.body!;
    const sample = SAMPLES[route.url] ?? sampleOf(schema);
    expect(sample, 'a sample of the body').toBeDefined();
    expect(checker(schema)(sample)).toEqual([]);
    for (const body of malformedBodies(schema, sample)) {
      const text = JSON.stringify(body);
      const answer = await send(route, text);
      expectProblem(answer, text);
      expect(answer.statusCode, text).toBe(400);
    }
    await expectNothingChanged();
  });

  it('refuses seeded noise', async () => {
    const random = seeded(20_261_123);
    for (const bytes of brokenTexts({ ...(sampleOf(route.schema.body!) as object), unheard_of: 1 }, random, 40)) {
      if (!isAccepted(route, bytes)) expectProblem(await send(route, bytes), bytes.toString('latin1'));
    }
    await expectNothingChanged();
  });

  it('refuses bodies that are too large, packed or of another type', async () => {
    const huge = JSON.stringify({ words: 'x'.repeat(1024 * 1024) });
    expect(problemOf(await send(route, huge)).code).toBe('PAYLOAD_TOO_LARGE');
    expect(problemOf(await send(route, '{}', { 'content-encoding': 'gzip' })).code).toBe('UNSUPPORTED_MEDIA_TYPE');
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', '*/*', '']) {
      expectProblem(await send(route, '{}', { 'content-type': type }), type);
    }
    await expectNothingChanged();
  });
});

describe.each(writing)('%s', (_name, route) => {
  const body = route.schema.body ? JSON.stringify(sampleOf(route.schema.body)) : undefined;

  it('refuses headers that are not well formed', async () => {
    if (route.access === 'public') return;
    const bad: Record<string, string>[] = [
      { 'act-as': 'nobody' },
      { 'act-as': 'buyer:%00' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer sk_unknown' },
      ...(route.method === 'POST' ? [{ 'idempotency-key': 'x'.repeat(256) }, { 'idempotency-key': 'ü' }] : []),
      ...(route.tag === 'commands' ? [{ 'if-match': 'seven' }] : []),
    ];
    for (const headers of bad) expectProblem(await send(route, body, headers), JSON.stringify(headers));
    await expectNothingChanged();
  });

  it('refuses ids that are none, and parameters it does not know', async () => {
    if (!route.url.includes(':')) return;
    for (const id of ['%00', '%20', '%ff', 'x'.repeat(129), 'a%0Ab', '%F0%9F%98%80'.repeat(129)]) {
      const url = route.url.replace(/:\w+/g, id);
      expectProblem(await send({ ...route, url: url as Route['url'] }, body), id);
    }
    expectProblem(await send({ ...route, url: `${route.url}?unheard_of=1` }, body), 'an unknown parameter');
    await expectNothingChanged();
  });
});

describe.each(reading)('%s', (_name, route) => {
  it('refuses parameters it does not know, and answers none with a failure of its own', async () => {
    const { properties = {} } = (route.schema.querystring ?? {}) as { properties?: object };
    // Whose upload it is comes first, and nobody here has begun one.
    if (route.access !== 'public' && route.access.of === 'upload') return;
    expect(problemOf(await sendTo(route, `${pathOf(route)}?unheard_of=1`))).toMatchObject({ code: 'INVALID_REQUEST' });
    for (const name of Object.keys(properties)) {
      for (const value of ['', '%00', '%ff', '%', '-1', 'x'.repeat(5000), '%F0%9F%98%80', '9'.repeat(400), '1&{}=2']) {
        const url = `${pathOf(route)}?${name}=${value.replace('{}', name)}`;
        expect((await sendTo(route, url)).statusCode, url.slice(0, 200)).toBeLessThan(500);
      }
    }
    for (const id of route.url.includes(':')
      ? ['%00', '%20', '%ff', 'x'.repeat(129), 'none', '..', '%2e%2e%2fetc']
      : []) {
      const answer = await sendTo(route, route.url.replace(/:\w+/g, id));
      expect(answer.statusCode, id).toBeLessThan(500);
    }
    await expectNothingChanged();
  });
});
