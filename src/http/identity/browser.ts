import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';

/** What sign-in has to know of who sends a request. */
export interface Browser {
  readonly address: string;
  /** As it calls itself. */
  readonly userAgent: string;
  /** Whether its cookies may travel without TLS: on the machine itself, in development. */
  readonly isPlain: boolean;
  /** Whether the request may have been made by a page of somebody else. */
  readonly isForeign: boolean;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

const LONGEST_USER_AGENT = 300;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;
const CHANGES_NOTHING: readonly string[] = ['GET', 'HEAD'];

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Whether an origin is of this host; either may write out the port that its scheme has of itself. */
function isOf(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: own } = new URL(origin);
  const asked = `${protocol}//${host}`;
  return URL.canParse(asked) && new URL(asked).host === own;
}

/**
 * Three walls, each of which would do (OWASP): no page of another site can send `X-Requested-With` without our leave;
 * browsers say by `Sec-Fetch-Site` where a request comes from; those that do not, and they do not without TLS, say by
 * `Origin`, on everything that changes something.
 */
function isForeign(request: FastifyRequest, publicUrl: string | null): boolean {
  if (headerOf(request, 'x-requested-with') !== 'gongdao') return true;
  const site = headerOf(request, 'sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin';
  const origin = headerOf(request, 'origin');
  if (origin === undefined) return !CHANGES_NOTHING.includes(request.method);
  return origin !== publicUrl && !isOf(origin, request.host);
}

/** Behind a proxy that hides the name and the scheme, the address that users know or the page's origin tells. */
function isPlain(request: FastifyRequest, publicUrl: string | null): boolean {
  const known = [publicUrl, headerOf(request, 'origin')];
  if (request.protocol === 'https' || known.some((url) => url?.startsWith('https:'))) return false;
  return LOOPBACK.test(request.host);
}

export function browserOf(request: FastifyRequest, publicUrl: string | null): Browser {
  return {
    address: request.ip,
    userAgent: (headerOf(request, 'user-agent') ?? '').slice(0, LONGEST_USER_AGENT),
    isPlain: isPlain(request, publicUrl),
    isForeign: isForeign(request, publicUrl),
    cookies: parseCookie(headerOf(request, 'cookie') ?? ''),
  };
}

/** What keeps a cookie apart from those that other sites under the same name could set. */
const HOST_ONLY = '__Host-';

interface Kept {
  readonly name: string;
  readonly value: string;
  /** Empty: until the browser is closed. */
  readonly maxAge?: number;
  /** `lax`: also sent when another site leads here. */
  readonly sameSite: 'strict' | 'lax';
}

/**
 * `Set-Cookie`. A browser keeps a `__Host-` cookie only if it came with TLS, so without it, which is for the machine
 * itself alone, the name has no prefix; elsewhere that name is not read.
 */
export function setCookie({ isPlain: plain }: Browser, { name, value, maxAge, sameSite }: Kept): string {
  return stringifySetCookie({
    name: plain ? name : `${HOST_ONLY}${name}`,
    value,
    path: '/',
    httpOnly: true,
    secure: !plain,
    sameSite,
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}

export function readCookie({ isPlain: plain, cookies }: Browser, name: string): string | undefined {
  return cookies[plain ? name : `${HOST_ONLY}${name}`];
}
