import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRateLimiter, rateLimitHeaders } from '../../src/http/rate-limit.ts';
import { API_KEY_ROUTES } from '../../src/http/routes/api-keys.ts';
import { HEALTH_ROUTES } from '../../src/http/routes/health.ts';
import { createTestService, problemOf, type TestService } from './support/service.ts';

describe('the bucket of a caller', () => {
  it('holds a burst, fills at its rate and never beyond the burst', () => {
    let now = 0;
    const spend = createRateLimiter({ burst: 3, perSecond: 2 }, () => now);
    expect([spend('a'), spend('a'), spend('a')].map(({ remaining }) => remaining)).toEqual([2, 1, 0]);
    expect(spend('a')).toEqual({ limit: 3, remaining: 0, resetSeconds: 2, retryAfterSeconds: 1 });
    expect(spend('b').retryAfterSeconds).toBeNull();
    now = 499;
    expect(spend('a').retryAfterSeconds).toBe(1);
    now = 500;
    expect(spend('a').retryAfterSeconds).toBeNull();
    now = 3_600_000;
    expect(spend('a').remaining).toBe(2);
  });

  it('says so in headers', () => {
    const spend = createRateLimiter({ burst: 1, perSecond: 0.1 }, () => 0);
    expect(rateLimitHeaders(spend('a'))).toEqual({
      'ratelimit-limit': '1',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '10',
    });
    expect(rateLimitHeaders(spend('a'))).toMatchObject({ 'retry-after': '10' });
  });

  it('forgets those who were quiet longest, so that memory stays bounded', () => {
    const spend = createRateLimiter({ burst: 1, perSecond: 0.001 }, () => 0);
    spend('first');
    expect(spend('first').retryAfterSeconds).not.toBeNull();
    for (let index = 0; index < 50_000; index += 1) spend(`other ${index}`);
    expect(spend('first').retryAfterSeconds).toBeNull();
  });
});

describe('rate limits of the service', () => {
  let service: TestService;
  beforeAll(async () => {
    const slow = { burst: 2, perSecond: 0.001 };
    service = await createTestService({
      routes: [...API_KEY_ROUTES, ...HEALTH_ROUTES],
      settings: { rateLimit: slow, anonymousRateLimit: slow },
    });
  });
  afterAll(() => service.close());

  it('counts each key and user alone, and answers 429 with Retry-After', async () => {
    const list = (as?: string) => service.request({ url: '/v1/api-keys', ...(as === undefined ? {} : { as }) });
    const first = await list();
    expect(first.statusCode).toBe(200);
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
    await list();
    const refusal = await list();
    expect(problemOf(refusal)).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    expect(Number(refusal.headers['retry-after'])).toBeGreaterThan(0);
    expect((await list('buyer:B1')).statusCode).toBe(403);
    const { secret } = await service.newKey(['config']);
    expect((await service.request({ url: '/v1/api-keys', key: secret })).statusCode).toBe(200);
  });

  it('holds those who guess keys, by address', async () => {
    const guess = (remoteAddress: string) =>
      service.request({ url: '/v1/api-keys', key: 'sk_guess', remoteAddress }).then(({ statusCode }) => statusCode);
    expect([await guess('10.0.0.1'), await guess('10.0.0.1'), await guess('10.0.0.1')]).toEqual([401, 401, 429]);
    expect(await guess('10.0.0.2')).toBe(401);
  });

  it('leaves health alone', async () => {
    for (let index = 0; index < 10; index += 1) {
      expect((await service.request({ url: '/healthz', key: null })).statusCode).toBe(200);
    }
  });
});
