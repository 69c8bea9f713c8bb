-- Isolation (M07, M21, M52): periods, their readings, the checks that were not made in time, fever referrals, and what was
-- decided about a period. A period's own row stores its next deadline and what was seen last, so every work queue and the
-- board are answered from open periods alone, however long the history of readings is.
-- Every row carries its person's area and follows it when the person moves. `state` and the columns that go with it are
-- held together by checks, as the union in the rules is by its type.

create table isolation_periods (
  id uuid primary key,
  person_id uuid not null,
  area_code text collate "C" not null,
  -- The arrival it follows from: one period for each, however often the registration is sent.
  arrival_id uuid not null unique references arrivals (id),
  place text not null check (place in ('home', 'central')),
  -- The central site, or the address where it is not the person's own.
  place_text text not null default '',
  -- The plan's rule that decided the place.
  place_rule text not null,
  -- The arrival day is day 0; `ends_at` is the end of day `days` in the plan's time zone.
  start_day date not null,
  days integer not null check (days between 1 and 60),
  ends_on date not null,
  ends_at timestamptz not null,
  registered_at timestamptz not null,
  registered_by uuid,
  -- Checks are owed from here; null while the response is not active.
  owed_from timestamptz,
  -- A period is judged to its end by the plan it began under.
  plan_version_id uuid not null references plan_versions (id),
  state text not null
    check (state in ('active', 'referred', 'released', 'endedEarly', 'suspected', 'endedBeforeRegistration')),
  temperature_owed boolean not null default false,
  open_referral_id uuid,
  closed_at timestamptz,
  closed_on date,
  closed_by uuid,
  close_reason text,
  -- The next check: the window to be made now or next, or the one that closed last without a check while a late visit
  -- still counts. Overdue is `next_check_due_at <= now`.
  next_day date,
  next_slot text,
  next_opens_at timestamptz,
  next_check_due_at timestamptz,
  -- What was seen last.
  last_temperature numeric(3, 1),
  last_reading_at timestamptz,
  -- The opening of the last window completed: the board counts who is done in the present window by it.
  last_done_opens_at timestamptz,
  -- The last visit found nobody; null again once somebody was at home.
  not_home_at timestamptz,
  missed integer not null default 0 check (missed >= 0),
  missed_unexplained integer not null default 0 check (missed_unexplained between 0 and missed),
  missed_in_row integer not null default 0 check (missed_in_row >= 0),
  -- The assignments in force, copied here for the queues.
  medic_id uuid references accounts (id),
  guarantor_id uuid references accounts (id),
  unique (id, area_code),
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  check (ends_on = start_day + days),
  check (not temperature_owed or state = 'active'),
  check (state <> 'referred' or open_referral_id is not null),
  check ((state in ('released', 'endedEarly', 'suspected')) = (closed_at is not null)),
  check ((closed_at is null) = (closed_on is null)),
  check (state <> 'endedEarly' or close_reason <> ''),
  check (next_check_due_at is null or (state = 'active' and owed_from is not null)),
  check (num_nulls(next_day, next_slot, next_opens_at, next_check_due_at) in (0, 4)),
  check (not_home_at is null or state in ('active', 'referred'))
);
create unique index isolation_periods_open_of_person on isolation_periods (person_id)
  where state in ('active', 'referred');
create index isolation_periods_of_person on isolation_periods (person_id, start_day);
-- One for each order that a queue is read in. Deadlines are few and shared, so a deadline with an area is a range.
create index isolation_periods_open on isolation_periods (area_code, id) where state in ('active', 'referred');
create index isolation_periods_due on isolation_periods (next_check_due_at, area_code, id)
  where next_check_due_at is not null;
create index isolation_periods_temperature_owed on isolation_periods (area_code, id) where temperature_owed;
create index isolation_periods_not_home on isolation_periods (not_home_at, area_code, id)
  where not_home_at is not null;
create index isolation_periods_ending on isolation_periods (ends_on, area_code, id)
  where state in ('active', 'referred');
-- Also finds who has no medic: a null stands in the index like any value.
create index isolation_periods_of_medic on isolation_periods (medic_id, area_code, id)
  where state in ('active', 'referred');
create index isolation_periods_of_guarantor on isolation_periods (guarantor_id, area_code, id)
  where state in ('active', 'referred') and guarantor_id is not null;
create index isolation_periods_closed on isolation_periods (closed_on, area_code) where closed_on is not null;

-- Windows that were owed and not checked in time. A window checked in time is its reading and needs no row here.
create table checks (
  period_id uuid not null,
  day date not null,
  slot text not null,
  person_id uuid not null,
  area_code text collate "C" not null,
  -- Late: visited after it closed, or taken in time and received after. Never made `done` afterwards.
  outcome text not null check (outcome in ('missed', 'late')),
  closed_at timestamptz not null,
  recorded_at timestamptz not null,
  explanation text check (explanation <> ''),
  explained_at timestamptz,
  explained_by uuid,
  primary key (period_id, day, slot),
  foreign key (period_id, area_code) references isolation_periods (id, area_code) on update cascade,
  check ((explanation is null) = (explained_at is null))
);
create index checks_by_day on checks (day, area_code);

