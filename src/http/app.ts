import multipart from '@fastify/multipart';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { createLookups } from './authentication.ts';
import { acceptJson, acceptNdjson, acceptUploadBytes } from './body.ts';
import { answerClientError } from './client-error.ts';
import { deliver, deliverProblem, isProblem } from './delivery.ts';
import type { DemoMarketplace } from './demo.ts';
import type { HttpDeps, RouteDeps } from './deps.ts';
import { CALLER_DECORATOR, callerOf, createEntry, localeOf } from './entry.ts';
import { isUnreachable, problemOfError } from './fastify-error.ts';
import { createRunningKeys } from './idempotency.ts';
import { createSso } from './identity/sso.ts';
import { createLive } from './live.ts';
import { createMethodTable } from './method-table.ts';
import { openApiRoute } from './openapi-route.ts';
import { openAnswer } from './opened-words.ts';
import { type Problem, problem } from './problem.ts';
import { createRequestLog } from './request-log.ts';
import type { Reply, Route } from './route.ts';
import { demoRoutes } from './routes/demo.ts';
import { DEMO_CLOCK_ROUTES, SANDBOX_ROUTES } from './routes/sandbox.ts';
import { ROUTES } from './routes.ts';
import { SECURITY_HEADERS, transportHeaders } from './security-headers.ts';
import { createServerTime, NOW_HEADER, nowText } from './server-time.ts';
import { createService } from './service.ts';
import type { HttpSettings } from './settings.ts';

/** An id of 128 characters, each of which may take twelve in a path. */
const MAX_PARAM_LENGTH = 1600;
const SANE_REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;
const ROUTE_DECORATOR = 'served';

/** Routes that exist under these settings, and the document that describes them. */
export function routesUnder(settings: HttpSettings, routes: readonly Route[] = ROUTES): readonly Route[] {
  const open = routes.find(({ access }) => access === undefined);
  if (open) throw new Error(`${open.method} ${open.url} does not say who has access`);
  const served = routes.filter(({ only }) => only !== 'sandbox' || settings.sandbox);
  return [...served, openApiRoute(served)];
}

function routesOfDemo(routes: readonly Route[], demo: DemoMarketplace): readonly Route[] {
  return [...routes.filter((route) => !SANDBOX_ROUTES.includes(route)), ...DEMO_CLOCK_ROUTES, ...demoRoutes(demo)];
}

/** The whole service, ready to listen or to be tested without a socket. */
export function buildApp(deps: HttpDeps, routes: readonly Route[] = ROUTES): FastifyInstance {
  const served = routesUnder(deps.settings, deps.demo ? routesOfDemo(routes, deps.demo) : routes);
  const app = createInstance(deps);
  app.decorateRequest(CALLER_DECORATOR, null);
  app.decorateRequest(ROUTE_DECORATOR, null);
  answerErrors(app, deps, served);
  tellTime(app, deps);
  const live = createLive(deps.store, deps.settings);
  const sso = deps.settings.sso === null ? null : createSso(deps.settings.sso);
  app.addHook('preClose', async () => live.close());
  registerRoutes(app, { ...deps, live, sso }, served);
  return app;
}

/** On what the API answers, problems too; where the database cannot be asked, nothing is said. */
function tellTime(app: FastifyInstance, { store }: HttpDeps): void {
  const readTime = createServerTime(store, () => performance.now());
  app.addHook('onSend', async ({ url }, reply) => {
    if (!/^\/(?:v1|demo)\//.test(url)) return;
    const now = await readTime().catch(() => null);
    if (now !== null) reply.header(NOW_HEADER, nowText(now));
  });
}

function createInstance({ settings, newId, log }: HttpDeps): FastifyInstance {
  const prepare = preparation(settings);
  return fastify({
    loggerInstance: log as FastifyBaseLogger,
    // One logger for all: a child for each request costs more than the lines it would write.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : newId('req');
    },
    bodyLimit: settings.bodyLimit,
    trustProxy: settings.trustProxy,
    requestTimeout: settings.requestTimeoutMs,
    keepAliveTimeout: settings.keepAliveTimeoutMs,
    http: {
      maxHeaderSize: settings.maxHeaderBytes,
      headersTimeout: settings.headersTimeoutMs,
      // How often Node looks for connections that are too slow; of itself every 30 s.
      connectionsCheckingInterval: Math.min(5000, settings.headersTimeoutMs),
    },
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => answerClientError(error, socket, newId('req')),
    frameworkErrors: (error, request, reply) => {
      const known = problemOfError(error) ?? problem('MALFORMED_REQUEST');
      deliverProblem(known, request as FastifyRequest, prepare(request as FastifyRequest, reply as FastifyReply));
    },
  });
}

