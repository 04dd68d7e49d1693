-- The schema after all migrations. Generated (npm run docs:generate): read it, do not edit or load it.

CREATE OR REPLACE FUNCTION public.bump_config_epoch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update config_epoch set epoch = epoch + 1;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.bump_erasure_epoch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update erasure_epoch set epoch = epoch + 1;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.chain_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.check_claim_at_last_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (
      select from claim_event e where e.shop_id = new.shop_id and e.claim_id = new.id and e.version = new.version)
    or (tg_op = 'UPDATE' and new.version < old.version)
  then
    raise exception 'claim % has no event %, or is past it', new.id, new.version
      using errcode = 'check_violation', constraint = 'claim_at_last_event';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.check_event_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (
    select from claim c where c.shop_id = new.shop_id and c.id = new.claim_id and c.version >= new.version)
  then
    raise exception 'event % of claim % does not follow the one before, up to the version of the claim',
      new.version, new.claim_id using errcode = 'check_violation', constraint = 'claim_event_gapless';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.note_late_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  open_since timestamptz;
begin
  select max(until) into open_since from daily_root;
  if open_since > new.recorded_at then
    insert into late_event (shop_id, claim_id, version, counts_at)
    values (new.shop_id, new.claim_id, new.version, open_since);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_changing_refund()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'refund % keeps its claim, amount and currency', old.id using errcode = 'check_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_losing_claim()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'claim % is kept', old.id using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_rewriting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_turning_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the sandbox clock never goes back' using errcode = 'check_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.remember_removal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into file_removal (area, key) values (tg_argv[0], old.sha256) on conflict do nothing;
  return null;
end $function$;

create table api_key (
  id text not null,
  name text not null,
  scopes text[] not null,
  secret_hash bytea not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_secret_hash_key UNIQUE (secret_hash),
  constraint api_key_secret_hash_check CHECK ((octet_length(secret_hash) = 32))
);

create table audit_entry (
  id bigint not null generated always as identity,
  at timestamp with time zone not null,
  actor_role text not null,
  actor_id text,
  credential text,
  action text not null,
  subject text not null,
  details jsonb not null,
  constraint audit_entry_pkey PRIMARY KEY (id),
  constraint audit_entry_actor_role_check CHECK ((actor_role = ANY (ARRAY['marketplace'::text, 'mediator'::text, 'supervisor'::text, 'operator'::text, 'system'::text]))),
  constraint audit_entry_check CHECK (((actor_id IS NULL) = (actor_role = ANY (ARRAY['marketplace'::text, 'system'::text]))))
);
CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at, id);
CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

create table calendar_year (
  region text not null,
  year integer not null,
  days jsonb not null,
  updated_at timestamp with time zone not null,
  constraint calendar_year_pkey PRIMARY KEY (region, year),
  constraint calendar_year_year_check CHECK (((year >= 1990) AND (year <= 2200)))
);
CREATE TRIGGER calendar_year_bumps_epoch AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.calendar_year FOR EACH STATEMENT EXECUTE FUNCTION bump_config_epoch();

create table capture_code (
  shop_id text not null,
  claim_id text not null,
  code text not null,
  actor jsonb not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint capture_code_pkey PRIMARY KEY (shop_id, claim_id, code),
  constraint capture_code_shop_id_claim_id_fkey FOREIGN KEY (shop_id, claim_id) REFERENCES claim(shop_id, id)
);
CREATE INDEX capture_code_code ON public.capture_code USING btree (code);

