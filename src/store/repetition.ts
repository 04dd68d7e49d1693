import { isCompetition, isKeyTaken } from './failure.ts';
import { findStoredAnswer, forgetExpiredKey, type Idempotency } from './idempotency.ts';
import { type Outcome, replay } from './outcome.ts';
import type { Store } from './store.ts';

/** More than can ever be needed: each time round somebody else's decision has been written. */
const ATTEMPTS = 200;

/** Others kept writing first; a fault of the program unless hundreds of processes fight over one claim. */
export class CompetitionError extends Error {
  override readonly name = 'CompetitionError';
}

/**
 * Repeats an attempt for as long as others come first: it gave false, or the database refused it because of what they
 * wrote. `keyTaken` is asked when the idempotency key was taken meanwhile by something that the attempt cannot see.
 */
export async function againstCompetition<Result>(
  attempt: () => Promise<{ readonly done: Result } | false>,
  keyTaken: () => Promise<{ readonly done: Result } | false> = async () => false,
): Promise<Result> {
  let last: unknown;
  for (let count = 0; count < ATTEMPTS; count += 1) {
    const result = await attempt().catch(async (error: unknown) => {
      last = error;
      if (isKeyTaken(error)) return keyTaken();
      if (isCompetition(error)) return false;
      throw error;
    });
    if (result) return result.done;
  }
  throw new CompetitionError(`gave up after ${ATTEMPTS} attempts`, { cause: last });
}

/** The outcome when a key was taken by a request to another claim, perhaps of another shop; false: it is free again. */
export async function answerOfKey(
  { pool }: Pick<Store, 'pool'>,
  idempotency: Idempotency | undefined,
): Promise<{ readonly done: Outcome } | false> {
  if (!idempotency) return false;
  const stored = await findStoredAnswer(pool, idempotency);
  if (stored) return { done: replay(stored, { idempotency }) };
  await forgetExpiredKey(pool, idempotency);
  return false;
}
