-- People who work for the platform. One id under every hat they wear: R47 and R52 compare ids.
create table staff_account (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['mediator', 'supervisor', 'operator']),
  active boolean not null default true,
  -- scrypt with its parameters and salt; null until the invitation is accepted, and for who comes by single sign-on.
  password_hash text,
  -- Base32, as authenticators take it. Codes are worked out from it, so it cannot be kept as a digest.
  totp_secret text,
  -- The time step of the last code that was accepted: none is accepted twice.
  totp_step bigint,
  -- A secret that was shown and not yet confirmed with a code.
  totp_offered text,
  oidc_issuer text,
  oidc_subject text,
  -- Of the machine's clock in a sandbox too, as all instants of sign-in are.
  created_at timestamptz not null default clock_timestamp(),
  signed_in_at timestamptz,
  unique (oidc_issuer, oidc_subject),
  check ((oidc_issuer is null) = (oidc_subject is null))
);

-- Each works once, and is then gone.
create table staff_recovery_code (
  staff_id text not null references staff_account (id),
  code_hash bytea not null check (octet_length(code_hash) = 32),
  primary key (staff_id, code_hash)
);

create table staff_session (
  id text primary key,
  -- sha-256 of the token in the cookie; the token itself is nowhere.
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  staff_id text not null references staff_account (id),
  method text not null check (method in ('password', 'totp', 'recovery_code', 'link', 'sso')),
  user_agent text not null,
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create index staff_session_staff on staff_session (staff_id);
create index staff_session_expires on staff_session (expires_at);

-- Links that work once: the first operator's, an invitation, a new password for somebody who is locked out.
create table staff_link (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  kind text not null check (kind in ('setup', 'invitation', 'reset')),
  staff_id text references staff_account (id),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((kind = 'setup') = (staff_id is null))
);

create index staff_link_staff on staff_link (staff_id);

-- Failed attempts to sign in, by what they have in common: an account, an address, or both. Digests, so that neither
-- can be read here, and so that an account that does not exist is counted like one that does.
create table sign_in_failure (
  subject bytea primary key check (octet_length(subject) = 32),
  failures integer not null,
  -- When the first of them was.
  since timestamptz not null
);

create index sign_in_failure_since on sign_in_failure (since);

-- A visit to the identity provider, from leaving until coming back.
create table sso_visit (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  state text not null,
  nonce text not null,
  verifier text not null,
  expires_at timestamptz not null
);
