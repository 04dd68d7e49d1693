import type { Day, Instant } from '../domain/time.ts';
import { instantParameter, query } from './database.ts';
import type { Store } from './store.ts';

/** What is reported on: from one instant until another, in calendar days of a time zone (R1). */
export interface Period {
  readonly from: Instant;
  readonly until: Instant;
  readonly timeZone: string;
}

const valuesOf = ({ from, until, timeZone }: Period) => [instantParameter(from), instantParameter(until), timeZone];

/** Of every kind of event that is counted, how many a day. $1 from, $2 until, $3 time zone. */
const COUNTED = `select (e.at at time zone $3)::date as day,
    count(*) filter (where e.type = 'claim.opened') as opened,
    count(*) filter (where e.type = 'intervention.requested') as interventions,
    count(*) filter (where e.type = 'claim.ended') as ended
  from claim_event e
 where e.type in ('claim.opened', 'intervention.requested', 'claim.ended') and e.at >= $1 and e.at < $2
 group by 1 order by 1`;

export interface VolumeDay {
  readonly day: Day;
  readonly opened: number;
  readonly interventions: number;
  readonly ended: number;
}

/** Days on which nothing happened are left out. */
export async function volumeByDay({ pool }: Pick<Store, 'pool'>, period: Period): Promise<VolumeDay[]> {
  return query<VolumeDay>(pool, COUNTED, valuesOf(period));
}

export interface Duration {
  readonly ended: number;
  /** From application to end; null where nothing ended. */
  readonly median: number | null;
  readonly p90: number | null;
}

interface DurationRow extends Duration {
  readonly day: Day | null;
  /** Null where both kinds are counted together. */
  readonly intervened: boolean | null;
}

/** In whole seconds, each a time that a claim really took. */
const DURATIONS = `select c.day, c.intervened, count(*) as ended,
    percentile_disc(0.5) within group (order by c.seconds) as median,
    percentile_disc(0.9) within group (order by c.seconds) as p90
  from (select (ended_at at time zone $3)::date as day, intervened_at is not null as intervened,
               extract(epoch from ended_at - applied_at)::bigint as seconds
          from claim where ended_at is not null and ended_at >= $1 and ended_at < $2) c
 group by grouping sets ((c.day), (c.intervened), ()) order by c.day`;

export interface Durations {
  readonly days: readonly (Duration & { readonly day: Day })[];
  readonly all: Duration;
  readonly intervened: Duration;
  readonly amongThemselves: Duration;
}

const NONE: Duration = { ended: 0, median: null, p90: null };

/** How long the claims took that ended, and those in which the platform was asked and was not. */
export async function durations({ pool }: Pick<Store, 'pool'>, period: Period): Promise<Durations> {
  const rows = await query<DurationRow>(pool, DURATIONS, valuesOf(period));
  const whole = (intervened: boolean | null) =>
    rows.find((row) => row.day === null && row.intervened === intervened && row.ended > 0) ?? NONE;
  return {
    days: rows.flatMap(({ day, ...rest }) => (day === null ? [] : [{ ...rest, day }])),
    all: whole(null),
    intervened: whole(true),
    amongThemselves: whole(false),
  };
}

/** R44: a claim whose review has passed its due date is overdue from that instant on, and stays so once it is ruled. */
const RULINGS = `select (e.at at time zone $3)::date as day, count(*) filter (where not c.overdue) as on_time,
    count(*) filter (where c.overdue) as late
  from claim_event e join claim c on c.shop_id = e.shop_id and c.id = e.claim_id and c.ruled
 where e.type = 'ruling.issued' and e.at >= $1 and e.at < $2
 group by 1 order by 1`;

export interface RulingDay {
  readonly day: Day;
  readonly on_time: number;
  readonly late: number;
}

/** First rulings by the day they were issued; those of appeals are not among them. */
export async function rulingsByDay({ pool }: Pick<Store, 'pool'>, period: Period): Promise<RulingDay[]> {
  return query<RulingDay>(pool, RULINGS, valuesOf(period));
}

const OUTCOMES = `select reason, currency, count(*) as ended,
    count(*) filter (where status = 'succeeded' and not ruled) as settled,
    count(*) filter (where status = 'succeeded' and ruled) as ruled_for_buyer,
    count(*) filter (where end_reason = 'ruled_for_seller') as ruled_for_seller,
    count(*) filter (where end_reason = 'withdrawn') as withdrawn,
    count(*) filter (where end_reason = 'expired') as expired,
    count(*) filter (where end_reason in ('shipped', 'return_not_sent')) as otherwise,
    sum(refunded)::bigint as refunded
  from claim where ended_at is not null and ended_at >= $1 and ended_at < $2
 group by reason, currency order by count(*) desc, reason, currency`;

export interface OutcomeRow {
  readonly reason: string;
  readonly currency: string;
  readonly ended: number;
  readonly settled: number;
  readonly ruled_for_buyer: number;
  readonly ruled_for_seller: number;
  readonly withdrawn: number;
  readonly expired: number;
  readonly otherwise: number;
  /** In minor units of the row's own currency: money of two is never added up (R5). */
  readonly refunded: number;
}

/** How claims ended, by the reason that their last terms gave. */
export async function outcomesByReason({ pool }: Pick<Store, 'pool'>, period: Period): Promise<OutcomeRow[]> {
  const { from, until } = period;
  return query<OutcomeRow>(pool, OUTCOMES, [instantParameter(from), instantParameter(until)]);
}

const APPEALS = `select (e.at at time zone $3)::date as day,
    count(*) filter (where e.type = 'appeal.filed') as filed,
    count(*) filter (where e.type = 'appeal.decided' and e.data ->> 'outcome' = 'upheld') as upheld,
    count(*) filter (where e.type = 'appeal.decided' and e.data ->> 'outcome' = 'overturned') as overturned
  from claim_event e
 where e.type in ('appeal.filed', 'appeal.decided') and e.at >= $1 and e.at < $2
 group by 1 order by 1`;

export interface AppealDay {
  readonly day: Day;
  readonly filed: number;
  readonly upheld: number;
  readonly overturned: number;
}

export async function appealsByDay({ pool }: Pick<Store, 'pool'>, period: Period): Promise<AppealDay[]> {
  return query<AppealDay>(pool, APPEALS, valuesOf(period));
}
