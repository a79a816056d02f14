-- The control plane: one table per noun, and the one number that tells gateways to look again.
--
-- Every noun row carries
--   revision         starts at 1, grows by one with each change
--   managed_by       who keeps it: people by API, the applied file, or the sample organisation
--   changed_version  the snapshot version that its last change published
--
-- References are checked at the end of the transaction: `tokenward apply` puts rows in any order, and a
-- team's manager and a person's team point at each other.

create table tokenward.snapshot_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null,
  published_at timestamptz not null
);
insert into tokenward.snapshot_version (version, published_at) values (1, now());

create table tokenward.cost_centre (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  status text not null check (status in ('active', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

create table tokenward.team (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  cost_centre text references tokenward.cost_centre deferrable initially deferred,
  manager_person_id text,
  status text not null check (status in ('active', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

create table tokenward.person (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  email text not null,
  team_id text not null references tokenward.team deferrable initially deferred,
  status text not null check (status in ('active', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
alter table tokenward.team
  add foreign key (manager_person_id) references tokenward.person deferrable initially deferred;

create table tokenward.project (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  team_id text not null references tokenward.team deferrable initially deferred,
  cost_centre text references tokenward.cost_centre deferrable initially deferred,
  status text not null check (status in ('active', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

create table tokenward.service_account (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  team_id text not null references tokenward.team deferrable initially deferred,
  project_id text references tokenward.project deferrable initially deferred,
  owner_person_id text not null references tokenward.person deferrable initially deferred,
  status text not null check (status in ('active', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

create table tokenward.use_case (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  category text not null,
  purpose text not null,
  expected_value text not null,
  owner_person_id text references tokenward.person deferrable initially deferred,
  tier smallint not null check (tier between 1 and 3),
  lane text not null check (lane in ('exploration', 'production', 'both')),
  -- Ids in lists are not foreign keys: the order of a list is data, and a blocked model stays in it.
  model_stack jsonb not null check (jsonb_typeof(model_stack) = 'array'),
  approved_template_ids jsonb not null check (jsonb_typeof(approved_template_ids) = 'array'),
  allowed_data_classes jsonb not null
    check (allowed_data_classes <@ '["public", "internal", "confidential", "restricted"]'),
  spend_limit_nanodollars numeric(38, 0) check (spend_limit_nanodollars >= 0),
  expected_output_tokens bigint check (expected_output_tokens >= 0),
  logging_rule text not null check (logging_rule in ('none', 'metadata', 'content')),
  required_approvals jsonb not null check (jsonb_typeof(required_approvals) = 'array'),
  store_away text not null check (store_away in ('refuse', 'continue')),
  status text not null check (status in ('active', 'blocked', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

create table tokenward.upstream (
  id text primary key check (length(id) between 1 and 200),
  kind text not null check (kind in ('openai', 'anthropic', 'azure-openai', 'openai-compatible')),
  base_url text not null,
  -- Where the secret is found, never the secret.
  key jsonb not null check (key ->> 'kind' in ('environment', 'file', 'none')),
  api_version text,
  connect_timeout_ms integer not null check (connect_timeout_ms > 0),
  first_byte_timeout_ms integer not null check (first_byte_timeout_ms > 0),
  idle_timeout_ms integer not null check (idle_timeout_ms > 0),
  concurrency_max integer not null check (concurrency_max > 0),
  region text,
  status text not null check (status in ('active', 'suspended')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

create table tokenward.model (
  id text primary key check (length(id) between 1 and 200),
  vendor text not null,
  faces jsonb not null check (jsonb_typeof(faces) = 'array'),
  targets jsonb not null check (jsonb_typeof(targets) = 'array'),
  price_key text not null,
  context_tokens_max bigint check (context_tokens_max > 0),
  output_tokens_max bigint check (output_tokens_max > 0),
  status text not null check (status in ('active', 'blocked', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

create table tokenward.price (
  id text primary key check (length(id) between 1 and 200),
  price_key text not null,
  effective_from timestamptz not null,
  effective_to timestamptz check (effective_to > effective_from),
  predicates jsonb not null check (jsonb_typeof(predicates) = 'object'),
  -- Nanodollars for a million tokens; null is unknown, never 0.
  input_uncached numeric(38, 0) check (input_uncached >= 0),
  input_cache_read numeric(38, 0) check (input_cache_read >= 0),
  input_cache_write_5m numeric(38, 0) check (input_cache_write_5m >= 0),
  input_cache_write_1h numeric(38, 0) check (input_cache_write_1h >= 0),
  output_visible numeric(38, 0) check (output_visible >= 0),
  output_reasoning numeric(38, 0) check (output_reasoning >= 0),
  source text not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index price_key_index on tokenward.price (price_key);

create table tokenward.api_key (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  digest text not null unique check (length(digest) between 1 and 200),
  hint text not null,
  owner_person_id text references tokenward.person deferrable initially deferred,
  owner_service_account_id text references tokenward.service_account deferrable initially deferred,
  team_id text not null references tokenward.team deferrable initially deferred,
  project_id text references tokenward.project deferrable initially deferred,
  lane text not null check (lane in ('exploration', 'production')),
  scopes jsonb not null check (scopes <@ '["call", "control.read", "control.write", "audit.read"]'),
  allowed_use_case_ids jsonb not null check (jsonb_typeof(allowed_use_case_ids) = 'array'),
  default_use_case_id text references tokenward.use_case deferrable initially deferred,
  expires_at timestamptz,
  rotated_from_key_id text references tokenward.api_key deferrable initially deferred,
  status text not null check (status in ('active', 'suspended', 'revoked')),
  status_reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  constraint api_key_has_one_owner check (num_nonnulls(owner_person_id, owner_service_account_id) = 1)
);

-- Gateways load what changed since the version they hold, and the keys of what changed.
create index api_key_changed_index on tokenward.api_key (changed_version);
create index api_key_team_index on tokenward.api_key (team_id);
create index api_key_project_index on tokenward.api_key (project_id);
create index api_key_owner_person_index on tokenward.api_key (owner_person_id);
create index api_key_owner_service_account_index on tokenward.api_key (owner_service_account_id);
create index person_team_index on tokenward.person (team_id);

-- A gateway finds a key's grant by its digest and is told of changes by the key's id: a digest that
-- changed in place would leave the old one working until the next start.
create function tokenward.refuse_changed_digest() returns trigger language plpgsql as $$
begin
  raise exception 'the digest of key % is fixed: make a new key instead', old.id
    using errcode = 'integrity_constraint_violation';
end
$$;
create trigger api_key_digest_is_fixed before update on tokenward.api_key
  for each row when (old.digest is distinct from new.digest)
  execute function tokenward.refuse_changed_digest();

-- Answers of writes that carried an idempotency key; `status` is null while the first still runs.
create table tokenward.idempotency_key (
  actor_id text not null,
  key text not null check (length(key) between 1 and 300),
  request_hash text not null,
  status integer,
  body text,
  claimed_at timestamptz not null,
  primary key (actor_id, key),
  check (num_nulls(status, body) in (0, 2))
);
create index idempotency_key_claimed_index on tokenward.idempotency_key (claimed_at);

-- Every version of the configuration file that was applied, whole.
create table tokenward.configuration_version (
  version bigint primary key,
  text text not null,
  summary text not null,
  actor_kind text not null,
  actor_id text not null,
  applied_at timestamptz not null
);
