-- What people write, and what identifies them, is stored sealed under a key of theirs. Deleting the key is erasing it
-- all, in every row and every backup that comes after, while events, their order and their hashes stay as they are.

create table person_key (
  -- Random, and part of every sealed string: says nothing of whose it is once the row is gone.
  id text primary key,
  -- Whose words: a party's own, or those that staff wrote in a claim, which are acts of their office.
  role text not null check (role in ('buyer', 'seller', 'claim')),
  shop_id text not null default '',
  -- The person's id, or the claim's.
  subject text not null,
  -- Which master key wraps the secret.
  master_id text not null,
  wrapped bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  check ((role = 'seller') = (shop_id <> ''))
);
create index person_key_subject on person_key (role, subject, shop_id);
create index person_key_master on person_key (master_id);

-- Rises with every erasure: a process forgets the keys it holds when it sees a later one than it knew.
create table erasure_epoch (
  singleton boolean primary key default true check (singleton),
  epoch bigint not null
);
insert into erasure_epoch (epoch) values (1);

create function bump_erasure_epoch() returns trigger language plpgsql as $$
begin
  update erasure_epoch set epoch = epoch + 1;
  return null;
end $$;

create trigger person_key_bumps_epoch after delete or truncate on person_key
  for each statement execute function bump_erasure_epoch();

-- The master key this database is used with: a node that has another would write what nobody else can read.
create table master_key (
  singleton boolean primary key default true check (singleton),
  id text not null
);
