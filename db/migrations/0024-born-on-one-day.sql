-- Who is perhaps registered twice (M07) is looked for among those born on one day. Where a list has hundreds of one day, and
-- most of them right numbers, only who has the same name is worth a look: found by the day and where the name begins. Of other
-- documents there are few, and anybody of them may be somebody with a number: they have an index of their own.
drop index persons_by_birth_date;
create index persons_by_birth_date on persons (birth_date, name collate "C") where voided_at is null;
create index persons_by_birth_date_of_other_documents on persons (birth_date)
  where voided_at is null and document_type <> 'resident-id';
