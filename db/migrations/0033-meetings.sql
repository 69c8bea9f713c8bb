-- The daily meeting (M53): one a day, its agenda as it stood when it was opened, who came, what each unit said, what the city
-- asks, what was decided and by whom it is done, and its minutes. Units and their own words, never a person who isolates.
create table meetings (
  id uuid primary key,
  day date not null unique,
  opened_at timestamptz not null,
  opened_by uuid references accounts (id),
  -- What was known as it was opened.
  agenda jsonb not null,
  plan_version_id uuid not null references plan_versions (id)
);

create table meeting_attendance (
  meeting_id uuid not null references meetings (id),
  owner_kind text not null check (owner_kind in ('group', 'unit')),
  owner_key text not null,
  state text not null check (state in ('present', 'deputy', 'absent')),
  -- Who came instead, or why nobody did.
  note text not null default '',
  report text not null default '',
  -- Raised by every change: of two who write at once the second is told.
  version integer not null default 1,
  recorded_at timestamptz not null,
  recorded_by uuid references accounts (id),
  primary key (meeting_id, owner_kind, owner_key),
  check (state = 'present' or note <> '')
);

create table meeting_requirements (
  id uuid primary key,
  meeting_id uuid not null references meetings (id),
  source text not null check (source <> ''),
  text text not null check (text <> ''),
  entered_at timestamptz not null,
  entered_by uuid references accounts (id)
);
create index meeting_requirements_of_meeting on meeting_requirements (meeting_id, entered_at);

create table meeting_decisions (
  id uuid primary key,
  meeting_id uuid not null references meetings (id),
  text text not null check (text <> ''),
  due_at timestamptz not null,
  decided_at timestamptz not null,
  decided_by uuid references accounts (id)
);
create index meeting_decisions_of_meeting on meeting_decisions (meeting_id, decided_at);

-- Who carries a decision out; done with what was done, which is the evidence of what they owe.
create table meeting_decision_owners (
  decision_id uuid not null references meeting_decisions (id),
  owner_kind text not null check (owner_kind in ('group', 'unit')),
  owner_key text not null,
  done_at timestamptz,
  done_by uuid references accounts (id),
  done_note text not null default '',
  primary key (decision_id, owner_kind, owner_key),
  check ((done_at is null) = (done_note = ''))
);

-- Issued minutes are locked: a correction is a version of its own with its reason.
create table meeting_minutes (
  id uuid primary key,
  meeting_id uuid not null references meetings (id),
  version integer not null check (version > 0),
  text text not null check (text <> ''),
  reason text not null default '',
  issued_at timestamptz not null,
  issued_by uuid references accounts (id),
  unique (meeting_id, version),
  check (version = 1 or reason <> '')
);

grant select, insert on meetings, meeting_requirements, meeting_decisions, meeting_minutes to lianfang_app;
grant select, insert, update on meeting_attendance, meeting_decision_owners to lianfang_app;
