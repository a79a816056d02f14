-- What is spent by the time of day, for forecasts and burn rates, and the outbox of notices.

-- What an account has spent within five minutes that begin at `at`; of days that are past, within a quarter of an hour, which
-- every zone's midnight still falls between. Written with the entry, under the account's lock, so it is the ledger's sum.
create table tokenward.budget_spend (
  envelope_id text not null,
  at timestamptz not null,
  period_start_ms bigint not null,
  amount numeric(38, 0) not null,
  primary key (envelope_id, at, period_start_ms)
) with (fillfactor = 70);
create index budget_spend_at_index on tokenward.budget_spend using brin (at);

create function tokenward.sum_budget_spend() returns trigger language plpgsql as $$
begin
  insert into tokenward.budget_spend as known (envelope_id, at, period_start_ms, amount)
    values (new.envelope_id, date_bin('5 minutes', new.at, 'epoch'), new.period_start_ms, new.amount)
    on conflict (envelope_id, at, period_start_ms) do update set amount = known.amount + new.amount;
  return null;
end
$$;
create trigger budget_entry_is_summed after insert on tokenward.budget_entry
  for each row when (new.kind = 'commit') execute function tokenward.sum_budget_spend();

-- Reads the ledger once; nobody commits to it meanwhile, as gateways start behind the migrations.
insert into tokenward.budget_spend (envelope_id, at, period_start_ms, amount)
  select envelope_id, date_bin('15 minutes', at, 'epoch'), period_start_ms, sum(amount) from tokenward.budget_entry
    where kind = 'commit' group by 1, 2, 3;

-- Something that people are told, once: its id is made of what it is about.
create table tokenward.notice (
  id text primary key check (length(id) between 1 and 400),
  kind text not null check (length(kind) between 1 and 60),
  envelope_id text,
  period_start_ms bigint,
  threshold text not null,
  -- May wake somebody.
  pages boolean not null,
  subject text not null,
  words text not null,
  detail jsonb not null,
  raised_at timestamptz not null
);
create index notice_raised_index on tokenward.notice (raised_at desc, id);

-- One notice on its way through one channel: waiting until it is sent, or dead when it was tried often enough.
create table tokenward.notice_delivery (
  notice_id text not null references tokenward.notice on delete cascade,
  channel text not null check (length(channel) between 1 and 60),
  -- Addresses, where the channel has no receiver of its own.
  recipients jsonb not null,
  state text not null check (state in ('waiting', 'sent', 'dead')),
  attempts integer not null check (attempts >= 0),
  not_before timestamptz not null,
  -- Whoever sends it has so long; then another may.
  leased_until timestamptz,
  last_error text,
  sent_at timestamptz,
  primary key (notice_id, channel)
);
create index notice_delivery_waiting_index on tokenward.notice_delivery (not_before) where state = 'waiting';

-- Of several processes one does what is to be done once a while.
create table tokenward.notice_turn (
  name text primary key,
  taken_until timestamptz not null
);
