-- Sums over settled calls, written in the transaction that records the calls: they never disagree with the ledger.
-- Hours and days are UTC. Cost is numeric, so that no sum overflows; what it does not know the price of is
-- counted in calls_unpriced. Pages keep room, because a row is written again and again while its period lasts.

-- Kept from usage_hourly_floor on.
create table tokenward.usage_hourly (
  hour timestamptz not null,
  team_id text,
  project_id text,
  use_case_id text,
  model_id text,
  person_id text,
  cost_centre text,
  lane text,
  upstream_id text,
  key_id text,
  calls bigint not null,
  calls_refused bigint not null,
  calls_failed bigint not null,
  calls_estimated bigint not null,
  calls_unpriced bigint not null,
  input_uncached_tokens bigint not null,
  input_cache_read_tokens bigint not null,
  input_cache_write_5m_tokens bigint not null,
  input_cache_write_1h_tokens bigint not null,
  input_cache_write_unknown_tokens bigint not null,
  output_visible_tokens bigint not null,
  output_reasoning_tokens bigint not null,
  cost_nanodollars numeric(38, 0) not null,
  constraint usage_hourly_key unique nulls not distinct
    (hour, team_id, project_id, use_case_id, model_id, person_id, cost_centre, lane, upstream_id, key_id)
) with (fillfactor = 70);

-- Kept for ever.
create table tokenward.usage_daily (
  day date not null,
  team_id text,
  project_id text,
  use_case_id text,
  model_id text,
  person_id text,
  cost_centre text,
  lane text,
  upstream_id text,
  key_id text,
  calls bigint not null,
  calls_refused bigint not null,
  calls_failed bigint not null,
  calls_estimated bigint not null,
  calls_unpriced bigint not null,
  input_uncached_tokens bigint not null,
  input_cache_read_tokens bigint not null,
  input_cache_write_5m_tokens bigint not null,
  input_cache_write_1h_tokens bigint not null,
  input_cache_write_unknown_tokens bigint not null,
  output_visible_tokens bigint not null,
  output_reasoning_tokens bigint not null,
  cost_nanodollars numeric(38, 0) not null,
  constraint usage_daily_key unique nulls not distinct
    (day, team_id, project_id, use_case_id, model_id, person_id, cost_centre, lane, upstream_id, key_id)
) with (fillfactor = 70);

-- From which hour on usage_hourly is whole. Older hours may have been swept: the daily sums and the ledger know them.
create table tokenward.usage_hourly_floor (
  only_row boolean primary key default true check (only_row),
  hourly_from timestamptz not null
);
insert into tokenward.usage_hourly_floor (hourly_from) values ('-infinity');
