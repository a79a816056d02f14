-- What inspection made of a call, and the events of protection. src/domain/usage/call-record.ts says what the columns of
-- calls mean. Columns with a constant default are added without rewriting a partition: the lock lasts milliseconds.
alter table tokenward.calls
  add column data_class text,
  add column declared_data_class text,
  add column findings jsonb not null default '{}',
  add column findings_digest text,
  add column obligations jsonb not null default '[]',
  add column inspection_failures jsonb not null default '[]',
  add column shadow_decision jsonb,
  add column repeat_of text,
  add column media_kinds jsonb not null default '[]',
  add column template_approved boolean,
  add column exception_ids jsonb not null default '[]',
  add column answer_findings jsonb not null default '{}',
  add column answer_action text;

-- What protection did, once for one content of one owner and one action within a day (UTC), however often it was sent
-- again. Holds types, counts and ids; never content.
create table tokenward.protection_event (
  -- First 32 hex digits of the SHA-256 of owner, direction, action, fingerprint and day: the same event twice is one row.
  id text primary key,
  fingerprint text not null,
  -- person:<id>, service_account:<id> or key:<id>
  owner text not null,
  team_id text,
  use_case_id text,
  key_id text,
  session_id text,
  task_id text,
  model_id text,
  direction text not null check (direction in ('request', 'answer')),
  -- Finding type to how often, in the first call.
  types jsonb not null,
  data_class text,
  action text not null check (action in ('refused', 'asked', 'redacted', 'warned', 'withheld')),
  -- Calls that it stands for, the first included.
  calls bigint not null check (calls > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  first_call_id uuid not null,
  last_call_id uuid not null,
  policy_version text not null,
  rules jsonb not null
);
create index protection_event_time_index on tokenward.protection_event (first_at desc, id);
create index protection_event_owner_index on tokenward.protection_event (owner, first_at desc);
