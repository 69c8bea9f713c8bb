-- Notifications: what happened that concerns an account, the holders of a post, or everybody. Written in the transaction of what
-- they tell of. They hold kinds, counts and addresses of the desk, never a name, so they are under no row security.

create table notifications (
  id uuid primary key,
  at timestamptz not null,
  kind text not null check (kind <> ''),
  -- Whom it is for: one account; whoever holds a post of this kind for this area (and unit) when looking; or everybody.
  to_account uuid references accounts (id),
  to_post_kind text,
  to_area text collate "C" references areas (code),
  to_unit text references units (id),
  to_everybody boolean not null default false,
  -- What it is about: the area, how many, and the address on the desk that shows it.
  area_code text collate "C" references areas (code),
  count integer not null default 1 check (count > 0),
  path text not null check (path like '/%'),
  -- The same thing is told once, however often the job that tells it runs.
  key text unique,
  check ((to_post_kind is null) = (to_area is null)),
  check (to_unit is null or to_post_kind is not null),
  check (num_nonnulls(to_account, to_post_kind, nullif(to_everybody, false)) = 1)
);
create index notifications_of_account on notifications (to_account, at desc, id desc) where to_account is not null;
create index notifications_of_post on notifications (to_post_kind, to_area, at desc, id desc) where to_post_kind is not null;
create index notifications_of_everybody on notifications (at desc, id desc) where to_everybody;

create table notification_reads (
  notification_id uuid not null references notifications (id),
  account_id uuid not null references accounts (id),
  read_at timestamptz not null,
  primary key (account_id, notification_id)
);

grant select, insert on notifications, notification_reads to lianfang_app;