create table readings (
  -- Made by whoever took it: sent twice it is one reading.
  id uuid primary key,
  period_id uuid not null,
  person_id uuid not null,
  area_code text collate "C" not null,
  at_home boolean not null,
  -- °C; corrections applied.
  temperature numeric(3, 1) check (temperature between 30 and 45),
  site text,
  symptoms text[] not null default '{}',
  taken_by text not null,
  -- Said by the phone, and ours.
  observed_at timestamptz not null,
  received_at timestamptz not null,
  recorded_by uuid,
  note text not null default '',
  fever boolean not null,
  -- The day of the window it completes, else the day it was observed on.
  day date not null,
  -- The window it completes; null for a further reading, one outside any window, or nobody at home.
  completes_slot text,
  late boolean not null default false,
  corrected boolean not null default false,
  foreign key (period_id, area_code) references isolation_periods (id, area_code) on update cascade,
  check (at_home = (temperature is not null)),
  check (at_home or (site is null and completes_slot is null and not fever)),
  check (not late or completes_slot is not null)
);
-- The readings of a period, and that only one completes a window: nulls are distinct.
create unique index readings_of_period on readings (period_id, day, completes_slot);
-- Readings come in by the day, so a summary of their blocks finds the days of a measure and costs writes nothing.
create index readings_by_day on readings using brin (day);

-- What stood in a reading before it was put right.
create table reading_corrections (
  id uuid primary key,
  reading_id uuid not null references readings (id),
  period_id uuid not null,
  person_id uuid not null,
  area_code text collate "C" not null,
  corrected_at timestamptz not null,
  corrected_by uuid,
  reason text not null check (reason <> ''),
  old_temperature numeric(3, 1),
  old_site text,
  old_symptoms text[] not null,
  old_note text not null,
  foreign key (period_id, area_code) references isolation_periods (id, area_code) on update cascade
);
create index reading_corrections_of_period on reading_corrections (period_id, corrected_at);

create table referrals (
  id uuid primary key,
  period_id uuid not null,
  person_id uuid not null,
  area_code text collate "C" not null,
  -- The reading that opened it; null when the temperature at registration did.
  reading_id uuid references readings (id),
  temperature numeric(3, 1) not null,
  opened_at timestamptz not null,
  opened_on date not null,
  opened_by uuid,
  -- The steps taken, in order: step, at, by, note, recordedAt.
  steps jsonb not null default '[]',
  -- The step to be taken next and when the plan wants it; null once closed.
  next_step text check (next_step in ('notified', 'called', 'pickedUp', 'atFacility', 'outcome')),
  next_due_at timestamptz,
  facility text not null default '',
  outcome text check (outcome in ('excluded', 'suspected', 'withdrawn')),
  closed_at timestamptz check (closed_at >= opened_at),
  foreign key (period_id, area_code) references isolation_periods (id, area_code) on update cascade,
  check (num_nulls(outcome, closed_at) in (0, 2)),
  check (num_nulls(next_step, next_due_at) in (0, 2)),
  check ((closed_at is null) = (next_step is not null))
);
create unique index referrals_open_of_person on referrals (person_id) where closed_at is null;
create index referrals_open on referrals (next_due_at, area_code, id) where closed_at is null;
create index referrals_of_period on referrals (period_id, opened_at);
create index referrals_by_day on referrals (opened_on, area_code);

-- Extended, ended early, moved, released and the rest: who, when, why, from what to what.
create table period_changes (
  id uuid primary key,
  period_id uuid not null,
  person_id uuid not null,
  area_code text collate "C" not null,
  kind text not null
    check (kind in ('extended', 'endedEarly', 'released', 'moved', 'suspended', 'resumed', 'handedOver')),
  changed_at timestamptz not null,
  changed_by uuid,
  reason text not null default '',
  old_value text not null default '',
  new_value text not null default '',
  foreign key (period_id, area_code) references isolation_periods (id, area_code) on update cascade,
  check (kind not in ('extended', 'endedEarly', 'moved') or reason <> '')
);
create index period_changes_of_period on period_changes (period_id, changed_at);

-- The same three arms as on the tables of people.
alter table isolation_periods enable row level security;
create policy scope on isolation_periods
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  );

alter table checks enable row level security;
create policy scope on checks
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  );

alter table readings enable row level security;
create policy scope on readings
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  );

alter table reading_corrections enable row level security;
create policy scope on reading_corrections
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  );

alter table referrals enable row level security;
create policy scope on referrals
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  );

alter table period_changes enable row level security;
create policy scope on period_changes
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  );

grant select, insert, update on isolation_periods, checks, readings, referrals to lianfang_app;
grant select, insert on reading_corrections, period_changes to lianfang_app;
