-- Tables from above (M49): the form of a superior in versions with what its cells stand for, and its fillings: figures as the
-- records stood at a moment, what units were asked and answered, what the office corrected. Figures and a unit's own words; who
-- is in a list of persons is never kept here.

create table table_forms (
  id uuid primary key,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  created_by uuid references accounts (id)
);

create table table_form_versions (
  id uuid primary key,
  form_id uuid not null references table_forms (id),
  number integer not null check (number > 0),
  -- The workbook as it came, sealed like other files.
  file_name text not null,
  size integer not null check (size > 0),
  content_hash bytea not null,
  sealed bytea not null,
  uploaded_at timestamptz not null,
  uploaded_by uuid references accounts (id),
  -- What its cells stand for; `revision` tells of two who change it at once.
  mapping jsonb not null,
  revision integer not null default 1 check (revision > 0),
  -- Headers of the version before that this one no longer has.
  lost jsonb not null,
  unique (form_id, number)
);

create table table_fillings (
  id uuid primary key,
  version_id uuid not null references table_form_versions (id),
  day date not null,
  span text not null check (span in ('report', 'calendar')),
  period_from timestamptz not null,
  period_until timestamptz not null check (period_until > period_from),
  -- As it was when it was begun: whoever changes the form later changes no table of before.
  mapping jsonb not null,
  state text not null check (state in ('draft', 'asked', 'closed', 'withdrawn')),
  begun_at timestamptz not null,
  begun_by uuid references accounts (id),
  due_at timestamptz,
  asked_at timestamptz,
  asked_by uuid references accounts (id),
  settled_at timestamptz,
  settled_by uuid references accounts (id),
  reason text not null default '',
  plan_version_id uuid not null references plan_versions (id),
  check (num_nulls(due_at, asked_at) in (0, 2)),
  check (state <> 'asked' or asked_at is not null),
  check ((state in ('closed', 'withdrawn')) = (settled_at is not null)),
  check (state <> 'withdrawn' or reason <> '')
);
create index table_fillings_by_time on table_fillings (begun_at desc, id desc);
create index table_fillings_asked on table_fillings (due_at) where state = 'asked';

-- The figures as the records said, each time they were taken; a downloaded table names the one it shows.
create table table_snapshots (
  filling_id uuid not null references table_fillings (id),
  number integer not null check (number > 0),
  taken_at timestamptz not null,
  taken_by uuid references accounts (id),
  figures jsonb not null,
  primary key (filling_id, number)
);

create table table_asked (
  filling_id uuid not null references table_fillings (id),
  owner_kind text not null check (owner_kind in ('group', 'unit')),
  owner_key text not null,
  primary key (filling_id, owner_kind, owner_key)
);

-- What they answered; a correction before the table is closed is a version of its own.
create table table_answers (
  id uuid primary key,
  filling_id uuid not null,
  owner_kind text not null,
  owner_key text not null,
  version integer not null check (version > 0),
  cells jsonb not null,
  answered_at timestamptz not null,
  answered_by uuid references accounts (id),
  foreign key (filling_id, owner_kind, owner_key) references table_asked (filling_id, owner_kind, owner_key),
  unique (filling_id, owner_kind, owner_key, version)
);

create table table_corrections (
  id uuid primary key,
  filling_id uuid not null references table_fillings (id),
  number integer not null check (number > 0),
  ref text not null,
  value jsonb not null,
  note text not null check (note <> ''),
  corrected_at timestamptz not null,
  corrected_by uuid references accounts (id),
  unique (filling_id, number)
);

grant select, insert on table_snapshots, table_asked, table_answers, table_corrections to lianfang_app;
grant select, insert, update on table_forms, table_form_versions, table_fillings to lianfang_app;
