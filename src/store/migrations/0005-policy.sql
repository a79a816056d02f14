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

-- Versions of the policy. Content never changes once it was proposed; state does, by the steps of
-- src/control/policy-steps.ts, and each step is an event of the audit trail.
create table tokenward.policy_version (
  number bigint primary key check (number >= 1),
  -- `<number>-<first 12 digits of the digest>`: on every record that the version decided.
  version text not null unique,
  digest text not null check (length(digest) = 64),
  -- The document as people wrote it, and what gateways decide by.
  source text not null,
  rules json not null,
  note text not null,
  -- The version that was active when this one was proposed; null when none was.
  base_number bigint references tokenward.policy_version,
  state text not null
    check (state in ('draft', 'proposed', 'approved', 'staged', 'active', 'retired', 'withdrawn')),
  -- Share of the keys that a staged version decides for.
  share double precision check (share > 0 and share < 1),
  shadow boolean not null default false,
  author_kind text not null,
  author_id text not null,
  approvals_needed integer not null check (approvals_needed >= 1),
  created_at timestamptz not null,
  proposed_at timestamptz,
  activated_at timestamptz,
  retired_at timestamptz,
  changed_version bigint not null,
  check ((state = 'staged') = (share is not null))
);
create unique index policy_version_active_index on tokenward.policy_version (state) where state = 'active';
create unique index policy_version_staged_index on tokenward.policy_version (state) where state = 'staged';
create unique index policy_version_shadow_index on tokenward.policy_version (shadow) where shadow;
create index policy_version_changed_index on tokenward.policy_version (changed_version);

create table tokenward.policy_approval (
  number bigint not null references tokenward.policy_version,
  approver_id text not null,
  approved_at timestamptz not null,
  -- When the approver took it back; a row that was taken back no longer counts.
  withdrawn_at timestamptz,
  primary key (number, approver_id)
);
