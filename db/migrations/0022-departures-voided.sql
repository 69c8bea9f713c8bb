-- A departure that was recorded by mistake is voided with a reason: the person is here, and may leave another time.
alter table departures add column voided_at timestamptz, add column voided_by uuid,
  add column void_reason text not null default '',
  add constraint departures_voided_check
    check (voided_at is null or (kind in ('completed', 'permitted') and void_reason <> ''));
drop index departures_of_arrival;
create unique index departures_of_arrival on departures (arrival_id) where kind <> 'gone' and voided_at is null;
