import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { negotiate } from '../../locales/negotiation.ts';
import { PROBLEM_STATUS } from '../contract/problem.ts';
import { PROBLEM_TYPE } from './delivery.ts';
import { problemOfError } from './fastify-error.ts';
import { problem } from './problem.ts';
import { problemBody } from './problem-body.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Answers what is not HTTP, or is too slow or too much of it, before there is any request to speak of. */
export function answerClientError(error: Error, socket: Socket, requestId: string): void {
  if (!socket.writable || (error as NodeJS.ErrnoException).code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const reason = problemOfError(error) ?? problem('MALFORMED_REQUEST');
  const status = PROBLEM_STATUS[reason.code];
  const locale = negotiate(undefined);
  const body = JSON.stringify(problemBody(reason, locale, requestId));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Language: ${locale}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
