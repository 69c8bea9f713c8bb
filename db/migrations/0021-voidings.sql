-- A registration made by mistake is voided with a reason: nothing is owed of it and it counts nowhere, and it can be restored
-- with everything that hung on it (decision 0012).
create table person_voidings (
  id uuid primary key,
  person_id uuid not null,
  area_code text collate "C" not null,
  reason text not null check (reason <> ''),
  voided_at timestamptz not null,
  voided_by uuid,
  restored_at timestamptz check (restored_at >= voided_at),
  restored_by uuid,
  restore_reason text not null default '',
  -- What voiding changed of which row, before and after, and the search terms of before.
  changed jsonb not null,
  terms text[] not null,
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  check (restored_at is null or restore_reason <> '')
);
create unique index person_voidings_in_force on person_voidings (person_id) where restored_at is null;
create index person_voidings_by_time on person_voidings (voided_at desc, id desc) where restored_at is null;

alter table person_voidings enable row level security;
create policy scope on person_voidings
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
  );
grant select, insert, update on person_voidings to lianfang_app;

alter table isolation_periods drop constraint isolation_periods_state_check;
alter table isolation_periods add constraint isolation_periods_state_check check (state in ('active', 'referred',
  'released', 'endedEarly', 'suspected', 'endedBeforeRegistration', 'handedOver', 'merged', 'voided'));
