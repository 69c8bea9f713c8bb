-- One person registered twice, and who lives together (M07). Pairs that may be one person are found as a person is registered,
-- imported or corrected, by the birth date and by the telephone terms, each through its index; never by a join of all with all.

-- Who was registered before there was this comparison is compared by a job; whoever comes from now on is compared at once.
alter table persons add column to_compare boolean not null default true;
alter table persons alter column to_compare set default false;
create index persons_to_compare on persons (id) where to_compare;
create index persons_by_birth_date on persons (birth_date) where voided_at is null;

-- A pair stands twice, once from each side, so that each side's area sees it under the plain policy and finds it by a range.
-- Settled is remembered: a pair that was said not to be the same person does not come back.
create table possible_duplicates (
  person_id uuid not null,
  area_code text collate "C" not null,
  other_id uuid not null,
  other_area text collate "C" not null,
  strength text not null check (strength in ('strong', 'likely')),
  -- Codes of what is alike, never a value.
  reasons text[] not null,
  found_at timestamptz not null,
  settled text check (settled in ('notSame', 'merged', 'voided', 'corrected')),
  settled_at timestamptz,
  settled_by uuid,
  settle_reason text not null default '',
  primary key (person_id, other_id),
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  foreign key (other_id, other_area) references persons (id, area_code) on update cascade,
  check (person_id <> other_id),
  check ((settled is null) = (settled_at is null))
);
create index possible_duplicates_open on possible_duplicates (found_at desc, person_id, other_id) where settled is null;
create index possible_duplicates_of_area on possible_duplicates (area_code, found_at desc, person_id, other_id)
  where settled is null;
create index possible_duplicates_of_other on possible_duplicates (other_id);

alter table possible_duplicates enable row level security;
create policy scope on possible_duplicates
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
grant select, insert, update on possible_duplicates to lianfang_app;

-- A household: one door, with whoever lives behind it (`persons.household_id`).
create table households (
  id uuid primary key,
  area_code text collate "C" not null references areas (code),
  address text not null default '',
  -- The member to be spoken to; null while nobody was named.
  head_id uuid references persons (id),
  created_at timestamptz not null,
  created_by uuid
);
insert into households (id, area_code, address, created_at)
  select household_id, min(area_code), coalesce(min(address) filter (where address <> ''), ''), min(registered_at)
  from persons where household_id is not null group by household_id;
alter table persons add foreign key (household_id) references households (id);

alter table households enable row level security;
-- Whoever sees a member sees the household: a medic sees those of the persons assigned to him.
create policy scope on households
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or exists (select from persons p where p.household_id = households.id)
  )
  with check (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or exists (select from persons p where p.household_id = households.id)
  );
grant select, insert, update on households to lianfang_app;
