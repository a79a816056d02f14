-- Envelopes, the ledger behind them, and what gateways have leased. Amounts are in the envelope's unit; money is nanodollars.
-- One order of locks for everybody: gateway → accounts by envelope and period → leases. Every transaction on money commits
-- synchronously.

create table tokenward.budget_envelope (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  -- Whom it is for: what is null asks for nothing.
  team_id text,
  project_id text,
  use_case_id text,
  person_id text,
  lane text check (lane in ('exploration', 'production')),
  tag_name text,
  tag_value text,
  owner_person_id text,
  cost_centre text,
  unit text not null check (unit in ('nanodollars', 'tokens', 'requests', 'concurrency')),
  period text not null check (period in ('day', 'week', 'month', 'quarter', 'year')),
  hard_cap numeric(38, 0) not null check (hard_cap between 0 and 1000000000000000000),
  cap_kind text not null check (cap_kind in ('strict', 'elastic')),
  overdraft numeric(38, 0) not null default 0 check (overdraft between 0 and hard_cap),
  quantile double precision check (quantile >= 0.5 and quantile < 1),
  soft_thresholds jsonb not null default '[]',
  carry_over_percent smallint not null default 0 check (carry_over_percent between 0 and 100),
  carry_over_max numeric(38, 0) not null default 0 check (carry_over_max >= 0),
  store_away text not null check (store_away in ('refuse', 'leases')),
  status text not null check (status in ('active', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((tag_name is null) = (tag_value is null)),
  check (cap_kind = 'elastic' or (overdraft = 0 and quantile is null))
);
create index budget_envelope_changed_index on tokenward.budget_envelope (changed_version);

-- One envelope in one period, and where it stands: always the sum of its entries.
create table tokenward.budget_account (
  envelope_id text not null references tokenward.budget_envelope,
  period_start_ms bigint not null,
  period_end_ms bigint not null,
  -- The envelope's cap as it was granted last; a change becomes an adjustment when the account is next touched.
  cap_applied numeric(38, 0) not null,
  amount_limit numeric(38, 0) not null,
  spent numeric(38, 0) not null,
  held numeric(38, 0) not null check (held >= 0),
  suspense numeric(38, 0) not null check (suspense >= 0),
  -- Nothing more is drawn: another period took its place when the envelope's period was changed.
  closed boolean not null default false,
  primary key (envelope_id, period_start_ms),
  check (period_end_ms > period_start_ms)
);

-- The ledger. src/domain/budget/ledger.ts says what each kind does to an account.
create table tokenward.budget_entry (
  id bigint generated always as identity primary key,
  envelope_id text not null,
  period_start_ms bigint not null,
  at timestamptz not null default clock_timestamp(),
  kind text not null check (kind in
    ('grant', 'carry_over', 'transfer', 'adjustment', 'hold', 'release', 'commit', 'expire', 'suspense')),
  amount numeric(38, 0) not null,
  gateway_id text,
  actor text,
  reason text,
  foreign key (envelope_id, period_start_ms) references tokenward.budget_account
);
create index budget_entry_account_index on tokenward.budget_entry (envelope_id, period_start_ms, id);
create function tokenward.refuse_budget_entry_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger of budgets is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger budget_entry_is_append_only before update or delete on tokenward.budget_entry
  for each statement execute function tokenward.refuse_budget_entry_change();

create table tokenward.budget_gateway (
  id text primary key,
  -- Its life; those before it may settle and nothing else.
  epoch integer not null check (epoch >= 1),
  sequence bigint not null
);

create table tokenward.budget_lease (
  gateway_id text not null references tokenward.budget_gateway,
  epoch integer not null,
  envelope_id text not null,
  period_start_ms bigint not null,
  outstanding numeric(38, 0) not null check (outstanding >= 0),
  state text not null check (state in ('active', 'suspense', 'closed')),
  expires_at timestamptz not null,
  suspense_since timestamptz,
  primary key (envelope_id, period_start_ms, gateway_id, epoch),
  foreign key (envelope_id, period_start_ms) references tokenward.budget_account
);
create index budget_lease_expiry_index on tokenward.budget_lease (expires_at) where state = 'active';
create index budget_lease_gateway_index on tokenward.budget_lease (gateway_id, epoch) where state <> 'closed';

-- Which calls are settled, and at what. The call's id is what makes it count once.
create table tokenward.budget_settlement (
  call_id text primary key,
  gateway_id text not null,
  epoch integer not null,
  charges jsonb not null,
  settled_at timestamptz not null default clock_timestamp()
);
create index budget_settlement_at_index on tokenward.budget_settlement using brin (settled_at);

-- Writes one entry and moves its account by it. The caller holds the account's lock. Nothing is written for nothing.
create function tokenward.budget_enter(envelope text, period bigint, kind text, amount numeric,
    gateway text, actor text, reason text) returns void language plpgsql as $$
begin
  if amount = 0 and kind <> 'grant' then return; end if;
  insert into tokenward.budget_entry (envelope_id, period_start_ms, kind, amount, gateway_id, actor, reason)
    values (envelope, period, kind, amount, gateway, actor, reason);
  update tokenward.budget_account set
    amount_limit = amount_limit
      + case when kind in ('grant', 'carry_over', 'transfer', 'adjustment') then amount else 0 end,
    spent = spent + case kind when 'commit' then amount else 0 end,
    held = held + case kind when 'hold' then amount when 'release' then -amount when 'expire' then -amount else 0 end,
    suspense = suspense + case kind when 'expire' then amount when 'suspense' then -amount else 0 end
  where envelope_id = envelope and period_start_ms = period;
end
$$;

-- Opens an account that is not there: grants the cap, carries over from the period that ends where it begins, and takes
-- over what was spent in periods that it overlaps, which are closed. Says whether it is open now: an envelope that is not
-- active opens no account.
create function tokenward.budget_open(envelope text, period bigint, period_end bigint) returns boolean
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
  perform from tokenward.budget_account a where a.envelope_id = envelope order by a.period_start_ms for update;
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
        select coalesce(sum((charge ->> 'amount')::numeric), 0) into since
          from tokenward.budget_settlement s, jsonb_array_elements(s.charges) charge
          where s.settled_at >= to_timestamp(period / 1000.0) and charge ->> 'envelopeId' = envelope
            and (charge ->> 'periodStartMs')::bigint = other.period_start_ms;
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

-- Takes settlements that are new: each call once. What a call cost comes out of what its gateway has leased, as far as that
-- goes. Locks accounts and then leases, in order, so that whoever takes in a journal may call it too.
create function tokenward.budget_settle(gateway text, settlements jsonb) returns void language plpgsql as $$
declare
  charge record;
  lease tokenward.budget_lease;
  taken numeric;
begin
  for charge in
    with fresh as (
      insert into tokenward.budget_settlement (call_id, gateway_id, epoch, charges)
        select s ->> 'callId', gateway, (s ->> 'epoch')::integer, s -> 'charges' from jsonb_array_elements(settlements) s
        order by 1
        on conflict (call_id) do nothing
        returning epoch, charges)
    select c ->> 'envelopeId' as envelope, (c ->> 'periodStartMs')::bigint as period, fresh.epoch,
        sum((c ->> 'amount')::numeric) as amount
      from fresh, jsonb_array_elements(fresh.charges) c
      join tokenward.budget_account a
        on a.envelope_id = c ->> 'envelopeId' and a.period_start_ms = (c ->> 'periodStartMs')::bigint
      group by 1, 2, 3 order by 1, 2, 3
  loop
    continue when charge.amount = 0;
    -- The account first: its row is locked by this where the caller has not locked it.
    perform tokenward.budget_enter(charge.envelope, charge.period, 'commit', charge.amount, gateway, null, null);
    select * into lease from tokenward.budget_lease l where l.envelope_id = charge.envelope
      and l.period_start_ms = charge.period and l.gateway_id = gateway and l.epoch = charge.epoch for update;
    if lease.state in ('active', 'suspense') then
      taken := least(lease.outstanding, charge.amount);
      update tokenward.budget_lease l set outstanding = l.outstanding - taken where l.envelope_id = charge.envelope
        and l.period_start_ms = charge.period and l.gateway_id = gateway and l.epoch = charge.epoch;
      perform tokenward.budget_enter(charge.envelope, charge.period,
        case lease.state when 'suspense' then 'suspense' else 'release' end, taken, gateway, null, null);
    end if;
  end loop;
end
$$;

-- Brings one lease to its target, as far as the account goes. Never below the target: the gateway may be using it.
create function tokenward.budget_aim(gateway text, life integer, envelope text, period bigint, target numeric,
    lease_ms integer) returns void language plpgsql as $$
declare
  lease tokenward.budget_lease;
  account tokenward.budget_account;
  rule tokenward.budget_envelope;
  more numeric;
begin
  select * into account from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms = period;
  if account.envelope_id is null then return; end if;
  select * into rule from tokenward.budget_envelope e where e.id = envelope;
  if rule.hard_cap <> account.cap_applied then
    perform tokenward.budget_enter(envelope, period, 'adjustment', rule.hard_cap - account.cap_applied, null, 'system',
      'the cap was changed');
    update tokenward.budget_account a set cap_applied = rule.hard_cap
      where a.envelope_id = envelope and a.period_start_ms = period;
    account.amount_limit := account.amount_limit + rule.hard_cap - account.cap_applied;
  end if;
  insert into tokenward.budget_lease (gateway_id, epoch, envelope_id, period_start_ms, outstanding, state, expires_at)
    values (gateway, life, envelope, period, 0, 'active', clock_timestamp())
    on conflict do nothing;
  select * into lease from tokenward.budget_lease l where l.envelope_id = envelope and l.period_start_ms = period
    and l.gateway_id = gateway and l.epoch = life for update;
  if lease.state = 'suspense' then
    perform tokenward.budget_enter(envelope, period, 'suspense', lease.outstanding, gateway, null, 'heard of again');
    perform tokenward.budget_enter(envelope, period, 'hold', lease.outstanding, gateway, null, 'heard of again');
  end if;
  if target < lease.outstanding then
    perform tokenward.budget_enter(envelope, period, 'release', lease.outstanding - target, gateway, null, null);
    more := target - lease.outstanding;
  else
    more := case when account.closed then 0 else least(target - lease.outstanding, greatest(0,
      account.amount_limit + rule.overdraft - account.spent - account.held - account.suspense)) end;
    perform tokenward.budget_enter(envelope, period, 'hold', more, gateway, null, null);
  end if;
  update tokenward.budget_lease l set outstanding = l.outstanding + more, state = 'active', suspense_since = null,
      expires_at = clock_timestamp() + lease_ms * interval '1 millisecond'
    where l.envelope_id = envelope and l.period_start_ms = period and l.gateway_id = gateway and l.epoch = life;
end
$$;

-- Decides calls one after the other, each over all its accounts or not at all. What fits is summed and written once an account.
create function tokenward.budget_ask(gateway text, life integer, asks jsonb) returns jsonb language plpgsql as $$
declare
  names text[];
  envelopes text[];
  periods bigint[];
  free numeric[];
  given numeric[];
  ask jsonb;
  need jsonb;
  place integer;
  short jsonb;
  answers jsonb[] := '{}';
begin
  select array_agg(a.envelope_id || '@' || a.period_start_ms order by a.envelope_id, a.period_start_ms),
      array_agg(a.envelope_id order by a.envelope_id, a.period_start_ms),
      array_agg(a.period_start_ms order by a.envelope_id, a.period_start_ms),
      array_agg(case when a.closed then 0 else a.amount_limit + e.overdraft - a.spent - a.held - a.suspense end
        order by a.envelope_id, a.period_start_ms),
      array_agg(0::numeric)
    into names, envelopes, periods, free, given
    from tokenward.budget_account a join tokenward.budget_envelope e on e.id = a.envelope_id
    where (a.envelope_id, a.period_start_ms) in (
      select n ->> 'envelopeId', (n ->> 'periodStartMs')::bigint
        from jsonb_array_elements(asks) q, jsonb_array_elements(q -> 'needs') n);
  for ask in select * from jsonb_array_elements(asks) loop
    short := '[]';
    for need in select * from jsonb_array_elements(ask -> 'needs') loop
      place := array_position(names, (need ->> 'envelopeId') || '@' || (need ->> 'periodStartMs'));
      if place is null or free[place] < (need ->> 'amount')::numeric then
        short := short || jsonb_build_array(need - 'amount');
      end if;
    end loop;
    if short = '[]' then
      for need in select * from jsonb_array_elements(ask -> 'needs') loop
        place := array_position(names, (need ->> 'envelopeId') || '@' || (need ->> 'periodStartMs'));
        free[place] := free[place] - (need ->> 'amount')::numeric;
        given[place] := given[place] + (need ->> 'amount')::numeric;
      end loop;
    end if;
    answers := answers || jsonb_build_object('callId', ask -> 'callId',
      'kind', case when short = '[]' then 'held' else 'short' end, 'short', short);
  end loop;
  for place in 1 .. coalesce(array_length(names, 1), 0) loop
    perform tokenward.budget_enter(envelopes[place], periods[place], 'hold', given[place], gateway, null, null);
    update tokenward.budget_lease l set outstanding = l.outstanding + given[place]
      where given[place] > 0 and l.envelope_id = envelopes[place] and l.period_start_ms = periods[place]
        and l.gateway_id = gateway and l.epoch = life;
  end loop;
  return to_jsonb(answers);
end
$$;

-- One message of one gateway, whole: settlements, then targets, then asks, then where the accounts stand. Its gateway's row
-- is locked first, so messages of one gateway take their turns; then the accounts, in order; leases last.
create function tokenward.budget_sync(message jsonb, lease_ms integer, lock_ms integer) returns jsonb
  language plpgsql as $$
declare
  gateway text := message ->> 'gatewayId';
  life integer := (message ->> 'epoch')::integer;
  known tokenward.budget_gateway;
  target jsonb;
  answers jsonb;
begin
  perform set_config('synchronous_commit', 'on', true), set_config('lock_timeout', lock_ms::text, true);
  select * into known from tokenward.budget_gateway g where g.id = gateway for update;
  perform from tokenward.budget_account a where (a.envelope_id, a.period_start_ms) in (
      select t ->> 'envelopeId', (t ->> 'periodStartMs')::bigint from jsonb_array_elements(message -> 'targets') t
      union
      select c ->> 'envelopeId', (c ->> 'periodStartMs')::bigint
        from jsonb_array_elements(message -> 'settlements') s, jsonb_array_elements(s -> 'charges') c)
    order by a.envelope_id, a.period_start_ms for update;
  perform tokenward.budget_settle(gateway, message -> 'settlements');
  if known.id is null or known.epoch <> life then
    return '{"kind": "fenced", "accounts": [], "answers": []}';
  end if;
  if (message ->> 'sequence')::bigint <= known.sequence then
    return '{"kind": "stale", "accounts": [], "answers": []}';
  end if;
  update tokenward.budget_gateway g set sequence = (message ->> 'sequence')::bigint where g.id = gateway;
  for target in select t from jsonb_array_elements(message -> 'targets') t
      order by t ->> 'envelopeId', (t ->> 'periodStartMs')::bigint loop
    perform tokenward.budget_aim(gateway, life, target ->> 'envelopeId', (target ->> 'periodStartMs')::bigint,
      (target ->> 'target')::numeric, lease_ms);
  end loop;
  answers := tokenward.budget_ask(gateway, life, message -> 'asks');
  return jsonb_build_object('kind', 'applied', 'answers', answers,
    'accounts', tokenward.budget_states(gateway, life, message -> 'targets'));
end
$$;

create function tokenward.budget_states(gateway text, life integer, targets jsonb) returns jsonb language sql as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'envelopeId', a.envelope_id, 'periodStartMs', a.period_start_ms, 'limit', a.amount_limit::text,
      'overdraft', e.overdraft::text, 'spent', a.spent::text, 'held', a.held::text, 'suspense', a.suspense::text,
      'outstanding', coalesce(l.outstanding, 0)::text,
      'gateways', (select count(*) from tokenward.budget_lease o where o.envelope_id = a.envelope_id
        and o.period_start_ms = a.period_start_ms and o.state = 'active')) order by a.envelope_id, a.period_start_ms), '[]')
    from jsonb_array_elements(targets) t
    join tokenward.budget_account a
      on a.envelope_id = t ->> 'envelopeId' and a.period_start_ms = (t ->> 'periodStartMs')::bigint
    join tokenward.budget_envelope e on e.id = a.envelope_id
    left join tokenward.budget_lease l on l.envelope_id = a.envelope_id and l.period_start_ms = a.period_start_ms
      and l.gateway_id = gateway and l.epoch = life
