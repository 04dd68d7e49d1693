-- A claim as its events make it, the events, and what they add up to.

create table claim (
  shop_id text not null,
  id text not null,
  version integer not null check (version >= 1),
  -- The whole claim; the columns beside it repeat what is searched by.
  state jsonb not null,
  status text not null,
  stage text,
  buyer_id text not null,
  order_id text not null,
  line_id text not null,
  -- R10: still occupies its line.
  live boolean not null,
  -- The next deadline to be fired, which may be an appeal's; null when none runs.
  deadline_at timestamptz,
  deadline_then text,
  deadline_provisional boolean not null default false,
  -- Counted in working days, so that a new calendar may move it (R45).
  deadline_by_calendar boolean not null default false,
  owner_id text,
  level smallint,
  overdue boolean not null default false,
  appeal_pending boolean not null default false,
  intervened_at timestamptz,
  held bigint not null check (held >= 0),
  refunded bigint not null check (refunded >= 0),
  applied_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  -- A deadline that could not be fired waits here for an operator; its neighbours go on.
  parked_at timestamptz,
  parked_error text,
  primary key (shop_id, id),
  foreign key (shop_id, order_id, line_id) references order_line (shop_id, order_id, id),
  check ((deadline_at is null) = (deadline_then is null)),
  check ((parked_at is null) = (parked_error is null))
) with (fillfactor = 90);

create index claim_id on claim (id);

-- R10: one live claim a line.
create unique index claim_live_line on claim (shop_id, order_id, line_id) where live;

create index claim_deadline on claim (deadline_at) where deadline_at is not null and parked_at is null;
create index claim_deadline_by_calendar on claim (shop_id, id) where deadline_by_calendar;
create index claim_deadline_provisional on claim (deadline_at) where deadline_provisional;
create index claim_parked on claim (parked_at) where parked_at is not null;
create index claim_status on claim (status, updated_at, id);
create index claim_shop on claim (shop_id, updated_at, id);
create index claim_buyer on claim (buyer_id, updated_at, id);
create index claim_queue on claim (owner_id, level, deadline_at) where status = 'in_intervention';
create index claim_appeal on claim (deadline_at) where appeal_pending;
create index claim_intervened on claim (shop_id, intervened_at) where intervened_at is not null;

create table claim_event (
  shop_id text not null,
  claim_id text not null,
  version integer not null check (version >= 1),
  type text not null,
  -- When it took effect; a deadline's event is dated by the deadline (R2).
  at timestamptz not null,
  -- When it was written.
  recorded_at timestamptz not null,
  actor jsonb not null,
  data jsonb not null,
  primary key (shop_id, claim_id, version)
);

-- R6: the versions of a claim's events run from 1 without a gap, and the claim stands at the last of them. Asked of each
-- row when its statement is done, so that a claim and its events are written by one statement. What these look at can
-- never be deleted, so what is found stays true; a foreign key would cost as much and need the right to update events.
create function check_event_follows() returns trigger language plpgsql as $$
begin
  if not exists (
      select from claim c where c.shop_id = new.shop_id and c.id = new.claim_id and c.version >= new.version)
    or (new.version > 1 and not exists (
      select from claim_event e
      where e.shop_id = new.shop_id and e.claim_id = new.claim_id and e.version = new.version - 1))
  then
    raise exception 'event % of claim % does not follow the one before, up to the version of the claim',
      new.version, new.claim_id using errcode = 'check_violation', constraint = 'claim_event_gapless';
  end if;
  return null;
end $$;

create trigger claim_event_gapless after insert on claim_event
  for each row execute function check_event_follows();

create function check_claim_at_last_event() returns trigger language plpgsql as $$
begin
  if not exists (
      select from claim_event e where e.shop_id = new.shop_id and e.claim_id = new.id and e.version = new.version)
    or (tg_op = 'UPDATE' and new.version < old.version)
  then
    raise exception 'claim % has no event %, or is past it', new.id, new.version
      using errcode = 'check_violation', constraint = 'claim_at_last_event';
  end if;
  return null;
end $$;

create trigger claim_opened_at_last_event after insert on claim
  for each row execute function check_claim_at_last_event();
create trigger claim_changed_at_last_event after update on claim
  for each row when (new.version <> old.version) execute function check_claim_at_last_event();

-- A claim is never deleted while its events are kept, and keeps its name.
create function refuse_losing_claim() returns trigger language plpgsql as $$
begin
  raise exception 'claim % is kept', old.id using errcode = 'insufficient_privilege';
end $$;

create trigger claim_kept before delete on claim for each row execute function refuse_losing_claim();
create trigger claim_keeps_name before update on claim
  for each row when ((new.shop_id, new.id) is distinct from (old.shop_id, old.id)) execute function refuse_losing_claim();

-- R6: nothing is rewritten, whoever asks; the right to is taken from everybody, the owner included.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger claim_event_append_only before update or delete or truncate on claim_event
  for each statement execute function refuse_rewriting();

revoke update, delete, truncate on claim_event from public;
revoke update, delete, truncate on claim_event from current_user;

-- R60: each dispute refund counted against a shop; reversed when an appeal overturns the ruling.
create table standing_entry (
  shop_id text not null,
  claim_id text not null,
  counted_at timestamptz not null,
  reversed_at timestamptz,
  primary key (shop_id, claim_id, counted_at),
  check (reversed_at >= counted_at)
);

create index standing_entry_time on standing_entry (shop_id, counted_at);

-- R59a: each refund under the id that the provider knows it by; the id and the amount never change.
create table refund (
  shop_id text not null,
  id text not null,
  claim_id text not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  status text not null check (status in ('instructed', 'succeeded', 'failed')),
  attempts integer not null check (attempts >= 1),
  -- When a failed one is instructed again; null: not, for it has not failed, or too often.
  next_attempt_at timestamptz,
  -- What the provider said of the last failure.
  failure text,
  updated_at timestamptz not null,
  primary key (shop_id, id),
  foreign key (shop_id, claim_id) references claim (shop_id, id)
);

create index refund_id on refund (id);
create index refund_retry on refund (next_attempt_at) where next_attempt_at is not null;
create index refund_unsettled on refund (status, updated_at) where status <> 'succeeded';

create function refuse_changing_refund() returns trigger language plpgsql as $$
begin
  raise exception 'refund % keeps its claim, amount and currency', old.id using errcode = 'check_violation';
end $$;

create trigger refund_fixed before update on refund for each row
  when (new.id <> old.id or new.claim_id <> old.claim_id or new.amount <> old.amount or new.currency <> old.currency)
  execute function refuse_changing_refund();

-- Personal data that commands carried, kept beside the events so that it can be erased. version: of the claim after the
-- command that brought it.
create table contact (
  shop_id text not null,
  claim_id text not null,
  version integer not null,
  kind text not null check (kind in ('return_address', 'call')),
  party text not null check (party in ('buyer', 'seller')),
  data jsonb not null,
  created_at timestamptz not null,
  primary key (shop_id, claim_id, version),
  foreign key (shop_id, claim_id) references claim (shop_id, id)
);
