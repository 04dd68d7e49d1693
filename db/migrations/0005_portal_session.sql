-- What the browser of one user carries instead of an API key.
create table portal_session (
  id text primary key,
  -- sha-256 of the token; the token itself is nowhere.
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  role text not null check (role in ('buyer', 'seller', 'mediator', 'supervisor', 'operator')),
  user_id text not null,
  shop_id text,
  -- The key that asked for it, with which it ends; none in a demo.
  created_by text references api_key (id),
  return_url text,
  -- Of the machine's clock in a sandbox too: a browser is trusted for an hour of its user's time.
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check ((role = 'seller') = (shop_id is not null))
);

create index portal_session_expires on portal_session (expires_at);