/** What every answer carries, whatever comes of the request. */
function preparation({ publicUrl }: HttpSettings) {
  const headers = { ...SECURITY_HEADERS, ...transportHeaders(publicUrl) };
  return (request: FastifyRequest, reply: FastifyReply) => reply.headers(headers).header('x-request-id', request.id);
}

function answerErrors(app: FastifyInstance, deps: HttpDeps, served: readonly Route[]): void {
  const { log, metrics } = deps;
  const methodsAt = createMethodTable(served);
  const writeLog = createRequestLog(deps, metrics);
  const prepare = preparation(deps.settings);
  const refuse = (reason: Problem, request: FastifyRequest, reply: FastifyReply) => {
    metrics.countProblem(reason.code);
    return deliverProblem(reason, request, reply);
  };
  app.addHook('onRequest', async (request, reply) => void prepare(request, reply));
  app.addHook('onResponse', async (request, reply) => {
    writeLog(request, reply, request.getDecorator<Route | null>(ROUTE_DECORATOR));
  });
  app.setNotFoundHandler((request, reply) => {
    const allow = methodsAt(request.url);
    refuse(allow ? problem('METHOD_NOT_ALLOWED', { headers: { allow } }) : problem('NOT_FOUND'), request, reply);
  });
  app.setErrorHandler((error, request, reply) => {
    const known = problemOfError(error);
    if (!known) log.error({ requestId: request.id, err: error }, 'unexpected error');
    else if (isUnreachable(error)) log.warn({ requestId: request.id, err: error }, 'the database cannot be reached');
    return refuse(known ?? problem('INTERNAL'), request, reply);
  });
}

const isJson = ({ body }: Route) => body === undefined;
const isNdjson = ({ body }: Route) => body === 'ndjson';
const isTus = ({ body }: Route) => body === 'tus';
const isMultipart = ({ body }: Route) => body === 'multipart';

/** Four scopes, one for each kind of body; what a scope has no reader for is 415. */
function registerRoutes(app: FastifyInstance, deps: RouteDeps, served: readonly Route[]): void {
  const register = createRegistration(deps);
  void app.register((scope, _options, done) => {
    acceptJson(scope);
    for (const route of served.filter(isJson)) register(scope, route);
    done();
  });
  void app.register((scope, _options, done) => {
    acceptNdjson(scope);
    for (const route of served.filter(isNdjson)) register(scope, route);
    done();
  });
  void app.register((scope, _options, done) => {
    acceptUploadBytes(scope);
    for (const route of served.filter(isTus)) register(scope, route);
    done();
  });
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    void scope.register(multipart, { throwFileSizeLimit: false });
    void scope.register((inner, _inner, ready) => {
      for (const route of served.filter(isMultipart)) register(inner, route);
      ready();
    });
    done();
  });
}

/** With the words in it opened for whoever asked. */
async function opened(result: Reply, request: FastifyRequest, deps: RouteDeps): Promise<Reply> {
  const caller = callerOf(request);
  if (!caller || !('body' in result) || result.body === '') return result;
  const { actor } = caller;
  return { ...result, body: await openAnswer(result.body, { actor, locale: localeOf(request) }, deps) };
}

function createRegistration(deps: RouteDeps) {
  const enter = createEntry(deps, createLookups(deps.store.pool, deps.settings));
  const runExclusively = createRunningKeys();
  return (scope: FastifyInstance, route: Route): void => {
    const serve = createService(route, deps, runExclusively);
    scope.route({
      method: route.method,
      url: route.url,
      ...(route.endless ? { exposeHeadRoute: false } : {}),
      ...(route.body === undefined ? {} : { bodyLimit: route.maxBytes }),
      onRequest: async (request, reply) => {
        request.setDecorator(ROUTE_DECORATOR, route);
        await enter(route, request, reply);
      },
      handler: async (request, reply) => {
        const result = await serve(request);
        const refused = isProblem(result);
        if (refused) deps.metrics.countProblem(result.code);
        if (route.tag === 'commands') deps.metrics.countCommand(route.name, refused ? 'refused' : 'done');
        return deliver(await opened(result, request, deps), request, reply);
      },
    });
  };
}
