-- People, their arrivals, the terms by which they are found, imports, and who is assigned to whom (M05-M07).
-- Row security on every table of personal data has three arms: the area of the account as a range, further areas, and
-- persons assigned to the account. It begins with `<> ''`: on a reused connection the setting is '' and a bare prefix
-- would show everything. What may be seen may be written. Queries add ranges of their own for the sake of indexes.
-- A setting stands in a select of its own, so that it is read once a statement and not once a row: a count of 200,000
-- takes 30 ms so, 140 ms otherwise.

create table persons (
  id uuid primary key,
  -- To the village (12 digits) or, while the village is not known, the township (9).
  area_code text collate "C" not null references areas (code),
  name text not null check (name <> ''),
  sex text check (sex in ('male', 'female')),
  birth_date date,
  document_type text not null,
  -- The number sealed with the key of the data folder, its keyed hash, and what may be shown without a reason.
  document_sealed bytea not null,
  document_hash bytea not null,
  document_masked text not null,
  telephones text[] not null default '{}',
  address text not null default '',
  household_id uuid,
  registered_at timestamptz not null,
  registered_by uuid,
  import_id uuid,
  version integer not null default 1,
  voided_at timestamptz,
  voided_by uuid,
  void_reason text,
  -- What a table about a person references, so that its area is always the person's, also after a move.
  unique (id, area_code)
);
-- A duplicate is found across the whole district.
create unique index persons_by_document on persons (document_hash) where voided_at is null;
create index persons_of_household on persons (household_id) where household_id is not null;

-- A name, its parts, full pinyin and initials, and telephone numbers as digits: found by prefix, as a range in
-- collation C. Derived from the person, so it is replaced when the person is edited.
create table person_terms (
  term text collate "C" not null,
  person_id uuid not null,
  area_code text collate "C" not null,
  primary key (person_id, term)
);
create index person_terms_by_term on person_terms (term, person_id) include (area_code);

create table arrivals (
  id uuid primary key,
  person_id uuid not null,
  area_code text collate "C" not null,
  -- The arrival that the person's present state follows from; earlier and cancelled ones stay as history.
  is_current boolean not null,
  status text not null check (status in ('expected', 'arrived', 'cancelled')),
  category text not null check (category in ('keyArea', 'elsewhere')),
  -- Read from the origin by the plan, or said by the clerk.
  category_by text not null check (category_by in ('plan', 'clerk')),
  origin_text text not null,
  origin_code text,
  arrival_day date not null,
  means text not null default '',
  service_no text not null default '',
  companions text not null default '',
  first_temperature numeric(3, 1),
  temperature_site text,
  has_home boolean,
  home_suitable boolean,
  source text not null,
  remark text not null default '',
  registered_at timestamptz not null,
  registered_by uuid,
  import_id uuid,
  confirmed_at timestamptz,
  confirmed_by uuid,
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text,
  plan_version_id uuid not null references plan_versions (id),
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  check ((status = 'cancelled') = (cancelled_at is not null)),
  check (status <> 'cancelled' or cancel_reason <> '')
);
create unique index arrivals_current on arrivals (person_id) where is_current;
create index arrivals_of_person on arrivals (person_id, registered_at);
create index arrivals_by_registration on arrivals (registered_at desc, person_id desc) where is_current;
create index arrivals_by_area on arrivals (area_code, registered_at desc, person_id desc) where is_current;
create index arrivals_by_day on arrivals (arrival_day desc, person_id desc) where is_current;
create index arrivals_expected on arrivals (arrival_day, person_id) where is_current and status = 'expected';
create index arrivals_temperature_owed on arrivals (registered_at desc, person_id desc)
  where is_current and status = 'arrived' and first_temperature is null;

-- What a list brought: counts and the rows to look at, by row number and person id; never a name or number.
create table imports (
  id uuid primary key,
  area_code text collate "C" not null references areas (code),
  file_name text not null,
  imported_at timestamptz not null,
  imported_by uuid,
  -- As it was answered, in that order.
  result json not null
);
create index imports_by_time on imports (imported_at desc, id desc);

-- The medic or guarantor of a person. Written by the isolation slice; it stands here because the policies read it.
create table assignments (
  id uuid primary key,
  person_id uuid not null,
  area_code text collate "C" not null,
  account_id uuid not null references accounts (id),
  role text not null check (role in ('medic', 'guarantor')),
  from_at timestamptz not null,
  until_at timestamptz check (until_at >= from_at),
  assigned_by uuid,
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade
);
create unique index assignments_in_force on assignments (person_id, role) where until_at is null;
create index assignments_of_account on assignments (account_id, person_id) include (area_code) where until_at is null;
create index assignments_of_person on assignments (person_id, from_at);

alter table assignments enable row level security;
-- An account sees its own assignments, and gives them only inside its area: it can never assign itself elsewhere.
create policy scope on assignments
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or account_id = (select nullif(current_setting('app.account', true), '')::uuid)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
  );

alter table persons enable row level security;
create policy scope on persons
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  );

alter table person_terms enable row level security;
create policy scope on person_terms
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

alter table arrivals enable row level security;
create policy scope on arrivals
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

alter table imports enable row level security;
create policy scope on imports
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

grant select, insert, update on persons, arrivals, assignments to lianfang_app;
grant select, insert, delete on person_terms to lianfang_app;
grant select, insert on imports to lianfang_app;
