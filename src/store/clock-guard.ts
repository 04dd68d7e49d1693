import type { Instant, Milliseconds } from '../domain/time.ts';

/** Watches the database's clock for a jump forward, which must not fire everything that is waiting. */
export interface ClockGuard {
  /** Whether deadlines may be fired at this instant, just read from the database. */
  readonly allows: (now: Instant) => boolean;
  /** The jump that stopped the firing; null while nothing has. */
  readonly jump: () => { readonly at: Instant; readonly by: Milliseconds } | null;
  /** An operator has looked: the clock is right as it is now. */
  readonly resume: () => void;
}

const ALLOWED: Milliseconds = 10 * 60_000;

/**
 * `monotonic` is a clock of the process that only passes, in milliseconds. The difference between the two clocks stands
 * still unless one is set; going back, and coming back from there, is harmless.
 */
export function createClockGuard(monotonic: () => Milliseconds): ClockGuard {
  let furthest: Milliseconds | null = null;
  let jump: { at: Instant; by: Milliseconds } | null = null;
  return {
    allows: (now) => {
      const ahead = now - monotonic();
      if (furthest !== null && ahead - furthest > ALLOWED) jump ??= { at: now, by: ahead - furthest };
      if (jump) return false;
      furthest = Math.max(ahead, furthest ?? ahead);
      return true;
    },
    jump: () => jump,
    resume: () => {
      jump = null;
      furthest = null;
    },
  };
}

/** For a sandbox, whose clock jumps as it is told. */
export const UNGUARDED: ClockGuard = { allows: () => true, jump: () => null, resume: () => undefined };
