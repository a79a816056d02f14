-- Calls that wait for a person: who asks, for what, what was found (types and counts, never content), and the answer.
-- src/domain/policy/approval.ts says what the columns mean and which steps there are; each step is an event of the trail.
create table tokenward.approval (
  id text primary key check (length(id) between 1 and 200),
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  key_id text not null,
  team_id text not null,
  use_case_id text not null,
  tier smallint not null check (tier between 1 and 3),
  model_id text not null,
  purpose text,
  data_class text not null check (data_class in ('public', 'internal', 'confidential', 'restricted')),
  findings jsonb not null check (jsonb_typeof(findings) = 'object'),
  rules jsonb not null check (jsonb_typeof(rules) = 'array'),
  policy_version text not null,
  why text not null,
  ask_at text,
  first_call_id text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  requirements jsonb not null check (jsonb_typeof(requirements) = 'array'),
  given jsonb not null check (jsonb_typeof(given) = 'array'),
  state text not null check (state in ('pending', 'approved', 'declined', 'expired', 'withdrawn')),
  decided_at timestamptz,
  decided_by text,
  reason text,
  granted_until timestamptz,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((state = 'pending') = (decided_at is null)),
  check ((state = 'approved') = (granted_until is not null))
);
create index approval_state_index on tokenward.approval (state, expires_at);
create index approval_owner_index on tokenward.approval (owner_kind, owner_id);
create index approval_changed_index on tokenward.approval (changed_version);
