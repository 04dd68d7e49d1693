import type { Actor } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { execute, instantParameter, type Queryable, query } from './database.ts';

/** Whom a session may be for: one user. */
export type SessionActor = Exclude<Actor, { role: 'system' } | { role: 'marketplace' }>;

export interface NewPortalSession {
  readonly id: string;
  /** sha-256 of the token, which is kept nowhere. */
  readonly digest: Buffer;
  readonly actor: SessionActor;
  /** The API key that asked for it; null in a demo. */
  readonly createdBy: string | null;
  readonly returnUrl: string | null;
  readonly seconds: number;
}

export interface PortalSession {
  readonly id: string;
  readonly digest: Buffer;
  readonly actor: SessionActor;
}

/** Keeps a session, and forgets some that have ended long ago. Returns when it ends. */
export async function createPortalSession(db: Queryable, session: NewPortalSession): Promise<Instant> {
  const { id, digest, actor, createdBy, returnUrl, seconds } = session;
  await forgetEndedSessions(db);
  const [row] = await query<{ expires_at: Instant }>(
    db,
    `insert into portal_session (id, token_hash, role, user_id, shop_id, created_by, return_url, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7,
             date_trunc('milliseconds', clock_timestamp()) + $8 * interval '1 second') returning expires_at`,
    [id, digest, actor.role, actor.id, actor.role === 'seller' ? actor.shopId : null, createdBy, returnUrl, seconds],
  );
  if (!row) throw new Error('a portal session was not stored');
  return row.expires_at;
}

/** Some of the sessions that ended a month ago. */
export async function forgetEndedSessions(db: Queryable): Promise<void> {
  await execute(
    db,
    `delete from portal_session where id in (
       select id from portal_session where expires_at < clock_timestamp() - interval '30 days'
        limit 100 for update skip locked)`,
  );
}

interface Row {
  readonly id: string;
  readonly digest: Buffer;
  readonly role: SessionActor['role'];
  readonly user_id: string;
  readonly shop_id: string | null;
}

/** The sessions whose tokens have one of these digests and that still stand, as does the key that asked for them. */
export async function findPortalSessions(db: Queryable, digests: readonly Buffer[]): Promise<PortalSession[]> {
  const rows = await query<Row>(
    db,
    {
      name: 'find_portal_sessions',
      text: `select s.id, s.token_hash as digest, s.role, s.user_id, s.shop_id
               from portal_session s left join api_key k on k.id = s.created_by
              where s.token_hash = any($1::bytea[]) and s.revoked_at is null and s.expires_at > clock_timestamp()
                and k.revoked_at is null`,
    },
    [digests],
  );
  return rows.map(({ id, digest, role, user_id, shop_id }) => ({ id, digest, actor: actorOf(role, user_id, shop_id) }));
}

function actorOf(role: SessionActor['role'], id: string, shopId: string | null): SessionActor {
  if (role !== 'seller') return { role, id };
  if (shopId === null) throw new Error('a session of a seller without a shop');
  return { role, id, shopId };
}

/** From the next request on the token is refused, on every node. False: there is no such session that stands. */
export async function revokePortalSession(db: Queryable, id: string): Promise<boolean> {
  const sql = `update portal_session set revoked_at = clock_timestamp()
                where id = $1 and revoked_at is null and expires_at > clock_timestamp()`;
  return (await execute(db, sql, [id])) === 1;
}

export interface ListedPortalSession {
  readonly id: string;
  readonly actor: SessionActor;
  readonly returnUrl: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

interface ListedRow extends Omit<Row, 'digest'>, Omit<ListedPortalSession, 'actor'> {}

const LISTED = `s.id, s.role, s.user_id, s.shop_id, s.return_url as "returnUrl", s.created_at as "createdAt",
  s.expires_at as "expiresAt"`;
const STANDS = `s.revoked_at is null and s.expires_at > clock_timestamp()`;

function listed({ id, role, user_id, shop_id, returnUrl, createdAt, expiresAt }: ListedRow): ListedPortalSession {
  return { id, actor: actorOf(role, user_id, shop_id), returnUrl, createdAt, expiresAt };
}

export interface PortalSessionsAsked {
  /** A buyer, or a shop. */
  readonly subject: string | undefined;
  readonly limit: number;
  readonly after: { readonly createdAt: Instant; readonly id: string } | null;
}

/** The sessions of buyers and sellers that stand, the newest first. */
export async function listPortalSessions(db: Queryable, asked: PortalSessionsAsked): Promise<ListedPortalSession[]> {
  const { subject, limit, after } = asked;
  const rows = await query<ListedRow>(
    db,
    `select ${LISTED} from portal_session s left join api_key k on k.id = s.created_by
      where ${STANDS} and k.revoked_at is null and s.role in ('buyer', 'seller')
        and ($1::text is null or coalesce(s.shop_id, s.user_id) = $1)
        and ($2::timestamptz is null or (s.created_at, s.id) < ($2, $3))
      order by s.created_at desc, s.id desc limit $4`,
    [subject ?? null, instantParameter(after?.createdAt ?? null), after?.id ?? null, limit],
  );
  return rows.map(listed);
}

export async function findPortalSession(db: Queryable, id: string): Promise<ListedPortalSession | null> {
  const [row] = await query<ListedRow>(db, `select ${LISTED} from portal_session s where s.id = $1 and ${STANDS}`, [
    id,
  ]);
  return row ? listed(row) : null;
}
