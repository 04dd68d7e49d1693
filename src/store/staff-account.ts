import type { StaffRole } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { execute, type Queryable, query } from './database.ts';

/** Somebody who works for the platform. */
export interface StaffAccount {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly roles: readonly StaffRole[];
  readonly active: boolean;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly hasSingleSignOn: boolean;
  readonly createdAt: Instant;
  readonly signedInAt: Instant | null;
}

/** What is checked when somebody signs in. */
export interface Credentials extends StaffAccount {
  readonly passwordHash: string | null;
  readonly totpSecret: string | null;
  readonly totpOffered: string | null;
}

const COLUMNS = `id, name, email, roles, active, password_hash is not null as "hasPassword",
  totp_secret is not null as "hasSecondFactor", oidc_subject is not null as "hasSingleSignOn",
  created_at as "createdAt", signed_in_at as "signedInAt"`;
const CREDENTIAL_COLUMNS = `${COLUMNS}, password_hash as "passwordHash", totp_secret as "totpSecret",
  totp_offered as "totpOffered"`;

export type NewStaffAccount = Pick<StaffAccount, 'id' | 'name' | 'email' | 'roles'>;

/** Null: somebody has that address already. */
export async function createStaffAccount(db: Queryable, account: NewStaffAccount): Promise<StaffAccount | null> {
  const { id, name, email, roles } = account;
  const [row] = await query<StaffAccount>(
    db,
    `insert into staff_account (id, name, email, roles) values ($1, $2, lower($3), $4)
     on conflict (email) do nothing returning ${COLUMNS}`,
    [id, name, email, roles],
  );
  return row ?? null;
}

/** Everybody, by name; those who have left last. */
export async function listStaffAccounts(db: Queryable): Promise<StaffAccount[]> {
  return query<StaffAccount>(db, `select ${COLUMNS} from staff_account order by active desc, name, id`);
}

export async function findCredentials(db: Queryable, id: string): Promise<Credentials | null> {
  const [row] = await query<Credentials>(db, `select ${CREDENTIAL_COLUMNS} from staff_account where id = $1`, [id]);
  return row ?? null;
}

export async function findCredentialsByEmail(db: Queryable, email: string): Promise<Credentials | null> {
  const sql = `select ${CREDENTIAL_COLUMNS} from staff_account where email = lower($1)`;
  const [row] = await query<Credentials>(db, sql, [email]);
  return row ?? null;
}

export interface StaffChange {
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly active: boolean;
}

/** Null: there is nobody of that id. */
export async function changeStaffAccount(
  db: Queryable,
  id: string,
  { name, roles, active }: StaffChange,
): Promise<StaffAccount | null> {
  const sql = `update staff_account set name = $2, roles = $3, active = $4 where id = $1 returning ${COLUMNS}`;
  const [row] = await query<StaffAccount>(db, sql, [id, name, roles, active]);
  return row ?? null;
}

/** Who could act as operator now: an invitation that nobody has taken up is no operator. */
const ACTING_OPERATOR = `active and 'operator' = any(roles) and (password_hash is not null or oidc_subject is not null)`;

/** Locks them too, so that of two who leave at the same time the second is counted after the first. */
export async function countOperators(tx: Queryable): Promise<number> {
  return execute(tx, `select id from staff_account where ${ACTING_OPERATOR} order by id for update`);
}

/** Whether somebody could let others in. */
export async function hasOperator(db: Queryable): Promise<boolean> {
  return (await execute(db, `select 1 from staff_account where ${ACTING_OPERATOR} limit 1`)) > 0;
}

/** Held until the transaction ends: the first operator is made by one request at a time. */
export async function holdSetup(tx: Queryable): Promise<void> {
  await query(tx, `select pg_advisory_xact_lock(hashtext('gongdao first operator'))`);
}

export async function setPassword(db: Queryable, id: string, hash: string): Promise<void> {
  await execute(db, 'update staff_account set password_hash = $2 where id = $1', [id, hash]);
}

export async function noteSignIn(db: Queryable, id: string): Promise<void> {
  await execute(db, 'update staff_account set signed_in_at = clock_timestamp() where id = $1', [id]);
}

export interface SsoIdentity {
  readonly issuer: string;
  readonly subject: string;
}

export async function findStaffBySso(db: Queryable, { issuer, subject }: SsoIdentity): Promise<StaffAccount | null> {
  const sql = `select ${COLUMNS} from staff_account where oidc_issuer = $1 and oidc_subject = $2`;
  const [row] = await query<StaffAccount>(db, sql, [issuer, subject]);
  return row ?? null;
}

/** False: the account is somebody else's at the provider already. */
export async function linkSso(db: Queryable, id: string, { issuer, subject }: SsoIdentity): Promise<boolean> {
  const sql = `update staff_account set oidc_issuer = $2, oidc_subject = $3 where id = $1 and oidc_subject is null`;
  return (await execute(db, sql, [id, issuer, subject])) === 1;
}
