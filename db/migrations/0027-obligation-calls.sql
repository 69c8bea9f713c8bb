-- A report that says there was nothing to report is told apart from one with figures (M59).
alter table occurrences add column evidence_is_zero boolean not null default false;

-- Who called whom (M57, M58): a post and, by the time of the call, whoever held it; never a name or a number.
create table calls (
  id uuid primary key,
  called_at timestamptz not null,
  recorded_at timestamptz not null,
  caller_id uuid not null references accounts (id),
  post_id text not null references posts (id),
  -- Where the post is; who may read of it.
  area_code text collate "C" not null references areas (code),
  unit_id text not null references units (id),
  answered boolean not null,
  note text not null default ''
);
create index calls_by_time on calls (called_at desc, id desc);
create index calls_of_caller on calls (caller_id, called_at desc, id desc);
create index calls_of_unit on calls (unit_id, called_at desc, id desc);

grant select, insert on calls to lianfang_app;
