-- What becomes of an uploaded file: it is decoded apart, and what is made of it there is what others are shown. Files of
-- before are decoded too.
alter table file
  add column state text not null default 'processing' check (state in ('processing', 'ready', 'rejected')),
  add column rejection text,
  add column pages integer check (pages > 0),
  -- 64 bits that are nearly the same for nearly the same picture.
  add column picture_hash bigint,
  -- What the camera's clock said, and its offset from UTC where it told one.
  add column taken_local text,
  add column taken_offset text,
  add column traces jsonb not null default '[]',
  -- Taken on the spot under a code: the claim, the code and when it was given.
  add column captured jsonb,
  -- Until then somebody is decoding it.
  add column leased_until timestamptz,
  add check ((state = 'rejected') = (rejection is not null));

create index file_processing on file (created_at) where state = 'processing';
create index file_sha256 on file (sha256);
create index file_uploader on file (uploaded_by, created_at);

-- Two hashes that differ in at most seven bits have a quarter in which at most one bit differs.
create index file_picture_hash_0 on file ((picture_hash & 65535)) where picture_hash is not null;
create index file_picture_hash_1 on file (((picture_hash >> 16) & 65535)) where picture_hash is not null;
create index file_picture_hash_2 on file (((picture_hash >> 32) & 65535)) where picture_hash is not null;
create index file_picture_hash_3 on file (((picture_hash >> 48) & 65535)) where picture_hash is not null;

create table file_derivative (
  file_id text not null references file (id) on delete cascade,
  kind text not null check (kind in ('view', 'thumbnail', 'page')),
  -- Of pages, counted from 1; 0 otherwise.
  number integer not null check (number >= 0),
  content_type text not null,
  size bigint not null check (size >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  width integer,
  height integer,
  primary key (file_id, kind, number)
);

-- A resumable upload under way. It will be the file of the same id; what has arrived lies in numbered parts.
create table upload (
  id text primary key,
  name text not null,
  size bigint not null check (size > 0),
  received bigint not null default 0 check (received between 0 and size),
  parts integer not null default 0,
  uploaded_by jsonb not null,
  captured jsonb,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);

create index upload_expires on upload (expires_at);
create index upload_uploader on upload (uploaded_by);

-- A short code that is shown in a picture, so that it is known to have been taken since.
create table capture_code (
  shop_id text not null,
  claim_id text not null,
  code text not null,
  actor jsonb not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (shop_id, claim_id, code),
  foreign key (shop_id, claim_id) references claim (shop_id, id)
);

create index capture_code_code on capture_code (code);
