-- Assignment as a whole (M21, M52): by area and household in one act, handed over with a reason, a default medic of a
-- village, and who is a key person.

-- One act gave many persons to others: who did it, for which area, and of whom it took them. It holds no person.
create table assignment_acts (
  -- Made by whoever sends it: sent twice it is one act.
  id uuid primary key,
  role text not null check (role in ('medic', 'guarantor')),
  area_code text collate "C" not null references areas (code),
  -- Whose persons were handed over; null when they had nobody.
  from_account_id uuid references accounts (id),
  reason text not null default '',
  persons integer not null check (persons >= 0),
  households integer not null check (households >= 0),
  made_at timestamptz not null,
  made_by uuid,
  check (from_account_id is null or reason <> '')
);
create index assignment_acts_of_account on assignment_acts (from_account_id, made_at) where from_account_id is not null;
alter table assignments add column act_id uuid references assignment_acts (id);

-- Who is given whoever newly isolates in a village, or in a township whose villages have nobody: dated, the history stays.
create table area_medics (
  id uuid primary key,
  area_code text collate "C" not null references areas (code),
  account_id uuid not null references accounts (id),
  from_at timestamptz not null,
  until_at timestamptz check (until_at >= from_at),
  set_by uuid,
  ended_by uuid
);
create unique index area_medics_in_force on area_medics (area_code) where until_at is null;

-- Judged when the isolation begins, by the plan's rule.
alter table isolation_periods add column key_person boolean not null default false;
update isolation_periods p set key_person = true from arrivals a where a.id = p.arrival_id and a.category = 'keyArea';
create index isolation_periods_no_guarantor on isolation_periods (area_code, id)
  where state in ('active', 'referred') and key_person and guarantor_id is null;
-- What a guarantor answered for that is over.
create index isolation_periods_ended_of_guarantor on isolation_periods (guarantor_id, area_code)
  where state in ('released', 'endedEarly') and guarantor_id is not null;

grant select, insert on assignment_acts to lianfang_app;
grant select, insert, update on area_medics to lianfang_app;
