import { execute, jsonParameter, type Queryable, query } from './database.ts';

/** What makes a request the same as an earlier one. */
export interface Idempotency {
  /** Whose key it is: the API key's id and whom it acts for. */
  readonly scope: string;
  readonly key: string;
  /** sha-256 of method, address and body. */
  readonly fingerprint: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface StoredAnswer {
  readonly fingerprint: string;
  readonly answer: Answer;
}

export interface AnswerRow {
  readonly fingerprint: string | null;
  readonly answer_status: number;
  readonly headers: Record<string, string> | null;
  readonly body: string;
}

/** The columns of `AnswerRow`, of an `idempotency i`. */
export const ANSWER_COLUMNS = 'i.fingerprint, i.status as answer_status, i.headers, i.body';
/** For how long a key keeps its answer. */
export const KEPT = "interval '24 hours'";

export function storedAnswerOf({ fingerprint, answer_status, headers, body }: AnswerRow): StoredAnswer | null {
  if (fingerprint === null) return null;
  return { fingerprint, answer: { status: answer_status, body, ...(headers ? { headers } : {}) } };
}

/** The answer that a key got in the last 24 hours, whatever it was about. */
export async function findStoredAnswer(
  db: Queryable,
  { scope, key }: Pick<Idempotency, 'scope' | 'key'>,
): Promise<StoredAnswer | null> {
  const [row] = await query<AnswerRow>(
    db,
    `select ${ANSWER_COLUMNS} from idempotency i
      where scope = $1 and key = $2 and created_at > clock_timestamp() - ${KEPT}`,
    [scope, key],
  );
  return row ? storedAnswerOf(row) : null;
}

/**
 * Keeps an answer that concerns no shop, in the transaction that did the work. False: the key is taken, and the caller
 * must roll back. Waits for another transaction that is just taking it.
 */
export async function storeAnswer(
  db: Queryable,
  { scope, key, fingerprint }: Idempotency,
  { status, body, headers }: Answer,
): Promise<boolean> {
  await forgetExpiredKey(db, { scope, key });
  const stored = await execute(
    db,
    `insert into idempotency (shop_id, scope, key, fingerprint, status, headers, body)
     values ('', $1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [scope, key, fingerprint, status, headers ? jsonParameter(headers) : null, body],
  );
  return stored === 1;
}

/** A key whose 24 hours are over is free again, swept or not. */
export async function forgetExpiredKey(
  db: Queryable,
  { scope, key }: Pick<Idempotency, 'scope' | 'key'>,
): Promise<void> {
  await execute(
    db,
    `delete from idempotency where scope = $1 and key = $2 and created_at <= clock_timestamp() - ${KEPT}`,
    [scope, key],
  );
}

/** Removes keys whose 24 hours are over, at most `limit` of them; returns how many. */
export async function sweepIdempotency(db: Queryable, limit = 10_000): Promise<number> {
  return execute(
    db,
    `delete from idempotency
      where (shop_id, scope, key) in (
        select shop_id, scope, key from idempotency
         where created_at <= clock_timestamp() - ${KEPT} limit $1 for update skip locked)`,
    [limit],
  );
}
