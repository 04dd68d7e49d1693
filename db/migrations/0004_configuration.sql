create table api_key (
  id text primary key,
  name text not null,
  scopes text[] not null,
  -- sha-256 of the secret; the secret itself is nowhere.
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  created_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz,
  last_used_at timestamptz
);

-- R7: a version of a policy, once published, stays as it is.
create table policy (
  name text not null,
  version integer not null check (version >= 1),
  effective_from timestamptz not null,
  document jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  primary key (name, version)
);

create trigger policy_append_only before update or delete or truncate on policy
  for each statement execute function refuse_rewriting();

-- R45: the notice of one year's public holidays and make-up days in a region.
create table calendar_year (
  region text not null,
  year integer not null check (year between 1990 and 2200),
  days jsonb not null,
  updated_at timestamptz not null,
  primary key (region, year)
);

-- One row. Read in every load: who holds rules of another epoch reads them again before deciding.
create table config_epoch (
  singleton boolean primary key default true check (singleton),
  epoch bigint not null
);

insert into config_epoch (epoch) values (1);

create function bump_config_epoch() returns trigger language plpgsql as $$
begin
  update config_epoch set epoch = epoch + 1;
  return null;
end $$;

create trigger policy_bumps_epoch after insert on policy
  for each statement execute function bump_config_epoch();
create trigger calendar_year_bumps_epoch after insert or update or delete or truncate on calendar_year
  for each statement execute function bump_config_epoch();

-- One row in a sandbox, none elsewhere. It never goes back.
create table sandbox_clock (
  singleton boolean primary key default true check (singleton),
  at timestamptz not null
);

create function refuse_turning_back() returns trigger language plpgsql as $$
begin
  raise exception 'the sandbox clock never goes back' using errcode = 'check_violation';
end $$;

create trigger sandbox_clock_forward before update on sandbox_clock for each row
  when (new.at < old.at) execute function refuse_turning_back();

-- The answer to every command that came with a key, for 24 hours. shop_id is empty where no shop is concerned. In the
-- form distributed by shop_id the second key is dropped, and a key counts within its shop.
create table idempotency (
  shop_id text not null,
  scope text not null,
  key text not null,
  fingerprint text not null,
  status smallint not null,
  headers jsonb,
  body text not null,
  -- Of the machine's clock in a sandbox too: a key guards against a request that is sent twice.
  created_at timestamptz not null default clock_timestamp(),
  primary key (shop_id, scope, key),
  constraint idempotency_scope_key unique (scope, key)
);

create index idempotency_created on idempotency (created_at);
