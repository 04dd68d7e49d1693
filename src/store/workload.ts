import type { Instant, Milliseconds } from '../domain/time.ts';
import { instantParameter, query } from './database.ts';
import type { Store } from './store.ts';
import { applyDue } from './sweep.ts';

/** What one member of staff has before them, and what they have done lately. */
export interface Workload {
  /** Null for what nobody has taken. */
  readonly id: string | null;
  readonly role: 'mediator' | 'supervisor' | null;
  readonly open: number;
  readonly review: number;
  readonly approval: number;
  readonly overdue: number;
  readonly suspended: number;
  /** Rulings of theirs that were issued. */
  readonly ruled: number;
  /** Half of those took no longer, from the request for intervention on; null without rulings. */
  readonly median: Milliseconds | null;
  /** Rulings of theirs that an appeal overturned. */
  readonly overturned: number;
}

/** $1: since when rulings and appeals count. */
const WORKLOAD = `with open as (
    select c.owner_id as id, min(c.owner_role) as role, count(*) as open,
           count(*) filter (where c.shown_stage = 'review') as review,
           count(*) filter (where c.shown_stage = 'awaiting_approval') as approval,
           count(*) filter (where c.overdue) as overdue, count(*) filter (where c.suspended) as suspended
      from claim c where c.status = 'in_intervention' group by c.owner_id),
  issued as (
    select e.data #>> '{ruling,by}' as id, count(*) as ruled,
           percentile_cont(0.5) within group (order by extract(epoch from e.at - c.intervened_at) * 1000) as median
      from claim_event e join claim c on c.shop_id = e.shop_id and c.id = e.claim_id
     where e.type = 'ruling.issued' and e.at >= $1 and e.data #>> '{ruling,by}' is not null group by 1),
  overturned as (
    select r.data #>> '{ruling,by}' as id, count(*) as overturned
      from claim_event e
      join lateral (select i.data from claim_event i
                     where i.shop_id = e.shop_id and i.claim_id = e.claim_id and i.version < e.version
                       and i.type = 'ruling.issued' order by i.version desc limit 1) r on true
     where e.type = 'appeal.decided' and e.at >= $1 and e.data ->> 'outcome' = 'overturned'
       and r.data #>> '{ruling,by}' is not null group by 1),
  people as (
    select id from open union select id from issued union select id from overturned)
  select p.id, o.role, coalesce(o.open, 0) as open, coalesce(o.review, 0) as review,
         coalesce(o.approval, 0) as approval, coalesce(o.overdue, 0) as overdue, coalesce(o.suspended, 0) as suspended,
         coalesce(i.ruled, 0) as ruled, round(i.median)::bigint as median, coalesce(t.overturned, 0) as overturned
    from people p left join open o on o.id is not distinct from p.id
    left join issued i on i.id = p.id left join overturned t on t.id = p.id
   order by o.open desc nulls last, p.id nulls first limit 500`;

/** How much everybody of the staff has to do, and has done since an instant. */
export async function workloads(store: Store, span: Milliseconds): Promise<{ rows: Workload[]; since: Instant }> {
  const since = (await applyDue(store)) - span;
  return { rows: await query<Workload>(store.pool, WORKLOAD, [instantParameter(since)]), since };
}
