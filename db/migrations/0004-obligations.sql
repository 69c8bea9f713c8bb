-- What obligations need to end with the response and begin again with it (M01), and what the measures of the plan are
-- counted from (M07).

-- Nothing is owed of a period since the response was stood down; the next activation owes again, from then on.
alter table isolation_periods add column owing_paused boolean not null default false;
create index isolation_periods_unowed on isolation_periods (area_code, id)
  where state in ('active', 'referred') and (owed_from is null or owing_paused);

-- The first temperature came after registration: it had been owed.
alter table arrivals add column temperature_was_owed boolean not null default false;
-- Those whom somebody was waiting for and followed up: they came, or will not.
create index arrivals_followed_up on arrivals ((coalesce(confirmed_at, cancelled_at)), area_code)
  where coalesce(confirmed_at, cancelled_at) is not null;
