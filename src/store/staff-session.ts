import type { StaffRole } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { execute, type Queryable, query } from './database.ts';

export type SignInMethod = 'password' | 'totp' | 'recovery_code' | 'link' | 'sso';

export interface NewStaffSession {
  readonly id: string;
  /** sha-256 of the token, which is kept nowhere. */
  readonly digest: Buffer;
  readonly staffId: string;
  readonly method: SignInMethod;
  /** As the browser calls itself, so that its owner knows it again in a list. */
  readonly userAgent: string;
  /** After how long it ends, whatever happens in it. */
  readonly seconds: number;
}

/** Keeps a session, and forgets some that have ended long ago. Returns when it ends. */
export async function createStaffSession(db: Queryable, session: NewStaffSession): Promise<Instant> {
  const { id, digest, staffId, method, userAgent, seconds } = session;
  await forgetEnded(db);
  const [row] = await query<{ expires_at: Instant }>(
    db,
    `insert into staff_session (id, token_hash, staff_id, method, user_agent, expires_at)
     values ($1, $2, $3, $4, $5, date_trunc('milliseconds', clock_timestamp()) + $6 * interval '1 second')
     returning expires_at`,
    [id, digest, staffId, method, userAgent, seconds],
  );
  if (!row) throw new Error('a staff session was not stored');
  return row.expires_at;
}

async function forgetEnded(db: Queryable): Promise<void> {
  await execute(
    db,
    `delete from staff_session where id in (
       select id from staff_session where expires_at < clock_timestamp() - interval '30 days'
        limit 100 for update skip locked)`,
  );
}

export interface StaffSession {
  readonly id: string;
  readonly digest: Buffer;
  readonly staffId: string;
  readonly roles: readonly StaffRole[];
}

const STANDS = `s.revoked_at is null and s.expires_at > clock_timestamp()
  and s.last_seen_at > clock_timestamp() - $2 * interval '1 second'`;

/**
 * The sessions whose tokens have one of these digests and that still stand, as does the account. Each use is noted, at
 * most once in half a minute.
 */
export async function findStaffSessions(
  db: Queryable,
  digests: readonly Buffer[],
  idleSeconds: number,
): Promise<StaffSession[]> {
  const sessions = await query<StaffSession & { stale: boolean }>(
    db,
    {
      name: 'find_staff_sessions',
      text: `select s.id, s.token_hash as digest, s.staff_id as "staffId", a.roles,
                    s.last_seen_at < clock_timestamp() - interval '30 seconds' as stale
               from staff_session s join staff_account a on a.id = s.staff_id
              where s.token_hash = any($1::bytea[]) and ${STANDS} and a.active`,
    },
    [digests, idleSeconds],
  );
  const stale = sessions.filter((session) => session.stale).map(({ id }) => id);
  if (stale.length > 0) {
    await execute(db, 'update staff_session set last_seen_at = clock_timestamp() where id = any($1)', [stale]);
  }
  return sessions;
}

export interface ListedSession {
  readonly id: string;
  readonly method: SignInMethod;
  readonly userAgent: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
}

/** Those that still stand, the one used last first. */
export async function listStaffSessions(db: Queryable, staffId: string, idleSeconds: number): Promise<ListedSession[]> {
  return query<ListedSession>(
    db,
    `select s.id, s.method, s.user_agent as "userAgent", s.created_at as "createdAt",
            s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt"
       from staff_session s where s.staff_id = $1 and ${STANDS} order by s.last_seen_at desc, s.id limit 100`,
    [staffId, idleSeconds],
  );
}

/** From the next request on its token is refused, on every node. False: they have no such session that stands. */
export async function revokeStaffSession(db: Queryable, staffId: string, id: string): Promise<boolean> {
  const sql = `update staff_session set revoked_at = clock_timestamp()
                where staff_id = $1 and id = $2 and revoked_at is null and expires_at > clock_timestamp()`;
  return (await execute(db, sql, [staffId, id])) === 1;
}

/** Ends all of somebody's sessions, but one where it is named; how many those were. */
export async function revokeStaffSessions(db: Queryable, staffId: string, spared: string | null): Promise<number> {
  const sql = `update staff_session set revoked_at = clock_timestamp()
                where staff_id = $1 and revoked_at is null and id is distinct from $2`;
  return execute(db, sql, [staffId, spared]);
}
