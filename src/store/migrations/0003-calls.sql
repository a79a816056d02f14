-- The ledger of calls. A call is named by a UUIDv7 whose first 48 bits are the millisecond of its admission.

-- When a call was admitted, as its id says: so the id alone determines the partition and the unique key,
-- and a replay can never land beside its original.
create function tokenward.uuid_time(id uuid) returns timestamptz
  language sql immutable strict parallel safe as $$
  select pg_catalog.to_timestamp(
    ('x0000' || pg_catalog.translate(pg_catalog.left(id::text, 13), '-', ''))::bit(64)::bigint / 1000.0)
$$;

-- Settled calls, one row each, never changed. src/domain/usage/call-record.ts says what the columns mean.
-- No foreign keys: a call that was made is recorded, whatever became of what it names.
create table tokenward.calls (
  call_id uuid not null,
  admitted_at timestamptz not null,
  gateway_id text not null,
  key_id text,
  person_id text,
  service_account_id text,
  team_id text,
  project_id text,
  cost_centre text,
  lane text,
  use_case_id text,
  use_case_source text,
  tier smallint,
  purpose text,
  output_destination text,
  template_id text,
  template_version text,
  session_id text,
  -- The task of the whole conversation, also where another gateway began it: see task_link.
  task_id text,
  task_source text,
  conversation_hash text,
  prefix_hashes jsonb not null,
  face text,
  stream boolean not null,
  requested_model text,
  model_id text,
  upstream_id text,
  upstream_model text,
  route_reason text,
  policy_version text not null,
  decision text not null check (decision in ('allow', 'refuse')),
  decision_rules jsonb not null,
  approver_id text,
  request_bytes bigint not null,
  message_count bigint not null,
  tool_count bigint not null,
  -- As the client said it, which need not be a sensible number.
  max_output_tokens double precision,
  context_tokens_estimated bigint not null,
  client_name text,
  trace_id text,
  settled_at timestamptz not null,
  outcome text not null,
  status integer,
  error_code text,
  finish_reason text,
  response_model text,
  response_id text,
  attempts integer not null,
  latency_ms double precision not null,
  first_byte_ms double precision,
  response_bytes bigint not null,
  -- More than 10^12 tokens in one call is not a measurement, and would spoil sums: such a line is quarantined.
  input_uncached_tokens bigint not null check (input_uncached_tokens between 0 and 1000000000000),
  input_cache_read_tokens bigint not null check (input_cache_read_tokens between 0 and 1000000000000),
  input_cache_write_5m_tokens bigint not null check (input_cache_write_5m_tokens between 0 and 1000000000000),
  input_cache_write_1h_tokens bigint not null check (input_cache_write_1h_tokens between 0 and 1000000000000),
  input_cache_write_unknown_tokens bigint not null
    check (input_cache_write_unknown_tokens between 0 and 1000000000000),
  output_visible_tokens bigint not null check (output_visible_tokens between 0 and 1000000000000),
  output_reasoning_tokens bigint not null check (output_reasoning_tokens between 0 and 1000000000000),
  usage_basis text not null check (usage_basis in ('measured', 'estimated', 'none')),
  -- json, not jsonb: the vendor's own words keep their order and their spelling of numbers.
  vendor_usage json,
  service_tier text,
  -- A bigint of nanodollars reaches 9.2 billion dollars; null is unpriced.
  cost_nanodollars bigint check (cost_nanodollars >= 0),
  price_id text,
  price_book_version text,
  primary key (admitted_at, call_id)
) partition by range (admitted_at);

create index calls_key_index on tokenward.calls (key_id, admitted_at);
create index calls_person_index on tokenward.calls (person_id, admitted_at) where person_id is not null;
create index calls_task_index on tokenward.calls (task_id, admitted_at) where task_id is not null;

-- Takes what no month takes: a gateway whose clock jumped is never refused its records.
create table tokenward.calls_default partition of tokenward.calls default;

-- Makes the monthly partition (UTC) that `moment` falls in, moving in what the default partition holds of
-- that month. True when it was made now. Waits at most three seconds for readers; the caller tries again later.
create function tokenward.ensure_calls_partition(moment timestamptz) returns boolean
  language plpgsql set lock_timeout = '3s' as $$
declare
  first_day timestamp := date_trunc('month', moment at time zone 'UTC');
  lower_bound timestamptz := first_day at time zone 'UTC';
  upper_bound timestamptz := (first_day + interval '1 month') at time zone 'UTC';
  partition_name text := to_char(first_day, '"calls_y"YYYY"m"MM');
begin
  -- Looked up first without the lock: nearly always the month is there.
  if to_regclass(format('tokenward.%I', partition_name)) is not null then
    return false;
  end if;
  perform pg_advisory_xact_lock(5401733086210412);
  if to_regclass(format('tokenward.%I', partition_name)) is not null then
    return false;
  end if;
  -- Before the rows are moved, so that none of this month arrives between moving and attaching.
  lock table tokenward.calls_default in access exclusive mode;
  execute format('create table tokenward.%I (like tokenward.calls including defaults including constraints)',
    partition_name);
  execute format(
    'with moved as (delete from tokenward.calls_default where admitted_at >= %L and admitted_at < %L returning *)
     insert into tokenward.%I select * from moved', lower_bound, upper_bound, partition_name);
  execute format('alter table tokenward.calls attach partition tokenward.%I for values from (%L) to (%L)',
    partition_name, lower_bound, upper_bound);
  return true;
end
$$;

-- Admitted, not yet settled. `line` is the admission as the journal wrote it.
create table tokenward.call_open (
  call_id uuid primary key,
  admitted_at timestamptz not null,
  gateway_id text not null,
  line json not null
);
create index call_open_admitted_index on tokenward.call_open (admitted_at);

-- The whole conversation of a call, as a fingerprint, and the task it belongs to. A call of the same owner
-- that carries the fingerprint as a prefix goes on with that task, whichever gateway it came through.
create table tokenward.conversation_head (
  owner text not null,
  hash text not null,
  task_id text not null,
  seen_at timestamptz not null,
  primary key (owner, hash)
);
create index conversation_head_seen_index on tokenward.conversation_head (seen_at);

-- A gateway took a conversation for new that another one knew: what it goes on calling `task_id` is `linked_task_id`.
create table tokenward.task_link (
  owner text not null,
  task_id text not null,
  linked_task_id text not null,
  seen_at timestamptz not null,
  primary key (owner, task_id)
);
create index task_link_seen_index on tokenward.task_link (seen_at);

-- Journal lines that the ledger refused, as bytes, so that nothing is lost and nothing is held up.
create table tokenward.ingest_quarantine (
  line_sha256 text primary key,
  kind text not null check (kind in ('admit', 'settle')),
  gateway_id text not null,
  batch_id text not null,
  line bytea not null,
  reason text not null,
  quarantined_at timestamptz not null
);
