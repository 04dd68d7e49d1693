import type { Pool } from 'pg';
import { type Answer, type Idempotency, storeAnswer } from '../store/idempotency.ts';
import { replayOf } from './idempotency.ts';
import type { Problem } from './problem.ts';

/**
 * For work that is no single transaction and comes to the same when done again: a key seen before gives the answer of
 * then, and otherwise the answer is kept once the work is done.
 */
export async function remembering(
  pool: Pool,
  idempotency: Idempotency | undefined,
  work: () => Promise<Answer | Problem>,
): Promise<Answer | Problem> {
  const earlier = await replayOf(pool, idempotency);
  if (earlier) return earlier;
  const reply = await work();
  if (idempotency && 'status' in reply) await storeAnswer(pool, idempotency, reply);
  return reply;
}
