import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `probe` gives something other than undefined or false, and returns it; throws when it takes too long. */
export async function until<Value>(
  what: string,
  probe: () => Promise<Value | undefined | false> | Value | undefined | false,
  withinMs = 10_000,
): Promise<Value> {
  for (const deadline = Date.now() + withinMs; ; await pause(10)) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
  }
}
