import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_STATUS } from '../contract/problem.ts';
import type { Answer } from '../store/idempotency.ts';
import type { StreamAnswer } from './answer.ts';
import { localeOf } from './entry.ts';
import type { Problem } from './problem.ts';
import { problemBody } from './problem-body.ts';
import type { Reply } from './route.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function isProblem(reply: Reply): reply is Problem {
  return 'code' in reply;
}

/** Sends what a handler replied. */
export async function deliver(result: Reply, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (isProblem(result)) return deliverProblem(result, request, reply);
  if (result.headers) reply.headers(result.headers);
  if (isKnownToSender(result, request)) return reply.code(304).removeHeader('content-type').send();
  if ('open' in result) return reply.code(result.status).send(await result.open());
  if (result.body === '') return reply.code(result.status).send();
  if (!reply.hasHeader('content-type')) reply.type(JSON_TYPE);
  return reply.code(result.status).send(result.body);
}

/** RFC 9110 section 13.1.2: `If-None-Match` compares weakly, `*` matches whatever there is. */
function isKnownToSender({ headers }: Answer | StreamAnswer, request: FastifyRequest): boolean {
  const asked = request.headers['if-none-match'];
  const etag = headers?.etag;
  if (asked === undefined || etag === undefined || (request.method !== 'GET' && request.method !== 'HEAD'))
    return false;
  return asked.trim() === '*' || asked.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

export function deliverProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = localeOf(request);
  if (problem.headers) reply.headers(problem.headers);
  return reply
    .code(PROBLEM_STATUS[problem.code])
    .header('content-language', locale)
    .header('content-type', PROBLEM_TYPE)
    .send(JSON.stringify(problemBody(problem, locale, request.id)));
}
