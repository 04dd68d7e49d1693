import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../src/http/answer.ts';
import { routesUnder } from '../../src/http/app.ts';
import { ALIKE } from '../../src/http/authorization.ts';
import { type Route, route } from '../../src/http/route.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { SECURITY_HEADERS, transportHeaders } from '../../src/http/security-headers.ts';
import { listen, type RunningServer } from '../../src/http/server.ts';
import { DEFAULT_SETTINGS } from '../../src/http/settings.ts';
import { createMarket, type Market } from './support/market.ts';
import { createTestService, problemOf } from './support/service.ts';

const PUBLIC_URL = 'https://help.shop.example';
const settings = { anonymousRateLimit: null, browserRateLimit: null, publicUrl: PUBLIC_URL };

let market: Market;
let server: RunningServer;
let port: number;
beforeAll(async () => {
  market = await createMarket(undefined, { settings: { ...settings, headersTimeoutMs: 300, requestTimeoutMs: 300 } });
  server = await listen(market.service.app, { host: '127.0.0.1', port: 0, shutdownMs: 500 });
  port = Number(new URL(server.url).port);
});
afterAll(() => market.close());

const served = routesUnder({ ...DEFAULT_SETTINGS, sandbox: true }, ROUTES).filter(({ endless }) => !endless);
const addressOf = ({ url }: Route) => url.replace(/:\w+/g, 'nothing');

/** What goes over the wire when this comes over it. */
function exchange(bytes: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('utf8');
  });
  socket.on('close', () => resolve(received));
  socket.on('error', reject);
  return promise;
}

describe('every answer', () => {
  it('of every route, let in or not, carries all headers, and sends nobody elsewhere', async () => {
    for (const one of served) {
      for (const key of [null, market.service.key]) {
        const reply = await market.service.request({ method: one.method, url: addressOf(one), key });
        const { 'cache-control': _, ...fixed } = SECURITY_HEADERS;
        expect(reply.headers, one.name).toMatchObject({ ...fixed, ...transportHeaders(PUBLIC_URL) });
        expect(reply.headers.location, one.name).toBeUndefined();
        expect(reply.statusCode < 300 || reply.statusCode >= 400, one.name).toBe(true);
      }
    }
  });

  it.each([
    ['no such address', 'GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['no such method there', 'DELETE /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['no HTTP', 'nonsense\r\n\r\n'],
    ['a path that is no path', 'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ])('carries them over the wire: %s', async (_name, bytes) => {
    const head = (await exchange(bytes)).split('\r\n\r\n')[0]?.toLowerCase();
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      expect(head).toContain(`${name}: ${value}`.toLowerCase());
  });

  it('speaks of https only where users come by it', () => {
    expect(transportHeaders('http://127.0.0.1:4000')).toEqual({});
    expect(transportHeaders(null)).toEqual({});
    expect(transportHeaders(PUBLIC_URL)['strict-transport-security']).toMatch(/^max-age=\d{8,}; includeSubDomains$/);
  });

  it('tells no server and no version', async () => {
    const { headers } = await market.service.request({ url: '/healthz', key: null });
    expect(Object.keys(headers).filter((name) => /^(?:server|x-powered-by|via)$/.test(name))).toEqual([]);
  });
});

describe('other origins', () => {
  it('are given nothing, asked beforehand or not', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    for (const one of served) {
      for (const method of ['OPTIONS', one.method] as const) {
        const reply = await market.service.request({ method, url: addressOf(one), headers });
        expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
        if (method === 'OPTIONS') expect(problemOf(reply).code).toBe('METHOD_NOT_ALLOWED');
      }
    }
  });

  it('cannot write by a form: what changes something is JSON, and the token in a header', async () => {
    const claim = await market.open(await market.order());
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const reply = await market.service.request({
        method: 'POST',
        url: `/v1/claims/${claim.id}/withdraw`,
        as: 'buyer:B9',
        headers: { 'content-type': type },
        payload: '{}',
      });
      expect(problemOf(reply).code).toBe('UNSUPPORTED_MEDIA_TYPE');
    }
  });
});

describe('the host that a sender names', () => {
  it('is nowhere in an address that users are sent to', async () => {
    const reply = await market.service.request({
      method: 'POST',
      url: '/v1/portal-sessions',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      payload: { role: 'buyer', subject: 'B9' },
    });
    expect(reply.json<{ url: string }>().url.startsWith(`${PUBLIC_URL}/`)).toBe(true);
    expect(reply.body).not.toContain('evil.example');
  });
});

