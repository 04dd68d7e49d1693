import { Ajv2020 } from 'ajv/dist/2020.js';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { answer } from '../../src/http/answer.ts';
import { routesUnder } from '../../src/http/app.ts';
import { openApiOf } from '../../src/http/openapi.ts';
import { route } from '../../src/http/route.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { DEFAULT_SETTINGS } from '../../src/http/settings.ts';

interface Operation {
  operationId: string;
  summary: string;
  parameters: { name?: string; in?: string; required?: boolean; $ref?: string }[];
  requestBody?: unknown;
  responses: Record<string, { description?: string; $ref?: string }>;
  security: Record<string, string[]>[];
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: object };
}

const served = routesUnder({ ...DEFAULT_SETTINGS, sandbox: true }, ROUTES);
const document = openApiOf(served) as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => (key === '$ref' ? [String(child)] : refsIn(child)));
}

function resolve(ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], document);
}

describe('the OpenAPI document', () => {
  it('is 3.1 and has every route, with an id of its own and a summary', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(operations).toHaveLength(served.length);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(served.length);
    expect(operations.every(({ operation }) => operation.summary.length > 0)).toBe(true);
  });

  it('refers to nothing that is not there', () => {
    const refs = new Set(refsIn(document));
    expect(refs.size).toBeGreaterThan(3);
    expect([...refs].filter((ref) => resolve(ref) === undefined)).toEqual([]);
  });

  it('declares the parameters of every path, and problems for every operation', () => {
    for (const { path, operation } of operations) {
      const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name).sort()).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
      );
      expect(declared.every(({ required }) => required)).toBe(true);
      expect(operation.responses.default).toEqual({ $ref: '#/components/responses/Problem' });
      expect(Object.keys(operation.responses).length).toBeGreaterThan(1);
    }
  });

  it('has schemas of JSON Schema 2020-12 that compile', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'doc', components: document.components });
    const places = Object.keys(document.components.schemas).map((name) => `doc#/components/schemas/${name}`);
    expect(places.length).toBeGreaterThan(5);
    for (const place of places) expect(ajv.getSchema(place), place).toBeTypeOf('function');
  });

  it('says which keys may call', () => {
    expect(document.components.securitySchemes).toHaveProperty('apiKey.scheme', 'bearer');
    for (const { path, operation } of operations) {
      const isOpen = path.endsWith('/credit') || /^\/v1\/(?:staff-links\/|session$)/.test(path);
      const signsIn = path === '/v1/session' && operation.operationId !== 'signIn';
      expect(operation.security.length, path).toBe(path.startsWith('/v1/') && (!isOpen || signsIn) ? 1 : 0);
    }
  });

  it('refuses two different schemas of one name', () => {
    const get = (name: string, schema: object) =>
      route({
        method: 'GET',
        url: `/${name}`,
        name,
        summary: name,
        tag: 'test',
        access: 'public',
        schema: { response: { 200: Type.Object({ a: Type.Object(schema as never, { title: 'Same' }) }) } },
        handler: async () => answer(200, {}),
      });
    expect(() => openApiOf([get('a', { x: Type.String() }), get('b', { x: Type.Integer() })])).toThrow('Same');
    expect(() => openApiOf([get('a', { x: Type.String() }), get('b', { x: Type.String() })])).not.toThrow();
  });
});
