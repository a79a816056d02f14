-- Tasks with what they cost, told from their calls and never more than about a minute old. Whoever wants a task exactly reads
-- its calls; these rows are for lists, for peers and for the week.
create table tokenward.task (
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  task_id text not null,
  team_id text,
  use_case_id text,
  lane text,
  template_id text,
  started_at timestamptz not null,
  last_at timestamptz not null,
  calls bigint not null check (calls >= 1),
  answered bigint not null,
  refused bigint not null,
  failed bigint not null,
  iterations bigint not null,
  retries bigint not null,
  input_uncached_tokens bigint not null,
  input_cache_read_tokens bigint not null,
  input_cache_write_5m_tokens bigint not null,
  input_cache_write_1h_tokens bigint not null,
  input_cache_write_unknown_tokens bigint not null,
  output_visible_tokens bigint not null,
  output_reasoning_tokens bigint not null,
  cost_nanodollars numeric(38, 0) not null check (cost_nanodollars >= 0),
  unpriced bigint not null,
  estimated bigint not null,
  failed_cost_nanodollars numeric(38, 0) not null,
  cache_saved_nanodollars numeric(38, 0) not null,
  route_saved_nanodollars numeric(38, 0) not null,
  models jsonb not null,
  size_tokens bigint not null,
  -- Null: nothing was written.
  size_class text check (size_class in ('short', 'medium', 'long', 'very_long')),
  context_tokens bigint not null,
  succeeded boolean not null,
  -- More calls than were looked at.
  is_partial boolean not null,
  -- Fingerprint of the conversation that it began with.
  first_hash text,
  waste jsonb not null,
  primary key (owner_kind, owner_id, task_id)
);
create index task_owner_index on tokenward.task (owner_kind, owner_id, last_at);
create index task_last_index on tokenward.task (last_at);
create index task_same_index on tokenward.task (owner_kind, owner_id, first_hash, last_at) where first_hash is not null;
create index task_peer_index on tokenward.task (use_case_id, size_class, owner_kind, last_at)
  where unpriced = 0 and not is_partial and size_class is not null;

-- Up to which settlement calls are told in tasks; one row.
create table tokenward.task_progress (
  one boolean primary key default true check (one),
  settled_until timestamptz not null
);
insert into tokenward.task_progress (settled_until) values (now() - interval '40 days');

-- Calls come nearly in the order of their settlement, so that blocks tell the time. Reads each partition once, at about a
-- gigabyte in two seconds; gateways start behind the migrations, and their journals keep what comes meanwhile.
create index calls_settled_index on tokenward.calls using brin (settled_at) with (autosummarize = on);

-- What somebody spent on looking through the result of a task: one figure each, the last one said.
create table tokenward.task_review (
  id text primary key check (length(id) between 1 and 200),
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  task_id text not null,
  reporter_kind text not null check (reporter_kind in ('person', 'service_account')),
  reporter_id text not null,
  minutes integer not null check (minutes >= 0),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index task_review_task_index on tokenward.task_review (owner_kind, owner_id, task_id);

-- Who does not want the weekly digest; nobody has to say that they do.
create table tokenward.digest_choice (
  id text primary key check (length(id) between 1 and 200),
  wanted boolean not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
