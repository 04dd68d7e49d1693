import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiate } from '../../locales/negotiation.ts';
import { nameOfActor } from './act-as.ts';
import { authenticate, type Lookups } from './authentication.ts';
import { authorize } from './authorization.ts';
import { refuseEncodedBody } from './body.ts';
import type { HttpDeps } from './deps.ts';
import { browserOf } from './identity/browser.ts';
import { HttpProblem, problem } from './problem.ts';
import { type Allowance, createRateLimiter, rateLimitHeaders } from './rate-limit.ts';
import type { Caller, Route } from './route.ts';
import type { RateLimit } from './settings.ts';

/** What happens to a request before its body is read: who sends it, whether they may, and whether it is too much. */
export type Entry = (route: Route, request: FastifyRequest, reply: FastifyReply) => Promise<void>;

type Limiter = (caller: string) => Allowance | null;

const CALLER = 'caller';

export function callerOf(request: FastifyRequest): Caller | null {
  return request.getDecorator<Caller | null>(CALLER);
}

export const CALLER_DECORATOR = CALLER;

function limiterOf(limit: RateLimit | null): Limiter {
  return limit === null ? () => null : createRateLimiter(limit, () => performance.now());
}

function count(limiter: Limiter, who: string, reply: FastifyReply): void {
  const allowance = limiter(who);
  if (!allowance) return;
  const headers = rateLimitHeaders(allowance);
  if (allowance.retryAfterSeconds !== null) throw new HttpProblem(problem('RATE_LIMITED', { headers }));
  reply.headers(headers);
}

/** What is asked of one route by itself, where its answer costs much. */
function createCostlyLimits(isOn: boolean) {
  const limiters = new Map<Route, Limiter>();
  return (route: Route, who: string, reply: FastifyReply): void => {
    if (!isOn || route.costly === undefined) return;
    const limiter = limiters.get(route) ?? limiterOf(route.costly);
    limiters.set(route, limiter);
    count(limiter, who, reply);
  };
}

/**
 * Requests without a valid key are counted by address: the only thing known about their sender. Browsers are counted by
 * both, for one person may have many tokens; a backend is not, for all its users come from one address.
 */
export function createEntry({ settings }: HttpDeps, lookups: Lookups): Entry {
  const known = limiterOf(settings.rateLimit);
  const unknown = limiterOf(settings.anonymousRateLimit);
  const browsers = limiterOf(settings.browserRateLimit);
  const countCostly = createCostlyLimits(settings.rateLimit !== null);
  return async (route, request, reply) => {
    if (route.internal) return;
    if (route.access === 'public') {
      count(unknown, request.ip, reply);
      countCostly(route, request.ip, reply);
      return refuseEncodedBody(request);
    }
    const { headers } = request;
    const browser = browserOf(request, settings.publicUrl);
    const caller = await authenticate({ headers, browser }, lookups).catch((error: unknown) => {
      count(unknown, request.ip, reply);
      throw error;
    });
    const who = `${caller.keyId} ${nameOfActor(caller.actor)}`;
    if (caller.isBrowser) count(browsers, request.ip, reply);
    count(known, who, reply);
    request.setDecorator(CALLER, caller);
    const refusal = authorize(route.access, caller);
    if (refusal) throw new HttpProblem(refusal);
    countCostly(route, who, reply);
    refuseEncodedBody(request);
  };
}

export function localeOf(request: FastifyRequest) {
  return negotiate(request.headers['accept-language']);
}
