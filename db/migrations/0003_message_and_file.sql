create table message (
  shop_id text not null,
  claim_id text not null,
  id text not null,
  author jsonb not null,
  words text not null,
  files text[] not null default '{}',
  at timestamptz not null,
  primary key (shop_id, claim_id, id),
  foreign key (shop_id, claim_id) references claim (shop_id, id)
);

create index message_time on message (shop_id, claim_id, at, id);

-- What is known of an uploaded file; the content lies outside the database. A file is uploaded before
-- anybody knows for which claim.
create table file (
  id text primary key,
  name text not null,
  content_type text not null,
  size bigint not null check (size >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_by jsonb not null,
  created_at timestamptz not null default clock_timestamp()
);

-- Where a file has been shown: whoever may see the claim may see it.
create table file_link (
  shop_id text not null,
  claim_id text not null,
  file_id text not null,
  at timestamptz not null,
  primary key (shop_id, claim_id, file_id),
  foreign key (shop_id, claim_id) references claim (shop_id, id)
);

create index file_link_file on file_link (file_id);
