-- In which transaction an event was written. Transactions end in another order than they begin in, but none that is
-- older than every running one can still bring an event: up to there a reader may go, and misses nothing. Rows lie in
-- about this order, so the smallest kind of index finds the last ones, and costs the writer nothing.
alter table claim_event add column recorded_in bigint not null default (pg_current_xact_id()::text)::bigint;
create index claim_event_recorded_in on claim_event using brin (recorded_in)
  with (pages_per_range = 16, autosummarize = on);

-- Whoever is told of something, in whose inbox. Distributed by the recipient, not by the shop: it is written from the
-- events, after them, and read by its owner alone.
create table notice (
  recipient_role text not null check (recipient_role in ('buyer', 'seller', 'mediator', 'supervisor', 'operator')),
  -- A shop's id for its people together; empty: everybody in the role.
  recipient_id text not null,
  -- Made from what is told of, so that the same is told once however often it is tried.
  id text not null,
  kind text not null,
  shop_id text not null,
  claim_id text not null,
  -- Of the event; null where it is none.
  version integer,
  data jsonb,
  at timestamptz not null,
  written_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  primary key (recipient_role, recipient_id, id)
);
create index notice_time on notice (recipient_role, recipient_id, at desc, id desc);
create index notice_unread on notice (recipient_role, recipient_id, claim_id) where read_at is null;

-- How far notices have been written. What happened before this table came is told to nobody.
create table notice_cursor (
  singleton boolean primary key default true check (singleton),
  recorded_in bigint not null,
  shop_id text not null default '',
  claim_id text not null default '',
  version integer not null default 0,
  -- Up to which instant reminders were given; null before the first.
  reminded_until timestamptz
);
insert into notice_cursor (recorded_in) values ((pg_current_xact_id()::text)::bigint + 1);
