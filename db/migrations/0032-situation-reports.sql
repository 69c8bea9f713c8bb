-- The district situation report (M49): drafted by itself as the day's reports close, then worked on, approved and sent; and
-- urgent reports at any hour (M59).
create table situation_reports (
  id uuid primary key,
  day date not null unique,
  period_from timestamptz not null,
  period_until timestamptz not null check (period_until > period_from),
  closed_at timestamptz not null,
  -- Sent before then, or it was late.
  due_at timestamptz not null,
  state text not null check (state in ('drafting', 'toApprove', 'approved', 'sent')),
  step integer not null check (step >= 0),
  -- The figures, and when they were totalled last.
  data jsonb not null,
  totalled_at timestamptz not null,
  sections jsonb not null,
  version integer not null check (version > 0),
  -- Given with the approval, counted by the year.
  year integer,
  number integer check (number > 0),
  approved_at timestamptz,
  approved_by uuid references accounts (id),
  sent_at timestamptz,
  sent_by uuid references accounts (id),
  sent_to text[] not null default '{}',
  -- How it was sent, and the number that the city received it under.
  sent_note text not null default '',
  plan_version_id uuid not null references plan_versions (id),
  unique (year, number),
  check (num_nulls(year, number, approved_at) in (0, 3)),
  check ((state in ('approved', 'sent')) = (approved_at is not null)),
  check ((state = 'sent') = (sent_at is not null)),
  check (state <> 'sent' or cardinality(sent_to) > 0)
);
create index situation_reports_due on situation_reports (due_at);

-- The text as it was saved each time.
create table situation_versions (
  report_id uuid not null references situation_reports (id),
  version integer not null,
  sections jsonb not null,
  saved_at timestamptz not null,
  -- Null: drafted by itself.
  saved_by uuid references accounts (id),
  step integer not null,
  primary key (report_id, version)
);

-- Who did what of it and when; a return says why.
create table situation_steps (
  id uuid primary key,
  report_id uuid not null references situation_reports (id),
  act text not null check (act in ('finish', 'return', 'approve', 'send')),
  step integer not null,
  at timestamptz not null,
  by uuid not null references accounts (id),
  note text not null default '',
  check (act <> 'return' or note <> '')
);
create index situation_steps_of_report on situation_steps (report_id, at);

create table urgent_reports (
  id uuid primary key,
  area_code text collate "C" not null references areas (code),
  -- Where it is beside the area, what happened, whom it concerns.
  place text not null default '',
  what text not null check (what <> ''),
  who text not null default '',
  reported_at timestamptz not null,
  reported_by uuid not null references accounts (id),
  -- What it came out of, e.g. an item of the duty log.
  source_kind text,
  source_id text,
  due_at timestamptz not null,
  climbed integer not null default 0,
  acknowledged_at timestamptz,
  acknowledged_by uuid references accounts (id),
  -- What the office ordered.
  response text not null default '',
  plan_version_id uuid not null references plan_versions (id),
  check (num_nulls(source_kind, source_id) in (0, 2)),
  check (num_nulls(acknowledged_at, acknowledged_by) in (0, 2))
);
create index urgent_reports_open on urgent_reports (due_at) where acknowledged_at is null;
create index urgent_reports_by_time on urgent_reports (reported_at desc, id desc);

-- It may name somebody: seen from its area, and by whoever reported it.
alter table urgent_reports enable row level security;
create policy scope on urgent_reports
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or reported_by = (select nullif(current_setting('app.account', true), '')::uuid)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or reported_by = (select nullif(current_setting('app.account', true), '')::uuid)
  );

grant select, insert, update on situation_reports, urgent_reports to lianfang_app;
grant select, insert on situation_versions, situation_steps to lianfang_app;
