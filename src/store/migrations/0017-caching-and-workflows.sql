-- Whether answers of a use case may be given again. A constant default: nothing is rewritten.
alter table tokenward.use_case add column cache jsonb not null default
  '{"mode": "off", "ttlSeconds": 3600, "scope": "person", "dataClassMax": "internal", "answers": "deterministic", "kept": "memory"}'
  check (cache ->> 'mode' in ('off', 'exact') and cache ->> 'kept' in ('memory', 'store'));

-- Answers that gateways share, encrypted under the key of whose call they were first given to. What is newer than the version
-- they were decided by, and about them, makes them void: nobody has to come in time to delete them.
create table tokenward.cached_answer (
  -- Keyed digest of the question and of all that binds it.
  key text primary key check (length(key) = 64),
  call_id text not null,
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  key_id text not null,
  team_id text not null,
  use_case_id text not null,
  model_id text not null,
  template_id text,
  data_class text not null check (data_class in ('public', 'internal', 'confidential', 'restricted')),
  face text not null,
  snapshot_version bigint not null,
  stored_at timestamptz not null,
  expires_at timestamptz not null,
  subject_key_id uuid not null references tokenward.content_subject_key on delete cascade,
  -- Nonce, ciphertext and tag: of the data key, and of the answer.
  wrapped bytea not null,
  sealed bytea not null
);
-- It does not compress.
alter table tokenward.cached_answer alter column sealed set storage external;
create index cached_answer_owner_index on tokenward.cached_answer (owner_kind, owner_id);
create index cached_answer_subject_key_index on tokenward.cached_answer (subject_key_id);
create index cached_answer_expires_index on tokenward.cached_answer (expires_at);

-- Orders to forget answers.
create table tokenward.cache_purge (
  id text primary key check (length(id) between 1 and 200),
  subject_kind text not null check (subject_kind in ('all', 'use_case', 'person', 'service_account', 'team', 'model')),
  subject_id text not null,
  reason text not null,
  ordered_by text not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index cache_purge_changed_index on tokenward.cache_purge (changed_version);
create index erasure_changed_index on tokenward.erasure (changed_version);

-- Registered work that answers in place of a model.
create table tokenward.workflow (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  description text not null,
  use_case_id text not null references tokenward.use_case deferrable initially deferred,
  parameters jsonb not null check (jsonb_typeof(parameters) = 'array'),
  work jsonb not null check (work ->> 'kind' in ('static', 'http', 'sql')),
  answer text not null,
  data_class_max text not null check (data_class_max in ('public', 'internal', 'confidential', 'restricted')),
  baseline_nanodollars numeric(38, 0) check (baseline_nanodollars >= 0),
  status text not null check (status in ('active', 'blocked', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index workflow_changed_index on tokenward.workflow (changed_version);

-- Which definition of a workflow its use case's owner has approved; the last one counts.
create table tokenward.workflow_approval (
  id text primary key check (length(id) between 1 and 200),
  digest text not null check (length(digest) = 64),
  approved_by text not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index workflow_approval_changed_index on tokenward.workflow_approval (changed_version);
