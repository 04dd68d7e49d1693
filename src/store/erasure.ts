import type { PoolClient } from 'pg';
import type { ErasureObstacle, PartyActor } from '../domain/privacy.ts';
import { HOUR, type Instant } from '../domain/time.ts';
import { recordAudit } from './audit.ts';
import { execute, instantParameter, jsonParameter, type Queryable, query, transaction } from './database.ts';
import { CLAIMS_OF, type Obstacle, obstacleTo, shopOf } from './erasure-obstacle.ts';
import { readNow, type Store } from './store.ts';

export interface ErasureRequest {
  readonly id: string;
  readonly person: PartyActor;
  readonly requestedAt: Instant;
  /** Null once it is erased or withdrawn. */
  readonly waitsFor: ErasureObstacle | null;
  readonly availableAt: Instant | null;
  readonly erasedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
}

interface Row extends Omit<ErasureRequest, 'person'> {
  readonly role: PartyActor['role'];
  readonly shop_id: string;
  readonly subject: string;
}

const COLUMNS = `id, role, shop_id, subject, requested_at as "requestedAt", waits_for as "waitsFor",
  available_at as "availableAt", erased_at as "erasedAt", withdrawn_at as "withdrawnAt"`;
const OPEN = 'erased_at is null and withdrawn_at is null';
/** Between two looks at what no clock lifts. A hold that is lifted is looked at once more at once. */
const LOOK_AGAIN = HOUR;
const BATCH = 20;

function requestOf({ role, shop_id: shopId, subject: id, ...row }: Row): ErasureRequest {
  return { ...row, person: role === 'seller' ? { role, shopId, id } : { role, id } };
}

/** Everything of theirs that can be read or be used to reach them. Ids, events, states and money stay as they are. */
async function erase(tx: Queryable, person: PartyActor): Promise<void> {
  const values = [person.id, shopOf(person)];
  const theirs = `with theirs as (${CLAIMS_OF[person.role]})`;
  await execute(
    tx,
    `${theirs} delete from contact k using theirs c where k.shop_id = c.shop_id and k.claim_id = c.id and k.party = $3`,
    [...values, person.role],
  );
  await execute(tx, 'delete from portal_session where role = $3 and user_id = $1 and coalesce(shop_id, $4) = $2', [
    ...values,
    person.role,
    '',
  ]);
  if (person.role === 'buyer') {
    await execute(tx, `delete from notice where recipient_role = 'buyer' and recipient_id = $1`, [person.id]);
  }
  await execute(tx, 'delete from file where uploaded_by = $1::jsonb', [jsonParameter(person)]);
  // What the office wrote in a buyer's claims is about the buyer. Of a shop, people come and go, and the claims stay.
  const acts = person.role === 'buyer' ? `k.role = 'claim' and k.subject in (select id from theirs)` : 'false';
  await execute(
    tx,
    `${theirs} delete from person_key k where (k.role = $3 and k.subject = $1 and k.shop_id = $2) or (${acts})`,
    [...values, person.role],
  );
}

async function wait(
  tx: Queryable,
  id: string,
  { code, availableAt, now }: Obstacle & { readonly now: Instant },
): Promise<void> {
  await execute(tx, 'update erasure_request set waits_for = $2, available_at = $3, next_look_at = $4 where id = $1', [
    id,
    code,
    instantParameter(availableAt),
    instantParameter(availableAt ?? now + LOOK_AGAIN),
  ]);
}

interface Looking {
  readonly now: Instant;
  readonly years: number;
}

/** Erases, or finds out what to wait for. The request is locked by the caller's transaction. */
async function attempt(tx: Queryable, { id, person }: ErasureRequest, looking: Looking): Promise<boolean> {
  const obstacle = await obstacleTo(tx, person, looking);
  if (obstacle) {
    await wait(tx, id, { ...obstacle, now: looking.now });
    return false;
  }
  await erase(tx, person);
  const sql = `update erasure_request
                  set erased_at = $2, waits_for = null, available_at = null, next_look_at = null where id = $1`;
  await execute(tx, sql, [id, instantParameter(looking.now)]);
  return true;
}

export async function findErasure(db: Queryable, id: string): Promise<ErasureRequest | null> {
  const [row] = await query<Row>(db, `select ${COLUMNS} from erasure_request where id = $1`, [id]);
  return row ? requestOf(row) : null;
}

/** Erases a person now, or keeps the request until nothing stands in the way any more; asked twice it is the same. */
export async function requestErasure(
  tx: Queryable,
  { id, person }: { readonly id: string; readonly person: PartyActor },
  looking: Looking,
): Promise<ErasureRequest> {
  const values = [person.role, shopOf(person), person.id];
  await execute(
    tx,
    `insert into erasure_request (id, role, shop_id, subject, requested_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [id, ...values, instantParameter(looking.now)],
  );
  const [row] = await query<Row>(
    tx,
    `select ${COLUMNS} from erasure_request where role = $1 and shop_id = $2 and subject = $3 and ${OPEN} for update`,
    values,
  );
  if (!row) throw new Error('an erasure was not stored');
  await attempt(tx, requestOf(row), looking);
  return (await findErasure(tx, row.id)) ?? requestOf(row);
}

/** False: there is none that waits. */
export async function withdrawErasure(tx: Queryable, id: string, now: Instant): Promise<boolean> {
  const sql = `update erasure_request
                  set withdrawn_at = $2, waits_for = null, available_at = null, next_look_at = null
                where id = $1 and ${OPEN}`;
  return (await execute(tx, sql, [id, instantParameter(now)])) === 1;
}

export interface ErasuresAsked {
  readonly status: 'waiting' | 'erased' | 'withdrawn' | undefined;
  readonly limit: number;
  readonly after: { readonly at: Instant; readonly id: string } | null;
}

const OF_STATUS = {
  waiting: OPEN,
  erased: 'erased_at is not null',
  withdrawn: 'withdrawn_at is not null',
} as const;

/** The latest first. */
export async function listErasures(db: Queryable, { status, limit, after }: ErasuresAsked): Promise<ErasureRequest[]> {
  const rows = await query<Row>(
    db,
    `select ${COLUMNS} from erasure_request
      where ${status ? OF_STATUS[status] : 'true'} and ($1::timestamptz is null or (requested_at, id) < ($1, $2))
      order by requested_at desc, id desc limit $3`,
    [instantParameter(after?.at ?? null), after?.id ?? null, limit],
  );
  return rows.map(requestOf);
}

async function eraseSome(tx: PoolClient, store: Store, looking: Looking): Promise<{ found: number; erased: number }> {
  const rows = await query<Row>(
    tx,
    `select ${COLUMNS} from erasure_request where ${OPEN} and next_look_at <= $1
      order by next_look_at limit $2 for update skip locked`,
    [instantParameter(looking.now), BATCH],
  );
  let erased = 0;
  for (const row of rows) {
    if (!(await attempt(tx, requestOf(row), looking))) continue;
    erased += 1;
    const by = { actor: { role: 'system' }, credential: null } as const;
    await recordAudit(tx, store, { ...by, action: 'person.erased', subject: row.id, details: { role: row.role } });
  }
  return { found: rows.length, erased };
}

/** Carries out the requests whose time has come, on whichever node looks first. Returns how many people were erased. */
export async function eraseDue(store: Store, years: number): Promise<number> {
  const now = await readNow(store);
  let total = 0;
  for (let more = true; more; ) {
    const { found, erased } = await transaction(store.pool, (tx) => eraseSome(tx, store, { now, years }));
    total += erased;
    more = found === BATCH;
  }
  return total;
}
