-- The audit is read by person, by account, by kind of action and by time, newest first: one index for each, in that order.
drop index audit_events_of_subject;
drop index audit_events_of_account;
create index audit_events_of_subject on audit_events (subject_kind, subject_id, at, id);
create index audit_events_of_account on audit_events (account_id, at, id);
create index audit_events_of_action on audit_events (action, at, id);
create index audit_events_by_time on audit_events (at, id);
