-- What a meeting decides is a directive (M53): the same receipt, deadline, climb and acceptance as any other. What was decided before
-- becomes one, with what was done as its accepted result; what was owed of it by itself is closed.
insert into directive_numbers (kind, year, last)
select 'directive', extract(year from decided_at)::int, count(*)::int from meeting_decisions group by 2
on conflict (kind, year) do update set last = directive_numbers.last + excluded.last;

insert into directives (id, kind, year, number, title, body, priority, source_kind, source_id, issuer_unit, area_code, issued_at,
  issued_by, due_at, plan_version_id)
select d.id, 'directive', extract(year from d.decided_at)::int,
  n.last - count(*) over (partition by extract(year from d.decided_at)) +
    row_number() over (partition by extract(year from d.decided_at) order by d.decided_at, d.id),
  left(d.text, 120), d.text, 'normal', 'meeting', d.meeting_id::text, 'command',
  (select area_code from units where id = 'command'), d.decided_at, d.decided_by, d.due_at, m.plan_version_id
from meeting_decisions d join meetings m on m.id = d.meeting_id
  join directive_numbers n on n.kind = 'directive' and n.year = extract(year from d.decided_at)::int;

insert into directive_assignments (id, directive_id, unit_id, area_code, state, assigned_at, receipt_due_at, received_at, due_at,
  submitted_at, ended_at)
select gen_random_uuid(), d.id, u.id, u.area_code, case when o.done_at is null then 'received' else 'accepted' end, d.decided_at,
  d.decided_at, d.decided_at, d.due_at, o.done_at, o.done_at
from meeting_decision_owners o join meeting_decisions d on d.id = o.decision_id
  join units u on u.id = case o.owner_kind when 'group' then 'group.' || o.owner_key else o.owner_key end;

insert into directive_events (id, directive_id, assignment_id, kind, at, by_account, note, due_at)
select gen_random_uuid(), a.directive_id, a.id, 'issued', d.decided_at, d.decided_by, '', d.due_at
from directive_assignments a join meeting_decisions d on d.id = a.directive_id
union all
select gen_random_uuid(), a.directive_id, a.id, 'submitted', o.done_at, o.done_by, o.done_note, null
from directive_assignments a join meeting_decision_owners o on o.decision_id = a.directive_id
  and a.unit_id = case o.owner_kind when 'group' then 'group.' || o.owner_key else o.owner_key end
where o.done_at is not null;

drop table meeting_decision_owners;
drop table meeting_decisions;

update occurrences set state = 'closed', judged_at = clock_timestamp(), next_knock_at = null, reason = '会议决定改为指令办理'
where key = 'decision' and state = 'open';
