-- One row a calendar day: the root of a tree over the heads of all claims that changed on it. What changed is told by
-- recorded_at alone, so that the tree can be made again at any later time.
create table daily_root (
  day date primary key,
  -- Events with since <= recorded_at < until belong to the day: midnights of the policy's time zone when it was closed.
  since timestamptz not null,
  until timestamptz not null unique,
  time_zone text not null,
  claims integer not null check (claims >= 0),
  tree_root bytea not null check (octet_length(tree_root) = 32),
  previous bytea not null check (octet_length(previous) = 32),
  root bytea not null check (octet_length(root) = 32),
  created_at timestamptz not null,
  check (since < until)
);

create trigger daily_root_append_only before update or delete or truncate on daily_root
  for each statement execute function refuse_rewriting();

revoke update, delete, truncate on daily_root from public;
revoke update, delete, truncate on daily_root from current_user;

-- Events are written in the order of this column, so that a few kilobytes find those of a day.
create index claim_event_recorded on claim_event using brin (recorded_at) with (pages_per_range = 16, autosummarize = on);

-- Nothing is written into a day that is closed: its tree could not be made again.
create function refuse_closed_day() returns trigger language plpgsql as $$
begin
  if exists (select from daily_root r where r.until > new.recorded_at) then
    raise exception 'event % of claim % belongs to a day that is closed', new.version, new.claim_id
      using errcode = 'check_violation', constraint = 'claim_event_of_open_day';
  end if;
  return new;
end $$;

create trigger claim_event_of_open_day before insert on claim_event
  for each row execute function refuse_closed_day();
