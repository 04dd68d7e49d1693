import type { Claim, Interruptible, State, Waiting } from './claim.ts';
import type { ClaimEvent } from './event.ts';
import type { Instant } from './time.ts';

/** What an event says of itself. */
export type Meta = Pick<ClaimEvent, 'at' | 'actor' | 'version'>;

export const starting = (at: Instant): Waiting => ({ since: at, paused: 0 });

/** Goes on after having stood still since an instant. */
export function goOn(waiting: Waiting, stoodSince: Instant, at: Instant): Waiting {
  return { since: waiting.since, paused: waiting.paused + at - stoodSince, resumedAt: at };
}

/** Another state: an open proposal lapses with the one that is left (R25). */
export function enter(claim: Claim, state: State): Claim {
  return { ...claim, state, proposal: null };
}

export function wait(claim: Claim, status: Interruptible['status'], at: Instant): Claim {
  return enter(claim, { status, waiting: starting(at) });
}

export function showing(claim: Claim, files: readonly string[]): Claim {
  return { ...claim, files: [...new Set([...claim.files, ...files])] };
}
