import { execute, type Queryable, query } from './database.ts';

/** What has to come back from the identity provider as it was sent there. */
export interface SsoVisit {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const SECONDS = 600;

export async function beginSsoVisit(
  db: Queryable,
  digest: Buffer,
  { state, nonce, verifier }: SsoVisit,
): Promise<void> {
  await execute(db, 'delete from sso_visit where expires_at < clock_timestamp()');
  await execute(
    db,
    `insert into sso_visit (token_hash, state, nonce, verifier, expires_at)
     values ($1, $2, $3, $4, clock_timestamp() + ${SECONDS} * interval '1 second')`,
    [digest, state, nonce, verifier],
  );
}

/** Once; null where it has been ended, or lasted too long. */
export async function endSsoVisit(db: Queryable, digest: Buffer): Promise<SsoVisit | null> {
  const [row] = await query<SsoVisit>(
    db,
    `delete from sso_visit where token_hash = $1 and expires_at > clock_timestamp()
     returning state, nonce, verifier`,
    [digest],
  );
  return row ?? null;
}
