import type { Instant, Milliseconds } from '../domain/time.ts';
import { readNow, type Store } from '../store/store.ts';

/** The header on every answer that tells the store's clock, on which deadlines run: pages count down by it. */
export const NOW_HEADER = 'gongdao-now';

/** How long the distance between the process's clock and the database's is believed. */
const BELIEVED_MS: Milliseconds = 30_000;

/**
 * What time it is by the store's clock. One that visitors move is asked each time; otherwise the database is asked every
 * half minute, and a clock of the process that only passes tells the time in between.
 */
export function createServerTime(store: Store, monotonic: () => Milliseconds): () => Promise<Instant> {
  let ahead: Milliseconds | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  const ask = async () => {
    askedAt = monotonic();
    const now = await readNow(store);
    ahead = now - (askedAt + monotonic()) / 2;
  };
  return async () => {
    if (store.clock !== 'database') return readNow(store);
    if (ahead === null) await ask();
    else if (monotonic() - askedAt > BELIEVED_MS) void ask().catch(() => undefined);
    return Math.round(monotonic() + (ahead ?? 0));
  };
}

export function nowText(now: Instant): string {
  return new Date(now).toISOString();
}
