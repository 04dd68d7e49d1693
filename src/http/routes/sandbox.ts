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
import { type Problem, problem } from '../problem.ts';
import { remembering } from '../remember.ts';
import { type Access, CALLER_ROLES, type Caller, type CallerActor, type Route, route } from '../route.ts';

const access = { scopes: ['claims'], roles: CALLER_ROLES } as const satisfies Access;

/** In the demo every visitor may drive the clock, in a sandbox only who may configure; elsewhere nobody. */
function clockProblem({ store, caller }: { store: Store; caller: Caller }): Problem | null {
  if (store.clock === 'database') return problem('NOT_A_SANDBOX');
  return store.clock === 'demo' || caller.scopes.includes('config') ? null : problem('FORBIDDEN');
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

export const SANDBOX_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/sandbox/clock',
    name: 'getClock',
    summary: 'What time it is in the sandbox',
    tag: 'sandbox',
    access,
    schema: { response: { 200: ClockView } },
    handler: async ({ caller }, { store }) =>
      clockProblem({ store, caller }) ?? answer(200, { now: formatInstant(await readNow(store)) }),
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
      const refused = clockProblem({ store, caller });
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
