import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../../locales/locale.ts';
import { negotiate } from '../../locales/negotiation.ts';

/** What the pages are told about the service they belong to. */
export interface PageOptions {
  /** The folder of the built web app, `index.html` and `assets/`; null where it has not been built. */
  readonly directory: string | null;
  /** In which days and hours are told (R1); Asia/Shanghai where nothing else is said. */
  readonly timeZone?: string;
  /** Whether the clock stands still between advances. */
  readonly sandbox?: boolean;
  /** Whether visitors may choose who they are. */
  readonly demo?: boolean;
  /** What the company's own sign-in is called, where staff may use it. */
  readonly sso?: string | null;
  /** Origins whose pages may show what is below `/embed/` inside. */
  readonly embedders?: readonly string[];
}

const BUILDS = join(import.meta.dirname, '..', '..', 'dist-web');

/** The folder of the build that `scripts/build-web.ts` made last; null where there is none. */
export function builtPages(): string | null {
  const current = join(BUILDS, 'current');
  return existsSync(current) ? join(BUILDS, readFileSync(current, 'utf8')) : null;
}

/** Addresses of the service itself; what is not there is said there as a problem and never as a page. */
const OF_THE_SERVICE = /^\/(?:v1|demo|sso|problems|assets)(?:\/|$)|^\/(?:healthz|readyz|metrics|openapi\.json)$/;
const YEAR_IN_SECONDS = 31_536_000;

/**
 * Only our own scripts, and only styles that are ours or that our scripts have made (Ant Design makes its own, marked
 * with the nonce). Pictures may come from the marketplace, which says where goods are pictured.
 */
function policyFor(nonce: string, ancestors: string): string {
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
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/** What a page needs beside the frame, as the build says: the server names it, so that all of it is fetched at once. */
interface Preload {
  /** `/claims/:id` */
  readonly path: string;
  readonly styles: readonly string[];
  readonly scripts: { readonly [L in Locale]: readonly string[] };
}

function readPreloads(directory: string): readonly Preload[] {
  const file = join(directory, 'preloads.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Preload[]) : [];
}

const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '');

function isAt(path: string, pattern: string): boolean {
  const given = segmentsOf(path);
  const wanted = segmentsOf(pattern);
  return wanted.length === given.length && wanted.every((segment, at) => segment[0] === ':' || segment === given[at]);
}

function linksFor({ styles, scripts }: Preload, locale: Locale): string {
  const links = [
    ...styles.map((file) => `<link rel="stylesheet" crossorigin href="${file}">`),
    ...scripts[locale].map((file) => `<link rel="modulepreload" crossorigin href="${file}">`),
  ];
  return links.join('');
}

interface Showing {
  readonly path: string;
  readonly locale: Locale;
  readonly nonce: string;
}

/** The frame of every page, as a function of what is shown in it; the nonce is another one every time. */
function frameOf(
  directory: string,
  { timeZone = 'Asia/Shanghai', sandbox = false, demo = false, sso = null, embedders = [] }: PageOptions,
) {
  const settings = JSON.stringify({ timeZone, clock: sandbox ? 'still' : 'running', demo, sso, embedders });
  const preloads = readPreloads(directory);
  const text = readFileSync(join(directory, 'index.html'), 'utf8').replace(
    '<meta name="gongdao-settings" content="" />',
    () => `<meta name="gongdao-settings" content="${escapeAttribute(settings)}" />`,
  );
  return ({ path, locale, nonce }: Showing) => {
    const preload = preloads.find((one) => isAt(path, one.path));
    return text
      .replace('<meta name="gongdao-nonce" content="" />', `<meta name="gongdao-nonce" content="${nonce}" />`)
      .replace('</head>', preload ? `${linksFor(preload, locale)}</head>` : '</head>');
  };
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? url;
}

/** The addresses that may be shown inside others' pages; the app behind them is the same. */
const EMBEDDED = /^\/embed(?=\/)/;

function ancestorsOf(path: string, { embedders = [] }: PageOptions): string | null {
  return EMBEDDED.test(path) && embedders.length > 0 ? embedders.join(' ') : null;
}

function wantsPage(request: FastifyRequest): boolean {
  const path = pathOf(request);
  if (OF_THE_SERVICE.test(path)) return false;
  return path === '/' || (request.headers.accept ?? '').includes('text/html');
}

/**
 * Serves the built web app: files whose names carry a hash for ever, the page at every address that is none of the
 * service's, to whoever asks for HTML. Does nothing where the app has not been built.
 */
export function registerPages(app: FastifyInstance, options: PageOptions): void {
  const { directory } = options;
  if (directory === null) return;
  const frame = frameOf(directory, options);
  const sendPage = (request: FastifyRequest, reply: FastifyReply) => {
    if (!wantsPage(request)) return reply.callNotFound();
    const nonce = randomBytes(18).toString('base64');
    const path = pathOf(request);
    const ancestors = ancestorsOf(path, options);
    // Browsers that know frame-ancestors need no X-Frame-Options, which can name nobody.
    if (ancestors !== null) reply.removeHeader('x-frame-options');
    const policy = policyFor(nonce, ancestors ?? "'none'");
    return reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(frame({ path: path.replace(EMBEDDED, ''), locale: negotiate(request.headers['accept-language']), nonce }));
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
    scope.get('/embed.js', (_request, reply) =>
      reply
        .headers({ 'cache-control': 'public, max-age=3600', 'cross-origin-resource-policy': 'cross-origin' })
        .sendFile('embed.js', directory, { cacheControl: false }),
    );
    scope.get('/*', sendPage);
    done();
  });
}
