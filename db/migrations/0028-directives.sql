-- What one unit asks of another (M18, M50, M60): a directive, issued to one or many units, each its own assignment with its
-- own course. What happened stands in `directive_events` and is never changed; the assignment's row holds where it stands and the
-- next instant at which something falls due of it, so that a run of the clock costs what has fallen due.
-- Nothing here is about a person: who sees a directive follows from the units, not from areas of persons.

create table directive_numbers (
  kind text not null,
  year integer not null,
  last integer not null check (last > 0),
  primary key (kind, year)
);

create table directives (
  -- Made by whoever issues it: sent twice it is one directive.
  id uuid primary key,
  kind text not null check (kind in ('directive', 'supervision', 'help', 'requirement')),
  year integer not null,
  number integer not null check (number > 0),
  title text not null check (title <> ''),
  body text not null default '',
  priority text not null check (priority in ('normal', 'urgent')),
  -- Where it comes from: a meeting, a document, a clause of the living plan, the duty log, another directive, or nothing.
  source_kind text not null check (source_kind in ('none', 'meeting', 'document', 'clause', 'log', 'directive')),
  source_id text,
  source_text text not null default '',
  issuer_unit text not null references units (id),
  area_code text collate "C" not null references areas (code),
  issued_at timestamptz not null,
  issued_by uuid references accounts (id),
  due_at timestamptz not null,
  -- Of a requirement: who sent it, under which number, and when it came.
  authority text not null default '',
  letter_no text not null default '',
  received_at timestamptz,
  -- Of a requirement: until when it must be passed on to the units, and when it was.
  pass_on_due_at timestamptz,
  passed_on_at timestamptz,
  -- Of a request for help: what, how much, when and where.
  help jsonb,
  plan_version_id uuid not null references plan_versions (id),
  unique (kind, year, number),
  check ((source_kind = 'none') = (source_id is null)),
  check ((kind = 'help') = (help is not null)),
  check ((kind = 'requirement') = (pass_on_due_at is not null))
);
create index directives_by_issuer on directives (issuer_unit, issued_at desc, id desc);
create index directives_by_source on directives (source_kind, source_id) where source_id is not null;
create index directives_not_passed_on on directives (pass_on_due_at, id)
  where pass_on_due_at is not null and passed_on_at is null;

create table directive_assignments (
  id uuid primary key,
  directive_id uuid not null references directives (id),
  unit_id text not null references units (id),
  area_code text collate "C" not null references areas (code),
  state text not null check (state in
    ('issued', 'received', 'submitted', 'accepted', 'refused', 'declined', 'withdrawn', 'closed')),
  assigned_at timestamptz not null,
  receipt_due_at timestamptz not null,
  received_at timestamptz,
  -- Who has it in hand; goes with the post.
  handler_id uuid references accounts (id),
  due_at timestamptz not null,
  submitted_at timestamptz,
  ended_at timestamptz,
  -- Told once each.
  unsigned_at timestamptz,
  overdue_at timestamptz,
  reminded integer not null default 0 check (reminded >= 0),
  climbed integer not null default 0 check (climbed >= 0),
  -- The next instant at which something falls due of it; null when nothing does.
  next_at timestamptz,
  unique (directive_id, unit_id),
  check ((ended_at is null) = (state in ('issued', 'received', 'submitted', 'refused'))),
  check (state <> 'issued' or received_at is null),
  check (next_at is null or state in ('issued', 'received'))
);
create index directive_assignments_next on directive_assignments (next_at, id) where next_at is not null;
create index directive_assignments_open_of_unit on directive_assignments (unit_id, due_at, id) where ended_at is null;
create index directive_assignments_open on directive_assignments (due_at, id) where ended_at is null;
create index directive_assignments_of_unit on directive_assignments (unit_id, due_at desc, id desc);
create index directive_assignments_by_due on directive_assignments (due_at desc, id desc);
create index directive_assignments_of_handler on directive_assignments (handler_id) where ended_at is null;

-- The course, in order. Rows of an act have the id that the client gave it: the same act again is the same row.
create table directive_events (
  id uuid primary key,
  directive_id uuid not null references directives (id),
  assignment_id uuid references directive_assignments (id),
  sequence bigint generated always as identity,
  kind text not null check (kind <> ''),
  at timestamptz not null,
  by_account uuid references accounts (id),
  note text not null default '',
  -- The deadline that it set.
  due_at timestamptz,
  details jsonb not null default '{}'
);
create index directive_events_of_directive on directive_events (directive_id, sequence);
create index directive_events_of_assignment on directive_events (assignment_id, at, sequence) where assignment_id is not null;

-- What belongs to a directive (from the issuer) or to a unit's answer. Sealed like the files of persons (decision 0014).
create table directive_files (
  id uuid primary key,
  directive_id uuid not null references directives (id),
  assignment_id uuid references directive_assignments (id),
  name text not null check (name <> ''),
  media_type text not null,
  size integer not null check (size > 0),
  content_hash bytea not null,
  sealed bytea not null,
  added_at timestamptz not null,
  added_by uuid references accounts (id)
);
alter table directive_files alter column sealed set storage external;
create index directive_files_of_directive on directive_files (directive_id, added_at);

-- The dated steps that a supervised matter is followed through.
create table supervision_steps (
  id uuid primary key,
  directive_id uuid not null references directives (id),
  position integer not null check (position > 0),
  title text not null check (title <> ''),
  due_at timestamptz not null,
  done_at timestamptz,
  done_by uuid references accounts (id),
  note text not null default '',
  unique (directive_id, position)
);

-- What units offer to a request for help, each taken or not and delivered or not.
create table help_offers (
  id uuid primary key,
  directive_id uuid not null references directives (id),
  assignment_id uuid not null references directive_assignments (id),
  quantity numeric not null check (quantity > 0),
  note text not null default '',
  offered_at timestamptz not null,
  offered_by uuid references accounts (id),
  state text not null check (state in ('offered', 'taken', 'notNeeded', 'delivered', 'withdrawn')),
  taken numeric check (taken > 0 and taken <= quantity),
  delivered numeric check (delivered >= 0),
  decided_at timestamptz,
  delivered_at timestamptz,
  check (state <> 'taken' or taken is not null),
  check ((state = 'delivered') = (delivered_at is not null))
);
create index help_offers_of_directive on help_offers (directive_id, offered_at);

grant select, insert, update on directive_numbers, directives, directive_assignments, supervision_steps, help_offers
  to lianfang_app;
grant select, insert on directive_events, directive_files to lianfang_app;
