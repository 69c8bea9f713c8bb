-- Merging two registrations of one person (decision 0012). The one that is given up is voided and points to the one that is
-- kept; everything that hung on it hangs on the kept one, and of every row it is written down what the merge changed, so that
-- it can be taken back for a day. Nothing is deleted.

alter table persons add column merged_into uuid references persons (id);
create index persons_merged_into on persons (merged_into) where merged_into is not null;
-- The document of a registration that was given up still finds the person.
create index persons_by_merged_document on persons (document_hash) where merged_into is not null;

create table person_merges (
  id uuid primary key,
  kept_id uuid not null,
  area_code text collate "C" not null,
  merged_id uuid not null references persons (id),
  merged_at timestamptz not null,
  merged_by uuid,
  reason text not null default '',
  -- Field to the side whose value was kept.
  choices jsonb not null,
  -- Table to the number of rows that came from the merged one.
  moved jsonb not null default '{}',
  -- The search terms of both before.
  kept_terms text[] not null,
  merged_terms text[] not null,
  undone_at timestamptz check (undone_at >= merged_at),
  undone_by uuid,
  unique (id, area_code),
  foreign key (kept_id, area_code) references persons (id, area_code) on update cascade,
  check (kept_id <> merged_id)
);
create index person_merges_of_kept on person_merges (kept_id, merged_at);
-- Merged once at a time.
create unique index person_merges_in_force on person_merges (merged_id) where undone_at is null;

-- Which row came from where: its key as it was, and the columns that the merge changed, before and after.
create table person_merge_rows (
  merge_id uuid not null,
  area_code text collate "C" not null,
  table_name text not null,
  row_key jsonb not null,
  came_from uuid not null,
  before jsonb not null,
  after jsonb not null,
  primary key (merge_id, table_name, row_key),
  foreign key (merge_id, area_code) references person_merges (id, area_code) on update cascade
);

alter table person_merges enable row level security;
create policy scope on person_merges
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or kept_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
  );
alter table person_merge_rows enable row level security;
create policy scope on person_merge_rows
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
grant select, insert, update on person_merges to lianfang_app;
grant select, insert on person_merge_rows to lianfang_app;
-- What is only ever added to follows its person.
grant update (person_id, area_code, period_id) on reading_corrections, period_changes to lianfang_app;

-- Of two open periods one goes on with everything of both; the other is closed into it.
alter table isolation_periods add column merged_into uuid references isolation_periods (id);
-- While the merge was in force that was taken back, nobody could keep this period: nothing was owed of it. [{from, until}]
alter table isolation_periods add column pauses jsonb not null default '[]';
alter table isolation_periods drop constraint isolation_periods_state_check;
alter table isolation_periods add constraint isolation_periods_state_check check (state in
  ('active', 'referred', 'released', 'endedEarly', 'suspected', 'endedBeforeRegistration', 'handedOver', 'merged'));
alter table isolation_periods add check ((state = 'merged') = (merged_into is not null));
-- From the earlier beginning to the later end.
alter table isolation_periods drop constraint isolation_periods_days_check;
alter table isolation_periods add constraint isolation_periods_days_check check (days between 1 and 366);
-- Settled: made under the other registration, or the other's row says it.
alter table checks drop constraint checks_outcome_check;
alter table checks add constraint checks_outcome_check check (outcome in ('missed', 'late', 'settled'));
alter table referrals drop constraint referrals_outcome_check;
alter table referrals add constraint referrals_outcome_check
  check (outcome in ('excluded', 'suspected', 'withdrawn', 'merged'));
