-- Contingency plans in versions, approved and given to units that confirm having read them; drills and trainings with their
-- participants, attendance, result and lessons (M04, M24, M33). Units and numbers, never a person.

create table contingency_plans (
  id uuid primary key,
  title text not null check (title <> ''),
  created_at timestamptz not null,
  created_by uuid references accounts (id)
);

create table contingency_plan_versions (
  id uuid primary key,
  contingency_plan_id uuid not null references contingency_plans (id),
  number integer not null check (number > 0),
  body text not null check (body <> ''),
  -- What is new in it.
  note text not null default '',
  state text not null check (state in ('draft', 'approved', 'withdrawn')),
  drafted_at timestamptz not null,
  drafted_by uuid references accounts (id),
  decided_at timestamptz,
  decided_by uuid references accounts (id),
  unique (contingency_plan_id, number),
  check ((state = 'draft') = (decided_at is null))
);
-- One draft at a time: whoever writes the next one is told of it.
create unique index contingency_plan_versions_draft on contingency_plan_versions (contingency_plan_id)
  where state = 'draft';

create table contingency_plan_recipients (
  version_id uuid not null references contingency_plan_versions (id),
  unit_key text not null,
  given_at timestamptz not null,
  given_by uuid references accounts (id),
  read_at timestamptz,
  read_by uuid references accounts (id),
  primary key (version_id, unit_key),
  check (read_by is null or read_at is not null)
);

create table exercises (
  id uuid primary key,
  kind text not null check (kind in ('drill', 'training')),
  -- The duty of the plan that it serves, and what its measure is narrowed to.
  duty_key text not null,
  audience text not null default '',
  title text not null check (title <> ''),
  -- What is exercised or taught, and the material: text and addresses.
  material text not null default '',
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  place text not null default '',
  owner_kind text not null check (owner_kind in ('group', 'unit')),
  owner_key text not null,
  area_code text collate "C" not null references areas (code),
  -- The version of a contingency plan that is drilled.
  version_id uuid references contingency_plan_versions (id),
  planned_at timestamptz not null,
  planned_by uuid references accounts (id),
  state text not null check (state in ('planned', 'held', 'cancelled')),
  settled_at timestamptz,
  settled_by uuid references accounts (id),
  result text not null default '',
  lessons text not null default '',
  cancel_reason text not null default '',
  check ((state = 'planned') = (settled_at is null)),
  check (state <> 'held' or result <> ''),
  check (state <> 'cancelled' or cancel_reason <> '')
);
create index exercises_by_time on exercises (starts_at desc, id desc);

create table exercise_units (
  exercise_id uuid not null references exercises (id),
  unit_key text not null,
  expected integer not null check (expected between 1 and 100000),
  attended integer check (attended between 0 and 100000),
  primary key (exercise_id, unit_key)
);

grant select, insert, update on contingency_plans, contingency_plan_versions, contingency_plan_recipients, exercises,
  exercise_units to lianfang_app;
