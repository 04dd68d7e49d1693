import type { Instant } from '../domain/time.ts';
import { execute, instantParameter, type Queryable, query } from './database.ts';
import type { Person } from './person-key.ts';

/** While it stands, nothing of the person's or of the claim's is erased. */
export interface LegalHold {
  readonly id: string;
  readonly person: Person;
  readonly words: string;
  readonly putAt: Instant;
  readonly liftedAt: Instant | null;
}

interface Row extends Omit<LegalHold, 'person'> {
  readonly role: Person['role'];
  readonly shop_id: string;
  readonly subject: string;
}

const COLUMNS = 'id, role, shop_id, subject, words, put_at as "putAt", lifted_at as "liftedAt"';

function holdOf({ role, shop_id: shopId, subject: id, ...row }: Row): LegalHold {
  return { ...row, person: role === 'seller' ? { role, shopId, id } : { role, id } };
}

export async function putHold(tx: Queryable, { id, person, words, putAt }: Omit<LegalHold, 'liftedAt'>): Promise<void> {
  await execute(
    tx,
    'insert into legal_hold (id, role, shop_id, subject, words, put_at) values ($1, $2, $3, $4, $5, $6)',
    [id, person.role, person.role === 'seller' ? person.shopId : '', person.id, words, instantParameter(putAt)],
  );
}

/** Erasures that wait for a hold are looked at again at once. False: there is no such hold that stands. */
export async function liftHold(tx: Queryable, id: string, now: Instant): Promise<boolean> {
  const at = instantParameter(now);
  const sql = 'update legal_hold set lifted_at = $2 where id = $1 and lifted_at is null';
  if ((await execute(tx, sql, [id, at])) === 0) return false;
  await execute(tx, `update erasure_request set next_look_at = $1 where waits_for = 'LEGAL_HOLD'`, [at]);
  return true;
}

export interface HoldsAsked {
  readonly standing: boolean;
  readonly limit: number;
  readonly after: { readonly at: Instant; readonly id: string } | null;
}

/** The latest first. */
export async function listHolds(db: Queryable, { standing, limit, after }: HoldsAsked): Promise<LegalHold[]> {
  const rows = await query<Row>(
    db,
    `select ${COLUMNS} from legal_hold
      where (not $1 or lifted_at is null) and ($2::timestamptz is null or (put_at, id) < ($2, $3))
      order by put_at desc, id desc limit $4`,
    [standing, instantParameter(after?.at ?? null), after?.id ?? null, limit],
  );
  return rows.map(holdOf);
}
