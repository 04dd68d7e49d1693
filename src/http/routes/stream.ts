import { Type } from 'typebox';
import { streamed } from '../answer.ts';
import { CLAIM_ACCESS } from '../authorization.ts';
import { problem } from '../problem.ts';
import { type Route, route } from '../route.ts';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // A proxy that gathers what it passes on would keep events to itself.
  'x-accel-buffering': 'no',
};

const BUSY_SECONDS = '10';

export const STREAM_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/stream',
    name: 'watchClaims',
    summary:
      'Server-sent events: `claim` `{ claim_id, version }` when one the caller sees has changed, `inbox` when something new lies in theirs, `clock` when a sandbox’s was moved, `reset` when some were missed',
    tag: 'live',
    access: CLAIM_ACCESS,
    endless: true,
    schema: { response: { 200: Type.String({ contentMediaType: 'text/event-stream' }) } },
    handler: async ({ caller, lastEventId }, { live }) => {
      const stream = live.open(caller, lastEventId);
      if (!stream) return problem('RATE_LIMITED', { headers: { 'retry-after': BUSY_SECONDS } });
      return streamed(200, async () => stream, HEADERS);
    },
  }),
];
