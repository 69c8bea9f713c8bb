-- Amendments of the plan (M01, M04): proposed, approved by another than who proposed, in force from a time; and the plan
-- version that every judgement was made under, now that a running period may be changed to another one.

create table plan_amendments (
  -- The id of the plan version that it becomes once it is approved.
  id uuid primary key,
  -- What it amends: the last version when it was proposed, and still the last one when it is approved.
  base_version_id uuid not null references plan_versions (id),
  effective_from timestamptz not null,
  running_periods text not null check (running_periods in ('keep', 'change')),
  reason text not null check (reason <> ''),
  -- The plan as parsed, and the file as it was written.
  content jsonb not null,
  source text not null,
  -- The file of areas where it comes with another one.
  areas_source text,
  proposed_at timestamptz not null,
  proposed_by uuid references accounts (id),
  state text not null check (state in ('proposed', 'approved', 'returned', 'withdrawn')),
  decided_at timestamptz,
  decided_by uuid references accounts (id),
  -- Why it was returned.
  decision_reason text,
  withdrawn_at timestamptz,
  withdrawn_by uuid references accounts (id),
  withdraw_reason text,
  -- Its areas, units and posts were put in place; its running periods were changed.
  applied_at timestamptz,
  replanned_at timestamptz,
  -- Nobody approves what they proposed. Nulls are the command line, which is whoever has the machine.
  check (decided_by is null or proposed_by is null or decided_by <> proposed_by),
  check (state <> 'proposed' or decided_at is null),
  check (state not in ('approved', 'returned') or decided_at is not null),
  check (state <> 'returned' or decision_reason <> ''),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check (state <> 'withdrawn' or withdraw_reason <> ''),
  check (applied_at is null or state = 'approved')
);
create index plan_amendments_due on plan_amendments (effective_from)
  where state = 'approved' and (applied_at is null or replanned_at is null);
grant select, insert, update on plan_amendments to lianfang_app;

-- What a plan no longer has ends and stays, so that what hung on it can still be read.
alter table areas add column ended_at timestamptz;
alter table units add column ended_at timestamptz;
alter table posts add column ended_at timestamptz;

-- `plan_version_id` is what the period is judged by now; it began under this one.
alter table isolation_periods add column began_under uuid references plan_versions (id);
update isolation_periods set began_under = plan_version_id;
alter table isolation_periods alter column began_under set not null;

alter table checks add column plan_version_id uuid references plan_versions (id);
update checks c set plan_version_id = p.plan_version_id from isolation_periods p where p.id = c.period_id;
alter table checks alter column plan_version_id set not null;

alter table readings add column plan_version_id uuid references plan_versions (id);
update readings r set plan_version_id = p.plan_version_id from isolation_periods p where p.id = r.period_id;
alter table readings alter column plan_version_id set not null;

alter table reading_corrections add column plan_version_id uuid references plan_versions (id);
update reading_corrections r set plan_version_id = p.plan_version_id from isolation_periods p where p.id = r.period_id;
alter table reading_corrections alter column plan_version_id set not null;

alter table referrals add column plan_version_id uuid references plan_versions (id);
update referrals r set plan_version_id = p.plan_version_id from isolation_periods p where p.id = r.period_id;
alter table referrals alter column plan_version_id set not null;

alter table period_changes add column plan_version_id uuid references plan_versions (id);
-- The version before, where the change was of the plan.
alter table period_changes add column old_plan_version_id uuid references plan_versions (id);
update period_changes c set plan_version_id = p.plan_version_id from isolation_periods p where p.id = c.period_id;
alter table period_changes alter column plan_version_id set not null;
alter table period_changes drop constraint period_changes_kind_check;
alter table period_changes add constraint period_changes_kind_check
  check (kind in ('extended', 'endedEarly', 'released', 'moved', 'suspended', 'resumed', 'handedOver', 'replanned'));
alter table period_changes add constraint period_changes_replanned_check
  check ((kind = 'replanned') = (old_plan_version_id is not null));
