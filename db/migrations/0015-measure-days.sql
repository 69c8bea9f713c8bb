-- The living plan's past (M01–M63): how every measure stood at the end of each day of the plan, written once and never
-- again, with the plan version that judged the day. Figures are of townships and of the district's own things, never of a person.

create table plan_days (
  day date primary key,
  plan_version_id uuid not null references plan_versions (id),
  recorded_at timestamptz not null
);

create table measure_days (
  day date not null references plan_days (day),
  -- The measure, what narrows it, and its window, as the plan asks for it.
  figure text not null,
  -- The nine digits of a township, or the district's code for what is its own. No row: nothing was due there.
  area_code text collate "C" not null,
  numerator integer,
  denominator integer check (denominator > 0),
  value double precision,
  primary key (day, figure, area_code),
  check (num_nulls(numerator, denominator) in (0, 2)),
  check ((value is null) = (denominator is not null))
);

grant select, insert on plan_days, measure_days to lianfang_app;
