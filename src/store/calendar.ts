import type { Claim } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { type AuditedBy, recordAudit } from './audit.ts';
import type { CalendarYear } from './config.ts';
import { execute, jsonParameter, query, transaction } from './database.ts';
import { deadlineColumns } from './entry.ts';
import { readNow, type Store } from './store.ts';
import { CORRECT, correctionOf } from './sweep.ts';

const KEEP = `insert into calendar_year (region, year, days, updated_at) values ($1, $2, $3, clock_timestamp())
  on conflict (region, year) do update set days = excluded.days, updated_at = excluded.updated_at`;

/** Keeps the notice of one year (R45) and moves every deadline that it touches. Returns how many moved. */
export async function putCalendarYear(
  store: Store,
  { region, year, days }: CalendarYear,
  by: AuditedBy = { actor: { role: 'system' }, credential: null },
): Promise<number> {
  await transaction(store.pool, async (tx) => {
    await execute(tx, KEEP, [region, year, jsonParameter(days)]);
    const subject = `${region}/${year}`;
    await recordAudit(tx, store, { ...by, action: 'calendar.put', subject, details: { days: days.length } });
  });
  return recomputeDeadlines(store);
}

const BATCH = 500;

/**
 * Counts every deadline in working days again, by the calendar as it is now. The claims themselves do not change: a
 * deadline is read off the state and the rules.
 */
export async function recomputeDeadlines(store: Store): Promise<number> {
  await readNow(store);
  let moved = 0;
  let last: Pick<Claim, 'shopId' | 'id'> | null = { shopId: '', id: '' };
  while (last) {
    const batch = await recomputeBatch(store, last);
    moved += batch.moved;
    last = batch.last;
  }
  return moved;
}

type After = Pick<Claim, 'shopId' | 'id'>;

async function recomputeBatch(store: Store, after: After): Promise<{ moved: number; last: After | null }> {
  return transaction(store.pool, async (tx) => {
    const claims = await query<{ state: Claim; deadline_at: number | null; deadline_provisional: boolean }>(
      tx,
      `select c.state, c.deadline_at, c.deadline_provisional from claim c
        where c.deadline_by_calendar and (c.shop_id, c.id) > ($1, $2)
        order by c.shop_id, c.id limit $3 for update of c`,
      [after.shopId, after.id, BATCH],
    );
    const moved = claims.flatMap(({ state, ...row }) => {
      const columns = deadlineColumns(state, store.config.rulesOf(state.policy));
      const at = columns.deadline_at === null ? null : Date.parse(columns.deadline_at);
      const same = at === row.deadline_at && columns.deadline_provisional === row.deadline_provisional;
      return same ? [] : [correctionOf(state, columns)];
    });
    if (moved.length > 0) await execute(tx, CORRECT, [jsonParameter(moved)]);
    return { moved: moved.length, last: claims.length === BATCH ? (claims.at(-1)?.state ?? null) : null };
  });
}

export interface ProvisionalDeadline {
  readonly name: string;
  readonly version: number;
  readonly at: Instant;
  readonly count: number;
}

/** How many open claims of each policy wait for each provisional deadline. */
export async function provisionalDeadlines({ pool }: Pick<Store, 'pool'>): Promise<ProvisionalDeadline[]> {
  return query<ProvisionalDeadline>(
    pool,
    `select state -> 'policy' ->> 'name' as name, (state -> 'policy' ->> 'version')::integer as version,
            deadline_at as at, count(*) as count
       from claim where deadline_provisional group by 1, 2, 3`,
  );
}

/** Open claims whose deadline leans on a year without a notice; an operator should put it (R45). */
export async function countProvisional({ pool }: Pick<Store, 'pool'>): Promise<number> {
  const [row] = await query<{ count: number }>(pool, 'select count(*) as count from claim where deadline_provisional');
  return row?.count ?? 0;
}
