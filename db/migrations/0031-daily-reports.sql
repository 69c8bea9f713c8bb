-- Daily reports (M59, M49): one a day and owner, locked once submitted; a correction is a version of its own, with its reason.
-- What the records said at that moment stands beside what was reported. No personal data: figures and a unit's own words.
create table daily_reports (
  id uuid primary key,
  owner_kind text not null check (owner_kind in ('group', 'unit')),
  owner_key text not null,
  area_code text collate "C" not null references areas (code),
  day date not null,
  version integer not null check (version > 0),
  -- What it covers, and when it was due, by the plan it was written under.
  period_from timestamptz not null,
  period_until timestamptz not null check (period_until > period_from),
  due_at timestamptz not null,
  is_zero boolean not null,
  -- key, records (null where they hold none), reported, note.
  figures jsonb not null,
  agrees boolean not null,
  is_below boolean not null check (not (agrees and is_below)),
  today text not null,
  difficulties text not null,
  tomorrow text not null,
  reason text not null default '',
  submitted_at timestamptz not null,
  submitted_by uuid not null references accounts (id),
  -- The head's own signature (M57), on this version.
  signed_at timestamptz,
  signed_by uuid references accounts (id),
  plan_version_id uuid not null references plan_versions (id),
  -- Of two who submit at once one is first.
  unique (owner_kind, owner_key, day, version),
  check (version = 1 or reason <> ''),
  check (num_nulls(signed_at, signed_by) in (0, 2))
);
create index daily_reports_by_day on daily_reports (day, area_code);
create index daily_reports_by_time on daily_reports (submitted_at desc, id desc);

-- What somebody has begun to write; nobody else sees it, and it goes with the report.
create table report_drafts (
  owner_kind text not null check (owner_kind in ('group', 'unit')),
  owner_key text not null,
  day date not null,
  account_id uuid not null references accounts (id),
  content jsonb not null,
  saved_at timestamptz not null,
  primary key (account_id, day, owner_kind, owner_key)
);

-- When somebody was last asked for a report that is not there.
create table report_nudges (
  owner_kind text not null check (owner_kind in ('group', 'unit')),
  owner_key text not null,
  day date not null,
  nudged_at timestamptz not null,
  nudged_by uuid not null references accounts (id),
  times integer not null check (times > 0),
  primary key (day, owner_kind, owner_key)
);

grant select, insert on daily_reports to lianfang_app;
grant update (signed_at, signed_by) on daily_reports to lianfang_app;
grant select, insert, update, delete on report_drafts to lianfang_app;
grant select, insert, update on report_nudges to lianfang_app;

-- Registrations, periods and checks of transients of the last hours, whatever the number before them: they come in by their
-- time, so a summary of their blocks finds them and costs writes nothing.
create index arrivals_by_instant on arrivals using brin (registered_at);
create index isolation_periods_by_instant on isolation_periods using brin (registered_at);
create index stay_checks_by_instant on stay_checks using brin (recorded_at);
