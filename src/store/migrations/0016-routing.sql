-- Routing: what a use case allows, what its models can do, what comparisons said, and what was made of it.
-- src/domain/routing says what the columns mean. No content stands here: figures and ids alone.

-- Catalogue tables have hundreds of rows; a column that may be null is added without writing them anew.
alter table tokenward.use_case add column routing jsonb check (jsonb_typeof(routing) = 'object');
alter table tokenward.model add column abilities jsonb check (jsonb_typeof(abilities) = 'array');

-- Models of a use case that somebody, or a test, has stepped back from, or let go on again.
create table tokenward.route_state (
  id text primary key check (length(id) between 3 and 300),
  use_case_id text not null,
  model_id text not null,
  state text not null check (state in ('serving', 'stepped_back')),
  cause text check (cause in ('person', 'agreement', 'errors')),
  reason text not null,
  changed_by text not null,
  tested_from timestamptz not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((state = 'serving') = (cause is null))
);
create index route_state_changed_index on tokenward.route_state (changed_version);

-- Curves that turn scores into risks. Older versions stay, so that an old record can be explained.
create table tokenward.route_calibration (
  id text primary key check (length(id) between 3 and 320),
  use_case_id text not null,
  model_id text not null,
  version integer not null check (version >= 1),
  method text not null check (method in ('isotonic', 'platt')),
  points jsonb not null check (jsonb_typeof(points) = 'array'),
  observations integer not null check (observations >= 1),
  brier_raw double precision not null,
  brier_calibrated double precision not null,
  made_by text not null,
  status text not null check (status in ('active', 'superseded')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create unique index route_calibration_active_index on tokenward.route_calibration (use_case_id, model_id)
  where status = 'active';
create index route_calibration_changed_index on tokenward.route_calibration (changed_version);

-- Two answers to one request. The shadow's call id makes a comparison count once.
create table tokenward.route_comparison (
  id text primary key check (length(id) between 1 and 200),
  call_id text not null,
  use_case_id text not null,
  model_id text not null,
  reference_id text not null,
  raw double precision not null check (raw between 0 and 1),
  kind text not null check (kind in ('structured', 'tool_calls', 'text', 'incomplete')),
  similarity double precision not null check (similarity between 0 and 1),
  agreed boolean not null,
  shadow_cost_nanodollars numeric(38, 0),
  compared_at timestamptz not null
);
create index route_comparison_pair_index on tokenward.route_comparison (use_case_id, model_id, compared_at, id);

-- What tests of errors and reports of savings read. No call of before is in them: the table is read through once, a second
-- for some millions of rows, and calls of before wait in the journals meanwhile.
create index calls_routed_index on tokenward.calls (use_case_id, model_id, admitted_at)
  where route_reason in ('routed', 'sticky', 'canary');
create index calls_routing_index on tokenward.calls (admitted_at)
  where route_saving_nanodollars is not null or shadow_of is not null or route_reason = 'latency';
