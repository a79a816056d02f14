-- What rules of the policy ask of a person and of a model.
-- Each default is a constant, so no row is rewritten and the lock lasts for a moment.

alter table tokenward.person
  add column roles jsonb not null default '[]' check (jsonb_typeof(roles) = 'array'),
  add column region text,
  -- Null where nobody said.
  add column employment text check (employment in ('employee', 'contractor', 'partner'));

-- A model of before is cleared for what every use case was open to, and for nothing more.
alter table tokenward.model
  add column data_class_max text not null default 'internal'
    check (data_class_max in ('public', 'internal', 'confidential', 'restricted')),
  add column region text,
  add column retention text not null default 'unknown'
    check (retention in ('none', 'limited', 'unlimited', 'unknown'));

-- Versions of the policy. What a version says never changes; its state does, by the steps of
-- src/domain/policy/policy-steps.ts, and each step is an event of the audit trail.
create table tokenward.policy_version (
  -- The number, from 1.
  id text primary key check (id ~ '^[1-9][0-9]{0,8}$'),
  -- `<number>-<first 12 digits of the digest>`: on every record that the version decided.
  version text not null unique,
  digest text not null check (length(digest) = 64),
  -- As people wrote it, as it was read, and as gateways decide by it.
  source text not null,
  document jsonb not null,
  rules jsonb not null check (jsonb_typeof(rules) = 'array'),
  note text not null,
  -- The version that was active when this one was written; null when none was.
  base_id text references tokenward.policy_version deferrable initially deferred,
  state text not null
    check (state in ('draft', 'proposed', 'approved', 'staged', 'active', 'retired', 'withdrawn')),
  -- The share of the keys that a staged version decides for.
  share double precision check (share > 0 and share < 1),
  shadow boolean not null,
  author_id text not null,
  proposer_id text,
  -- Who approved and when, and when they took it back.
  approvals jsonb not null check (jsonb_typeof(approvals) = 'array'),
  approvals_needed integer not null check (approvals_needed >= 1),
  activated_at timestamptz,
  retired_at timestamptz,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((state = 'staged') = (share is not null))
);
-- One of each at a time, whatever the program believes; checked when a statement ends, so the old one goes first.
create unique index policy_version_active_index on tokenward.policy_version (state) where state = 'active';
create unique index policy_version_staged_index on tokenward.policy_version (state) where state = 'staged';
create unique index policy_version_shadow_index on tokenward.policy_version (shadow) where shadow;
create index policy_version_changed_index on tokenward.policy_version (changed_version);