$$;

-- Moves what is leased beyond its time to suspense. Time alone gives nothing back.
create function tokenward.budget_expire_leases() returns integer language plpgsql as $$
declare
  lease tokenward.budget_lease;
  many integer := 0;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a where (a.envelope_id, a.period_start_ms) in (
      select l.envelope_id, l.period_start_ms from tokenward.budget_lease l
        where l.state = 'active' and l.expires_at < clock_timestamp())
    order by a.envelope_id, a.period_start_ms for update;
  for lease in select * from tokenward.budget_lease l where l.state = 'active' and l.expires_at < statement_timestamp()
      order by l.envelope_id, l.period_start_ms, l.gateway_id, l.epoch for update loop
    perform tokenward.budget_enter(lease.envelope_id, lease.period_start_ms, 'expire', lease.outstanding,
      lease.gateway_id, null, null);
    update tokenward.budget_lease l set state = 'suspense', suspense_since = clock_timestamp()
      where l.envelope_id = lease.envelope_id and l.period_start_ms = lease.period_start_ms
        and l.gateway_id = lease.gateway_id and l.epoch = lease.epoch;
    many := many + 1;
  end loop;
  return many;
end
$$;

-- Frees what one lease still has and closes it. The caller holds the account's lock.
create function tokenward.budget_close_lease(lease tokenward.budget_lease, actor text, reason text) returns void
  language plpgsql as $$
