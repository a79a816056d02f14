-- What calls are charged by, summed by the UTC hour of their admission: as months are charged, without people. Written in the
-- transaction that records the calls, so that a bill of a year need not read a year of calls.
create table tokenward.charge_hourly (
  hour timestamptz not null,
  -- Each gateway adds to rows of its own, so that none waits for another's transaction.
  gateway_id text not null,
  team_id text,
  project_id text,
  use_case_id text,
  cost_centre text,
  lane text,
  model_id text,
  upstream_id text,
  usage_basis text not null,
  is_priced boolean not null,
  price_id text,
  -- Of calls at an agreed price alone, as by which list price they would have been charged.
  service_tier text,
  input_tokens_min bigint not null,
  calls bigint not null,
  input_uncached_tokens bigint not null,
  input_cache_read_tokens bigint not null,
  input_cache_write_5m_tokens bigint not null,
  input_cache_write_1h_tokens bigint not null,
  input_cache_write_unknown_tokens bigint not null,
  output_visible_tokens bigint not null,
  output_reasoning_tokens bigint not null,
  cost_nanodollars numeric(38, 0) not null,
  constraint charge_hourly_key unique nulls not distinct (hour, team_id, project_id, use_case_id, cost_centre, lane, model_id,
    upstream_id, usage_basis, is_priced, price_id, service_tier, input_tokens_min, gateway_id)
) with (fillfactor = 70);

-- Reads the ledger once; gateways start behind the migrations, and their journals keep what comes meanwhile.
insert into tokenward.charge_hourly
  select date_trunc('hour', admitted_at, 'UTC'), gateway_id, team_id, project_id, use_case_id, cost_centre, lane, model_id,
    upstream_id, usage_basis, cost_nanodollars is not null, price_id, case when agreed.id is not null then service_tier end,
    case when agreed.id is null then 0 else coalesce((
      select max((listed.predicates ->> 'inputTokensMin')::bigint) from tokenward.price listed
      where starts_with(listed.id, 'seed:') and listed.price_key = agreed.price_key
        and (listed.predicates ->> 'inputTokensMin')::bigint <= input_uncached_tokens + input_cache_read_tokens
          + input_cache_write_5m_tokens + input_cache_write_1h_tokens + input_cache_write_unknown_tokens), 0) end,
    count(*), sum(input_uncached_tokens), sum(input_cache_read_tokens), sum(input_cache_write_5m_tokens),
    sum(input_cache_write_1h_tokens), sum(input_cache_write_unknown_tokens), sum(output_visible_tokens),
    sum(output_reasoning_tokens), coalesce(sum(cost_nanodollars), 0)
  from tokenward.calls
  left join tokenward.price agreed on agreed.id = price_id and (not starts_with(agreed.id, 'seed:') or agreed.predicates ? 'contract')
  where usage_basis <> 'none' or coalesce(cost_nanodollars, 0) <> 0
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;

-- What is asked of sums of calls by one dimension reads that part of them, not all that there are.
create index usage_daily_person_index on tokenward.usage_daily (person_id, day) where person_id is not null;
create index usage_daily_team_index on tokenward.usage_daily (team_id, day) where team_id is not null;
