import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { type Queryable, transaction } from '../store/database.ts';
import { type Answer, findStoredAnswer, type Idempotency, storeAnswer } from '../store/idempotency.ts';
import { nameOfActor } from './act-as.ts';
import { HttpProblem, invalidHeader, type Problem, problem, replayed } from './problem.ts';
import type { Caller } from './route.ts';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** The value of `Idempotency-Key`: 1 to 255 printable ASCII characters. */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (!KEY.test(header)) throw new HttpProblem(invalidHeader('Idempotency-Key'));
  return header;
}

/** Keys of one API key and user; another user of the same backend may choose the same key. */
export function idempotencyScope({ keyId, actor }: Caller): string {
  return `${keyId} ${nameOfActor(actor)}`;
}

/** What must be the same for a request to be the same: method, address and the bytes of the body. */
export function fingerprintOf(method: string, url: string, body: Uint8Array | string): string {
  return createHash('sha256').update(`${method} ${url}\n`).update(body).digest('hex');
}

/**
 * The keys whose requests run in this process right now. Between processes the database decides: the row of a key is
 * written with the work itself, so of two at once one is rolled back, and then gives the other's answer.
 */
export function createRunningKeys() {
  const running = new Set<string>();
  return async <T>({ scope, key }: { scope: string; key: string }, work: () => Promise<T>): Promise<T> => {
    const name = `${scope} ${key}`;
    if (running.has(name))
      throw new HttpProblem(problem('IDEMPOTENCY_IN_PROGRESS', { headers: { 'retry-after': '1' } }));
    running.add(name);
    try {
      return await work();
    } finally {
      running.delete(name);
    }
  };
}

/** What an earlier request with this key was answered; null when there was none. */
export async function replayOf(db: Queryable, idempotency: Idempotency | undefined): Promise<Answer | Problem | null> {
  if (!idempotency) return null;
  const stored = await findStoredAnswer(db, idempotency);
  if (!stored) return null;
  return stored.fingerprint === idempotency.fingerprint ? replayed(stored.answer) : problem('IDEMPOTENCY_KEY_REUSED');
}

class KeyTaken extends Error {}
class Undone extends Error {
  readonly problem: Problem;

  constructor(reason: Problem) {
    super(reason.code);
    this.problem = reason;
  }
}

/**
 * Runs `work` in one transaction that also keeps its answer for the idempotency key. A problem rolls everything back
 * and is not kept: the same request may succeed later. A key seen before gives the answer of then.
 */
export async function withIdempotency(
  pool: Pool,
  idempotency: Idempotency | undefined,
  work: (tx: PoolClient) => Promise<Answer | Problem>,
): Promise<Answer | Problem> {
  const earlier = await replayOf(pool, idempotency);
  if (earlier) return earlier;
  try {
    return await transaction(pool, (tx) => runAndKeep(tx, idempotency, work));
  } catch (error) {
    if (error instanceof Undone) return error.problem;
    if (!(error instanceof KeyTaken)) throw error;
    return (await replayOf(pool, idempotency)) ?? problem('IDEMPOTENCY_IN_PROGRESS');
  }
}

async function runAndKeep(
  tx: PoolClient,
  idempotency: Idempotency | undefined,
  work: (tx: PoolClient) => Promise<Answer | Problem>,
): Promise<Answer> {
  const reply = await work(tx);
  if ('code' in reply) throw new Undone(reply);
  if (idempotency && !(await storeAnswer(tx, idempotency, reply))) throw new KeyTaken();
  return reply;
}