begin
  perform tokenward.budget_enter(lease.envelope_id, lease.period_start_ms,
    case lease.state when 'suspense' then 'suspense' else 'release' end, lease.outstanding, lease.gateway_id, actor, reason);
  update tokenward.budget_lease l set state = 'closed', outstanding = 0, suspense_since = null
    where l.envelope_id = lease.envelope_id and l.period_start_ms = lease.period_start_ms
      and l.gateway_id = lease.gateway_id and l.epoch = lease.epoch;
end
$$;

-- The journal of a gateway's earlier lives is told: what they did not spend is free.
create function tokenward.budget_close_earlier(gateway text, life integer) returns integer language plpgsql as $$
declare
  lease tokenward.budget_lease;
  many integer := 0;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a where (a.envelope_id, a.period_start_ms) in (
      select l.envelope_id, l.period_start_ms from tokenward.budget_lease l
        where l.gateway_id = gateway and l.epoch < life and l.state <> 'closed')
    order by a.envelope_id, a.period_start_ms for update;
  for lease in select * from tokenward.budget_lease l
      where l.gateway_id = gateway and l.epoch < life and l.state <> 'closed'
      order by l.envelope_id, l.period_start_ms, l.epoch for update loop
    perform tokenward.budget_close_lease(lease, 'system', 'the journal was told to its end');
    many := many + 1;
  end loop;
  return many;
