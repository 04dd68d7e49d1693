import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceStatus } from '../../src/http/deps.ts';
import { createLog } from '../../src/http/log.ts';
import { API_KEY_ROUTES } from '../../src/http/routes/api-keys.ts';
import { HEALTH_ROUTES } from '../../src/http/routes/health.ts';
import { createTestService, problemOf, type TestService } from './support/service.ts';

const GOOD: ServiceStatus = { database: true, migrated: true, worker: { lagSeconds: 1, parked: 2, alarm: null } };
let status: ServiceStatus = GOOD;
let service: TestService;
beforeAll(async () => {
  service = await createTestService({
    routes: [...API_KEY_ROUTES, ...HEALTH_ROUTES],
    status: async () => status,
    settings: { logEvery: 0 },
  });
});
afterAll(() => service.close());
afterEach(() => {
  status = GOOD;
});

const get = (url: string) => service.request({ url, key: null });

describe('health', () => {
  it('the process is healthy whatever the database does', async () => {
    status = { database: false, migrated: false, worker: null };
    expect((await get('/healthz')).json()).toEqual({ status: 'ok' });
  });

  it('is ready when the database answers, the schema is current and the worker keeps up', async () => {
    expect((await get('/readyz')).json()).toEqual({
      status: 'ready',
      worker: { lag_seconds: 1, parked: 2, alarm: null },
    });
    status = { ...GOOD, worker: null };
    expect((await get('/readyz')).json()).toEqual({ status: 'ready', worker: null });
  });

  it.each<[Partial<ServiceStatus>, string]>([
    [{ database: false }, '/database'],
    [{ migrated: false }, '/migrations'],
    [{ worker: { lagSeconds: 61, parked: 0, alarm: null } }, '/worker/lag_seconds'],
    [{ worker: { lagSeconds: 0, parked: 0, alarm: 'clock_jumped' } }, '/worker/alarm'],
  ])('with %j it is not ready and says why', async (trouble, pointer) => {
    status = { ...GOOD, ...trouble };
    const refusal = await get('/readyz');
    expect(problemOf(refusal)).toMatchObject({ status: 503, code: 'NOT_READY', errors: [{ pointer }] });
    expect(refusal.headers['retry-after']).toBe('5');
  });

  it('gives metrics that Prometheus can read', async () => {
    await get('/v1/api-keys');
    await service.request({ url: '/v1/api-keys' });
    const metrics = await get('/metrics');
    expect(metrics.headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(metrics.body).toContain('gongdao_http_requests_total{method="GET",route="/v1/api-keys",status="200"} 1\n');
    expect(metrics.body).toContain('gongdao_http_requests_total{method="GET",route="/v1/api-keys",status="401"} 1\n');
    expect(metrics.body).toContain('gongdao_problems_total{code="UNAUTHENTICATED"} 1\n');
    expect(metrics.body).toContain('gongdao_worker_parked_claims 2\n');
    expect(metrics.body).toContain(
      'gongdao_http_request_duration_seconds_bucket{method="GET",route="/v1/api-keys",le="+Inf"} 2\n',
    );
    const line = /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{(?:\w+="(?:[^"\\\n]|\\.)*",?)*\})? -?[\d.e+-]+)$/;
    expect(
      metrics.body
        .trimEnd()
        .split('\n')
        .filter((text) => !line.test(text)),
    ).toEqual([]);
  });
});

describe('the log', () => {
  it('has a line for every refusal, with the route and the role but no id of a person', async () => {
    const before = service.logLines().length;
    await service.request({
      url: '/v1/api-keys?limit=777',
      as: 'buyer:very-private',
      headers: { 'x-request-id': 'r1' },
    });
    await service.request({ url: '/v1/api-keys' });
    const lines = service.logLines().slice(before);
    expect(lines).toMatchObject([
      { level: 'info', requestId: 'r1', method: 'GET', route: '/v1/api-keys', status: 403, role: 'buyer' },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/very-private|777|sk_/);
  });

  it('removes what should never have come', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const error = Object.assign(new Error('duplicate key "B9"'), {
      code: '23505',
      table: 'claim',
      detail: 'Key (buyer_id)=(B9)',
    });
    log.error(
      { err: error, authorization: 'Bearer sk_1', request: { headers: { a: 'sk_2' }, secret: 'sk_3' } },
      'failed',
    );
    expect(lines.join('')).not.toMatch(/B9|sk_/);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      level: 'error',
      err: { type: 'Error', code: '23505', table: 'claim' },
    });
  });
});
