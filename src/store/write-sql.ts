import { PARTS, type Part } from './entry.ts';

const COLUMNS = `shop_id text, id text, before integer, version integer, now timestamptz, currency text, state jsonb,
    status text, stage text, buyer_id text, order_id text, line_id text, live boolean, deadline_at timestamptz,
    deadline_then text, deadline_provisional boolean, deadline_by_calendar boolean, owner_id text, level smallint,
    overdue boolean, appeal_pending boolean, intervened_at timestamptz, held bigint, refunded bigint,
    applied_at timestamptz, updated_at timestamptz, ended_at timestamptz, held_delta bigint, refunded_delta bigint,
    line_revision integer, line_applications integer, events jsonb, counted jsonb, reversed_at timestamptz,
    refunds jsonb, contact jsonb, files jsonb, idempotency jsonb, audit jsonb`;

/**
 * What `entryOf` made, from one jsonb parameter. One entry is read by another function than many, for the planner takes
 * a set to have a hundred rows, and for a hundred would rather read small tables whole than look rows up.
 */
const ENTRY = {
  one: `entry as materialized (
  select * from jsonb_to_record($1::jsonb) as e (${COLUMNS}))`,
  many: `entry as materialized (
  select * from jsonb_to_recordset($1::jsonb) as e (${COLUMNS}))`,
};

/** Changes claims that are still at the version they were read at; the others are left out of everything below. */
const CHANGE = `written as (
  update claim c
     set version = e.version, state = e.state, status = e.status, stage = e.stage, live = e.live,
         deadline_at = e.deadline_at, deadline_then = e.deadline_then, deadline_provisional = e.deadline_provisional,
         deadline_by_calendar = e.deadline_by_calendar, owner_id = e.owner_id, level = e.level, overdue = e.overdue,
         appeal_pending = e.appeal_pending, intervened_at = e.intervened_at, held = e.held, refunded = e.refunded,
         updated_at = e.updated_at, ended_at = e.ended_at, parked_at = null, parked_error = null
    from entry e
   where c.shop_id = e.shop_id and c.id = e.id and c.version = e.before
  returning e.*)`;

/** Opens claims on lines that are still as they were read (R5, R10). */
const OPEN = `line as (
  update order_line l
     set held = l.held + e.held_delta, applications = l.applications + 1
    from entry e
   where l.shop_id = e.shop_id and l.order_id = e.order_id and l.id = e.line_id
     and l.revision = e.line_revision and l.applications = e.line_applications
  returning e.*),
written as (
  insert into claim (shop_id, id, version, state, status, stage, buyer_id, order_id, line_id, live, deadline_at,
         deadline_then, deadline_provisional, deadline_by_calendar, owner_id, level, overdue, appeal_pending,
         intervened_at, held, refunded, applied_at, updated_at, ended_at)
  select shop_id, id, version, state, status, stage, buyer_id, order_id, line_id, live, deadline_at, deadline_then,
         deadline_provisional, deadline_by_calendar, owner_id, level, overdue, appeal_pending, intervened_at, held,
         refunded, applied_at, updated_at, ended_at
    from line
  returning shop_id, id)`;

const EVENT = `event as (
  insert into claim_event (shop_id, claim_id, version, type, at, recorded_at, actor, data, files, salt, content)
  select e.shop_id, e.id, v.version, v.type, v.at, e.now, v.actor, v.data, v.files, v.salt, v.content
    from done e
    cross join jsonb_to_recordset(e.events) as v (
      version integer, type text, at timestamptz, actor jsonb, data jsonb, files jsonb, salt bytea, content bytea))`;

const PART: Record<Part, string> = {
  line: `line as (
  update order_line l
     set held = l.held + e.held_delta, refunded = l.refunded + e.refunded_delta
    from done e
   where l.shop_id = e.shop_id and l.order_id = e.order_id and l.id = e.line_id
     and (e.held_delta <> 0 or e.refunded_delta <> 0))`,
  counted: `counted as (
  insert into standing_entry (shop_id, claim_id, counted_at, reversed_at)
  select e.shop_id, e.id, s.counted_at, s.reversed_at
    from done e cross join jsonb_to_recordset(e.counted) as s (counted_at timestamptz, reversed_at timestamptz))`,
  reversed: `reversed as (
  update standing_entry s
     set reversed_at = e.reversed_at
    from done e
   where s.shop_id = e.shop_id and s.claim_id = e.id and s.reversed_at is null and e.reversed_at is not null)`,
  refund: `refund_kept as (
  insert into refund as r (shop_id, id, claim_id, amount, currency, status, attempts, next_attempt_at, failure,
         updated_at)
  select e.shop_id, f.id, e.id, f.amount, e.currency, f.status, f.attempts, f.next_attempt_at, f.failure, e.updated_at
    from done e
    cross join jsonb_to_recordset(e.refunds) as f (
      id text, amount bigint, status text, attempts integer, next_attempt_at timestamptz, failure text)
  on conflict (shop_id, id) do update
     set status = excluded.status, attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at,
         failure = coalesce(excluded.failure, r.failure), updated_at = excluded.updated_at)`,
  contact: `contact_kept as (
  insert into contact (shop_id, claim_id, version, kind, party, data, created_at)
  select e.shop_id, e.id, e.version, k.kind, k.party, k.data, k.at
    from done e
    cross join jsonb_to_record(e.contact) as k (kind text, party text, data jsonb, at timestamptz)
   where e.contact is not null)`,
  file: `file_shown as (
  insert into file_link (shop_id, claim_id, file_id, at)
  select e.shop_id, e.id, f.id, e.now
    from done e cross join jsonb_array_elements_text(e.files) as f (id)
  on conflict (shop_id, claim_id, file_id) do nothing)`,
  idempotency: `answered as (
  insert into idempotency (shop_id, scope, key, fingerprint, status, headers, body)
  select e.shop_id, i.scope, i.key, i.fingerprint, i.status, i.headers, i.body
    from done e
    cross join jsonb_to_record(e.idempotency) as i (
      scope text, key text, fingerprint text, status smallint, headers jsonb, body text)
   where e.idempotency is not null)`,
  audit: `audited as (
  insert into audit_entry (at, actor_role, actor_id, credential, action, subject, details)
  select e.now, a.actor_role, a.actor_id, a.credential, a.action, a.subject, a.details
    from done e
    cross join jsonb_to_record(e.audit) as a (
      actor_role text, actor_id text, credential text, action text, subject text, details jsonb)
   where e.audit is not null)`,
};

/**
 * The one statement that writes claims and all that goes with them, or nothing of a claim that has changed since it
 * was read. It returns the claims that were written. $1: the row of the entry, or the rows of many.
 */
export function writeSql(kind: 'open' | 'one' | 'many', parts: readonly Part[]): string {
  const wanted = PARTS.filter((part) => parts.includes(part) && !(kind === 'open' && part === 'line'));
  const done =
    kind === 'open'
      ? 'done as (select e.* from entry e join written w on w.shop_id = e.shop_id and w.id = e.id)'
      : 'done as (select * from written)';
  const steps = [
    kind === 'many' ? ENTRY.many : ENTRY.one,
    kind === 'open' ? OPEN : CHANGE,
    done,
    EVENT,
    ...wanted.map((part) => PART[part]),
  ];
  return `with ${steps.join(',\n')}\nselect shop_id, id from done`;
}
