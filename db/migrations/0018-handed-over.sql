-- A period may end by being handed over to another district, whose receipt says that somebody goes on with it; its history has
-- moves to another township, and days isolated elsewhere that count. The lists name everything that any migration gives them.
alter table isolation_periods drop constraint isolation_periods_state_check;
alter table isolation_periods add constraint isolation_periods_state_check check (state in
  ('active', 'referred', 'released', 'endedEarly', 'suspected', 'endedBeforeRegistration', 'handedOver', 'merged'));
alter table isolation_periods drop constraint isolation_periods_check4;
alter table isolation_periods add constraint isolation_periods_closed_check
  check ((state in ('released', 'endedEarly', 'suspected', 'handedOver')) = (closed_at is not null));
alter table period_changes drop constraint period_changes_kind_check;
alter table period_changes add constraint period_changes_kind_check
  check (kind in ('extended', 'endedEarly', 'released', 'moved', 'suspended', 'resumed', 'handedOver', 'replanned',
    'transferred', 'credited'));
