import { connect, type Socket } from 'node:net';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../src/http/answer.ts';
import { buildApp } from '../../src/http/app.ts';
import { type Route, route } from '../../src/http/route.ts';
import { HEALTH_ROUTES } from '../../src/http/routes/health.ts';
import { listen, type RunningServer } from '../../src/http/server.ts';
import { createTestService, type TestService } from './support/service.ts';

let service: TestService;
let server: RunningServer;
let port: number;

let started = Promise.withResolvers<void>();
let gate = Promise.withResolvers<void>();
const SLOW: Route = route({
  method: 'GET',
  url: '/test/slow',
  name: 'slow',
  summary: '',
  tag: 'test',
  access: 'public',
  schema: {},
  handler: async () => {
    started.resolve();
    await gate.promise;
    return answer(200, { done: true });
  },
});
const ECHO: Route = route({
  method: 'POST',
  idempotency: 'none',
  url: '/test/echo',
  name: 'echo',
  summary: '',
  tag: 'test',
  access: 'public',
  schema: { body: Type.Object({}, { additionalProperties: false }) },
  handler: async ({ body }) => answer(200, body),
});
const ROUTES = [SLOW, ECHO, ...HEALTH_ROUTES];

beforeAll(async () => {
  service = await createTestService({
    routes: ROUTES,
    settings: { headersTimeoutMs: 300, requestTimeoutMs: 300, maxHeaderBytes: 8192 },
  });
  server = await listen(service.app, { host: '127.0.0.1', port: 0, shutdownMs: 500 });
  port = Number(new URL(server.url).port);
});
afterAll(() => service.close());

/** Sends bytes as they are and collects what comes back until the other side ends. */
function exchange(bytes: string | Buffer, at = port): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(at, '127.0.0.1', () => socket.write(bytes));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8');
    });
    socket.on('end', () => resolve(received));
    socket.on('error', reject);
  });
}

const HEAD = 'POST /test/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';

describe('what comes over the wire', () => {
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['a TLS greeting', Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3, 13, 10, 13, 10]), 400, 'MALFORMED_REQUEST'],
    ['a header with a line break in it', `${HEAD}X-A: a\rb\r\n\r\n`, 400, 'MALFORMED_REQUEST'],
    ['two lengths', `${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400, 'MALFORMED_REQUEST'],
    [
      'length and chunks at once',
      `${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'MALFORMED_REQUEST',
    ],
    ['a negative length', `${HEAD}Content-Length: -1\r\n\r\n`, 400, 'MALFORMED_REQUEST'],
    [
      'a broken chunk',
      `${HEAD}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
      'MALFORMED_REQUEST',
    ],
    ['too many headers', `${HEAD}X-A: ${'x'.repeat(9000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    ['a path that is no path', 'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['an unknown method', 'BREW /test/echo HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['headers that never end', 'GET /healthz HTTP/1.1\r\nHost: x\r\n', 408, 'REQUEST_TIMEOUT'],
    [
      'a body that never ends',
      `${HEAD}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
      408,
      'REQUEST_TIMEOUT',
    ],
    [
      'a body larger than announced as allowed',
      `${HEAD}Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{}`,
      413,
      'PAYLOAD_TOO_LARGE',
    ],
  ])('%s is a clear problem', async (...[, bytes, status, code]) => {
    const received = await exchange(bytes);
    const [head = '', body = ''] = received.split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toContain(`HTTP/1.1 ${status}`);
    expect(head.toLowerCase()).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, code });
  });

  it('a body that is less than announced leaves the service as it was', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`${HEAD}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{`);
    socket.destroy();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('a chunked body is a body', async () => {
    const received = await exchange(
      `${HEAD}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    );
    expect(received).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\{\}$/);
  });
});

describe('stopping', () => {
  it('lets a request in flight finish, and takes no new ones', async () => {
    const other = await listen(buildApp(service.deps, ROUTES), { host: '127.0.0.1', port: 0, shutdownMs: 5000 });
    started = Promise.withResolvers<void>();
    gate = Promise.withResolvers<void>();
    const inFlight = fetch(`${other.url}/test/slow`);
    await started.promise;
    const stopped = other.stop();
    gate.resolve();
    expect(await (await inFlight).json()).toEqual({ done: true });
    await stopped;
    await expect(fetch(`${other.url}/healthz`)).rejects.toThrow();
  });

  it('does not wait for ever', async () => {
    const other = await listen(buildApp(service.deps, ROUTES), { host: '127.0.0.1', port: 0, shutdownMs: 50 });
    started = Promise.withResolvers<void>();
    gate = Promise.withResolvers<void>();
    const inFlight = fetch(`${other.url}/test/slow`).catch((error: Error) => error.message);
    await started.promise;
    await other.stop();
    expect(await inFlight).toContain('failed');
    gate.resolve();
  });
});