end
$$;

-- Somebody knows what became of a lease in suspense. False when it is not there any more.
create function tokenward.budget_resolve(envelope text, period bigint, gateway text, life integer, spent numeric,
    actor text, reason text) returns boolean language plpgsql as $$
declare
  lease tokenward.budget_lease;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms = period for update;
  select * into lease from tokenward.budget_lease l where l.envelope_id = envelope and l.period_start_ms = period
    and l.gateway_id = gateway and l.epoch = life and l.state = 'suspense' for update;
  if lease.gateway_id is null then return false; end if;
  perform tokenward.budget_enter(envelope, period, 'commit', spent, gateway, actor, reason);
  perform tokenward.budget_close_lease(lease, actor, reason);
  return true;
end
$$;

-- Moves what is free from one account to another that counts the same. False when it is not free, or one is missing.
create function tokenward.budget_transfer(from_envelope text, from_period bigint, to_envelope text, to_period bigint,
    amount numeric, actor text, reason text) returns boolean language plpgsql as $$
declare
  source tokenward.budget_account;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a
    where (a.envelope_id, a.period_start_ms) in ((from_envelope, from_period), (to_envelope, to_period))
    order by a.envelope_id, a.period_start_ms for update;
  select a.* into source from tokenward.budget_account a
    join tokenward.budget_envelope f on f.id = a.envelope_id
    join tokenward.budget_account b on b.envelope_id = to_envelope and b.period_start_ms = to_period and not b.closed
    join tokenward.budget_envelope t on t.id = b.envelope_id and t.unit = f.unit
    where a.envelope_id = from_envelope and a.period_start_ms = from_period and not a.closed
      and (from_envelope, from_period) <> (to_envelope, to_period);
  if source.envelope_id is null or amount <= 0
    or source.amount_limit - source.spent - source.held - source.suspense < amount then
    return false;
  end if;
  perform tokenward.budget_enter(from_envelope, from_period, 'transfer', -amount, null, actor, reason);
  perform tokenward.budget_enter(to_envelope, to_period, 'transfer', amount, null, actor, reason);
  return true;
end
$$;

-- A person's correction of a limit. False when there is no such account.
create function tokenward.budget_adjust(envelope text, period bigint, amount numeric, actor text, reason text)
  returns boolean language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms = period for update;
  if not found then return false; end if;
  perform tokenward.budget_enter(envelope, period, 'adjustment', amount, null, actor, reason);
  return true;
end
$$;
