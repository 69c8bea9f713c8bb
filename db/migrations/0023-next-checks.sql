-- What a visit changes of a period stands in a row of its own (M21): the next check, what was seen last, the counts of missed
-- windows. The period's own row is wide and stands in a dozen indexes, each of which was written anew by every reading; here
-- a reading writes two. This row is also what is held while a period is judged, and what its readings refer to, so that a
-- reading touches no other row of the period (decision 0019).
create table next_checks (
  period_id uuid not null,
  person_id uuid not null,
  area_code text collate "C" not null,
  -- The window to be made now or next, or the one that closed last without a check while a late visit still counts. Of a
  -- period in state `active` that owes checks; null in every other. Overdue is `next_check_due_at <= now`.
  next_day date,
  next_slot text,
  next_opens_at timestamptz,
  next_check_due_at timestamptz,
  -- What was seen last.
  last_temperature numeric(3, 1),
  last_reading_at timestamptz,
  -- The opening of the last window completed: the board counts who is done in the present window by it.
  last_done_opens_at timestamptz,
  -- The last visit found nobody; null again once somebody was at home, and once the period is over.
  not_home_at timestamptz,
  missed integer not null default 0 check (missed >= 0),
  missed_unexplained integer not null default 0 check (missed_unexplained between 0 and missed),
  missed_in_row integer not null default 0 check (missed_in_row >= 0),
  -- The area too, which readings refer to; a period has one.
  primary key (period_id, area_code),
  foreign key (period_id, area_code) references isolation_periods (id, area_code) on update cascade,
  check (num_nulls(next_day, next_slot, next_opens_at, next_check_due_at) in (0, 4))
);
insert into next_checks (period_id, person_id, area_code, next_day, next_slot, next_opens_at, next_check_due_at,
    last_temperature, last_reading_at, last_done_opens_at, not_home_at, missed, missed_unexplained, missed_in_row)
  select id, person_id, area_code, next_day, next_slot, next_opens_at, next_check_due_at,
    last_temperature, last_reading_at, last_done_opens_at, not_home_at, missed, missed_unexplained, missed_in_row
  from isolation_periods;
-- Deadlines are few and shared, so a deadline with an area is a range.
create index next_checks_due on next_checks (next_check_due_at, area_code, period_id) where next_check_due_at is not null;
create index next_checks_not_home on next_checks (not_home_at, area_code, period_id) where not_home_at is not null;

alter table isolation_periods drop column next_day, drop column next_slot, drop column next_opens_at,
  drop column next_check_due_at, drop column last_temperature, drop column last_reading_at, drop column last_done_opens_at,
  drop column not_home_at, drop column missed, drop column missed_unexplained, drop column missed_in_row;

alter table readings drop constraint readings_period_id_area_code_fkey;
alter table readings add constraint readings_period_id_area_code_fkey
  foreign key (period_id, area_code) references next_checks (period_id, area_code) on update cascade;

alter table next_checks enable row level security;
create policy scope on next_checks
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
grant select, insert, update on next_checks to lianfang_app;
