-- Lists of persons to be found and checked (M45, M50): the letter of an authority, the persons it names, the sendings to
-- townships, what each found, and the replies. A person named stands in the area that answers: until it is sent, where the
-- list was received, so that no township sees more than what it was sent. What was found follows the entry to the next area.

create table verification_lists (
  id uuid primary key,
  -- Where it was received: whoever may receive lists there.
  area_code text collate "C" not null references areas (code),
  kind text not null check (kind in ('police', 'telecom', 'railway', 'carriage', 'district', 'other')),
  authority text not null check (authority <> ''),
  letter_no text not null default '',
  letter_day date not null,
  contact text not null default '',
  -- The exposure: why these persons are to be found.
  why text not null check (why <> ''),
  origin_text text not null default '',
  service_no text not null default '',
  travelled_on date,
  due_at timestamptz not null,
  received_at timestamptz not null,
  received_by uuid references accounts (id),
  voided_at timestamptz,
  voided_by uuid references accounts (id),
  void_reason text not null default '',
  plan_version_id uuid not null references plan_versions (id),
  check (voided_at is null or void_reason <> '')
);
create index verification_lists_by_time on verification_lists (received_at desc, id desc);
-- One letter is registered once.
create unique index verification_lists_letter on verification_lists (authority, letter_no, letter_day)
  where letter_no <> '' and voided_at is null;

-- What a township was sent of a list. One is open at a time: what is sent later joins it.
create table verification_batches (
  id uuid primary key,
  list_id uuid not null references verification_lists (id),
  area_code text collate "C" not null references areas (code),
  due_at timestamptz not null,
  sent_at timestamptz not null,
  sent_by uuid references accounts (id),
  received_at timestamptz,
  received_by uuid references accounts (id),
  -- Every person of it is answered, or went to another area.
  closed_at timestamptz
);
create unique index verification_batches_open on verification_batches (list_id, area_code) where closed_at is null;

create table verification_entries (
  id uuid primary key,
  list_id uuid not null references verification_lists (id),
  area_code text collate "C" not null references areas (code),
  no integer not null check (no > 0),
  -- Keyed hash of what the person is known by in the list: the same file twice adds nobody.
  entry_key bytea not null,
  name text not null default '',
  birth_date date,
  document_type text,
  document_sealed bytea,
  document_hash bytea,
  document_masked text not null default '',
  telephones text[] not null default '{}',
  address text not null default '',
  note text not null default '',
  added_at timestamptz not null,
  added_by uuid references accounts (id),
  -- To whom it will be sent, read from the address or said.
  proposed_area text collate "C" references areas (code),
  match text check (match in ('hit', 'elsewhere', 'unknown')),
  match_by text check (match_by in ('document', 'telephone', 'name')),
  -- Not certain: somebody has to say who of the candidates it is, or that it is none.
  is_certain boolean not null default false,
  -- Who it is.
  person_id uuid references persons (id),
  batch_id uuid references verification_batches (id),
  -- The finding that stands, and when the first one was made.
  finding_id uuid,
  finding text,
  answered_at timestamptz,
  -- Had been here unregistered since that day.
  unregistered_since date,
  voided_at timestamptz,
  voided_by uuid references accounts (id),
  void_reason text not null default '',
  unique (id, area_code),
  check (num_nulls(document_type, document_sealed, document_hash) in (0, 3)),
  check (num_nulls(finding_id, finding, answered_at) in (0, 3)),
  check (name <> '' or document_hash is not null or cardinality(telephones) > 0),
  check (voided_at is null or void_reason <> '')
);
create unique index verification_entries_once on verification_entries (list_id, entry_key) where voided_at is null;
create index verification_entries_of_list on verification_entries (list_id, no, id);
create index verification_entries_of_batch on verification_entries (batch_id) where batch_id is not null;
create index verification_entries_of_person on verification_entries (person_id) where person_id is not null;
create index verification_entries_by_area on verification_entries (area_code, list_id, no, id) where voided_at is null;

create table verification_findings (
  id uuid primary key,
  entry_id uuid not null,
  area_code text collate "C" not null,
  kind text not null
    check (kind in ('registered', 'alreadyRegistered', 'notNeeded', 'movedOn', 'leftDistrict', 'notFound')),
  person_id uuid references persons (id),
  -- Why nothing is needed.
  reason text not null default '',
  -- Where the person went, in words and, inside the district, as an area.
  place_text text not null default '',
  to_area text collate "C" references areas (code),
  arrived_on date,
  -- What was tried: [{ how, at, who }].
  tries jsonb not null default '[]',
  note text not null default '',
  -- The finding that this one corrects, and why.
  corrects uuid references verification_findings (id),
  correction text not null default '',
  found_at timestamptz not null,
  found_by uuid references accounts (id),
  foreign key (entry_id, area_code) references verification_entries (id, area_code) on update cascade,
  check ((kind in ('registered', 'alreadyRegistered')) = (person_id is not null)),
  check ((kind = 'movedOn') = (to_area is not null)),
  check (kind <> 'leftDistrict' or place_text <> ''),
  check (kind <> 'notNeeded' or reason <> ''),
  check (kind <> 'notFound' or jsonb_array_length(tries) > 0),
  check ((corrects is null) = (correction = ''))
);
create index verification_findings_of_entry on verification_findings (entry_id, found_at, id);

create table verification_replies (
  id uuid primary key,
  list_id uuid not null references verification_lists (id),
  number text not null default '',
  how text not null default '',
  -- As it stood: how many of each finding.
  counts jsonb not null,
  sent_at timestamptz not null,
  sent_by uuid references accounts (id)
);
create index verification_replies_of_list on verification_replies (list_id, sent_at desc);

alter table verification_entries enable row level security;
create policy scope on verification_entries
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

alter table verification_findings enable row level security;
create policy scope on verification_findings
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

grant select, insert, update on verification_lists, verification_batches, verification_entries, verification_findings to lianfang_app;
grant select, insert on verification_replies to lianfang_app;
