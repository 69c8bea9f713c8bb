-- An organisation that changes (M02, M03, M05): holders follow each other at an instant, somebody acts for a holder for a
-- time, and the work that is open goes with the post. A span runs from `from_at` until just before `until_at`; one that
-- was called off is empty and names when. Nothing here is deleted: the rows of a post are its history.

alter table post_holders
  add column standing text not null default 'holder' check (standing in ('holder', 'acting')),
  -- Whom somebody acts for; null when the post is vacant.
  add column acting_for uuid references post_holders (id),
  -- While somebody acts, the holder who is acted for does not have the post's permissions.
  add column suspends boolean not null default false,
  add column absence text check (absence in ('illness', 'quarantine', 'leave', 'assignment', 'vacancy', 'other')),
  -- The holder before, whom this one follows at the same instant.
  add column replaces uuid references post_holders (id),
  add column authority text not null default '',
  add column reason text not null default '',
  add column end_reason text not null default '',
  -- The open work goes to whoever takes up the post, and back when the acting ends.
  add column hands_over boolean not null default false,
  add column appointed_at timestamptz,
  add column appointed_by uuid,
  add column voided_at timestamptz,
  -- What its beginning and its end bring with them (work handed over, others told) has been carried out.
  add column begun boolean not null default true,
  add column over boolean not null default false,
  add check (standing = 'acting' or (acting_for is null and not suspends and absence is null)),
  add check (standing = 'holder' or replaces is null),
  add check (not suspends or acting_for is not null),
  add check (voided_at is null or until_at = from_at);
update post_holders set over = true where until_at is not null;

drop index post_holders_of_account;
create index post_holders_of_account on post_holders (account_id);
create index post_holders_acting_for on post_holders (acting_for) where acting_for is not null;
create index post_holders_to_begin on post_holders (from_at) where not begun;
create index post_holders_to_end on post_holders (until_at) where until_at is not null and not over;

-- Open work that went from one account to another with a post: taken over at the beginning of a holding, given back or let
-- go of at its end. `items` are ids of records by the kind of work, so that what was taken over can be given back.
create table hand_overs (
  id uuid primary key,
  post_id text not null references posts (id),
  holding_id uuid not null references post_holders (id),
  direction text not null check (direction in ('taken', 'returned')),
  from_account uuid references accounts (id),
  to_account uuid references accounts (id),
  handed_over_at timestamptz not null,
  items jsonb not null,
  unique (holding_id, direction)
);
create index hand_overs_of_post on hand_overs (post_id, handed_over_at);

grant select, insert on hand_overs to lianfang_app;
