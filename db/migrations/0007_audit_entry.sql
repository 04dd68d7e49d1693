-- Who changed what in configuration and administration, written with the change. Nothing in it is secret or personal:
-- details hold names, numbers and codes, and actors of staff and of the marketplace alone.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_role text not null check (actor_role in ('marketplace', 'mediator', 'supervisor', 'operator', 'system')),
  actor_id text check ((actor_id is null) = (actor_role in ('marketplace', 'system'))),
  -- The API key or session that was used; null where there was none, as on the command line.
  credential text,
  action text not null,
  -- What was changed, by its id or name.
  subject text not null,
  details jsonb not null
);

create index audit_entry_at on audit_entry (at, id);

create trigger audit_entry_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_rewriting();

revoke update, delete, truncate on audit_entry from public;
revoke update, delete, truncate on audit_entry from current_user;