create table claim (
  shop_id text not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  status text not null,
  stage text,
  buyer_id text not null,
  order_id text not null,
  line_id text not null,
  live boolean not null,
  deadline_at timestamp with time zone,
  deadline_then text,
  deadline_provisional boolean not null default false,
  deadline_by_calendar boolean not null default false,
  owner_id text,
  level smallint,
  overdue boolean not null default false,
  appeal_pending boolean not null default false,
  intervened_at timestamp with time zone,
  held bigint not null,
  refunded bigint not null,
  applied_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  parked_at timestamp with time zone,
  parked_error text,
  reason text generated always as ((state #>> '{terms,reason}'::text[])) stored,
  remedy text generated always as ((state #>> '{terms,remedy}'::text[])) stored,
  amount bigint generated always as (((state #>> '{terms,amount}'::text[]))::bigint) stored,
  suspended boolean generated always as (((state #>> '{state,suspended}'::text[]) IS NOT NULL)) stored,
  owner_role text generated always as ((state #>> '{intervention,owner,role}'::text[])) stored,
  shown_stage text generated always as (
CASE
    WHEN (stage = 'required'::text) THEN 'evidence'::text
    WHEN ((stage = 'reply'::text) AND ((state #>> '{state,stage,party}'::text[]) = 'seller'::text)) THEN 'seller_reply'::text
    WHEN (stage = 'reply'::text) THEN 'evidence'::text
    ELSE stage
END) stored,
  queue_rank smallint generated always as (
CASE
    WHEN overdue THEN 0
    WHEN (stage = ANY (ARRAY['review'::text, 'awaiting_approval'::text])) THEN 1
    ELSE 2
END) stored,
  currency text generated always as ((state ->> 'currency'::text)) stored,
  end_reason text generated always as (((state -> 'state'::text) ->> 'endReason'::text)) stored,
  ruled boolean generated always as (COALESCE((((state -> 'intervention'::text) ->> 'ended'::text) = 'ruled'::text), false)) stored,
  constraint claim_pkey PRIMARY KEY (shop_id, id),
  constraint claim_check CHECK (((deadline_at IS NULL) = (deadline_then IS NULL))),
  constraint claim_check1 CHECK (((parked_at IS NULL) = (parked_error IS NULL))),
  constraint claim_held_check CHECK ((held >= 0)),
  constraint claim_refunded_check CHECK ((refunded >= 0)),
  constraint claim_version_check CHECK ((version >= 1)),
  constraint claim_shop_id_order_id_line_id_fkey FOREIGN KEY (shop_id, order_id, line_id) REFERENCES order_line(shop_id, order_id, id)
) with (fillfactor=90);
CREATE INDEX claim_appeal ON public.claim USING btree (deadline_at) WHERE appeal_pending;
CREATE INDEX claim_buyer ON public.claim USING btree (buyer_id, updated_at, id);
CREATE INDEX claim_deadline ON public.claim USING btree (deadline_at) WHERE ((deadline_at IS NOT NULL) AND (parked_at IS NULL));
CREATE INDEX claim_deadline_by_calendar ON public.claim USING btree (shop_id, id) WHERE deadline_by_calendar;
CREATE INDEX claim_deadline_provisional ON public.claim USING btree (deadline_at) WHERE deadline_provisional;
CREATE INDEX claim_ended ON public.claim USING btree (ended_at) INCLUDE (applied_at, intervened_at, status, end_reason, ruled, reason, currency, refunded) WHERE (ended_at IS NOT NULL);
CREATE INDEX claim_id ON public.claim USING btree (id);
CREATE INDEX claim_intervened ON public.claim USING btree (shop_id, intervened_at) WHERE (intervened_at IS NOT NULL);
CREATE INDEX claim_parked ON public.claim USING btree (parked_at) WHERE (parked_at IS NOT NULL);
CREATE INDEX claim_queue ON public.claim USING btree (queue_rank, deadline_at, id) INCLUDE (shop_id, buyer_id, order_id, status, shown_stage, owner_id, owner_role, level, overdue, appeal_pending, suspended, reason, remedy, amount, intervened_at) WHERE ((status = 'in_intervention'::text) OR appeal_pending);
CREATE INDEX claim_ruled ON public.claim USING btree (shop_id, id) INCLUDE (overdue) WHERE ruled;
CREATE INDEX claim_shop ON public.claim USING btree (shop_id, updated_at, id);
CREATE INDEX claim_shop_open ON public.claim USING btree (shop_id, deadline_at, id) WHERE (ended_at IS NULL);
CREATE INDEX claim_status ON public.claim USING btree (status, updated_at, id);
CREATE UNIQUE INDEX claim_live_line ON public.claim USING btree (shop_id, order_id, line_id) WHERE live;
CREATE TRIGGER claim_changed_at_last_event AFTER UPDATE ON public.claim FOR EACH ROW WHEN ((new.version <> old.version)) EXECUTE FUNCTION check_claim_at_last_event();
CREATE TRIGGER claim_keeps_name BEFORE UPDATE ON public.claim FOR EACH ROW WHEN (((new.shop_id IS DISTINCT FROM old.shop_id) OR (new.id IS DISTINCT FROM old.id))) EXECUTE FUNCTION refuse_losing_claim();
CREATE TRIGGER claim_kept BEFORE DELETE ON public.claim FOR EACH ROW EXECUTE FUNCTION refuse_losing_claim();
CREATE TRIGGER claim_opened_at_last_event AFTER INSERT ON public.claim FOR EACH ROW EXECUTE FUNCTION check_claim_at_last_event();

create table claim_event (
  shop_id text not null,
  claim_id text not null,
  version integer not null,
  type text not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  actor jsonb not null,
  data jsonb not null,
  salt bytea not null,
  files jsonb not null default '{}'::jsonb,
  content bytea not null,
  digest bytea not null,
  recorded_in bigint not null default ((pg_current_xact_id())::text)::bigint,
  constraint claim_event_pkey PRIMARY KEY (shop_id, claim_id, version),
  constraint claim_event_content_check CHECK ((octet_length(content) = 32)),
  constraint claim_event_salt_check CHECK ((octet_length(salt) = 32)),
  constraint claim_event_version_check CHECK ((version >= 1))
);
CREATE INDEX claim_event_recorded ON public.claim_event USING brin (recorded_at) WITH (pages_per_range='16', autosummarize='on');
CREATE INDEX claim_event_recorded_in ON public.claim_event USING brin (recorded_in) WITH (pages_per_range='16', autosummarize='on');
CREATE INDEX claim_event_reported ON public.claim_event USING btree (type, at) INCLUDE (shop_id, claim_id) WHERE (type = ANY (ARRAY['claim.opened'::text, 'intervention.requested'::text, 'ruling.issued'::text, 'claim.ended'::text, 'appeal.filed'::text, 'appeal.decided'::text]));
CREATE INDEX claim_event_ruling ON public.claim_event USING btree (at) WHERE (type = ANY (ARRAY['ruling.issued'::text, 'appeal.decided'::text]));
CREATE TRIGGER claim_event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.claim_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER claim_event_chained BEFORE INSERT ON public.claim_event FOR EACH ROW EXECUTE FUNCTION chain_event();
CREATE TRIGGER claim_event_gapless AFTER INSERT ON public.claim_event FOR EACH ROW EXECUTE FUNCTION check_event_follows();
CREATE TRIGGER claim_event_late AFTER INSERT ON public.claim_event FOR EACH ROW EXECUTE FUNCTION note_late_event();

create unlogged table claim_viewing (
  shop_id text not null,
  claim_id text not null,
  window_id text not null,
  user_id text not null,
  role text not null,
  since timestamp with time zone not null default clock_timestamp(),
  seen_at timestamp with time zone not null default clock_timestamp(),
  constraint claim_viewing_pkey PRIMARY KEY (shop_id, claim_id, window_id),
  constraint claim_viewing_role_check CHECK ((role = ANY (ARRAY['mediator'::text, 'supervisor'::text, 'operator'::text])))
);
CREATE INDEX claim_viewing_seen ON public.claim_viewing USING btree (seen_at);

create table config_epoch (
  singleton boolean not null default true,
  epoch bigint not null,
  constraint config_epoch_pkey PRIMARY KEY (singleton),
  constraint config_epoch_singleton_check CHECK (singleton)
);

create table contact (
  shop_id text not null,
  claim_id text not null,
  version integer not null,
  kind text not null,
  party text not null,
  data jsonb not null,
  created_at timestamp with time zone not null,
  constraint contact_pkey PRIMARY KEY (shop_id, claim_id, version),
  constraint contact_kind_check CHECK ((kind = ANY (ARRAY['return_address'::text, 'call'::text]))),
  constraint contact_party_check CHECK ((party = ANY (ARRAY['buyer'::text, 'seller'::text]))),
  constraint contact_shop_id_claim_id_fkey FOREIGN KEY (shop_id, claim_id) REFERENCES claim(shop_id, id)
);

create table daily_root (
  day date not null,
  since timestamp with time zone not null,
  until timestamp with time zone not null,
  time_zone text not null,
  claims integer not null,
  tree_root bytea not null,
  previous bytea not null,
  root bytea not null,
  created_at timestamp with time zone not null,
  constraint daily_root_pkey PRIMARY KEY (day),
  constraint daily_root_until_key UNIQUE (until),
  constraint daily_root_check CHECK ((since < until)),
  constraint daily_root_claims_check CHECK ((claims >= 0)),
  constraint daily_root_previous_check CHECK ((octet_length(previous) = 32)),
  constraint daily_root_root_check CHECK ((octet_length(root) = 32)),
  constraint daily_root_tree_root_check CHECK ((octet_length(tree_root) = 32))
);
CREATE TRIGGER daily_root_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.daily_root FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

create table demo_clock (
  singleton boolean not null default true,
  anchor timestamp with time zone not null,
  ahead bigint,
  stopped_at timestamp with time zone,
  constraint demo_clock_pkey PRIMARY KEY (singleton),
  constraint demo_clock_singleton_check CHECK (singleton)
);

create table erasure_epoch (
  singleton boolean not null default true,
  epoch bigint not null,
  constraint erasure_epoch_pkey PRIMARY KEY (singleton),
  constraint erasure_epoch_singleton_check CHECK (singleton)
);

create table erasure_request (
  id text not null,
  role text not null,
  shop_id text not null default ''::text,
  subject text not null,
  requested_at timestamp with time zone not null,
  waits_for text,
  available_at timestamp with time zone,
  next_look_at timestamp with time zone,
  erased_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint erasure_request_pkey PRIMARY KEY (id),
  constraint erasure_request_check CHECK (((role = 'seller'::text) = (shop_id <> ''::text))),
  constraint erasure_request_check1 CHECK (((erased_at IS NULL) OR (withdrawn_at IS NULL))),
  constraint erasure_request_check2 CHECK (((waits_for IS NULL) = (next_look_at IS NULL))),
  constraint erasure_request_role_check CHECK ((role = ANY (ARRAY['buyer'::text, 'seller'::text]))),
  constraint erasure_request_waits_for_check CHECK ((waits_for = ANY (ARRAY['LEGAL_HOLD'::text, 'CLAIM_LIVE'::text, 'RECORDS_KEPT'::text])))
);
CREATE INDEX erasure_request_due ON public.erasure_request USING btree (next_look_at) WHERE ((erased_at IS NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX erasure_request_open ON public.erasure_request USING btree (role, subject, shop_id) WHERE ((erased_at IS NULL) AND (withdrawn_at IS NULL));

create table file (
  id text not null,
  name text not null,
  content_type text not null,
  size bigint not null,
  sha256 text not null,
  uploaded_by jsonb not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  state text not null default 'processing'::text,
  rejection text,
  pages integer,
  picture_hash bigint,
  taken_local text,
  taken_offset text,
  traces jsonb not null default '[]'::jsonb,
  captured jsonb,
  leased_until timestamp with time zone,
  constraint file_pkey PRIMARY KEY (id),
  constraint file_check CHECK (((state = 'rejected'::text) = (rejection IS NOT NULL))),
  constraint file_pages_check CHECK ((pages > 0)),
  constraint file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint file_size_check CHECK ((size >= 0)),
  constraint file_state_check CHECK ((state = ANY (ARRAY['processing'::text, 'ready'::text, 'rejected'::text])))
);
CREATE INDEX file_picture_hash_0 ON public.file USING btree (((picture_hash & (65535)::bigint))) WHERE (picture_hash IS NOT NULL);
CREATE INDEX file_picture_hash_1 ON public.file USING btree ((((picture_hash >> 16) & (65535)::bigint))) WHERE (picture_hash IS NOT NULL);
CREATE INDEX file_picture_hash_2 ON public.file USING btree ((((picture_hash >> 32) & (65535)::bigint))) WHERE (picture_hash IS NOT NULL);
CREATE INDEX file_picture_hash_3 ON public.file USING btree ((((picture_hash >> 48) & (65535)::bigint))) WHERE (picture_hash IS NOT NULL);
CREATE INDEX file_processing ON public.file USING btree (created_at) WHERE (state = 'processing'::text);
CREATE INDEX file_sha256 ON public.file USING btree (sha256);
CREATE INDEX file_uploader ON public.file USING btree (uploaded_by, created_at);
CREATE TRIGGER file_content_removed AFTER DELETE ON public.file FOR EACH ROW EXECUTE FUNCTION remember_removal('original');

create table file_derivative (
  file_id text not null,
  kind text not null,
  number integer not null,
  content_type text not null,
  size bigint not null,
  sha256 text not null,
  width integer,
  height integer,
  constraint file_derivative_pkey PRIMARY KEY (file_id, kind, number),
  constraint file_derivative_kind_check CHECK ((kind = ANY (ARRAY['view'::text, 'thumbnail'::text, 'page'::text]))),
  constraint file_derivative_number_check CHECK ((number >= 0)),
  constraint file_derivative_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint file_derivative_size_check CHECK ((size >= 0)),
  constraint file_derivative_file_id_fkey FOREIGN KEY (file_id) REFERENCES file(id) ON DELETE CASCADE
);
CREATE INDEX file_derivative_content ON public.file_derivative USING btree (sha256);
CREATE TRIGGER file_derivative_removed AFTER DELETE ON public.file_derivative FOR EACH ROW EXECUTE FUNCTION remember_removal('derivative');

create table file_link (
  shop_id text not null,
  claim_id text not null,
  file_id text not null,
  at timestamp with time zone not null,
  constraint file_link_pkey PRIMARY KEY (shop_id, claim_id, file_id),
  constraint file_link_shop_id_claim_id_fkey FOREIGN KEY (shop_id, claim_id) REFERENCES claim(shop_id, id)
);
CREATE INDEX file_link_file ON public.file_link USING btree (file_id);

create table file_removal (
  area text not null,
  key text not null,
  constraint file_removal_pkey PRIMARY KEY (area, key),
  constraint file_removal_area_check CHECK ((area = ANY (ARRAY['original'::text, 'derivative'::text])))
);

create table idempotency (
  shop_id text not null,
  scope text not null,
  key text not null,
  fingerprint text not null,
  status smallint not null,
  headers jsonb,
  body text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint idempotency_pkey PRIMARY KEY (shop_id, scope, key),
  constraint idempotency_scope_key UNIQUE (scope, key)
);
CREATE INDEX idempotency_created ON public.idempotency USING btree (created_at);

create table late_event (
  shop_id text not null,
  claim_id text not null,
  version integer not null,
  counts_at timestamp with time zone not null,
  constraint late_event_pkey PRIMARY KEY (shop_id, claim_id, version)
);
CREATE INDEX late_event_counts ON public.late_event USING btree (counts_at);
CREATE TRIGGER late_event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.late_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

create table legal_hold (
  id text not null,
  role text not null,
  shop_id text not null default ''::text,
  subject text not null,
  words text not null,
  put_at timestamp with time zone not null,
  lifted_at timestamp with time zone,
  constraint legal_hold_pkey PRIMARY KEY (id),
  constraint legal_hold_check CHECK (((role = 'seller'::text) = (shop_id <> ''::text))),
  constraint legal_hold_role_check CHECK ((role = ANY (ARRAY['buyer'::text, 'seller'::text, 'claim'::text])))
);
CREATE INDEX legal_hold_subject ON public.legal_hold USING btree (role, subject, shop_id) WHERE (lifted_at IS NULL);

create table master_key (
  singleton boolean not null default true,
  id text not null,
  constraint master_key_pkey PRIMARY KEY (singleton),
  constraint master_key_singleton_check CHECK (singleton)
);

create table message (
  shop_id text not null,
  claim_id text not null,
  id text not null,
  author jsonb not null,
  words text not null,
  files text[] not null default '{}'::text[],
  at timestamp with time zone not null,
  constraint message_pkey PRIMARY KEY (shop_id, claim_id, id),
  constraint message_shop_id_claim_id_fkey FOREIGN KEY (shop_id, claim_id) REFERENCES claim(shop_id, id)
);
CREATE INDEX message_time ON public.message USING btree (shop_id, claim_id, at, id);

create table message_template (
  id text not null,
  names jsonb not null,
  words jsonb not null,
  used_for text[] not null,
  updated_at timestamp with time zone not null default clock_timestamp(),
  updated_by text,
  constraint message_template_pkey PRIMARY KEY (id),
  constraint message_template_used_for_check CHECK (((used_for <@ ARRAY['message'::text, 'evidence'::text, 'finding'::text]) AND (cardinality(used_for) > 0)))
);

create table note (
  shop_id text not null,
  claim_id text not null,
  id text not null,
  number bigint not null generated always as identity,
  author_id text not null,
  author_role text not null,
  words text not null,
  at timestamp with time zone not null,
  constraint note_pkey PRIMARY KEY (shop_id, claim_id, id),
  constraint note_author_role_check CHECK ((author_role = ANY (ARRAY['mediator'::text, 'supervisor'::text, 'operator'::text]))),
  constraint note_shop_id_claim_id_fkey FOREIGN KEY (shop_id, claim_id) REFERENCES claim(shop_id, id)
);
CREATE UNIQUE INDEX note_number ON public.note USING btree (shop_id, claim_id, number);
CREATE TRIGGER note_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.note FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

create table notice (
  recipient_role text not null,
  recipient_id text not null,
  id text not null,
  kind text not null,
  shop_id text not null,
  claim_id text not null,
  version integer,
  data jsonb,
  at timestamp with time zone not null,
  written_at timestamp with time zone not null default clock_timestamp(),
  read_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (recipient_role, recipient_id, id),
  constraint notice_recipient_role_check CHECK ((recipient_role = ANY (ARRAY['buyer'::text, 'seller'::text, 'mediator'::text, 'supervisor'::text, 'operator'::text])))
);
CREATE INDEX notice_time ON public.notice USING btree (recipient_role, recipient_id, at DESC, id DESC);
CREATE INDEX notice_unread ON public.notice USING btree (recipient_role, recipient_id, claim_id) WHERE (read_at IS NULL);

create table notice_cursor (
  singleton boolean not null default true,
  recorded_in bigint not null,
  shop_id text not null default ''::text,
  claim_id text not null default ''::text,
  version integer not null default 0,
  reminded_until timestamp with time zone,
  constraint notice_cursor_pkey PRIMARY KEY (singleton),
  constraint notice_cursor_singleton_check CHECK (singleton)
);

create table order_line (
  shop_id text not null,
  order_id text not null,
  id text not null,
  "position" integer not null,
  buyer_id text not null,
  currency text not null,
  paid_at timestamp with time zone not null,
  title text not null,
  image_url text,
  sku text,
  quantity integer not null,
  amount bigint not null,
  shipping bigint not null,
  goods text not null,
  category text,
  status text not null,
  shipped_at timestamp with time zone,
  received_at timestamp with time zone,
  succeeded_at timestamp with time zone,
  refunded bigint not null default 0,
  held bigint not null default 0,
  applications integer not null default 0,
  revision integer not null default 1,
  constraint order_line_pkey PRIMARY KEY (shop_id, order_id, id),
  constraint order_line_amount_check CHECK ((amount >= 0)),
  constraint order_line_applications_check CHECK ((applications >= 0)),
  constraint order_line_covers_claims CHECK (((refunded + held) <= (amount + shipping))),
  constraint order_line_goods_check CHECK ((goods = ANY (ARRAY['physical'::text, 'virtual'::text]))),
  constraint order_line_held_check CHECK ((held >= 0)),
  constraint order_line_quantity_check CHECK ((quantity > 0)),
  constraint order_line_refunded_check CHECK ((refunded >= 0)),
  constraint order_line_shipping_check CHECK ((shipping >= 0)),
  constraint order_line_status_check CHECK ((status = ANY (ARRAY['paid'::text, 'shipped'::text, 'succeeded'::text, 'closed'::text]))),
  constraint order_line_shop_id_order_id_fkey FOREIGN KEY (shop_id, order_id) REFERENCES shop_order(shop_id, id)
);
CREATE INDEX order_line_paid ON public.order_line USING btree (shop_id, paid_at);

create table person_key (
  id text not null,
  role text not null,
  shop_id text not null default ''::text,
  subject text not null,
  master_id text not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint person_key_pkey PRIMARY KEY (id),
  constraint person_key_check CHECK (((role = 'seller'::text) = (shop_id <> ''::text))),
  constraint person_key_role_check CHECK ((role = ANY (ARRAY['buyer'::text, 'seller'::text, 'claim'::text])))
);
CREATE INDEX person_key_master ON public.person_key USING btree (master_id);
CREATE INDEX person_key_subject ON public.person_key USING btree (role, subject, shop_id);
CREATE TRIGGER person_key_bumps_epoch AFTER DELETE OR TRUNCATE ON public.person_key FOR EACH STATEMENT EXECUTE FUNCTION bump_erasure_epoch();

create table policy (
  name text not null,
  version integer not null,
  effective_from timestamp with time zone not null,
  document jsonb not null,
  sha256 text not null,
  created_at timestamp with time zone not null,
  constraint policy_pkey PRIMARY KEY (name, version),
  constraint policy_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint policy_version_check CHECK ((version >= 1))
);
CREATE TRIGGER policy_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.policy FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER policy_bumps_epoch AFTER INSERT ON public.policy FOR EACH STATEMENT EXECUTE FUNCTION bump_config_epoch();

create table portal_session (
  id text not null,
  token_hash bytea not null,
  role text not null,
  user_id text not null,
  shop_id text,
  created_by text,
  return_url text,
  created_at timestamp with time zone not null default clock_timestamp(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint portal_session_pkey PRIMARY KEY (id),
  constraint portal_session_token_hash_key UNIQUE (token_hash),
  constraint portal_session_check CHECK (((role = 'seller'::text) = (shop_id IS NOT NULL))),
  constraint portal_session_role_check CHECK ((role = ANY (ARRAY['buyer'::text, 'seller'::text, 'mediator'::text, 'supervisor'::text, 'operator'::text]))),
  constraint portal_session_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint portal_session_created_by_fkey FOREIGN KEY (created_by) REFERENCES api_key(id)
);
CREATE INDEX portal_session_expires ON public.portal_session USING btree (expires_at);

create table queue_view (
  user_id text not null,
  id text not null,
  name text not null,
  filter jsonb not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint queue_view_pkey PRIMARY KEY (user_id, id),
  constraint queue_view_user_id_name_key UNIQUE (user_id, name)
);

create table refund (
  shop_id text not null,
  id text not null,
  claim_id text not null,
  amount bigint not null,
  currency text not null,
  status text not null,
  attempts integer not null,
  next_attempt_at timestamp with time zone,
  failure text,
  updated_at timestamp with time zone not null,
  constraint refund_pkey PRIMARY KEY (shop_id, id),
  constraint refund_amount_check CHECK ((amount >= 0)),
  constraint refund_attempts_check CHECK ((attempts >= 1)),
  constraint refund_status_check CHECK ((status = ANY (ARRAY['instructed'::text, 'succeeded'::text, 'failed'::text]))),
  constraint refund_shop_id_claim_id_fkey FOREIGN KEY (shop_id, claim_id) REFERENCES claim(shop_id, id)
);
CREATE INDEX refund_id ON public.refund USING btree (id);
CREATE INDEX refund_retry ON public.refund USING btree (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX refund_unsettled ON public.refund USING btree (status, updated_at) WHERE (status <> 'succeeded'::text);
CREATE TRIGGER refund_fixed BEFORE UPDATE ON public.refund FOR EACH ROW WHEN (((new.id <> old.id) OR (new.claim_id <> old.claim_id) OR (new.amount <> old.amount) OR (new.currency <> old.currency))) EXECUTE FUNCTION refuse_changing_refund();

create table sandbox_clock (
  singleton boolean not null default true,
  at timestamp with time zone not null,
  constraint sandbox_clock_pkey PRIMARY KEY (singleton),
  constraint sandbox_clock_singleton_check CHECK (singleton)
);
CREATE TRIGGER sandbox_clock_forward BEFORE UPDATE ON public.sandbox_clock FOR EACH ROW WHEN ((new.at < old.at)) EXECUTE FUNCTION refuse_turning_back();

create table schema_migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migration_pkey PRIMARY KEY (number)
);

create table shop_order (
  shop_id text not null,
  id text not null,
  buyer_id text not null,
  currency text not null,
  paid_at timestamp with time zone not null,
  estimated_delivery_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint shop_order_pkey PRIMARY KEY (shop_id, id),
  constraint shop_order_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
);
CREATE INDEX shop_order_buyer ON public.shop_order USING btree (buyer_id, paid_at, id);
CREATE INDEX shop_order_id ON public.shop_order USING btree (id);

create table sign_in_failure (
  subject bytea not null,
  failures integer not null,
  since timestamp with time zone not null,
  constraint sign_in_failure_pkey PRIMARY KEY (subject),
  constraint sign_in_failure_subject_check CHECK ((octet_length(subject) = 32))
);
CREATE INDEX sign_in_failure_since ON public.sign_in_failure USING btree (since);

create table sso_visit (
  token_hash bytea not null,
  state text not null,
  nonce text not null,
  verifier text not null,
  expires_at timestamp with time zone not null,
  constraint sso_visit_pkey PRIMARY KEY (token_hash),
  constraint sso_visit_token_hash_check CHECK ((octet_length(token_hash) = 32))
);

create table staff_account (
  id text not null,
  name text not null,
  email text not null,
  roles text[] not null,
  active boolean not null default true,
  password_hash text,
  totp_secret text,
  totp_step bigint,
  totp_offered text,
  oidc_issuer text,
  oidc_subject text,
  created_at timestamp with time zone not null default clock_timestamp(),
  signed_in_at timestamp with time zone,
  constraint staff_account_pkey PRIMARY KEY (id),
  constraint staff_account_email_key UNIQUE (email),
  constraint staff_account_oidc_issuer_oidc_subject_key UNIQUE (oidc_issuer, oidc_subject),
  constraint staff_account_check CHECK (((oidc_issuer IS NULL) = (oidc_subject IS NULL))),
  constraint staff_account_email_check CHECK ((email = lower(email))),
  constraint staff_account_roles_check CHECK (((cardinality(roles) > 0) AND (roles <@ ARRAY['mediator'::text, 'supervisor'::text, 'operator'::text])))
);

create table staff_link (
  token_hash bytea not null,
  kind text not null,
  staff_id text,
  created_at timestamp with time zone not null default clock_timestamp(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint staff_link_pkey PRIMARY KEY (token_hash),
  constraint staff_link_check CHECK (((kind = 'setup'::text) = (staff_id IS NULL))),
  constraint staff_link_kind_check CHECK ((kind = ANY (ARRAY['setup'::text, 'invitation'::text, 'reset'::text]))),
  constraint staff_link_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint staff_link_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_account(id)
);
CREATE INDEX staff_link_staff ON public.staff_link USING btree (staff_id);

create table staff_recovery_code (
  staff_id text not null,
  code_hash bytea not null,
  constraint staff_recovery_code_pkey PRIMARY KEY (staff_id, code_hash),
  constraint staff_recovery_code_code_hash_check CHECK ((octet_length(code_hash) = 32)),
  constraint staff_recovery_code_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_account(id)
);

create table staff_session (
  id text not null,
  token_hash bytea not null,
  staff_id text not null,
  method text not null,
  user_agent text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  last_seen_at timestamp with time zone not null default clock_timestamp(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint staff_session_pkey PRIMARY KEY (id),
  constraint staff_session_token_hash_key UNIQUE (token_hash),
  constraint staff_session_method_check CHECK ((method = ANY (ARRAY['password'::text, 'totp'::text, 'recovery_code'::text, 'link'::text, 'sso'::text]))),
  constraint staff_session_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint staff_session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_account(id)
);
CREATE INDEX staff_session_expires ON public.staff_session USING btree (expires_at);
CREATE INDEX staff_session_staff ON public.staff_session USING btree (staff_id);

create table standing_entry (
  shop_id text not null,
  claim_id text not null,
  counted_at timestamp with time zone not null,
  reversed_at timestamp with time zone,
  constraint standing_entry_pkey PRIMARY KEY (shop_id, claim_id, counted_at),
  constraint standing_entry_check CHECK ((reversed_at >= counted_at))
);
CREATE INDEX standing_entry_time ON public.standing_entry USING btree (shop_id, counted_at);

create table upload (
  id text not null,
  name text not null,
  size bigint not null,
  received bigint not null default 0,
  parts integer not null default 0,
  uploaded_by jsonb not null,
  captured jsonb,
  created_at timestamp with time zone not null default clock_timestamp(),
  expires_at timestamp with time zone not null,
  constraint upload_pkey PRIMARY KEY (id),
  constraint upload_check CHECK (((received >= 0) AND (received <= size))),
  constraint upload_size_check CHECK ((size > 0))
);
CREATE INDEX upload_expires ON public.upload USING btree (expires_at);
CREATE INDEX upload_uploader ON public.upload USING btree (uploaded_by);
