-- What was carried over from decisions of meetings falls due like any other: the job tells from here on what is next.
update directive_assignments set next_at = assigned_at where next_at is null and state in ('issued', 'received');

-- A requirement of the city that no unit was given ends with the response too.
alter table directives add column closed_at timestamptz check (closed_at is null or passed_on_at is null);
