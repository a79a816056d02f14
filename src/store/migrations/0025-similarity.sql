-- What fingerprints may be taken of. One row at most; without it none is taken.
create table tokenward.similarity_rule (
  id text primary key check (id = 'organisation'),
  mode text not null check (mode in ('off', 'on')),
  -- Use cases whose calls are looked at; empty: all whose logging rule allows it.
  use_case_ids jsonb not null check (jsonb_typeof(use_case_ids) = 'array'),
  data_class_max text not null check (data_class_max in ('public', 'internal', 'confidential', 'restricted')),
  keep_days integer not null check (keep_days between 7 and 180),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index similarity_rule_changed_index on tokenward.similarity_rule (changed_version);

-- The shape of instructions, or of the beginning of a question: keyed hashes of its words, never a word.
create table tokenward.prompt_shape (
  -- Keyed digest of all words in their order.
  id text primary key check (id ~ '^[0-9a-f]{16}$'),
  role text not null check (role in ('instructions', 'opening')),
  -- 128 numbers of two bytes.
  sketch bytea not null check (octet_length(sketch) = 256),
  shingles integer not null check (shingles >= 1),
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index prompt_shape_seen_index on tokenward.prompt_shape (last_seen_at);

-- Who used it, a day: for counting people and teams, shown of five people or more.
create table tokenward.prompt_use (
  shape_id text not null references tokenward.prompt_shape on delete cascade,
  day date not null,
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  -- Empty: none.
  team_id text not null,
  use_case_id text not null,
  -- The template that it is, by its name or by its words. Empty: none.
  asset_id text not null,
  calls bigint not null check (calls >= 1),
  primary key (shape_id, day, owner_kind, owner_id, team_id, use_case_id, asset_id)
);
create index prompt_use_day_index on tokenward.prompt_use (day);
create index prompt_use_owner_index on tokenward.prompt_use (owner_kind, owner_id);

-- The shape of all that was asked in a task, without what its template says.
create table tokenward.task_sketch (
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  task_id text not null,
  use_case_id text not null,
  sketch bytea not null check (octet_length(sketch) = 256),
  shingles integer not null check (shingles >= 1),
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- Whether it was compared since it last changed.
  is_compared boolean not null default false,
  primary key (owner_kind, owner_id, task_id)
);
create index task_sketch_last_index on tokenward.task_sketch (last_at);
create index task_sketch_new_index on tokenward.task_sketch (owner_kind, owner_id) where not is_compared;

-- Near-identical tasks of one owner have one cluster. A task that stands here not is like none but itself.
create table tokenward.task_cluster (
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  task_id text not null,
  -- The first task of it.
  cluster_id text not null,
  found_at timestamptz not null,
  primary key (owner_kind, owner_id, task_id)
);

-- How much of a template's own words calls kept, in tenths of them; of nobody in particular.
create table tokenward.template_drift (
  day date not null,
  asset_id text not null,
  version integer not null check (version >= 1),
  team_id text not null,
  -- Named by the call, or known by its words alone.
  use text not null check (use in ('named', 'unnamed')),
  kept_tenths smallint not null check (kept_tenths between 0 and 10),
  calls bigint not null check (calls >= 1),
  primary key (day, asset_id, version, team_id, use, kept_tenths)
);
create index template_drift_asset_index on tokenward.template_drift (asset_id, day);

-- Whoever took the text of an asset to use it somewhere else.
create table tokenward.library_copy (
  day date not null,
  asset_id text not null references tokenward.library_asset deferrable initially deferred,
  version integer not null check (version >= 1),
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  team_id text not null,
  copies bigint not null check (copies >= 1),
  primary key (asset_id, day, version, owner_kind, owner_id, team_id)
);

-- Whose an asset was first, where another one says nearly the same.
create table tokenward.asset_author (
  asset_id text primary key references tokenward.library_asset deferrable initially deferred,
  first_asset_id text not null references tokenward.library_asset deferrable initially deferred,
  author_person_id text not null,
  found_at timestamptz not null
);

-- That two things which are nearly the same become one.
create table tokenward.merge_proposal (
  id text primary key check (length(id) between 1 and 200),
  kind text not null check (kind in ('assets', 'prompts')),
  -- What it is about; proposed once.
  about text not null unique,
  similarity_percent integer not null check (similarity_percent between 0 and 100),
  -- Of assets: the one that stays and the one that goes, as they were compared.
  kept_asset_id text references tokenward.library_asset deferrable initially deferred,
  kept_version integer check (kept_version >= 1),
  merged_asset_id text references tokenward.library_asset deferrable initially deferred,
  merged_version integer check (merged_version >= 1),
  -- Of prompts: their shapes.
  shape_ids jsonb not null check (jsonb_typeof(shape_ids) = 'array'),
  team_ids jsonb not null check (jsonb_typeof(team_ids) = 'array'),
  use_case_ids jsonb not null check (jsonb_typeof(use_case_ids) = 'array'),
  people integer not null check (people >= 0),
  calls bigint not null check (calls >= 0),
  state text not null check (state in ('proposed', 'accepted', 'declined', 'undone')),
  -- Null: found by comparing.
  proposed_by text,
  decided_by text,
  decision_reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((kind = 'assets') = (merged_asset_id is not null)),
  check ((kept_asset_id is null) = (kept_version is null)),
  check ((merged_asset_id is null) = (merged_version is null)),
  check ((state = 'proposed') = (decided_by is null))
);
create index merge_proposal_changed_index on tokenward.merge_proposal (changed_version);
