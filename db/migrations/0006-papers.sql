-- Papers that are printed and served (M07, M21, M52): notices of isolation, commitments, certificates of release. Each
-- printed paper is a record with its number, what it said, and how it was served.

create table papers (
  id uuid primary key,
  person_id uuid not null,
  area_code text collate "C" not null,
  -- The period it is about; null for a paper about the person alone.
  period_id uuid references isolation_periods (id),
  kind text not null check (kind <> ''),
  number text not null,
  printed_at timestamptz not null,
  printed_by uuid references accounts (id),
  plan_version_id uuid not null references plan_versions (id),
  -- Of the template it was set with.
  template_hash text not null,
  -- What the paper says, sealed with the key of the data folder: printed again it says the same.
  facts_sealed bytea not null,
  -- Keyed, over what it says but its number and day: the same paper again is this one.
  facts_hash bytea not null,
  served_at timestamptz check (served_at is null or served_how is not null),
  served_how text check (served_how in ('inPerson', 'family', 'refused')),
  served_note text not null default '',
  -- A signature or a photo.
  served_file_id uuid references files (id),
  served_recorded_at timestamptz,
  served_by uuid references accounts (id),
  voided_at timestamptz,
  voided_by uuid references accounts (id),
  void_reason text check (void_reason <> ''),
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  check (num_nulls(served_at, served_how, served_recorded_at) in (0, 3)),
  check (num_nulls(voided_at, void_reason) in (0, 2))
);
create unique index papers_by_number on papers (number);
create index papers_of_person on papers (person_id, printed_at);
create index papers_of_period on papers (period_id, kind) where voided_at is null;

alter table papers enable row level security;
create policy scope on papers
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

-- What was printed together: ids alone, each seen only by whoever sees the paper.
create table paper_batches (
  id uuid primary key,
  kind text not null,
  paper_ids uuid[] not null,
  printed_at timestamptz not null,
  printed_by uuid references accounts (id)
);

-- The last number of a kind in a year. Its row is held while papers of the kind are printed, one batch after the other.
create table paper_numbers (
  kind text not null,
  year integer not null,
  last integer not null default 0,
  primary key (kind, year)
);

-- The notice of a period printed last, and when one was served: the queue of notices not yet served is read from here, as
-- every queue is from the period's own row. Kept by the papers slice, which isolation does not know: hence no reference.
alter table isolation_periods add column notice_id uuid;
alter table isolation_periods add column notice_served_at timestamptz;
create index isolation_periods_notice_owed on isolation_periods (area_code, id)
  where state in ('active', 'referred') and notice_served_at is null;

grant select, insert, update on papers, paper_numbers to lianfang_app;
grant select, insert on paper_batches to lianfang_app;
