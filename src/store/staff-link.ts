import type { Instant } from '../domain/time.ts';
import { execute, type Queryable, query } from './database.ts';

export type LinkKind = 'setup' | 'invitation' | 'reset';

export interface NewStaffLink {
  /** sha-256 of the token, which is kept nowhere. */
  readonly digest: Buffer;
  readonly kind: LinkKind;
  /** Whose it is; null for the first operator, who is not there yet. */
  readonly staffId: string | null;
  readonly seconds: number;
}

/** Keeps a link; earlier ones of the same person no longer work. Returns when it ends. */
export async function createStaffLink(db: Queryable, link: NewStaffLink): Promise<Instant> {
  const { digest, kind, staffId, seconds } = link;
  if (staffId !== null) await dropLinks(db, staffId);
  const [row] = await query<{ expires_at: Instant }>(
    db,
    `insert into staff_link (token_hash, kind, staff_id, expires_at)
     values ($1, $2, $3, date_trunc('milliseconds', clock_timestamp()) + $4 * interval '1 second')
     returning expires_at`,
    [digest, kind, staffId, seconds],
  );
  if (!row) throw new Error('a link was not stored');
  return row.expires_at;
}

export interface StaffLink {
  readonly kind: LinkKind;
  readonly staffId: string | null;
}

const WORKS = 'used_at is null and expires_at > clock_timestamp()';

export async function findStaffLink(db: Queryable, digest: Buffer): Promise<StaffLink | null> {
  const sql = `select kind, staff_id as "staffId" from staff_link where token_hash = $1 and ${WORKS}`;
  const [row] = await query<StaffLink>(db, sql, [digest]);
  return row ?? null;
}

/** Uses a link up; null where it has been used, has run out, or never was. Of two at once one is first. */
export async function spendStaffLink(tx: Queryable, digest: Buffer): Promise<StaffLink | null> {
  const sql = `update staff_link set used_at = clock_timestamp() where token_hash = $1 and ${WORKS}
               returning kind, staff_id as "staffId"`;
  const [row] = await query<StaffLink>(tx, sql, [digest]);
  return row ?? null;
}

/** What was sent to somebody no longer works. */
export async function dropLinks(db: Queryable, staffId: string): Promise<void> {
  await execute(db, 'delete from staff_link where staff_id = $1 and used_at is null', [staffId]);
}
