import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPages } from '../../src/http/pages.ts';

const HTML = { accept: 'text/html,application/xhtml+xml' };
const FRAME =
  '<head><meta name="gongdao-settings" content="" /><meta name="gongdao-nonce" content="" /></head><div id="root"></div>';

let directory: string;
let app: FastifyInstance;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gongdao-pages-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), FRAME);
  writeFileSync(join(directory, 'favicon.svg'), '<svg/>');
  writeFileSync(join(directory, 'assets', 'main-1a2b.js'), 'console.log(1)');
  app = fastify();
  registerPages(app, { directory, demo: true, timeZone: 'Asia/"<&' });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true });
});

describe('the pages', () => {
  it.each(['/', '/claims/clm_1', '/seller/claims?status=refused'])('are one frame at %s', async (url) => {
    const { statusCode, headers, body } = await app.inject({ url, headers: HTML });
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
    expect(body).toContain('<div id="root">');
  });

  it.each([
    '/v1/claims',
    '/v1',
    '/demo/sessions',
    '/problems/not-found',
    '/healthz',
    '/openapi.json',
    '/assets/gone.js',
  ])('are not at %s, which is the service’s', async (url) => {
    expect((await app.inject({ url, headers: HTML })).statusCode).toBe(404);
  });

  it('are for those who ask for HTML, and by GET', async () => {
    expect((await app.inject({ url: '/claims/clm_1', headers: { accept: 'application/json' } })).statusCode).toBe(404);
    expect((await app.inject({ method: 'POST', url: '/claims/clm_1', headers: HTML })).statusCode).toBe(404);
  });

  it('let in only our own scripts, and styles with a nonce that is another one every time', async () => {
    const answers = await Promise.all([1, 2].map(() => app.inject({ url: '/', headers: HTML })));
    const nonces = answers.map(({ headers, body }) => {
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe/);
      const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(body).toContain(`<meta name="gongdao-nonce" content="${nonce}" />`);
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
  });

  it('are told about the service, without a way out of the attribute', async () => {
    const { body } = await app.inject({ url: '/', headers: HTML });
    const [, attribute = ''] = /name="gongdao-settings" content="([^"]*)"/.exec(body) ?? [];
    expect(attribute).not.toMatch(/</);
    const text = attribute
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&amp;/g, '&');
    expect(JSON.parse(text)).toEqual({ timeZone: 'Asia/"<&', clock: 'running', demo: true, sso: null, embedders: [] });
  });

  it('keep files with a hash in their names for ever', async () => {
    const { headers } = await app.inject({ url: '/assets/main-1a2b.js' });
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('give away nothing outside their folder', async () => {
    for (const url of ['/assets/..%2findex.html', '/assets/%2e%2e/index.html', '/assets/.sources']) {
      expect((await app.inject({ url })).statusCode, url).not.toBe(200);
    }
  });

  it('are absent where the app has not been built', async () => {
    const bare = fastify();
    registerPages(bare, { directory: null });
    expect((await bare.inject({ url: '/', headers: HTML })).statusCode).toBe(404);
  });
});
