-- The ground of a district: the plan in force, the response (M01), areas (M06), organisation (M02-M05), accounts and
-- the audit. Area codes are collation C everywhere, so that a prefix is a range.

create table plan_versions (
  id uuid primary key,
  plan_key text not null,
  version integer not null check (version > 0),
  effective_from timestamptz not null,
  -- The plan as parsed, and the file as it was written: a judgement names its version and can be read again.
  content jsonb not null,
  source text not null,
  loaded_at timestamptz not null,
  loaded_by uuid,
  unique (plan_key, version)
);
create index plan_versions_in_force on plan_versions (effective_from desc, version desc);

create table areas (
  code text collate "C" primary key,
  name text not null,
  level text not null check (level in ('province', 'city', 'district', 'township', 'village', 'grid')),
  parent_code text collate "C" references areas (code)
);

-- M01: what was decided about the response, in order; the present state is the last row, the history stays.
create table response_changes (
  id uuid primary key,
  kind text not null check (kind in ('activated', 'levelChanged', 'stoodDown')),
  level text not null,
  effective_day date not null,
  authority text not null check (authority <> ''),
  reason text not null check (reason <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid,
  sequence integer not null unique check (sequence > 0)
);

create table units (
  id text primary key,
  kind text not null,
  name_zh text not null,
  name_en text not null,
  area_code text collate "C" not null references areas (code),
  parent_id text references units (id),
  telephone text
);

create table posts (
  id text primary key,
  kind text not null,
  unit_id text not null references units (id),
  -- What the holder answers for; the scope of the account that holds the post.
  area_code text collate "C" not null references areas (code),
  title_zh text not null,
  title_en text not null,
  -- Work groups differ: only those whose duties are about persons (the plan says which) see personal data.
  handles_persons boolean not null
);
create index posts_of_unit on posts (unit_id);

create table accounts (
  -- The same id as better-auth's user; no foreign key, since `auth` is shared by the districts of a database.
  id uuid primary key,
  user_name text not null unique,
  display_name text not null,
  must_change_password boolean not null,
  failed_sign_ins integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null
);

-- M02: who holds which post, since when. A change of holder ends one row and begins another.
create table post_holders (
  id uuid primary key,
  post_id text not null references posts (id),
  account_id uuid references accounts (id),
  holder_name text not null,
  holder_office text not null default '',
  telephone text,
  from_at timestamptz not null,
  until_at timestamptz,
  check (until_at is null or until_at >= from_at)
);
create index post_holders_of_account on post_holders (account_id) where until_at is null;
create index post_holders_of_post on post_holders (post_id, from_at);

-- Append-only: the application may insert and read, nothing else. Holds pseudonymous ids, never a name or number.
create table audit_events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  account_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  area_code text collate "C",
  request_id text not null,
  details jsonb not null default '{}',
  -- The writing transaction: a seal covers only events below the oldest one still running, since ids are handed out
  -- before they are committed.
  tx xid8 not null default pg_current_xact_id()
);
create index audit_events_of_subject on audit_events (subject_kind, subject_id, id);
create index audit_events_of_account on audit_events (account_id, id);
create index audit_events_by_tx on audit_events (tx, id);

create table audit_seals (
  id bigint generated always as identity primary key,
  sealed_at timestamptz not null,
  -- The ids of the events that this seal covers.
  ids int8multirange not null,
  events integer not null check (events > 0),
  hash text not null,
  previous_hash text not null
);

-- Facts about this district database itself (when it was first started).

create table settings (
  key text primary key,
  value jsonb not null
);

grant select on areas, units, posts to lianfang_app;
grant select, insert on plan_versions, response_changes, audit_events, audit_seals to lianfang_app;
grant insert, update on areas, units, posts to lianfang_app;
grant select, insert, update on accounts, post_holders, settings to lianfang_app;
