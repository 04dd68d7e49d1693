import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpDeps } from './deps.ts';
import { callerOf } from './entry.ts';
import type { Metrics } from './metrics.ts';
import type { Route } from './route.ts';

/**
 * Counts every request, and writes a line for those that somebody will ask about: refused, failed or slow ones, and of
 * the others every n-th. A line for each would cost a third of the service's speed; their number is in the metrics. The
 * line names the route and not the path, the role and not the user: who did what to a claim is in its events.
 */
export function createRequestLog({ log, settings }: HttpDeps, metrics: Metrics) {
  let seen = 0;
  return (request: FastifyRequest, reply: FastifyReply, route: Route | null): void => {
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const status = reply.statusCode;
    const pattern = route?.url ?? 'none';
    metrics.countRequest({ method: request.method, route: pattern, status, seconds: ms / 1000 });
    const isRemarkable =
      status >= 500 || (ms > settings.slowMs && !route?.endless) || (status >= 400 && status !== 401 && status !== 429);
    seen += 1;
    const isSample = settings.logEvery > 0 && seen % settings.logEvery === 0;
    if (!isRemarkable && (!isSample || route?.internal)) return;
    const caller = callerOf(request);
    const facts = { requestId: request.id, method: request.method, route: pattern, status, ms };
    const who = caller ? { key: caller.keyId, role: caller.actor.role } : {};
    log[status >= 500 ? 'error' : 'info'](
      { ...facts, ...who, ...(isRemarkable ? {} : { oneOf: settings.logEvery }) },
      'request',
    );
  };
}
