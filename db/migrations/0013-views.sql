-- Saved views of lists: filters, columns in their order, and whom a view is for. A view holds no search text, since that is
-- mostly somebody's name. Nobody's personal data is in it, so it is under no row security.

create table saved_views (
  id uuid primary key,
  -- Which list it is a view of (`persons`, `queues`), and the screen's address it opens.
  list text not null check (list <> ''),
  path text not null check (path like '/%'),
  name text not null check (name <> ''),
  search jsonb not null,
  -- In their order, on the screen and in the workbook.
  columns text[] not null check (cardinality(columns) > 0),
  owner_id uuid not null references accounts (id),
  shared text not null check (shared in ('me', 'unit', 'district')),
  unit_id text references units (id),
  -- The office's own order of columns: what the list shows to whoever chose nothing else.
  is_standard boolean not null default false,
  saved_at timestamptz not null,
  removed_at timestamptz,
  check ((shared = 'unit') = (unit_id is not null)),
  check (not is_standard or shared = 'district')
);
create unique index saved_views_by_name on saved_views (owner_id, list, name) where removed_at is null;
create unique index saved_views_standard on saved_views (list) where is_standard and removed_at is null;
create index saved_views_shared on saved_views (list, shared, unit_id) where removed_at is null;

grant select, insert, update on saved_views to lianfang_app;
