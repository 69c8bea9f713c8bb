-- Matters of discipline (M18, M55): each arises from one record by one rule, is judged by people, and hears whom it is about
-- before anything is laid upon them. Units and accounts by key and id; no person who isolates is named here.
create table discipline_matters (
  id uuid primary key,
  rule text not null,
  -- The trigger of the plan that it falls under.
  trigger_key text not null,
  subject_kind text not null check (subject_kind in ('group', 'unit', 'account')),
  subject_key text not null,
  area_code text collate "C" not null references areas (code),
  evidence_kind text not null,
  evidence_id text not null,
  -- The day it happened on, and the numbers it rests on.
  day date not null,
  facts jsonb not null default '{}',
  -- What led to it, in order: at, kind, count.
  chain jsonb not null default '[]',
  raised_at timestamptz not null,
  -- Judged by then.
  due_at timestamptz not null,
  state text not null check (state in ('open', 'hearing', 'decided')),
  question text not null default '',
  heard_at timestamptz,
  heard_by uuid references accounts (id),
  answer_due_at timestamptz,
  answer text not null default '',
  answered_at timestamptz,
  answered_by uuid references accounts (id),
  outcome text,
  decision text not null default '',
  decided_at timestamptz,
  decided_by uuid references accounts (id),
  plan_version_id uuid not null references plan_versions (id),
  -- One record offends against one rule once.
  unique (rule, evidence_kind, evidence_id, subject_kind, subject_key),
  check (num_nulls(heard_at, answer_due_at) in (0, 2)),
  check (state <> 'hearing' or heard_at is not null),
  check ((answered_at is null) = (answer = '')),
  check (answered_at is null or heard_at is not null),
  check ((state = 'decided') = (decided_at is not null)),
  check (num_nulls(outcome, decided_at) in (0, 2)),
  check (decided_at is null or decision <> '')
);
create index discipline_matters_by_time on discipline_matters (raised_at desc, id desc);
create index discipline_matters_of_subject on discipline_matters (subject_kind, subject_key, raised_at desc);
create index discipline_matters_open on discipline_matters (due_at) where state <> 'decided';

grant select, insert, update on discipline_matters to lianfang_app;
