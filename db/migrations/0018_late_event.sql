-- An event whose recorded_at lies in a day that is already closed, because the clock was set back over midnight or another
-- node's is behind. It is never refused: it counts from the beginning of the first open day, which is fixed here.
create table late_event (
  shop_id text not null,
  claim_id text not null,
  version integer not null,
  -- The beginning of the first open day when the event was written: the last closed day's until.
  counts_at timestamptz not null,
  primary key (shop_id, claim_id, version)
);

create index late_event_counts on late_event (counts_at);

create trigger late_event_append_only before update or delete or truncate on late_event
  for each statement execute function refuse_rewriting();

revoke update, delete, truncate on late_event from public;
revoke update, delete, truncate on late_event from current_user;

drop trigger claim_event_of_open_day on claim_event;
drop function refuse_closed_day();

create function note_late_event() returns trigger language plpgsql as $$
declare
  open_since timestamptz;
begin
  select max(until) into open_since from daily_root;
  if open_since > new.recorded_at then
    insert into late_event (shop_id, claim_id, version, counts_at)
    values (new.shop_id, new.claim_id, new.version, open_since);
  end if;
  return null;
end $$;

create trigger claim_event_late after insert on claim_event
  for each row execute function note_late_event();
