-- People that move (M05-M07): offered from one township to another until that one accepts, handed over to another district
-- or taken over from one with letter and receipt, departed, or found gone. Whoever answers for a person is always the area
-- of the person's row: an offer changes nothing of it, an acceptance moves it with everything that hangs on it.

-- The stay that an arrival began is over: the person is not here any more. Coming back is an arrival of its own.
alter table arrivals add column left_on date;
create index arrivals_present on arrivals (area_code) where is_current and status = 'arrived' and left_on is null;

create table transfers (
  id uuid primary key,
  person_id uuid not null,
  -- Where the person is now; until the acceptance that is the giving side.
  area_code text collate "C" not null,
  from_area text collate "C" not null references areas (code),
  to_area text collate "C" not null references areas (code),
  -- The address there, as the giving side knows it.
  address text not null default '',
  reason text not null check (reason <> ''),
  moves_on date not null,
  offered_at timestamptz not null,
  offered_by uuid,
  -- Accepted or returned by then, or the command office hears of it.
  due_at timestamptz not null,
  escalated_at timestamptz,
  status text not null check (status in ('offered', 'accepted', 'returned', 'withdrawn')),
  -- By the command office, without an offer.
  is_direct boolean not null default false,
  decided_at timestamptz,
  decided_by uuid,
  decision_reason text not null default '',
  accepted_area text collate "C" references areas (code),
  -- All that the receiving side is told before it accepts, and the giving side afterwards.
  name_masked text not null,
  sex text,
  birth_year integer,
  -- Whoever is transferred from one household to one place is a household there again.
  household_id uuid,
  plan_version_id uuid not null references plan_versions (id),
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  check ((status = 'offered') = (decided_at is null)),
  check ((status = 'accepted') = (accepted_area is not null)),
  check (status not in ('returned', 'withdrawn') or decision_reason <> ''),
  check (left(from_area, 9) <> left(to_area, 9))
);
create unique index transfers_open_of_person on transfers (person_id) where status = 'offered';
create index transfers_of_person on transfers (person_id, offered_at);
create index transfers_incoming on transfers (to_area, due_at, id) where status = 'offered';
create index transfers_outgoing on transfers (from_area, due_at, id) where status = 'offered';
create index transfers_due on transfers (due_at, id) where status = 'offered';
create index transfers_given on transfers (decided_at desc, id desc) where status = 'accepted';

create table handovers (
  id uuid primary key,
  person_id uuid not null,
  area_code text collate "C" not null,
  direction text not null check (direction in ('out', 'in')),
  -- The other district: its name as written, and its code where it is known.
  place_text text not null check (place_text <> ''),
  place_code text,
  authority text not null default '',
  contact text not null default '',
  reason text not null default '',
  letter_no text not null check (letter_no <> ''),
  letter_day date not null,
  -- The day the person leaves, or came.
  moves_on date not null,
  -- Days isolated elsewhere, the papers that prove them, and the days that count here.
  days_elsewhere integer check (days_elsewhere between 0 and 60),
  documents integer check (documents between 0 and 99),
  days_credited integer check (days_credited between 0 and days_elsewhere),
  recorded_at timestamptz not null,
  recorded_by uuid,
  -- Theirs for somebody handed over, ours for somebody taken over.
  receipt_due_at timestamptz not null,
  status text not null check (status in ('open', 'closed', 'cancelled')),
  receipt_no text not null default '',
  receipt_day date,
  closed_at timestamptz,
  closed_by uuid,
  cancel_reason text not null default '',
  plan_version_id uuid not null references plan_versions (id),
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  check ((status = 'open') = (closed_at is null)),
  check ((status = 'closed') = (receipt_day is not null)),
  check (status <> 'cancelled' or cancel_reason <> ''),
  check (direction = 'in' or reason <> ''),
  check ((direction = 'in') = (days_elsewhere is not null))
);
create unique index handovers_open_of_person on handovers (person_id, direction) where status = 'open';
create index handovers_of_person on handovers (person_id, recorded_at);
create index handovers_open on handovers (direction, recorded_at, id) where status = 'open';

create table departures (
  id uuid primary key,
  person_id uuid not null,
  area_code text collate "C" not null,
  arrival_id uuid not null references arrivals (id),
  -- After the period, before its end with leave, with a letter to another district, or found gone without leave.
  kind text not null check (kind in ('completed', 'permitted', 'handedOver', 'gone')),
  departed_on date not null,
  destination text not null default '',
  -- Who gave leave.
  permitted_by text not null default '',
  reason text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid,
  -- Somebody gone is a matter until he is found, or known to be elsewhere.
  resolved_at timestamptz,
  resolved_by uuid,
  outcome text check (outcome in ('found', 'elsewhere')),
  resolution text not null default '',
  foreign key (person_id, area_code) references persons (id, area_code) on update cascade,
  check (kind <> 'permitted' or permitted_by <> ''),
  check (kind not in ('permitted', 'gone') or reason <> ''),
  check (kind = 'gone' or resolved_at is null),
  check (num_nulls(resolved_at, outcome) in (0, 2)),
  check (outcome is null or resolution <> '')
);
create unique index departures_gone_of_person on departures (person_id) where kind = 'gone' and resolved_at is null;
create unique index departures_of_arrival on departures (arrival_id) where kind <> 'gone';
create index departures_of_person on departures (person_id, recorded_at);
create index departures_gone on departures (recorded_at, id) where kind = 'gone' and resolved_at is null;
create index departures_by_time on departures (recorded_at desc, id desc) where kind <> 'gone';

-- An offer is seen from where the person is, from the side that gave it and from the side it is made to.
alter table transfers enable row level security;
create policy scope on transfers
  using (
    ((select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
      and area_code < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where area_code >= more.code and area_code < more.code || '~'))
    or ((select current_setting('app.area', true)) <> '' and from_area >= (select current_setting('app.area', true))
      and from_area < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where from_area >= more.code and from_area < more.code || '~'))
    or ((select current_setting('app.area', true)) <> '' and to_area >= (select current_setting('app.area', true))
      and to_area < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where to_area >= more.code and to_area < more.code || '~'))
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
    or ((select current_setting('app.area', true)) <> '' and from_area >= (select current_setting('app.area', true))
      and from_area < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where from_area >= more.code and from_area < more.code || '~'))
    or ((select current_setting('app.area', true)) <> '' and to_area >= (select current_setting('app.area', true))
      and to_area < (select current_setting('app.area', true) || '~'))
    or ((select current_setting('app.more_areas', true)) <> '' and exists (
      select from unnest(string_to_array(current_setting('app.more_areas', true), ',')) as more (code)
      where to_area >= more.code and to_area < more.code || '~'))
    or person_id in (
      select person_id from assignments
      where account_id = (select nullif(current_setting('app.account', true), '')::uuid) and until_at is null)
  );

-- The same three arms as on the tables of people.
alter table handovers enable row level security;
create policy scope on handovers
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

alter table departures enable row level security;
create policy scope on departures
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

grant select, insert, update on transfers, handovers, departures to lianfang_app;
-- The terms of a person who moves go along.
grant update (area_code) on person_terms to lianfang_app;
