-- What calls record of envelopes, routing, caches and workflows; an output limit for use cases, tags for keys.
-- src/domain/usage/call-record.ts says what the columns mean. Columns without a default: no row is rewritten.
alter table tokenward.calls
  add column held_nanodollars bigint check (held_nanodollars >= 0),
  add column clamped_max_output_tokens bigint,
  add column holds jsonb,
  add column budget_wait_ms double precision,
  add column difficulty double precision check (difficulty between 0 and 1),
  add column shadow_of text,
  add column charges jsonb,
  add column repeats bigint,
  add column route_saving_nanodollars bigint,
  add column cache_status text,
  add column cache_age_ms double precision,
  add column answered_by text,
  add column avoided_cost_nanodollars bigint check (avoided_cost_nanodollars >= 0),
  add column translated_to text;

alter table tokenward.use_case add column max_output_tokens bigint check (max_output_tokens >= 1);
alter table tokenward.api_key add column tags jsonb not null default '{}' check (jsonb_typeof(tags) = 'object');

-- Minutes and hours, for rates.
alter table tokenward.budget_envelope drop constraint budget_envelope_period_check,
  add constraint budget_envelope_period_check
    check (period in ('minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'));

-- Opens an account that is not there: grants the cap, carries over from the period that ends where it begins, and takes
-- over what was spent in periods that it overlaps, which are closed. Says whether it is open now: an envelope that is not
-- active opens no account. What was spent since is read from the ledger: settlements do not stay for ever.
create or replace function tokenward.budget_open(envelope text, period bigint, period_end bigint) returns boolean
  language plpgsql as $$
declare
  rule tokenward.budget_envelope;
  other tokenward.budget_account;
  carried numeric;
  since numeric;
begin
  -- Before the accounts, so that of two that open one waits here and finds it open.
  select * into rule from tokenward.budget_envelope e where e.id = envelope for update;
  if exists (select from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms = period) then
    return true;
  end if;
  if rule.id is null or rule.status <> 'active' then return false; end if;
  -- Only what it touches: an envelope of minutes has many accounts.
  perform from tokenward.budget_account a where a.envelope_id = envelope and a.period_end_ms >= period
      and a.period_start_ms < period_end order by a.period_start_ms for update;
  insert into tokenward.budget_account
      (envelope_id, period_start_ms, period_end_ms, cap_applied, amount_limit, spent, held, suspense)
    values (envelope, period, period_end, rule.hard_cap, 0, 0, 0, 0);
  perform tokenward.budget_enter(envelope, period, 'grant', rule.hard_cap, null, 'system', 'the cap of the period');
  for other in select * from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms <> period
      and not a.closed and a.period_end_ms >= period and a.period_start_ms < period_end order by a.period_start_ms loop
    if other.period_end_ms = period then
      carried := least(rule.carry_over_max,
        div(greatest(0, other.amount_limit - other.spent - other.held - other.suspense) * rule.carry_over_percent, 100));
      perform tokenward.budget_enter(envelope, other.period_start_ms, 'carry_over', -carried, null, 'system',
        'carried into the next period');
      perform tokenward.budget_enter(envelope, period, 'carry_over', carried, null, 'system',
        'carried over from the period before');
    else
      since := other.spent;
      if other.period_start_ms < period then
        select coalesce(sum(e.amount), 0) into since from tokenward.budget_entry e
          where e.envelope_id = envelope and e.period_start_ms = other.period_start_ms and e.kind = 'commit'
            and e.at >= to_timestamp(period / 1000.0);
      end if;
      perform tokenward.budget_enter(envelope, period, 'adjustment', -(since + other.held + other.suspense), null, 'system',
        'spent or held in a period that this one takes the place of');
      update tokenward.budget_account a set closed = true
        where a.envelope_id = envelope and a.period_start_ms = other.period_start_ms;
    end if;
  end loop;
  return true;
end
$$;

-- The journal of a gateway's earlier lives, from the first that it was there for, is told: what they did not spend is free.
drop function tokenward.budget_close_earlier(text, integer);
create function tokenward.budget_close_earlier(gateway text, first_life integer, life integer) returns integer
  language plpgsql as $$
declare
  lease tokenward.budget_lease;
  many integer := 0;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a where (a.envelope_id, a.period_start_ms) in (
      select l.envelope_id, l.period_start_ms from tokenward.budget_lease l
        where l.gateway_id = gateway and l.epoch >= first_life and l.epoch < life and l.state <> 'closed')
    order by a.envelope_id, a.period_start_ms for update;
  for lease in select * from tokenward.budget_lease l
      where l.gateway_id = gateway and l.epoch >= first_life and l.epoch < life and l.state <> 'closed'
      order by l.envelope_id, l.period_start_ms, l.epoch for update loop
    perform tokenward.budget_close_lease(lease, 'system', 'the journal was told to its end');
    many := many + 1;
  end loop;
  return many;
end
$$;

-- Takes away settlements that nothing can tell again: their call stands in the ledger of calls, which the journal is
-- compared with before it settles. Gives back how many.
create function tokenward.budget_prune(older_than interval, most integer) returns integer language sql as $$
  with gone as (
    delete from tokenward.budget_settlement where call_id in (
      select s.call_id from tokenward.budget_settlement s
        where s.settled_at < clock_timestamp() - older_than
          and s.call_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
          and exists (select from tokenward.calls c
            where c.admitted_at = tokenward.uuid_time(s.call_id::uuid) and c.call_id = s.call_id::uuid)
        limit most)
    returning 1)
  select count(*)::integer from gone
$$;
