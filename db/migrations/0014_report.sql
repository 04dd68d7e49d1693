-- What reports group by beside the reason, read off the state when it is written, so that a report of a hundred
-- thousand claims opens none.
alter table claim
  add column currency text generated always as (state ->> 'currency') stored,
  add column end_reason text generated always as (state -> 'state' ->> 'endReason') stored,
  add column ruled boolean generated always as (coalesce(state -> 'intervention' ->> 'ended' = 'ruled', false)) stored;

-- Everything the reports on ended claims ask. A claim enters it once, when it ends.
create index claim_ended on claim (ended_at)
  include (applied_at, intervened_at, status, end_reason, ruled, reason, currency, refunded)
  where ended_at is not null;

-- Whether a review had passed its due date when it was ruled on (R44): this does not change any more.
create index claim_ruled on claim (shop_id, id) include (overdue) where ruled;

-- The few events of a life that are counted by the day; the others cost nothing here.
create index claim_event_reported on claim_event (type, at) include (shop_id, claim_id)
  where type in ('claim.opened', 'intervention.requested', 'ruling.issued', 'claim.ended', 'appeal.filed', 'appeal.decided');
