import type { Claim } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import type { Contact, NewContact } from './contact.ts';
import { jsonParameter, query, type Statement, statement } from './database.ts';
import {
  ANSWER_COLUMNS,
  type AnswerRow,
  type Idempotency,
  KEPT,
  type StoredAnswer,
  storedAnswerOf,
} from './idempotency.ts';
import { LINE_COLUMNS, type LineRow, lineOf, type StoredLine } from './order-line.ts';
import type { Store } from './store.ts';

/** What the door reads in one statement before it decides. */
export interface Loaded {
  readonly now: Instant;
  readonly stored: StoredLine;
  /** Unreversed dispute refunds of the shop in the calendar month of `now` (R61). */
  readonly disputeRefunds: number;
  readonly contacts: readonly Contact[];
  readonly answered: StoredAnswer | null;
}

interface Row extends LineRow, AnswerRow {
  readonly now: Instant | null;
  readonly epoch: number;
  readonly dispute_refunds: number;
}

interface ClaimRow extends Row {
  readonly state: Claim | null;
  readonly contacts: { kind: NewContact['kind']; party: Contact['party']; at: Instant; data: object }[] | null;
}

interface OpeningRow extends Row {
  /** The claim that still occupies the line, if one does. */
  readonly live_claim: string | null;
}

const disputeRefunds = (shop: string, timeZone: string) => `(
  select count(*)::int from standing_entry s
   where s.shop_id = ${shop} and s.reversed_at is null and s.counted_at <= n.at
     and s.counted_at >= date_trunc('month', n.at at time zone ${timeZone}) at time zone ${timeZone}) as dispute_refunds`;

const joinAnswer = (scope: string, key: string) => `left join idempotency i
  on i.shop_id = $1 and i.scope = ${scope} and i.key = ${key} and i.created_at > clock_timestamp() - ${KEPT}`;

/**
 * $1: rows of shop, claim, and the scope and key of an idempotency; $2: time zone. One row comes back for each. Each
 * lookup stands alone behind a limit, so that none is planned as reading a whole table.
 */
export function loadClaimsStatement({ nowSql }: Pick<Store, 'nowSql'>): Statement {
  return statement(
    'load_claims',
    `select n.at as now, (select epoch from config_epoch) as epoch, c.state, l.*, s.*, k.contacts, i.*
       from (select ${nowSql} as at) n
       cross join rows from (jsonb_to_recordset($1::jsonb) as (shop_id text, id text, scope text, key text))
         with ordinality as a (shop_id, id, scope, key, place)
       left join lateral (
         select state, order_id, line_id from claim c where c.shop_id = a.shop_id and c.id = a.id limit 1) c on true
       left join lateral (
         select ${LINE_COLUMNS} from order_line l
          where l.shop_id = a.shop_id and l.order_id = c.order_id and l.id = c.line_id limit 1) l on true
       cross join lateral (select ${disputeRefunds('a.shop_id', '$2')}) s
       cross join lateral (
         select jsonb_agg(jsonb_build_object('kind', k.kind, 'party', k.party, 'data', k.data,
                  'at', floor(extract(epoch from k.created_at) * 1000)) order by k.version) as contacts
           from contact k where k.shop_id = a.shop_id and k.claim_id = a.id) k
       left join lateral (
         select ${ANSWER_COLUMNS} from idempotency i
          where i.shop_id = a.shop_id and i.scope = a.scope and i.key = a.key
            and i.created_at > clock_timestamp() - ${KEPT} limit 1) i on true
      order by a.place`,
  );
}

/** $1 shop, $2 order, $3 line, $4 time zone, $5 and $6 scope and key of the idempotency. */
export function loadLineStatement({ nowSql }: Pick<Store, 'nowSql'>): Statement {
  return statement(
    'load_line',
    `select n.at as now, (select epoch from config_epoch) as epoch, ${LINE_COLUMNS}, ${disputeRefunds('$1', '$4')},
            (select c.id from claim c
              where c.shop_id = $1 and c.order_id = $2 and c.line_id = $3 and c.live) as live_claim,
            ${ANSWER_COLUMNS}
       from (select ${nowSql} as at) n
       left join order_line l on l.shop_id = $1 and l.order_id = $2 and l.id = $3
       ${joinAnswer('$5', '$6')}`,
  );
}

/** Standing is counted in the months of the policy that is in effect; before one is, in UTC. */
export function timeZoneOf(store: Store): string {
  return store.config.rulesAt(Number.MAX_SAFE_INTEGER)?.policy.time_zone ?? 'UTC';
}

async function read<R extends Row>(store: Store, sql: Statement, values: readonly unknown[]): Promise<R[]> {
  const rows = await query<R>(store.pool, sql, values);
  const [first] = rows;
  if (!first || first.now === null) throw new Error('the sandbox clock has not been set');
  await store.config.reachEpoch(first.epoch);
  return rows;
}

async function currentTimeZone(store: Store): Promise<string> {
  if (store.config.epoch() === 0) await store.config.reachEpoch(1);
  return timeZoneOf(store);
}

function loadedOf(row: Row, contacts: readonly Contact[]): Loaded | null {
  if (row.now === null || row.line_id === null) return null;
  const { now, dispute_refunds } = row;
  return { now, stored: lineOf(row), disputeRefunds: dispute_refunds, contacts, answered: storedAnswerOf(row) };
}

interface Asked {
  readonly shopId: string;
  readonly idempotency?: Idempotency | undefined;
}

export interface ClaimAsked extends Asked {
  readonly claimId: string;
}

export interface LoadedClaim extends Loaded {
  readonly claim: Claim;
}

/** Claims with all that commands on them need, in one statement; null for one that the shop does not have. */
export async function loadClaims(store: Store, asked: readonly ClaimAsked[]): Promise<(LoadedClaim | null)[]> {
  const keys = asked.map(({ shopId, claimId, idempotency }) => ({
    shop_id: shopId,
    id: claimId,
    scope: idempotency?.scope,
    key: idempotency?.key,
  }));
  const values = [jsonParameter(keys), await currentTimeZone(store)];
  return (await read<ClaimRow>(store, loadClaimsStatement(store), values)).map(claimOf);
}

function claimOf(row: ClaimRow): LoadedClaim | null {
  const contacts = (row.contacts ?? []).map(({ kind, party, at, data }) => ({ ...data, kind, party, at }) as Contact);
  const loaded = row.state && loadedOf(row, contacts);
  return loaded && row.state ? { ...loaded, claim: row.state } : null;
}

/** The line with all that opening a claim on it needs; null when the shop has no such line. */
export async function loadLine(
  store: Store,
  { shopId, orderId, lineId, idempotency }: Asked & { readonly orderId: string; readonly lineId: string },
): Promise<(Loaded & { readonly liveClaim: string | null }) | null> {
  const timeZone = await currentTimeZone(store);
  const values = [shopId, orderId, lineId, timeZone, idempotency?.scope ?? null, idempotency?.key ?? null];
  const [row] = await read<OpeningRow>(store, loadLineStatement(store), values);
  const loaded = row && loadedOf(row, []);
  return row && loaded ? { ...loaded, liveClaim: row.live_claim } : null;
}
