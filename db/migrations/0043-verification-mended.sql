-- What the list itself says of where somebody is stays as it was read; where the person is sent is another thing, and once somebody has
-- said it, matching again does not change it.
alter table verification_entries
  add column listed_area text collate "C" references areas (code),
  add column area_is_said boolean not null default false;
update verification_entries set listed_area = proposed_area where match is null or match = 'unknown';

-- A person who is passed on has the time that the plan gives, also where an older sending to the same township is due sooner.
drop index verification_batches_open;
create unique index verification_batches_open on verification_batches (list_id, area_code, due_at) where closed_at is null;
