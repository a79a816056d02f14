-- Containment: what serves no call while it is suspended. At most one is in force for each subject.
create table tokenward.suspension (
  id text primary key check (length(id) between 1 and 200),
  subject_kind text not null check (subject_kind in ('key', 'person', 'template', 'use_case', 'model')),
  subject_id text not null,
  reason text not null,
  expires_at timestamptz,
  made_by text not null,
  state text not null check (state in ('in_force', 'lifted', 'expired')),
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((state = 'in_force') = (ended_at is null))
);
create unique index suspension_in_force_index on tokenward.suspension (subject_kind, subject_id)
  where state = 'in_force';
create index suspension_changed_index on tokenward.suspension (changed_version);

-- Which scopes there are is the program's to know; the store sees to their form alone.
alter table tokenward.api_key drop constraint api_key_scopes_check;
alter table tokenward.api_key add constraint api_key_scopes_check check (
  jsonb_typeof(scopes) = 'array'
  and not jsonb_path_exists(scopes, '$[*] ? (!(@ like_regex "^[a-z]+([.][a-z]+)?$"))'));

-- Content of calls, encrypted: a data key for each record, wrapped by its subject's key, wrapped by a key that never
-- stands in the store. A subject key is gone when its person is erased, a data key when its record has had its time.
create table tokenward.content_subject_key (
  id uuid primary key,
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  -- The key of the vault that wraps it.
  vault_key_id text not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  unique (owner_kind, owner_id)
);

create table tokenward.content_record (
  id uuid primary key,
  call_id text not null,
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  use_case_id text not null,
  tier smallint not null check (tier between 1 and 3),
  data_class text not null check (data_class in ('public', 'internal', 'confidential', 'restricted')),
  at timestamptz not null,
  parts integer not null check (parts >= 1),
  -- Nonce, ciphertext and tag.
  sealed bytea not null
);
-- It does not compress.
alter table tokenward.content_record alter column sealed set storage external;
create index content_record_call_index on tokenward.content_record (call_id);
create index content_record_owner_index on tokenward.content_record (owner_kind, owner_id, at);
create index content_record_use_case_index on tokenward.content_record (use_case_id, data_class, at);
create index content_record_at_index on tokenward.content_record (at);

-- Narrow, so that it can be rewritten whole when keys are destroyed.
create table tokenward.content_key (
  record_id uuid primary key references tokenward.content_record on delete cascade,
  subject_key_id uuid not null references tokenward.content_subject_key on delete cascade,
  wrapped bytea not null
);
create index content_key_subject_index on tokenward.content_key (subject_key_id);

-- Who read what, when and why. Outlives the content, because the person read may ask later.
create table tokenward.content_reading (
  id uuid primary key,
  record_id uuid not null,
  call_id text not null,
  access_id text not null,
  owner_kind text not null,
  owner_id text not null,
  reader_kind text not null,
  reader_id text not null,
  purpose text not null,
  read_at timestamptz not null
);
create index content_reading_owner_index on tokenward.content_reading (owner_kind, owner_id, read_at);
create index content_reading_at_index on tokenward.content_reading (read_at);

-- What a hold or a request for access is about: every member that is set must fit a record.
create table tokenward.legal_hold (
  id text primary key check (length(id) between 1 and 200),
  reason text not null,
  person_id text,
  use_case_id text,
  call_id text,
  from_at timestamptz,
  to_at timestamptz,
  placed_by text not null,
  state text not null check (state in ('in_force', 'lifted')),
  lifted_by text,
  lift_reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (num_nonnulls(person_id, use_case_id, call_id, from_at, to_at) > 0)
);

create table tokenward.content_access (
  id text primary key check (length(id) between 1 and 200),
  requester_kind text not null check (requester_kind in ('person', 'service_account')),
  requester_id text not null,
  purpose text not null check (purpose in ('incident', 'abuse', 'quality', 'legal', 'subject_request', 'debugging')),
  reason text not null,
  person_id text,
  use_case_id text,
  call_id text,
  from_at timestamptz,
  to_at timestamptz,
  minutes integer not null check (minutes between 1 and 1440),
  state text not null check (state in ('waiting', 'granted', 'refused')),
  second_person_id text,
  decided_at timestamptz,
  granted_until timestamptz,
  decision_reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (num_nonnulls(person_id, use_case_id, call_id, from_at, to_at) > 0)
);

create table tokenward.retention_rule (
  id text primary key check (length(id) between 1 and 200),
  use_case_id text,
  data_class text check (data_class in ('public', 'internal', 'confidential', 'restricted')),
  days integer not null check (days between 1 and 3650),
  status text not null check (status in ('active', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- Orders to erase a person's content; one that a hold stops is carried out once the hold is lifted.
create table tokenward.erasure (
  id text primary key check (length(id) between 1 and 200),
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  reason text not null,
  ordered_by text not null,
  state text not null check (state in ('ordered', 'held', 'done')),
  records_destroyed bigint not null,
  records_held bigint not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- What people reported of a mistake or of misuse. Who reported stays here also where it is not shown.
create table tokenward.report (
  id text primary key check (length(id) between 1 and 200),
  about text not null check (about in ('mistake', 'misuse')),
  words text not null,
  call_id text,
  reporter_kind text not null check (reporter_kind in ('person', 'service_account')),
  reporter_id text not null,
  unnamed boolean not null,
  state text not null check (state in ('received', 'looked_at', 'closed')),
  handled_by text,
  answer text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index report_reporter_index on tokenward.report (reporter_kind, reporter_id);
