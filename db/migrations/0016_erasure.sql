-- Who asked to be erased, or for whom it was asked; kept afterwards, for having erased must be provable.
create table erasure_request (
  id text primary key,
  role text not null check (role in ('buyer', 'seller')),
  shop_id text not null default '',
  subject text not null,
  requested_at timestamptz not null,
  -- Why it waits, and the first instant at which it may be done, where time alone decides.
  waits_for text check (waits_for in ('LEGAL_HOLD', 'CLAIM_LIVE', 'RECORDS_KEPT')),
  available_at timestamptz,
  next_look_at timestamptz,
  erased_at timestamptz,
  withdrawn_at timestamptz,
  check ((role = 'seller') = (shop_id <> '')),
  check (erased_at is null or withdrawn_at is null),
  check ((waits_for is null) = (next_look_at is null))
);
create unique index erasure_request_open on erasure_request (role, subject, shop_id)
  where erased_at is null and withdrawn_at is null;
create index erasure_request_due on erasure_request (next_look_at) where erased_at is null and withdrawn_at is null;

-- What must not be erased while somebody, such as a court, needs it: all of a person's, or one claim.
create table legal_hold (
  id text primary key,
  role text not null check (role in ('buyer', 'seller', 'claim')),
  shop_id text not null default '',
  subject text not null,
  words text not null,
  put_at timestamptz not null,
  lifted_at timestamptz,
  check ((role = 'seller') = (shop_id <> ''))
);
create index legal_hold_subject on legal_hold (role, subject, shop_id) where lifted_at is null;

-- Content of files whose rows are gone, to be removed from where it lies.
create table file_removal (
  area text not null check (area in ('original', 'derivative')),
  key text not null,
  primary key (area, key)
);

create function remember_removal() returns trigger language plpgsql as $$
begin
  insert into file_removal (area, key) values (tg_argv[0], old.sha256) on conflict do nothing;
  return null;
end $$;

create trigger file_content_removed after delete on file for each row execute function remember_removal('original');
