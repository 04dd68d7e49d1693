import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/contract/api-key.ts';
import { answer } from '../../src/http/answer.ts';
import { routesUnder } from '../../src/http/app.ts';
import { CALLER_ROLES, type CallerRole, REACHES, type Route, route } from '../../src/http/route.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { DEFAULT_SETTINGS } from '../../src/http/settings.ts';
import { createTestService } from './support/service.ts';

const served = routesUnder({ ...DEFAULT_SETTINGS, sandbox: true }, ROUTES);
const named = served.map((entry) => [`${entry.method} ${entry.url}`, entry] as const);

/** What the interface names as open to everybody. */
const PUBLIC = [
  'GET /healthz',
  'GET /metrics',
  'GET /openapi.json',
  'GET /readyz',
  'GET /sso/callback',
  'GET /sso/start',
  'GET /v1/shops/:id/credit',
  'POST /v1/session',
  'POST /v1/staff-links/look',
  'POST /v1/staff-links/use',
];

function objectsIn(schema: unknown): Record<string, unknown>[] {
  if (Array.isArray(schema)) return schema.flatMap(objectsIn);
  if (typeof schema !== 'object' || schema === null) return [];
  const inside = Object.values(schema).flatMap(objectsIn);
  return 'properties' in schema && 'type' in schema ? [schema as Record<string, unknown>, ...inside] : inside;
}

describe('the table of routes', () => {
  it('names every route once', () => {
    expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
    expect(new Set(served.map(({ name }) => name)).size).toBe(named.length);
  });

  it('opens to everybody what the interface says, and nothing else', () => {
    const open = named.filter(([, { access }]) => access === 'public').map(([name]) => name);
    expect(open.sort()).toEqual(PUBLIC.filter((name) => named.some(([known]) => known === name)));
  });

  it.each(named)('%s says who may call it, and with which parameters', (_name, { access, url, schema, summary }) => {
    if (access !== 'public') {
      const roles = Object.keys(access.sees) as CallerRole[];
      expect(roles.length).toBeGreaterThan(0);
      expect(access.scopes.length).toBeGreaterThan(0);
      expect(roles.every((role) => CALLER_ROLES.includes(role))).toBe(true);
      expect(Object.values(access.sees).every((reach) => REACHES.includes(reach))).toBe(true);
      expect(access.scopes.every((scope) => SCOPES.includes(scope))).toBe(true);
    }
    const params = (schema.params as { properties?: object } | undefined)?.properties ?? {};
    expect(Object.keys(params).sort()).toEqual([...url.matchAll(/:(\w+)/g)].map(([, name]) => name).sort());
    expect(summary.length).toBeGreaterThan(5);
  });

  it.each(named)('%s takes no unknown fields', (_name, { schema }) => {
    for (const object of objectsIn([schema.params, schema.querystring, schema.body])) {
      expect(object.additionalProperties, JSON.stringify(object).slice(0, 200)).toBe(false);
    }
  });

  it('does not compile without an access decision, nor a POST without one on idempotency', () => {
    const rest = {
      url: '/x',
      name: 'x',
      summary: 'x',
      tag: 'x',
      schema: {},
      handler: async () => answer(200, {}),
    } as const;
    // @ts-expect-error: who may call it is not said.
    route({ ...rest, method: 'GET' });
    // @ts-expect-error: what becomes of an idempotency key is not said.
    route({ ...rest, method: 'POST', access: 'public' });
    // @ts-expect-error: there is no such role.
    route({ ...rest, method: 'GET', access: { scopes: ['claims'], sees: { admin: 'all' } } });
    // @ts-expect-error: what each role sees is not said.
    route({ ...rest, method: 'GET', access: { scopes: ['claims'] } });
    // @ts-expect-error: whose own is not said.
    route({ ...rest, method: 'GET', access: { scopes: ['claims'], sees: { buyer: 'own' } } });
    expect(route({ ...rest, method: 'GET', access: 'public' }).url).toBe('/x');
  });

  it('cannot be served with a route that got by the compiler without one', async () => {
    const open = {
      method: 'GET',
      url: '/test/open',
      name: 'open',
      summary: '',
      tag: 'test',
      schema: {},
      handler: async () => answer(200, {}),
    };
    await expect(createTestService({ routes: [open as unknown as Route] })).rejects.toThrow('access');
  });
});
