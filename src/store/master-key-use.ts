import type { Pool, PoolClient } from 'pg';
import { execute, type Queryable, query, transaction } from './database.ts';
import { type MasterKeys, unwrapKey, wrapKey } from './master-key.ts';

interface InUse {
  readonly id: string;
  /** Whether it came into use just now. */
  readonly first: boolean;
}

/** The master key of this database: the one it has, or this one from now on. A node with another must not start. */
export async function claimDatabase(db: Queryable, id: string): Promise<InUse> {
  const claimed = await execute(db, 'insert into master_key (id) values ($1) on conflict do nothing', [id]);
  const [row] = await query<{ id: string }>(db, 'select id from master_key');
  if (!row) throw new Error('the database has no master key');
  return { id: row.id, first: claimed === 1 };
}

interface Row {
  readonly id: string;
  readonly master_id: string;
  readonly wrapped: Buffer;
}

const BATCH = 500;

async function rewrapSome(tx: PoolClient, masters: MasterKeys, random: (bytes: number) => Buffer): Promise<number> {
  const rows = await query<Row>(
    tx,
    'select id, master_id, wrapped from person_key where master_id <> $1 order by id limit $2 for update skip locked',
    [masters.current.id, BATCH],
  );
  const wrapped = rows.map((row) => {
    const secret = unwrapKey(row.id, { masterId: row.master_id, wrapped: row.wrapped }, masters);
    return wrapKey({ id: row.id, secret }, masters.current, random).wrapped;
  });
  await execute(
    tx,
    `update person_key k set master_id = $3, wrapped = n.wrapped
       from unnest($1::text[], $2::bytea[]) as n (id, wrapped) where k.id = n.id`,
    [rows.map(({ id }) => id), wrapped, masters.current.id],
  );
  return rows.length;
}

/** Wraps every key of a person anew under the current master key, while the product runs. Returns how many. */
export async function rotateMasterKey(
  pool: Pool,
  masters: MasterKeys,
  random: (bytes: number) => Buffer,
): Promise<number> {
  await execute(pool, 'update master_key set id = $1', [masters.current.id]);
  let rewrapped = 0;
  for (let found = BATCH; found > 0; rewrapped += found) {
    found = await transaction(pool, (tx) => rewrapSome(tx, masters, random));
  }
  return rewrapped;
}
