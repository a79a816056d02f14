-- What an organisation adds to the detectors of the house and takes from them. src/domain/detection/detection-settings.ts
-- says what the columns mean. No value that was found ever stands here: single values are keyed digests, entries of
-- dictionaries keyed hashes, sealed besides.
create table tokenward.detection_pattern (
  id text primary key check (id ~ '^[a-z][a-z0-9_]{1,40}$'),
  word text not null,
  source text not null,
  literal text not null,
  before integer not null check (before >= 0),
  after integer not null check (after >= 0),
  confidence integer not null check (confidence between 50 and 100),
  data_class text not null check (data_class in ('public', 'internal', 'confidential', 'restricted')),
  version integer not null check (version >= 1),
  status text not null check (status in ('active', 'archived')),
  made_by text not null,
  slow_at timestamptz,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index detection_pattern_changed_index on tokenward.detection_pattern (changed_version);

create table tokenward.detection_dictionary (
  id text primary key check (id ~ '^[a-z][a-z0-9_]{1,40}$'),
  word text not null,
  data_class text not null check (data_class in ('public', 'internal', 'confidential', 'restricted')),
  entries bigint not null check (entries >= 0),
  version integer not null check (version >= 0),
  status text not null check (status in ('active', 'archived')),
  made_by text not null,
  filled_at timestamptz,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index detection_dictionary_changed_index on tokenward.detection_dictionary (changed_version);

-- Entries as they were uploaded, hashed under a key that never stands in the store, and sealed under another.
create table tokenward.dictionary_part (
  dictionary_id text not null references tokenward.detection_dictionary,
  upload_id text not null check (length(upload_id) between 1 and 100),
  part integer not null check (part >= 0),
  sealed bytea not null,
  created_at timestamptz not null default now(),
  primary key (dictionary_id, upload_id, part)
);
alter table tokenward.dictionary_part alter column sealed set storage external;

-- The same as gateways search them, sealed; the version before stays until the next one, for who is just loading it.
create table tokenward.dictionary_built (
  dictionary_id text not null references tokenward.detection_dictionary,
  version integer not null check (version >= 1),
  entries bigint not null,
  slots bytea not null,
  beginnings bytea not null,
  primary key (dictionary_id, version)
);
alter table tokenward.dictionary_built alter column slots set storage external;
alter table tokenward.dictionary_built alter column beginnings set storage external;

create table tokenward.allow_entry (
  id text primary key check (length(id) between 1 and 200),
  match_kind text not null check (match_kind in ('digest', 'literal', 'prefix', 'domain')),
  finding_type text,
  value text,
  digest text,
  reason text not null,
  expires_at timestamptz not null,
  made_by text not null,
  proposal_id text,
  status text not null check (status in ('active', 'ended')),
  ended_by text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((match_kind = 'digest') = (digest is not null)),
  check ((match_kind = 'digest') = (value is null)),
  check (match_kind = 'digest' or finding_type is not null)
);
create index allow_entry_changed_index on tokenward.allow_entry (changed_version);

create table tokenward.detector_setting (
  id text primary key check (length(id) between 1 and 200),
  state text not null check (state in ('on', 'off')),
  reason text not null,
  made_by text not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index detector_setting_changed_index on tokenward.detector_setting (changed_version);

create table tokenward.detection_proposal (
  id text primary key check (length(id) between 1 and 200),
  finding_type text not null,
  digest text not null,
  call_id text,
  event_id text,
  note text,
  proposer_kind text not null check (proposer_kind in ('person', 'service_account')),
  proposer_id text not null,
  seconded integer not null check (seconded >= 0),
  state text not null check (state in ('proposed', 'accepted', 'declined')),
  decided_by text,
  decision_reason text,
  allow_entry_id text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index detection_proposal_value_index on tokenward.detection_proposal (digest, finding_type);
