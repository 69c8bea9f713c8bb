-- What is owed (M53, M55, M59): each time that a clock of the plan, or a task beside the clocks, asks something of a group
-- or a unit. It is judged exactly once and then never again; what is owed next is stored with its deadline, so that "who is
-- late" costs as much as its answer. Nothing here is about a person.

create table occurrences (
  id uuid primary key,
  -- The clock of the plan, or the kind of task beside the clocks (`drill`, `table`).
  key text not null check (key <> ''),
  -- Which task of that kind; empty for a clock's own.
  subject text not null default '',
  owner_kind text not null check (owner_kind in ('group', 'unit')),
  owner_key text not null,
  area_code text collate "C" not null references areas (code),
  day date not null,
  -- Since when it is owed: the activation of the response, or what changed the plan. The same day may be owed anew.
  begun_at timestamptz not null,
  covers_from timestamptz,
  covers_to timestamptz,
  -- At this instant it is late already.
  due_at timestamptz not null,
  -- From this instant it counts as missed.
  missed_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'inTime', 'late', 'missed', 'excused', 'closed')),
  judged_at timestamptz,
  -- What it was met by. Of one that was missed, what came afterwards: it changes nothing.
  evidence_kind text,
  evidence_id text,
  evidence_at timestamptz,
  -- Why it is excused or closed, and who excused it.
  reason text not null default '',
  excused_by uuid,
  -- Of a task beside the clocks: what is to be done, in its own words, and what it came from.
  title_zh text,
  title_en text,
  source_kind text,
  source_id text,
  -- The next reminder or step of the escalation, and until when they have been told.
  next_knock_at timestamptz,
  knocked_until timestamptz not null,
  plan_version_id uuid not null references plan_versions (id),
  check ((state = 'open') = (judged_at is null)),
  check (missed_at >= due_at),
  check (num_nulls(covers_from, covers_to) in (0, 2)),
  check (num_nulls(evidence_kind, evidence_id, evidence_at) in (0, 3)),
  check (num_nulls(title_zh, title_en) in (0, 2)),
  check (subject <> '' or title_zh is null),
  check ((state = 'excused') = (excused_by is not null)),
  check (state not in ('excused', 'closed') or reason <> '')
);
create unique index occurrences_once on occurrences (key, owner_kind, owner_key, day, subject) where state <> 'closed';
create index occurrences_due on occurrences (due_at, id) where state = 'open';
create index occurrences_missed on occurrences (missed_at, id) where state = 'open';
create index occurrences_knock on occurrences (next_knock_at, id) where state = 'open' and next_knock_at is not null;
create index occurrences_by_day on occurrences (day desc, due_at, id);
create index occurrences_of_owner on occurrences (owner_kind, owner_key, day desc);

grant select, insert, update on occurrences to lianfang_app;
