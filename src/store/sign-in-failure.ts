import type { Instant } from '../domain/time.ts';
import { execute, type Queryable, query } from './database.ts';

/** How many attempts have failed on one subject since when. */
export interface Failures {
  readonly subject: Buffer;
  readonly failures: number;
  readonly since: Instant;
}

/**
 * Counts an attempt as failed before it is looked at, so that many at once gain nothing; what it turns out not to be is
 * taken back. Failures are counted anew once the first is `seconds` old.
 */
export async function countAttempt(db: Queryable, subjects: readonly Buffer[], seconds: number): Promise<Failures[]> {
  await forgetOld(db, seconds);
  return query<Failures>(
    db,
    `insert into sign_in_failure as f (subject, failures, since)
     select subject, 1, date_trunc('milliseconds', clock_timestamp()) from unnest($1::bytea[]) as subject
      order by subject
     on conflict (subject) do update set
       failures = case when f.since < excluded.since - $2 * interval '1 second' then 1 else f.failures + 1 end,
       since = case when f.since < excluded.since - $2 * interval '1 second' then excluded.since else f.since end
     returning f.subject, f.failures, f.since`,
    [subjects, seconds],
  );
}

async function forgetOld(db: Queryable, seconds: number): Promise<void> {
  await execute(
    db,
    `delete from sign_in_failure where subject in (
       select subject from sign_in_failure where since < clock_timestamp() - 2 * $1 * interval '1 second'
        limit 100 for update skip locked)`,
    [seconds],
  );
}

/** Takes one attempt back: it was no failure. */
export async function forgiveAttempt(db: Queryable, subjects: readonly Buffer[]): Promise<void> {
  await execute(
    db,
    `update sign_in_failure f set failures = greatest(f.failures - 1, 0)
       from (select subject from sign_in_failure where subject = any($1::bytea[]) order by subject for update) locked
      where f.subject = locked.subject`,
    [subjects],
  );
}

/** Forgets all failures on these, as after a new password. */
export async function clearFailures(db: Queryable, subjects: readonly Buffer[]): Promise<void> {
  await execute(db, 'delete from sign_in_failure where subject = any($1::bytea[])', [subjects]);
}
