import { currentLocale } from '../language/locale.ts';
import { observeServerTime } from '../session/server-clock.ts';
import { currentSession, endSession } from '../session/session.ts';
import { SETTINGS } from '../session/settings.ts';
import { offline, problemOf } from './problem.ts';

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** One for each thing somebody wants done, so that it is done once however often it is sent. */
  readonly idempotencyKey?: string;
  /** The version of the claim that was looked at; the server refuses when it is another by now. */
  readonly version?: number;
  readonly signal?: AbortSignal;
}

function addressOf({ path, query = {} }: Request): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** Who asks, and in which language sentences are to come. */
export function commonHeaders(): Record<string, string> {
  const session = currentSession();
  const common = { 'accept-language': currentLocale(), 'x-requested-with': 'gongdao' };
  if (!session) return common;
  return session.token === null
    ? { ...common, 'act-as': session.viewer.role }
    : { ...common, authorization: `Bearer ${session.token}` };
}

function headersOf({ body, idempotencyKey, version }: Request): Record<string, string> {
  return {
    ...commonHeaders(),
    accept: 'application/json, application/problem+json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
  };
}

/** `gongdao-now` is exact; `date` counts whole seconds and knows nothing of a clock that somebody has moved. */
function readTime(response: Response, sent: number): void {
  const span = { sent, came: Date.now() };
  const exact = response.headers.get('gongdao-now');
  if (exact !== null) observeServerTime(Date.parse(exact), span, 1);
  else if (SETTINGS.clock === 'running') observeServerTime(Date.parse(response.headers.get('date') ?? ''), span, 1000);
}

/** Fetches as whoever the session is of. Throws `ApiProblem`, also where no answer comes. */
export async function send(address: string, init: RequestInit): Promise<Response> {
  const sent = Date.now();
  const session = currentSession();
  const response = await fetch(address, init).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw offline();
  });
  readTime(response, sent);
  if (response.ok) return response;
  // The session has run out or was withdrawn; unless somebody else has signed in meanwhile, nobody is signed in now.
  if (response.status === 401 && session !== null && session === currentSession()) endSession();
  throw await problemOf(response);
}

/** Asks the API; resolves to the body of its answer. Throws `ApiProblem`. */
export async function ask<T>(request: Request): Promise<T> {
  const response = await send(addressOf(request), {
    method: request.method ?? 'GET',
    headers: headersOf(request),
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    ...(request.signal ? { signal: request.signal } : {}),
  });
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A key that nobody else has. Pages may be served without TLS on a local network, where `randomUUID` is missing. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