const SMUGGLED = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';

describe('a request within a request', () => {
  it.each([
    ['two ways to tell the length', `Content-Length: ${SMUGGLED.length + 5}\r\nTransfer-Encoding: chunked`],
    ['a coding nobody knows', 'Transfer-Encoding: xchunked'],
    ['chunked that is not the last', 'Transfer-Encoding: chunked, identity'],
    ['a name with a space', 'Transfer-Encoding : chunked'],
    ['a folded line', 'Transfer-Encoding:\r\n chunked'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 0'],
    ['a length with a sign', 'Content-Length: +5'],
  ])('is not answered: %s', async (_name, header) => {
    const received = await exchange(
      `POST /v1/claims HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${header}\r\n\r\n0\r\n\r\n${SMUGGLED}`,
    );
    expect(received.split('\r\n')[0]).toBe('HTTP/1.1 400 Bad Request');
    expect(received).not.toContain('"status":"ok"');
  });

  it('a chunk of more than it says ends the connection', async () => {
    const received = await exchange(
      `POST /v1/claims HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}${SMUGGLED}`,
    );
    expect(received).not.toContain('"status":"ok"');
  });

  it.each(['TRACE', 'CONNECT'])('%s is not spoken', async (method) => {
    const received = await exchange(
      `${method} /healthz HTTP/1.1\r\nHost: x\r\nX-Secret: s3cret\r\nConnection: close\r\n\r\n`,
    );
    expect(received).not.toContain('s3cret');
    expect(received).not.toMatch(/^HTTP\/1\.1 2/);
  });
});

describe('who is slow', () => {
  it.each([
    ['with the headers', 'POST /v1/claims HTTP/1.1\r\nHost: x\r\nX-A: '],
    [
      'with the body',
      'POST /v1/claims HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"a',
    ],
  ])('%s is not waited for', async (_name, bytes) => {
    const received = await exchange(bytes);
    expect(received).toMatch(/^HTTP\/1\.1 (?:408|401) /);
  });
});

const COSTLY: Route = route({
  method: 'GET',
  url: '/test/costly',
  name: 'costly',
  summary: '',
  tag: 'test',
  access: { scopes: ['claims'], sees: ALIKE },
  costly: { burst: 1, perSecond: 0.001 },
  schema: {},
  handler: async () => answer(200, {}),
});

const CHEAP = { ...COSTLY, url: '/test/cheap', name: 'cheap', costly: { burst: 9, perSecond: 9 } } as Route;

describe('limits', () => {
  it('on one costly route are each actor’s own, and leave the rest alone', async () => {
    const service = await createTestService({ routes: [COSTLY, CHEAP] });
    const ask = async (url: string, as: string) => (await service.request({ url, as })).statusCode;
    expect([await ask('/test/costly', 'buyer:B9'), await ask('/test/costly', 'buyer:B9')]).toEqual([200, 429]);
    expect(await ask('/test/costly', 'buyer:B1')).toBe(200);
    expect(await ask('/test/cheap', 'buyer:B9')).toBe(200);
    await service.close();
  });

  it('hold what takes seconds or space', () => {
    const costly = ROUTES.filter((one) => one.costly).map(({ name }) => name);
    expect(costly).toEqual(expect.arrayContaining(['publishPolicy', 'checkPolicy', 'uploadFile']));
  });

  it('on browsers are each address’s, however many tokens come from it', async () => {
    const tight = await createMarket(undefined, { settings: { browserRateLimit: { burst: 2, perSecond: 0.001 } } });
    const tokens = await Promise.all(
      ['B1', 'B2', 'B3'].map((subject) => tight.post('/v1/portal-sessions', { role: 'buyer', subject })),
    );
    const from = (remoteAddress: string) =>
      Promise.all(
        tokens.map(({ token }) => tight.service.request({ url: '/v1/claims', key: token, remoteAddress })),
      ).then((all) => all.map(({ statusCode }) => statusCode).sort());
    expect(await from('10.0.0.1')).toEqual([200, 200, 429]);
    expect(await from('10.0.0.2')).toEqual([200, 200, 429]);
    await tight.close();
  });
});
