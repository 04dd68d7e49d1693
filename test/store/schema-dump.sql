-- The schema after all migrations. Generated (npm run docs:generate): read it, do not edit or load it.

create extension pg_trgm;

create schema side;

create domain amount as bigint not null default 0 constraint amount_check CHECK ((VALUE >= 0));
create type mood as enum ('calm', 'cross');

create sequence ticket as bigint;

CREATE OR REPLACE FUNCTION public.refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'no'; end $function$;
revoke execute on function refuse() from public;

create table "Order" (
  shop_id text not null,
  id bigint not null generated always as identity,
  paid amount,
  at timestamp with time zone not null default now(),
  body jsonb not null default '{}'::jsonb,
  tags text[] not null default '{}'::text[],
  size integer generated always as (cardinality(tags)) stored,
  constraint "Order_pkey" PRIMARY KEY (shop_id, id),
  constraint "Order_id_key" UNIQUE (id),
  constraint sane CHECK (((at > '1970-01-01 00:00:00+00'::timestamp with time zone) AND (body ? 'x'::text))),
  constraint "Order_shop_id_fkey" FOREIGN KEY (shop_id) REFERENCES shop(id)
) with (autovacuum_vacuum_scale_factor=0.05, fillfactor=80);
CREATE INDEX "Order_at_paid_idx" ON public."Order" USING btree (at DESC) INCLUDE (paid) WHERE ((paid)::bigint > 0);

create unlogged table scratch ();

create table shop (
  id text not null,
  name text collate "C" not null,
  mood mood default 'calm'::mood,
  constraint shop_pkey PRIMARY KEY (id)
);
CREATE INDEX shop_name_idx ON public.shop USING gin (name gin_trgm_ops);
CREATE STATISTICS public.shop_names ON id, name FROM shop;
CREATE TRIGGER keep BEFORE DELETE OR UPDATE ON public.shop FOR EACH ROW EXECUTE FUNCTION refuse();

create table side.log (
  at date not null,
  line text
) partition by RANGE (at);
CREATE INDEX log_at_idx ON ONLY side.log USING btree (at);

create table side.log_2026 partition of side.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

comment on table shop is 'One seller''s shop';
comment on column shop.mood is 'How it is';

grant insert, select, update (name) on table shop to public;
