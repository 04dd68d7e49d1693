import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What the pages are told about the service they belong to. */
export interface PageOptions {
  /** The folder of the built web app: `index.html`, `assets/`. */
  readonly directory: string;
  /** In which days and hours are told (R1); Asia/Shanghai where nothing else is said. */
  readonly timeZone?: string;
  /** Whether the clock stands still between advances. */
  readonly sandbox?: boolean;
  /** Whether visitors may choose who they are. */
  readonly demo?: boolean;
}

/** The folder that `scripts/build-web.ts` fills. */
export const WEB_DIRECTORY: string = join(import.meta.dirname, '..', '..', 'dist-web');

/** Addresses of the service itself; what is not there is said there as a problem and never as a page. */
const OF_THE_SERVICE = /^\/(?:v1|demo|problems|assets)(?:\/|$)|^\/(?:healthz|readyz|metrics|openapi\.json)$/;
const YEAR_IN_SECONDS = 31_536_000;

/**
 * Only our own scripts, and only styles that are ours or that our scripts have made (Ant Design makes its own, marked
 * with the nonce). Pictures may come from the marketplace, which says where goods are pictured.
 */
function policyFor(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data: https:",
    "media-src 'self' blob:",
    "frame-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/** The page's frame as a function of the nonce, which is another one every time. */
function pageOf({ directory, timeZone = 'Asia/Shanghai', sandbox = false, demo = false }: PageOptions) {
  const settings = JSON.stringify({ timeZone, clock: sandbox ? 'still' : 'running', demo });
  const text = readFileSync(join(directory, 'index.html'), 'utf8').replace(
    '<meta name="gongdao-settings" content="" />',
    () => `<meta name="gongdao-settings" content="${escapeAttribute(settings)}" />`,
  );
  return (nonce: string) =>
    text.replace('<meta name="gongdao-nonce" content="" />', `<meta name="gongdao-nonce" content="${nonce}" />`);
}

function wantsPage({ url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? url;
  if (OF_THE_SERVICE.test(path)) return false;
  return path === '/' || (headers.accept ?? '').includes('text/html');
}

/**
 * Serves the built web app: files whose names carry a hash for ever, the page at every address that is none of the
 * service's, to whoever asks for HTML. Does nothing where the app has not been built.
 */
export function registerPages(app: FastifyInstance, options: PageOptions): void {
  const { directory } = options;
  if (!existsSync(join(directory, 'index.html'))) return;
  const page = pageOf(options);
  const sendPage = (request: FastifyRequest, reply: FastifyReply) => {
    if (!wantsPage(request)) return reply.callNotFound();
    const nonce = randomBytes(18).toString('base64');
    return reply
      .headers({ 'content-security-policy': policyFor(nonce), 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(page(nonce));
  };
  app.register((scope, _options, done) => {
    scope.register(staticFiles, {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply) => {
        reply.header('cache-control', `public, max-age=${YEAR_IN_SECONDS}, immutable`);
      },
    });
    scope.get('/favicon.svg', (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=86400')
        .sendFile('favicon.svg', directory, { cacheControl: false }),
    );
    scope.get('/*', sendPage);
    done();
  });
}
