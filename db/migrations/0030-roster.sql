-- Who is on duty (M51, M58): whom a unit can put on shift, when somebody is away, the shifts with whoever sits in them, swaps,
-- the log of a shift, calls at random, and the times in which nobody was there. Whoever is on duty is an official who must be
-- reached, so names stand open as those of the posts' holders do; what a log says may be about anybody and is under row security.

create table roster_members (
  id uuid primary key,
  unit_id text not null references units (id),
  area_code text collate "C" not null references areas (code),
  -- Null: somebody of the unit without an account, by name and telephone.
  account_id uuid references accounts (id),
  name text not null check (name <> ''),
  telephone text,
  roles text[] not null check (roles <> '{}' and roles <@ array['leader', 'staff', 'medical']),
  added_at timestamptz not null,
  added_by uuid references accounts (id),
  left_at timestamptz,
  left_by uuid references accounts (id)
);
create unique index roster_members_of_account on roster_members (unit_id, account_id)
  where account_id is not null and left_at is null;
create index roster_members_of_unit on roster_members (unit_id) where left_at is null;
create index roster_members_by_account on roster_members (account_id) where account_id is not null;

create table roster_absences (
  id uuid primary key,
  member_id uuid not null references roster_members (id),
  from_day date not null,
  until_day date not null,
  kind text not null check (kind in ('leave', 'illness', 'isolation', 'mission', 'other')),
  recorded_at timestamptz not null,
  recorded_by uuid references accounts (id),
  voided_at timestamptz,
  voided_by uuid references accounts (id),
  check (until_day >= from_day)
);
create index roster_absences_of_member on roster_absences (member_id, until_day) where voided_at is null;

create table shifts (
  id uuid primary key,
  unit_id text not null references units (id),
  area_code text collate "C" not null references areas (code),
  kind text not null check (kind in ('duty', 'medical')),
  from_at timestamptz not null,
  until_at timestamptz not null,
  -- Of the place on duty, where it is another than that of whoever leads.
  telephone text,
  -- The act of drafting that made it; null: made by hand.
  draft_id uuid,
  state text not null check (state in ('draft', 'published', 'voided')),
  version integer not null default 1,
  made_at timestamptz not null,
  made_by uuid references accounts (id),
  -- A shift covers nothing before it was published: the past is not filled afterwards.
  published_at timestamptz,
  voided_at timestamptz,
  voided_by uuid references accounts (id),
  void_reason text not null default '',
  signed_on_at timestamptz,
  signed_on_by uuid references roster_members (id),
  handed_over_at timestamptz,
  -- The shift that accepted what was handed over.
  accepted_at timestamptz,
  accepted_by_shift uuid references shifts (id),
  check (until_at > from_at),
  check (state <> 'published' or published_at is not null),
  check ((state = 'voided') = (voided_at is not null)),
  check (state <> 'voided' or void_reason <> ''),
  check (num_nulls(signed_on_at, signed_on_by) in (0, 2)),
  check (num_nulls(accepted_at, accepted_by_shift) in (0, 2)),
  check (accepted_at is null or handed_over_at is not null)
);
create index shifts_of_unit on shifts (unit_id, until_at);
create index shifts_by_time on shifts (until_at, from_at) where state = 'published';
create index shifts_of_draft on shifts (draft_id) where draft_id is not null;

create table shift_seats (
  shift_id uuid not null references shifts (id),
  member_id uuid not null references roster_members (id),
  role text not null check (role in ('leader', 'staff')),
  -- Who sat here earlier is history: the seat was changed or swapped.
  since timestamptz not null,
  until timestamptz,
  primary key (shift_id, member_id, since)
);
create unique index shift_seats_now on shift_seats (shift_id, member_id) where until is null;
create unique index shift_seats_leader on shift_seats (shift_id) where until is null and role = 'leader';
create index shift_seats_of_member on shift_seats (member_id) where until is null;

create table shift_swaps (
  id uuid primary key,
  shift_id uuid not null references shifts (id),
  unit_id text not null references units (id),
  area_code text collate "C" not null references areas (code),
  from_member uuid not null references roster_members (id),
  to_member uuid not null references roster_members (id),
  reason text not null check (reason <> ''),
  state text not null check (state in ('asked', 'agreed', 'done', 'declined', 'withdrawn', 'rejected')),
  asked_at timestamptz not null,
  asked_by uuid references accounts (id),
  answered_at timestamptz,
  answered_by uuid references accounts (id),
  approved_at timestamptz,
  approved_by uuid references accounts (id),
  check (from_member <> to_member),
  check (state in ('asked', 'withdrawn') or answered_at is not null)
);
create unique index shift_swaps_open on shift_swaps (shift_id, from_member) where state in ('asked', 'agreed');
create index shift_swaps_of_unit on shift_swaps (unit_id, asked_at desc);

-- Written once: a correction is an entry of its own.
create table duty_log (
  id uuid primary key,
  sequence bigint generated always as identity,
  shift_id uuid not null references shifts (id),
  unit_id text not null references units (id),
  area_code text collate "C" not null,
  kind text not null check (kind in ('signedOn', 'event', 'correction', 'handedOver', 'accepted')),
  -- When it happened, as whoever writes says; and when it was written.
  at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by uuid references accounts (id),
  event text not null default '',
  action text not null default '',
  corrects uuid references duty_log (id),
  check ((kind = 'correction') = (corrects is not null)),
  check (kind not in ('event', 'correction', 'handedOver') or event <> '')
);
create index duty_log_of_shift on duty_log (shift_id, sequence);

-- What an entry became: an urgent report, a directive.
create table duty_log_links (
  entry_id uuid primary key references duty_log (id),
  kind text not null check (kind in ('directive', 'urgentReport')),
  target_id uuid not null,
  at timestamptz not null,
  by_account uuid references accounts (id)
);

create table duty_calls (
  -- The draw follows from the id: the same id draws the same among the same units.
  id uuid primary key,
  unit_id text not null references units (id),
  area_code text collate "C" not null references areas (code),
  shift_id uuid references shifts (id),
  drawn_from integer not null check (drawn_from > 0),
  drawn_at timestamptz not null,
  drawn_by uuid references accounts (id),
  answered boolean,
  answered_by text not null default '',
  seconds integer check (seconds between 0 and 3600),
  note text not null default '',
  result_at timestamptz,
  check ((answered is null) = (result_at is null)),
  check (answered is not true or answered_by <> '')
);
create index duty_calls_by_time on duty_calls (drawn_at desc, id desc);

-- Each recorded once, as it begins; it ends when somebody is there again, with the roster day, or with the response.
create table roster_gaps (
  id uuid primary key,
  unit_id text not null references units (id),
  area_code text collate "C" not null references areas (code),
  kind text not null check (kind in ('duty', 'medical')),
  day date not null,
  from_at timestamptz not null,
  until_at timestamptz,
  found_at timestamptz not null,
  check (until_at > from_at)
);
create unique index roster_gaps_once on roster_gaps (unit_id, kind, from_at);
create index roster_gaps_open on roster_gaps (unit_id, kind) where until_at is null;

alter table duty_log enable row level security;
create policy scope on duty_log
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

grant select, insert, update on roster_members, roster_absences, shifts, shift_seats, shift_swaps, duty_calls, roster_gaps
  to lianfang_app;
grant select, insert on duty_log, duty_log_links to lianfang_app;
