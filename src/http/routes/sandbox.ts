import type { Static } from 'typebox';
import { formatInstant, parseInstant } from '../../contract/instant.ts';
import { AdvanceBody, ClockView, durationOf } from '../../contract/sandbox.ts';
import { nextDeadlineOf } from '../../domain/deadline.ts';
import type { Instant } from '../../domain/time.ts';
import { advanceDemoClock } from '../../store/demo-clock.ts';
import { visit } from '../../store/execute.ts';
import { advanceSandboxClock } from '../../store/sandbox-clock.ts';
import { readNow, type Store } from '../../store/store.ts';
import { answer } from '../answer.ts';
import { ALIKE } from '../authorization.ts';
import { type Problem, problem } from '../problem.ts';
import { remembering } from '../remember.ts';
import { type CallerActor, type Grant, type Route, route } from '../route.ts';

/** Outside a sandbox nobody drives the clock. */
function clockProblem({ clock }: Store): Problem | null {
  return clock === 'database' ? problem('NOT_A_SANDBOX') : null;
}

async function nextDeadline(store: Store, claimId: string, actor: CallerActor): Promise<Instant | Problem> {
  const visited = await visit(store, { claimId, actor });
  if (!visited) return problem('NOT_FOUND');
  return nextDeadlineOf(visited.claim, visited.rules)?.at ?? problem('NO_DEADLINE');
}

async function targetOf(
  store: Store,
  body: Static<typeof AdvanceBody>,
  actor: CallerActor,
): Promise<Instant | Problem> {
  if (body.to_next_deadline !== undefined) return nextDeadline(store, body.to_next_deadline, actor);
  const now = await readNow(store);
  return (body.to === undefined ? null : parseInstant(body.to)) ?? now + durationOf(body.by ?? 'PT0S');
}

const clockRoutes = (access: Grant): readonly Route[] => [
  route({
    method: 'GET',
    url: '/v1/sandbox/clock',
    name: 'getClock',
    summary: 'What time it is in the sandbox',
    tag: 'sandbox',
    access,
    schema: { response: { 200: ClockView } },
    handler: async (_call, { store }) =>
      clockProblem(store) ?? answer(200, { now: formatInstant(await readNow(store)) }),
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/sandbox/clock/advance',
    name: 'advanceClock',
    summary: 'Moves the sandbox’s clock forward and fires all that becomes due on the way',
    tag: 'sandbox',
    access,
    schema: { body: AdvanceBody, response: { 200: ClockView } },
    handler: async ({ body, caller, idempotency }, { store }) => {
      const refused = clockProblem(store);
      if (refused) return refused;
      return remembering(store.pool, idempotency, async () => {
        const to = await targetOf(store, body, caller.actor);
        if (typeof to !== 'number') return to;
        const advance = store.clock === 'demo' ? advanceDemoClock : advanceSandboxClock;
        const moved = await advance(store, to);
        return moved === 'backwards' ? problem('CLOCK_BACKWARDS') : answer(200, { now: formatInstant(to) });
      });
    },
  }),
];

export const SANDBOX_ROUTES: readonly Route[] = clockRoutes({ scopes: ['config'], sees: ALIKE });

/** In the demo every visitor may drive the clock. */
export const DEMO_CLOCK_ROUTES: readonly Route[] = clockRoutes({ scopes: ['claims'], sees: ALIKE });
