-- Early warning (M04): signs that the plan watches for, each acknowledged, judged with what was done, and ended. Counts of
-- areas alone: nothing here is about one person.
create table warnings (
  id uuid primary key,
  rule_key text not null,
  rule_kind text not null,
  area_code text collate "C" not null references areas (code),
  -- The day of the first sign and what it rested on; the latest sign of the same rule and area beside it.
  day date not null,
  facts jsonb not null,
  raised_at timestamptz not null,
  last_day date not null,
  last_facts jsonb not null,
  last_seen_at timestamptz not null,
  -- Judged by then, or the command hears of it, once.
  due_at timestamptz not null,
  climbed_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid references accounts (id),
  -- What was done, in order: id, at, by, text.
  steps jsonb not null default '[]',
  verdict text check (verdict in ('real', 'explained')),
  judged_at timestamptz,
  judged_by uuid references accounts (id),
  judgement text check (judgement <> ''),
  ended_at timestamptz,
  ended_by uuid references accounts (id),
  end_reason text check (end_reason <> ''),
  plan_version_id uuid not null references plan_versions (id),
  check (num_nulls(verdict, judged_at, judgement) in (0, 3)),
  check (num_nulls(ended_at, end_reason) in (0, 2)),
  check (ended_at is null or judged_at is not null),
  check (judged_at is null or acknowledged_at is not null)
);
-- One of a rule and an area stands at a time.
create unique index warnings_open_of_rule on warnings (rule_key, area_code) where ended_at is null;
create index warnings_open on warnings (raised_at desc, id desc) where ended_at is null;
create index warnings_by_time on warnings (raised_at desc, id desc);
create index warnings_due on warnings (due_at) where judged_at is null and climbed_at is null;
create index warnings_ended on warnings (rule_key, area_code, ended_at desc) where ended_at is not null;

grant select, insert, update on warnings to lianfang_app;
