import { observeServerTime } from '../session/server-clock.ts';
import { ask } from './client.ts';
import { queryClient } from './query-client.ts';

interface Clock {
  readonly now: string;
}

function tell({ now }: Clock): Clock {
  const at = Date.now();
  observeServerTime(Date.parse(now), { sent: at, came: at }, 1);
  return { now };
}

/** How far: `{ by: 'PT1H' }`, or to the claim's next deadline. */
export type Advance = { readonly by: string } | { readonly to_next_deadline: string };

/** Moves the clock of a sandbox on, and shows every page what that changed; for `useSubmission`. */
export async function advanceClock(body: Advance, idempotencyKey: string): Promise<Clock> {
  const clock = tell(await ask<Clock>({ method: 'POST', path: '/v1/sandbox/clock/advance', body, idempotencyKey }));
  await queryClient.invalidateQueries();
  return clock;
}
