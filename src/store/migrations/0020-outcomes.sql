-- Outcomes: what came of tasks, what it is worth, and how well it is proven.

-- Kinds of results. What a unit is worth holds for what is claimed from then on: a claim keeps the terms it was made under.
create table tokenward.outcome_type (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  description text not null,
  unit text not null,
  direction text not null check (direction in ('more', 'less')),
  microdollars_per_unit bigint not null check (microdollars_per_unit between 0 and 1000000000000),
  lane text not null check (lane in ('production', 'exploration')),
  maturity_days integer not null check (maturity_days between 14 and 90),
  status text not null check (status in ('active', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index outcome_type_changed_index on tokenward.outcome_type (changed_version);

-- What an organisation starts with: values to be replaced by its own.
insert into tokenward.outcome_type (id, name, description, unit, direction, microdollars_per_unit, lane, maturity_days, status,
    revision, managed_by, created_at, updated_at, changed_version)
select id, name, description, unit, direction, dollars * 1000000, lane, days, 'active', 1, 'api', now(), now(), 0
from (values
  ('hours_saved', 'Hours saved', 'Working time that a task did not take.', 'hour', 'more', 50, 'production', 14),
  ('tickets_resolved', 'Tickets resolved', 'Requests that were solved and stayed solved.', 'ticket', 'more', 15, 'production', 14),
  ('defects_prevented', 'Defects prevented', 'Faults found and mended before anybody met them.', 'defect', 'more', 200, 'production', 30),
  ('documentation_quality', 'Documentation quality', 'Pages written or mended that a reader accepted.', 'page', 'more', 40, 'production', 14),
  ('cycle_time', 'Cycle time', 'Days from beginning to done; fewer are better.', 'day', 'less', 60, 'production', 14),
  ('automation_coverage', 'Automation coverage', 'Steps that run without a person now.', 'step', 'more', 80, 'production', 14),
  ('error_rate', 'Error rate', 'Errors in results; fewer are better.', 'error', 'less', 25, 'production', 30),
  ('incident_response', 'Incident response', 'Hours until an incident is over; fewer are better.', 'hour', 'less', 120, 'production', 14),
  ('exceptions_avoided', 'Policy exceptions avoided', 'Exceptions that were not needed any more.', 'exception', 'more', 30, 'production', 14),
  ('learning_note', 'Learning notes that others used', 'What was learned, written down, and used by others.', 'note', 'more', 40, 'exploration', 14),
  ('reusable_asset', 'Reusable assets that were approved', 'Assets of the library that came of a trial.', 'asset', 'more', 150, 'exploration', 14)
) as starter (id, name, description, unit, direction, dollars, lane, days);

-- What is told of outcomes, by people and by systems. Told twice under one id, an event counts once. src/domain/outcome says
-- what the kinds mean; `detail` holds what a kind has besides. An event is of one outcome, or of all outcomes that rest on
-- one result, which is known by its evidence: a revert need not know who claimed what it reverts.
create table tokenward.outcome_event (
  event_id text primary key check (length(event_id) between 1 and 400),
  sequence bigint generated always as identity unique,
  outcome_id text check (length(outcome_id) between 1 and 200),
  evidence_id text check (length(evidence_id) between 1 and 400),
  kind text not null check (kind in
    ('claimed', 'attested', 'declined', 'confirmed', 'measured', 'reverted', 'restored', 'withdrawn', 'reassigned')),
  -- When it was so, and when we heard of it.
  at timestamptz not null,
  recorded_at timestamptz not null,
  -- The connected system that said so; null: somebody here.
  source_id text,
  actor_kind text not null check (actor_kind in ('person', 'service_account', 'system')),
  actor_id text not null,
  detail jsonb not null check (jsonb_typeof(detail) = 'object'),
  check (outcome_id is not null or evidence_id is not null),
  check (kind not in ('claimed', 'attested', 'declined', 'measured', 'reassigned') or outcome_id is not null)
);
create index outcome_event_outcome_index on tokenward.outcome_event (outcome_id) where outcome_id is not null;
create index outcome_event_evidence_index on tokenward.outcome_event (evidence_id) where evidence_id is not null;
create index outcome_event_at_index on tokenward.outcome_event (at, event_id);

create function tokenward.refuse_outcome_event_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was told of outcomes is append-only: tell what is so now' using errcode = 'insufficient_privilege';
end
$$;
create trigger outcome_event_is_append_only before update or delete on tokenward.outcome_event
  for each statement execute function tokenward.refuse_outcome_event_change();

-- Outcomes as their events have made them until now. Everything here can be made anew from the events.
create sequence tokenward.outcome_change;
create table tokenward.outcome (
  id text primary key check (length(id) between 1 and 200),
  type_id text not null,
  -- The type as it was when this was claimed.
  type jsonb not null check (jsonb_typeof(type) = 'object'),
  person_id text not null,
  team_id text,
  use_case_id text,
  evidence_id text,
  evidence_url text,
  note text not null,
  -- What leads to tasks: work items, branches, trailers, tasks that were named.
  marks jsonb not null check (jsonb_typeof(marks) = 'array'),
  source_id text,
  amount double precision not null,
  claimed_microdollars bigint not null check (claimed_microdollars >= 0),
  measured_microdollars bigint,
  measured_basis text check (measured_basis in ('drawn', 'forced')),
  state text not null check (state in ('unproven', 'maturing', 'counted', 'reverted', 'withdrawn', 'duplicate')),
  grade text not null check (grade in ('E0', 'E1', 'E2', 'E3', 'E4')),
  validator_id text,
  claimed_at timestamptz not null,
  recorded_at timestamptz not null,
  -- When it counts, or would have.
  verified_at timestamptz,
  reverted_at timestamptz,
  decline_reason text,
  clean_up_minutes integer not null default 0 check (clean_up_minutes >= 0),
  event_ids jsonb not null check (jsonb_typeof(event_ids) = 'array'),
  -- The task that cost and value are booked on; null: none is known.
  task_owner_kind text check (task_owner_kind in ('person', 'service_account')),
  task_owner_id text,
  task_id text,
  -- Until when tasks that come to be known are looked for; null: no more.
  link_until timestamptz,
  -- Grows with every change of any outcome; changes become visible in its order.
  change_sequence bigint not null default nextval('tokenward.outcome_change') unique,
  check ((measured_microdollars is null) = (measured_basis is null)),
  check ((task_id is null) = (task_owner_id is null) and (task_id is null) = (task_owner_kind is null))
);
create index outcome_person_index on tokenward.outcome (person_id, claimed_at);
create index outcome_evidence_index on tokenward.outcome (evidence_id) where evidence_id is not null;
create index outcome_maturing_index on tokenward.outcome (verified_at) where state = 'maturing';
create index outcome_verified_index on tokenward.outcome (verified_at, id) where verified_at is not null;
create index outcome_use_case_index on tokenward.outcome (use_case_id, verified_at);
create index outcome_linking_index on tokenward.outcome (link_until) where link_until is not null;
create index outcome_recorded_index on tokenward.outcome (recorded_at, id);

-- Which tasks led to an outcome, and how that is known. Shares of one outcome add up to one.
create table tokenward.outcome_task (
  outcome_id text not null references tokenward.outcome deferrable initially deferred,
  owner_kind text not null check (owner_kind in ('person', 'service_account')),
  owner_id text not null,
  task_id text not null,
  method text not null check (method in ('declared', 'trailer', 'link', 'work_item', 'branch', 'allocated')),
  share double precision not null check (share > 0 and share <= 1),
  primary key (outcome_id, owner_kind, owner_id, task_id)
);
create index outcome_task_task_index on tokenward.outcome_task (owner_kind, owner_id, task_id);

-- Who was drawn to judge a claim, to measure one, or to look at what somebody does not accept; and what they said.
create table tokenward.outcome_validation (
  id text primary key check (length(id) between 1 and 200),
  outcome_id text not null,
  kind text not null check (kind in ('judge', 'measure', 'appeal')),
  -- Of a measurement: drawn by lot, or claimed far above the usual.
  basis text check (basis in ('drawn', 'forced')),
  -- Of an appeal: what it is about, and the claimant's words.
  about text check (about in ('declined', 'measured', 'reverted')),
  words text,
  claimant_id text not null,
  -- Null: nobody may; `why` says what is to be done about it.
  validator_id text,
  why text not null,
  -- Who was drawn before and did not answer, or left.
  earlier_ids jsonb not null check (jsonb_typeof(earlier_ids) = 'array'),
  opened_at timestamptz not null,
  due_at timestamptz not null,
  state text not null check (state in ('open', 'attested', 'declined', 'measured', 'granted', 'upheld', 'void')),
  decided_at timestamptz,
  reason text,
  amount double precision,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  -- Nobody judges their own claim: not in the control plane, and not past it.
  check (validator_id is null or validator_id <> claimant_id),
  check ((state = 'open') = (decided_at is null)),
  check ((kind = 'measure') = (basis is not null)),
  check ((kind = 'appeal') = (about is not null)),
  check (state <> 'declined' or reason is not null)
);
create unique index outcome_validation_open_index on tokenward.outcome_validation (outcome_id, kind) where state = 'open';
create index outcome_validation_outcome_index on tokenward.outcome_validation (outcome_id);
create index outcome_validation_validator_index on tokenward.outcome_validation (validator_id, state);
create index outcome_validation_due_index on tokenward.outcome_validation (due_at) where state = 'open';

-- Months whose claims were drawn from for measurement, so that each is drawn from once.
create table tokenward.outcome_draw (
  month text primary key check (month ~ '^\d{4}-\d{2}$'),
  drawn_at timestamptz not null,
  share_percent integer not null check (share_percent between 1 and 100),
  claims integer not null,
  drawn integer not null
);

-- Two names of one human being. What was told under one of them stands as it was told; it is read as the other's, until the
-- two are told apart again.
create table tokenward.person_merge (
  -- The name that is read as the other.
  id text primary key check (length(id) between 1 and 200),
  into_person_id text not null,
  why text not null,
  status text not null check (status in ('merged', 'split')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (id <> into_person_id)
);

-- What a client says that a call is part of. Columns without a default: no row is rewritten. No call of before has them, so
-- the indexes are empty; each partition is read through once, a second for some millions of rows.
alter table tokenward.calls add column work_item text;
alter table tokenward.calls add column branch text;
create index calls_work_item_index on tokenward.calls (work_item, admitted_at) where work_item is not null;
create index calls_branch_index on tokenward.calls (branch, admitted_at) where branch is not null;
