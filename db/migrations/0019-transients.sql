-- Transients (M08): people who stay at an inn for some days, are checked once a day while they stay, and isolate only where the
-- plan says so or a fever does.
alter table arrivals add column is_transient boolean not null default false;

create table stays (
  id uuid primary key,
  person_id uuid not null,
  area_code text collate "C" not null,
  arrival_id uuid not null unique references arrivals (id),
  place text not null check (place <> ''),
  room text not null default '',
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  recorded_at timestamptz not null,
  recorded_by uuid,
  -- The day whose check is owed next and when it is overdue; both null once the stay is over.
  next_check_day date,
  next_due_at timestamptz,
  last_temperature numeric(3, 1),
  last_checked_at timestamptz,
  ended_at timestamptz,
  ended_on date,
  -- Left, or went into isolation.
  end_kind text check (end_kind in ('left', 'isolated')),
  plan_version_id uuid not null references plan_versions (id),
  unique (id, area_code),
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  check (num_nulls(ended_at, ended_on, end_kind) in (0, 3)),
  check (num_nulls(next_check_day, next_due_at) in (0, 2)),
  check ((ended_at is null) = (next_check_day is not null))
);
create index stays_of_person on stays (person_id, recorded_at);
create index stays_open on stays (next_due_at, id) where ended_at is null;

create table stay_checks (
  id uuid primary key,
  stay_id uuid not null,
  person_id uuid not null,
  area_code text collate "C" not null,
  day date not null,
  temperature numeric(3, 1) not null check (temperature between 30 and 45),
  recorded_at timestamptz not null,
  recorded_by uuid,
  foreign key (stay_id, area_code) references stays (id, area_code) on update cascade
);
create index stay_checks_by_day on stay_checks (day, stay_id);

alter table stays enable row level security;
create policy scope on stays
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

alter table stay_checks enable row level security;
create policy scope on stay_checks
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

grant select, insert, update on stays to lianfang_app;
grant select, insert, update (person_id, area_code) on stay_checks to lianfang_app;
