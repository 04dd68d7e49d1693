import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { scratchDirectory } from '../files/disk-storage.ts';
import type { Idempotency } from '../store/idempotency.ts';
import { hiding } from './authorization.ts';
import { ABSENT_BODY, type JsonBody } from './body.ts';
import { type Check, checker, type FieldError, textChecker } from './check.ts';
import type { RouteDeps } from './deps.ts';
import { callerOf, localeOf } from './entry.ts';
import { type createRunningKeys, fingerprintOf, idempotencyScope, readIdempotencyKey } from './idempotency.ts';
import { browserOf } from './identity/browser.ts';
import { bounded, readLines, spool } from './ndjson.ts';
import { HttpProblem, invalidHeader, problem } from './problem.ts';
import type { Call, Line, Reply, Route } from './route.ts';
import { readUpload } from './upload.ts';

/** Calls a route's handler with a request that has been let in, once its shape is known to be right. */
export type Service = (request: FastifyRequest) => Promise<Reply>;

interface Checks {
  readonly params: Check;
  readonly query: Check;
  readonly body: Check | null;
}

const NO_PARAMETERS: TSchema = { type: 'object', additionalProperties: false, properties: {} };
/** Up to this size a body gets all its mistakes listed, beyond it the first. */
const THOROUGH_BYTES = 16_384;
const LAX_VERSION = /^(?:W\/)?"(\d{1,15})"$/;

export function createService(
  route: Route,
  deps: RouteDeps,
  runExclusively: ReturnType<typeof createRunningKeys>,
): Service {
  const checks: Checks = {
    params: textChecker(route.schema.params ?? NO_PARAMETERS, 'path'),
    query: textChecker(route.schema.querystring ?? NO_PARAMETERS, 'query'),
    body: route.schema.body ? checker(route.schema.body) : null,
  };
  return async (request) => {
    await refuseHidden(route, request, deps);
    checkShape(request, checks);
    const key = route.method === 'POST' ? readIdempotencyKey(headerOf(request, 'idempotency-key')) : undefined;
    const caller = callerOf(request);
    const work = () => handle(route, request, deps);
    return key === undefined || !caller ? work() : runExclusively({ scope: idempotencyScope(caller), key }, work);
  };
}

async function refuseHidden({ access }: Route, request: FastifyRequest, { store }: RouteDeps): Promise<void> {
  const actor = callerOf(request)?.actor;
  const hidden = actor ? await hiding(store, { access, actor, params: request.params }) : null;
  if (hidden) throw new HttpProblem(hidden);
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function checkShape(request: FastifyRequest, checks: Checks): void {
  const errors = [...checks.params(request.params), ...checks.query(request.query), ...checkBody(request, checks.body)];
  if (errors.length === 0) return;
  const bare =
    jsonOf(request).bytes.byteLength === 0 && errors.every(({ pointer }) => /^(?!\/(?:path|query)\/)/.test(pointer));
  throw new HttpProblem(bare && checks.body ? problem('BODY_REQUIRED') : problem('INVALID_REQUEST', { errors }));
}

function jsonOf(request: FastifyRequest): JsonBody {
  return (request.body as JsonBody | undefined) ?? ABSENT_BODY;
}

function checkBody(request: FastifyRequest, check: Check | null): readonly FieldError[] {
  if (!check) return [];
  const { bytes, value } = jsonOf(request);
  return check(value, bytes.byteLength <= THOROUGH_BYTES);
}

async function handle(route: Route, request: FastifyRequest, deps: RouteDeps): Promise<Reply> {
  const identify = identifierOf(request);
  if (route.body === 'ndjson') return handleLines(route, request, deps);
  const idempotency = route.body === 'multipart' || route.body === 'tus' ? undefined : identify(jsonOf(request).bytes);
  return run(route, deps, {
    ...commonCall(request, deps),
    ...(idempotency ? { idempotency } : {}),
    body: jsonOf(request).value,
    lines: noLines(),
    upload: async () =>
      route.body === 'multipart' ? readUpload(request, route.maxBytes, identify) : problem('UNSUPPORTED_MEDIA_TYPE'),
  });
}

function run(route: Route, deps: RouteDeps, call: Call<unknown, unknown, unknown, unknown>): Promise<Reply> {
  return route.handler(call as Call<never, never, never, never>, deps);
}

/** The request's idempotency key with the fingerprint of what is asked; undefined when it has none. */
function identifierOf(request: FastifyRequest): (content: string | Uint8Array) => Idempotency | undefined {
  const caller = callerOf(request);
  const key = request.method === 'POST' ? readIdempotencyKey(headerOf(request, 'idempotency-key')) : undefined;
  if (!caller || key === undefined) return () => undefined;
  const scope = idempotencyScope(caller);
  return (content) => ({ scope, key, fingerprint: fingerprintOf(request.method, request.url, content) });
}

function commonCall(request: FastifyRequest, { settings }: RouteDeps) {
  const expectedVersion = readExpectedVersion(headerOf(request, 'if-match'));
  const lastEventId = headerOf(request, 'last-event-id');
  const accept = headerOf(request, 'accept');
  return {
    caller: callerOf(request),
    locale: localeOf(request),
    params: request.params,
    query: request.query,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    ...(lastEventId === undefined ? {} : { lastEventId }),
    ...(accept === undefined ? {} : { accept }),
    requestId: request.id,
    browser: browserOf(request, settings.publicUrl),
    url: request.url,
    origin: `${request.protocol}://${request.host}`,
    wire: {
      method: request.method,
      headers: request.headers,
      bytes: request.body instanceof Readable ? request.body : null,
    },
  };
}

/** The claim's version from `If-Match`. Proxies that compress make a tag weak; the version it carries stays exact. */
function readExpectedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = LAX_VERSION.exec(header.trim())?.[1];
  if (version === undefined) throw new HttpProblem(invalidHeader('If-Match'));
  return Number(version);
}

async function* noLines(): AsyncGenerator<Line> {}

type NdjsonRoute = Route & { readonly body: 'ndjson' };

/** Lines are acted upon as they arrive; with an idempotency key only once all have, for it covers them all. */
async function handleLines(route: NdjsonRoute, request: FastifyRequest, deps: RouteDeps): Promise<Reply> {
  if (request.body === undefined) throw new HttpProblem(problem('BODY_REQUIRED'));
  const identify = identifierOf(request);
  const bytes = bounded(request.body as Readable, route.maxBytes);
  const rest = { ...commonCall(request, deps), body: undefined, upload: async () => problem('UNSUPPORTED_MEDIA_TYPE') };
  if (!identify('')) return run(route, deps, { ...rest, lines: readLines(bytes, route.maxLines) });
  const aside = await spool(bytes, scratchDirectory(deps.settings.filesDirectory), deps.newId('batch'));
  try {
    const idempotency = identify(aside.sha256);
    return await run(route, deps, {
      ...rest,
      ...(idempotency ? { idempotency } : {}),
      lines: readLines(aside.bytes(), route.maxLines),
    });
  } finally {
    await aside.remove();
  }
}
