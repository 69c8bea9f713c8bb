-- Received documents: what the city and the province send is registered under a running number of the year, instructed upon
-- by leaders, circulated and read, and done by its deadline. A title or an instruction may name somebody and a file holds
-- what it holds, so these tables are closed to whoever sets no scope; the slice opens them and asks who may see which.
create table received_documents (
  -- Made by whoever registers it: sent twice it is one document.
  id uuid primary key,
  area_code text collate "C" not null references areas (code),
  -- The receiving number: runs through a year without a gap, kept also by what is voided.
  year integer not null check (year between 2000 and 2999),
  number integer not null check (number > 0),
  -- As the issuing authority numbers it; a notice by telephone has none.
  document_number text not null default '',
  authority text not null check (authority <> ''),
  title text not null check (title <> ''),
  received_at timestamptz not null,
  urgency text not null check (urgency in ('normal', 'urgent', 'mostUrgent')),
  asks text not null default '',
  due_at timestamptz,
  registered_at timestamptz not null,
  registered_by uuid references accounts (id),
  -- Raised by every correction: of two who correct at once the second is told.
  version integer not null default 1,
  done_at timestamptz,
  done_by uuid references accounts (id),
  done_note text not null default '',
  -- The office was told that its deadline has passed, once.
  overdue_told_at timestamptz,
  voided_at timestamptz,
  voided_by uuid references accounts (id),
  void_reason text check (void_reason <> ''),
  unique (year, number),
  check ((done_at is null) = (done_note = '')),
  check (num_nulls(voided_at, void_reason) in (0, 2))
);
-- One paper is registered once.
create unique index received_documents_same on received_documents (authority, document_number)
  where document_number <> '' and voided_at is null;
create index received_documents_due on received_documents (due_at)
  where done_at is null and voided_at is null and overdue_told_at is null;

-- Written by the leader, or entered by the office for a leader and marked so.
create table received_instructions (
  id uuid primary key,
  document_id uuid not null references received_documents (id),
  area_code text collate "C" not null references areas (code),
  leader text not null check (leader <> ''),
  words text not null check (words <> ''),
  given_at timestamptz not null,
  is_on_behalf boolean not null,
  entered_at timestamptz not null,
  entered_by uuid references accounts (id),
  voided_at timestamptz,
  voided_by uuid references accounts (id),
  void_reason text check (void_reason <> ''),
  check (num_nulls(voided_at, void_reason) in (0, 2))
);
create index received_instructions_of_document on received_instructions (document_id, given_at);

-- Whom it is circulated to, with the mark of reading: `unit:xinhua`, `group:medical`, `post:command.commander`.
create table received_recipients (
  document_id uuid not null references received_documents (id),
  recipient text not null check (recipient <> ''),
  added_at timestamptz not null,
  added_by uuid references accounts (id),
  read_at timestamptz,
  read_by uuid references accounts (id),
  withdrawn_at timestamptz,
  withdrawn_by uuid references accounts (id),
  withdraw_reason text check (withdraw_reason <> ''),
  primary key (document_id, recipient),
  check (read_by is null or read_at is not null),
  check (num_nulls(withdrawn_at, withdraw_reason) in (0, 2))
);
create index received_recipients_unread on received_recipients (recipient) where read_at is null and withdrawn_at is null;

-- Sealed like every file (0005); of another owner, so in a table of their own.
create table received_files (
  id uuid primary key,
  document_id uuid not null references received_documents (id),
  area_code text collate "C" not null references areas (code),
  name text not null check (name <> ''),
  media_type text not null,
  size integer not null check (size > 0),
  content_hash bytea not null,
  sealed bytea not null,
  added_at timestamptz not null,
  added_by uuid references accounts (id),
  voided_at timestamptz,
  voided_by uuid references accounts (id),
  void_reason text check (void_reason <> ''),
  check (num_nulls(voided_at, void_reason) in (0, 2))
);
alter table received_files alter column sealed set storage external;
create index received_files_of_document on received_files (document_id, added_at);

-- A requirement that a document became waits, without a meeting, until one takes it up.
alter table meeting_requirements alter column meeting_id drop not null;
alter table meeting_requirements add column document_id uuid references received_documents (id);
alter table meeting_requirements add constraint meeting_requirements_waiting
  check (meeting_id is not null or document_id is not null);
create unique index meeting_requirements_of_document on meeting_requirements (document_id) where document_id is not null;
create index meeting_requirements_waiting on meeting_requirements (entered_at) where meeting_id is null;

alter table received_documents enable row level security;
create policy scope on received_documents
  using (
    (select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
    and area_code < (select current_setting('app.area', true) || '~')
  )
  with check (
    (select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
    and area_code < (select current_setting('app.area', true) || '~')
  );
alter table received_instructions enable row level security;
create policy scope on received_instructions
  using (
    (select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
    and area_code < (select current_setting('app.area', true) || '~')
  )
  with check (
    (select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
    and area_code < (select current_setting('app.area', true) || '~')
  );
alter table received_files enable row level security;
create policy scope on received_files
  using (
    (select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
    and area_code < (select current_setting('app.area', true) || '~')
  )
  with check (
    (select current_setting('app.area', true)) <> '' and area_code >= (select current_setting('app.area', true))
    and area_code < (select current_setting('app.area', true) || '~')
  );

grant select, insert, update on received_documents, received_instructions, received_recipients, received_files to lianfang_app;
grant update (meeting_id) on meeting_requirements to lianfang_app;
