-- Files that belong to a person (M52, M21): photos, documents, signatures, pictures of a notice that was served. The bytes
-- are sealed with the key of the data folder and stand here, so that row security, transactions and the backup carry them
-- as they carry everything else about a person (decision 0014).

create table files (
  -- Made by whoever sends it: sent twice it is one file.
  id uuid primary key,
  person_id uuid not null,
  area_code text collate "C" not null,
  kind text not null check (kind <> ''),
  name text not null check (name <> ''),
  -- Recognised from the bytes, never from the name.
  media_type text not null,
  size integer not null check (size > 0),
  -- Keyed, so that equal files are known and nobody can look for a picture he has.
  content_hash bytea not null,
  sealed bytea not null,
  added_at timestamptz not null,
  added_by uuid references accounts (id),
  voided_at timestamptz,
  voided_by uuid references accounts (id),
  void_reason text check (void_reason <> ''),
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  check (num_nulls(voided_at, void_reason) in (0, 2))
);
-- Sealed bytes do not compress; kept out of the row, a list never reads them.
alter table files alter column sealed set storage external;
create index files_of_person on files (person_id, added_at);

alter table files enable row level security;
create policy scope on files
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

grant select, insert, update on files to lianfang_app;
