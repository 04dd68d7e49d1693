import type { Milliseconds } from '../domain/time.ts';
import { earliestDeadline } from '../store/due.ts';
import { readNow, type Store } from '../store/store.ts';
import { type Parked, sweepDue } from '../store/sweep.ts';

export interface Round {
  readonly fired: number;
  readonly parked: readonly Parked[];
  /** The clock has jumped, and nothing is fired until somebody has looked. */
  readonly stopped: boolean;
  /** Until the next deadline; null when nothing waits. */
  readonly nextIn: Milliseconds | null;
}

const BATCH = 200;
/** Enough to keep a process and its database both busy. */
const LANES = 2;

/** Fires everything that is due now. Any number of processes may do so at once; each deadline is fired once. */
export async function fireDue(store: Store): Promise<Round> {
  const now = await readNow(store);
  if (!store.clockGuard.allows(now)) return { fired: 0, parked: [], stopped: true, nextIn: null };
  let fired = 0;
  const parked: Parked[] = [];
  const drain = async () => {
    for (let found = BATCH; found === BATCH; ) {
      const swept = await sweepDue(store, { now, limit: BATCH });
      fired += swept.fired;
      parked.push(...swept.parked);
      found = swept.found;
    }
  };
  await allOf(Array.from({ length: LANES }, drain));
  const next = await earliestDeadline(store);
  return { fired, parked, stopped: false, nextIn: next === null ? null : Math.max(0, next - now) };
}

/** Waits for all, so that none goes on unseen, and then fails with the first that failed. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(works)) if (result.status === 'rejected') throw result.reason;
}
