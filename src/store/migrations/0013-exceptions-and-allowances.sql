-- Exceptions with an end, progressive allowances, and what owners hand to one another.

-- Of an envelope that an exception brings: the exception, which is its id too. It is found by calls through the exception
-- alone, never by its scope. A column without a default: no row is rewritten.
alter table tokenward.budget_envelope add column exception_id text;

-- src/domain/policy/exception.ts says what the columns mean and which steps there are; each step is an event of the trail.
create table tokenward.exception (
  id text primary key check (length(id) between 1 and 200),
  kind text not null check (kind in ('raise_envelope', 'open_use_case')),
  reason_code text not null,
  why text not null,
  -- Whom it is for: what is null asks for nothing. `scope_use_case_id` narrows a raise, `use_case_id` is what is opened.
  team_id text,
  project_id text,
  scope_use_case_id text,
  person_id text,
  lane text check (lane in ('exploration', 'production')),
  tag_name text,
  tag_value text,
  envelope_id text,
  use_case_id text,
  model_id text,
  data_class text check (data_class in ('public', 'internal', 'confidential', 'restricted')),
  unit text not null check (unit in ('nanodollars', 'tokens', 'requests', 'concurrency')),
  cap numeric(38, 0) not null check (cap > 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  requester_id text not null,
  requested_at timestamptz not null,
  approver_id text not null,
  approver_why text not null,
  state text not null check (state in ('requested', 'granted', 'declined', 'withdrawn', 'expired', 'revoked')),
  decided_at timestamptz,
  decided_by text,
  decision_reason text,
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  extends_id text,
  spent_amount numeric(38, 0),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (ends_at > starts_at),
  check ((tag_name is null) = (tag_value is null)),
  check ((kind = 'raise_envelope') = (envelope_id is not null)),
  check ((kind = 'open_use_case') = (use_case_id is not null)),
  -- Nobody decides on their own request: not in the control plane, and not past it.
  check (approver_id <> requester_id),
  check (decided_by is null or decided_by <> requester_id),
  check (state <> 'granted' or (decided_at is not null and decided_by is not null and ended_at is null)),
  check (state not in ('expired', 'revoked') or ended_at is not null)
);
create index exception_state_index on tokenward.exception (state, ends_at);
create index exception_changed_index on tokenward.exception (changed_version);

create table tokenward.envelope_transfer (
  id text primary key check (length(id) between 1 and 200),
  kind text not null check (kind in ('transfer', 'give_back')),
  from_envelope_id text not null,
  to_envelope_id text not null,
  unit text not null check (unit in ('nanodollars', 'tokens', 'requests')),
  amount numeric(38, 0) not null check (amount > 0),
  why text not null,
  proposed_by text,
  proposed_at timestamptz not null,
  consenter_id text not null,
  consenter_why text not null,
  expires_at timestamptz not null,
  state text not null check (state in ('proposed', 'carried_out', 'declined', 'kept', 'withdrawn', 'expired')),
  decided_at timestamptz,
  decided_by text,
  decision_reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (from_envelope_id <> to_envelope_id),
  check ((kind = 'give_back') = (proposed_by is null)),
  check ((state = 'proposed') = (decided_at is null)),
  -- Who keeps what is theirs is not written down.
  check (state <> 'kept' or (decided_by is null and decision_reason is null))
);
create index envelope_transfer_state_index on tokenward.envelope_transfer (state, expires_at);

-- Versions of the one rule by which allowances grow. Nothing of a version is ever changed.
create table tokenward.allowance_rule (
  id text primary key check (length(id) between 1 and 200),
  version integer not null unique check (version >= 1),
  rule jsonb not null check (jsonb_typeof(rule) = 'object'),
  note text not null,
  published_by text not null,
  published_at timestamptz not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- What a version gave an envelope in a period, and why.
create table tokenward.allowance_evaluation (
  id text primary key check (length(id) between 1 and 200),
  envelope_id text not null,
  period_start_ms bigint not null,
  period_end_ms bigint not null,
  rule_version integer not null,
  evaluated_at timestamptz not null,
  -- Null: the house, as the period began.
  evaluated_by text,
  unit text not null check (unit in ('nanodollars', 'tokens', 'requests')),
  hard_cap numeric(38, 0) not null,
  tranches jsonb not null check (jsonb_typeof(tranches) = 'array'),
  granted numeric(38, 0) not null check (granted >= 0),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);
create index allowance_evaluation_account_index on tokenward.allowance_evaluation (envelope_id, period_start_ms);

-- Brings what an exception may spend into the ledger, as an account of its own from its beginning to its end. What it does
-- while the store is away it has of the envelope that it raises. Once: what is there already is left.
create function tokenward.budget_open_exception(exception text, raised text, of_unit text, cap numeric, start_ms bigint,
    end_ms bigint, version bigint, actor text, reason text) returns void language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'on', true);
  insert into tokenward.budget_envelope (id, name, unit, period, hard_cap, cap_kind, store_away, status, revision, managed_by,
      created_at, updated_at, changed_version, exception_id)
    values (exception, 'exception', of_unit, 'year', cap, 'strict',
      coalesce((select e.store_away from tokenward.budget_envelope e where e.id = raised), 'refuse'),
      'active', 1, 'api', clock_timestamp(), clock_timestamp(), version, exception)
    on conflict (id) do nothing;
  if not found then return; end if;
  insert into tokenward.budget_account
      (envelope_id, period_start_ms, period_end_ms, cap_applied, amount_limit, spent, held, suspense)
    values (exception, start_ms, end_ms, cap, 0, 0, 0, 0);
  perform tokenward.budget_enter(exception, start_ms, 'grant', cap, null, actor, reason);
end
$$;

-- Ends what an exception may spend: nothing more is drawn, and what nobody has spent or holds is taken back. What is held is
-- taken back, as far as it is not spent, when this is asked again. Afterwards the limit is what was spent.
create function tokenward.budget_close_exception(exception text, actor text, reason text, out spent numeric, out held numeric)
  language plpgsql as $$
declare
  account tokenward.budget_account;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_envelope e where e.id = exception and e.exception_id is not null for update;
  if not found then return; end if;
  select * into account from tokenward.budget_account a where a.envelope_id = exception for update;
  update tokenward.budget_envelope e set status = 'archived' where e.id = exception and e.status <> 'archived';
  update tokenward.budget_account a set closed = true where a.envelope_id = exception and not a.closed;
  perform tokenward.budget_enter(exception, account.period_start_ms, 'adjustment',
    -greatest(0, account.amount_limit - account.spent - account.held - account.suspense), null, actor, reason);
  spent := account.spent;
  held := account.held + account.suspense;
end
$$;
