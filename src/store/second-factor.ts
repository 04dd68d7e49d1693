import { execute, type Queryable } from './database.ts';

/** Keeps a secret that is shown to its owner and counts only once they have shown a code of it. */
export async function offerTotp(db: Queryable, id: string, secret: string): Promise<void> {
  await execute(db, 'update staff_account set totp_offered = $2 where id = $1', [id, secret]);
}

/** Makes the offered secret the one that counts. `step` is that of the code which confirmed it. */
export async function confirmTotp(db: Queryable, id: string, step: number): Promise<boolean> {
  const sql = `update staff_account set totp_secret = totp_offered, totp_step = $2, totp_offered = null
                where id = $1 and totp_offered is not null`;
  return (await execute(db, sql, [id, step])) === 1;
}

/** False: a code of this time step, or of a later one, was accepted before. Of two at once one is first. */
export async function spendTotpStep(db: Queryable, id: string, step: number): Promise<boolean> {
  const sql = 'update staff_account set totp_step = $2 where id = $1 and (totp_step is null or totp_step < $2)';
  return (await execute(db, sql, [id, step])) === 1;
}

export async function removeSecondFactor(tx: Queryable, id: string): Promise<void> {
  await execute(
    tx,
    'update staff_account set totp_secret = null, totp_step = null, totp_offered = null where id = $1',
    [id],
  );
  await execute(tx, 'delete from staff_recovery_code where staff_id = $1', [id]);
}

/** The codes of before no longer work. */
export async function replaceRecoveryCodes(tx: Queryable, id: string, digests: readonly Buffer[]): Promise<void> {
  await execute(tx, 'delete from staff_recovery_code where staff_id = $1', [id]);
  const sql = 'insert into staff_recovery_code (staff_id, code_hash) select $1, unnest($2::bytea[])';
  await execute(tx, sql, [id, digests]);
}

/** False: it is none of theirs, or was used. */
export async function spendRecoveryCode(db: Queryable, id: string, digest: Buffer): Promise<boolean> {
  const sql = 'delete from staff_recovery_code where staff_id = $1 and code_hash = $2';
  return (await execute(db, sql, [id, digest])) === 1;
}

export async function countRecoveryCodes(db: Queryable, id: string): Promise<number> {
  return execute(db, 'select 1 from staff_recovery_code where staff_id = $1', [id]);
}
