-- Each event's digest stands on the digest of the one before, so that nothing in a claim's history can be changed,
-- left out or put in without being seen. docs/case-file.md says what is hashed.

alter table claim_event
  -- What nobody can guess, from which come the nonces of the event and of what some readers may not see of it.
  add column salt bytea,
  -- The sha-256 of each file that the event was the first to show.
  add column files jsonb not null default '{}',
  -- What the event says, hashed.
  add column content bytea,
  -- `content` on the digest of the event before.
  add column digest bytea;

-- Events from before are chained as they stand, by the rules by which the program writes them now.
create function pg_temp.canonical(value jsonb) returns text language plpgsql as $$
begin
  if jsonb_typeof(value) = 'object' then
    return '{' || coalesce((
      select string_agg(to_json(key)::text || ':' || pg_temp.canonical(item), ',' order by key collate "C")
        from jsonb_each(value) as e (key, item)), '') || '}';
  elsif jsonb_typeof(value) = 'array' then
    return '[' || coalesce((
      select string_agg(pg_temp.canonical(item), ',' order by place)
        from jsonb_array_elements(value) with ordinality as e (item, place)), '') || ']';
  end if;
  return value::text;
end $$;

create function pg_temp.bytes(value text) returns bytea language sql as $$ select convert_to(value, 'UTF8') $$;

create function pg_temp.rfc3339(at timestamptz) returns text language sql as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

create function pg_temp.covered(event jsonb, salt bytea) returns jsonb language plpgsql as $$
declare
  pointer text;
  nonce bytea;
  form jsonb := event;
begin
  foreach pointer in array array['/actor/id', '/data/owner/id', '/data/ruling/by', '/data/ruling/approvedBy'] loop
    if event #> string_to_array(substr(pointer, 2), '/') is not null then
      nonce := sha256(salt || sha256(pg_temp.bytes(pointer)));
      form := jsonb_set(form, string_to_array(substr(pointer, 2), '/'), jsonb_build_object('sha256', encode(sha256(
        '\x05'::bytea || nonce
          || pg_temp.bytes(pg_temp.canonical(event #> string_to_array(substr(pointer, 2), '/')))), 'hex')));
    end if;
  end loop;
  return form;
end $$;

create function pg_temp.chain_everything() returns void language plpgsql as $$
declare
  event record;
  fresh bytea;
  shown jsonb;
  said bytea;
  head bytea;
begin
  for event in select * from claim_event order by shop_id, claim_id, version loop
    fresh := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    select coalesce(jsonb_object_agg(f.id, f.sha256), '{}') into shown
      from file f
     where f.id in (select jsonb_path_query(event.data, 'strict $.**.files[*]') #>> '{}')
       and not exists (
         select from claim_event e
          where e.shop_id = event.shop_id and e.claim_id = event.claim_id and e.version < event.version
            and e.files ? f.id);
    said := sha256('\x02'::bytea || sha256(fresh || sha256(''::bytea)) || pg_temp.bytes(pg_temp.canonical(
      pg_temp.covered(
        jsonb_build_object('shop_id', event.shop_id, 'claim_id', event.claim_id, 'version', event.version,
          'type', event.type, 'at', pg_temp.rfc3339(event.at), 'recorded_at', pg_temp.rfc3339(event.recorded_at),
          'actor', event.actor, 'data', event.data, 'files', shown),
        fresh))));
    head := sha256('\x03'::bytea
      || case when event.version = 1 then decode(repeat('00', 32), 'hex') else head end || said);
    update claim_event e set salt = fresh, files = shown, content = said, digest = head
     where e.shop_id = event.shop_id and e.claim_id = event.claim_id and e.version = event.version;
  end loop;
end $$;

grant update on claim_event to current_user;
alter table claim_event disable trigger claim_event_append_only;
select pg_temp.chain_everything();
alter table claim_event enable trigger claim_event_append_only;
revoke update on claim_event from current_user;

alter table claim_event
  alter column salt set not null,
  alter column content set not null,
  alter column digest set not null,
  add check (octet_length(salt) = 32),
  add check (octet_length(content) = 32);

-- R6: an event follows the one before, in its version and in its digest. The digest is made here, so that no program
-- writes one that does not follow.
create function chain_event() returns trigger language plpgsql as $$
declare
  previous bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  follows bytea;
begin
  if new.version > 1 then
    select e.digest into previous from claim_event e
     where e.shop_id = new.shop_id and e.claim_id = new.claim_id and e.version = new.version - 1;
    if not found then
      raise exception 'event % of claim % does not follow the one before', new.version, new.claim_id
        using errcode = 'check_violation', constraint = 'claim_event_gapless';
    end if;
  end if;
  follows := sha256('\x03'::bytea || previous || new.content);
  if new.digest <> follows then
    raise exception 'the digest of event % of claim % does not follow the one before', new.version, new.claim_id
      using errcode = 'check_violation', constraint = 'claim_event_chained';
  end if;
  new.digest := follows;
  return new;
end $$;

create trigger claim_event_chained before insert on claim_event for each row execute function chain_event();

-- The event before has been found by then.
create or replace function check_event_follows() returns trigger language plpgsql as $$
begin
  if not exists (
    select from claim c where c.shop_id = new.shop_id and c.id = new.claim_id and c.version >= new.version)
  then
    raise exception 'event % of claim % does not follow the one before, up to the version of the claim',
      new.version, new.claim_id using errcode = 'check_violation', constraint = 'claim_event_gapless';
  end if;
  return null;
end $$;
