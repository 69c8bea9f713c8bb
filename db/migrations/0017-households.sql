-- Who lives at an address, to be found as somebody is registered there.
create index persons_by_address on persons (area_code, address) where voided_at is null and address <> '';
create index persons_of_door on persons (household_id) where voided_at is null and household_id is not null;
drop index persons_of_household;
