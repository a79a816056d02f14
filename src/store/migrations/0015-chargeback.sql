-- Months that were closed, what was charged in them, and what is charged beside calls. Months are `2026-11`, of the organisation's
-- calendar. Whoever charges something to a month holds `charge_close` in row share mode, whoever closes one in exclusive mode: what
-- is posted is in the close before it or in the next one, never in none.

create table tokenward.charge_close (
  month text primary key check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- As they were when it was closed, whatever becomes of the calendar.
  time_zone text not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  closed_at timestamptz not null,
  closed_by text not null,
  lines bigint not null,
  calls bigint not null,
  calls_unpriced bigint not null,
  cost_femtodollars numeric(60, 0) not null,
  -- Over the lines in their order: src/domain/chargeback/charge-line.ts says how.
  digest text not null check (length(digest) = 64)
);

-- What was charged, frozen. A line is a group of calls with the prices that applied, or an amount.
create table tokenward.charge_line (
  month text not null,
  position bigint not null check (position >= 1),
  kind text not null check (kind in ('calls', 'adjustment', 'shared')),
  day date not null,
  -- The closed month that the line belongs to, when it is charged in a later one.
  adjusts text,
  team_id text,
  project_id text,
  use_case_id text,
  cost_centre text,
  lane text,
  model_id text,
  upstream_id text,
  person_id text,
  usage_basis text,
  is_priced boolean,
  price_id text,
  service_tier text,
  input_tokens_min bigint,
  prices jsonb,
  calls bigint not null default 0,
  input_uncached_tokens bigint not null default 0,
  input_cache_read_tokens bigint not null default 0,
  input_cache_write_5m_tokens bigint not null default 0,
  input_cache_write_1h_tokens bigint not null default 0,
  input_cache_write_unknown_tokens bigint not null default 0,
  output_visible_tokens bigint not null default 0,
  output_reasoning_tokens bigint not null default 0,
  cost_nanodollars numeric(38, 0) not null default 0,
  -- Of adjustments and shared costs.
  amount_femtodollars numeric(60, 0),
  about_id text,
  about_words text,
  about_method text,
  primary key (month, position),
  check ((kind = 'calls') = (amount_femtodollars is null))
);
create index charge_line_adjusts_index on tokenward.charge_line (adjusts) where adjusts is not null;

-- How many calls of each closed month the last close had seen: when there are more now, some came late.
create table tokenward.charge_seen (
  month text primary key references tokenward.charge_close deferrable initially deferred,
  calls_seen bigint not null
);

create function tokenward.refuse_charge_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if exists (select from tokenward.charge_close c where c.month = new.month) then
      raise exception 'the month % is closed', new.month using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  raise exception 'what was charged in a closed month is not changed' using errcode = 'insufficient_privilege';
end
$$;
create trigger charge_line_is_frozen before update or delete on tokenward.charge_line
  for each statement execute function tokenward.refuse_charge_change();
create trigger charge_line_of_open_month before insert on tokenward.charge_line
  for each row execute function tokenward.refuse_charge_change();
create trigger charge_close_is_final before update or delete on tokenward.charge_close
  for each statement execute function tokenward.refuse_charge_change();

-- What a person of finance posted: charged in `month`, about the closed month `adjusts`.
create table tokenward.charge_adjustment (
  id uuid primary key,
  month text not null,
  adjusts text not null references tokenward.charge_close,
  posted_at timestamptz not null,
  posted_by text not null,
  amount_nanodollars numeric(38, 0) not null check (amount_nanodollars <> 0),
  reason text not null,
  team_id text,
  project_id text,
  use_case_id text,
  cost_centre text,
  check (adjusts < month)
);
create index charge_adjustment_month_index on tokenward.charge_adjustment (month, posted_at, id);
create trigger charge_adjustment_is_final before update or delete on tokenward.charge_adjustment
  for each statement execute function tokenward.refuse_charge_change();
create trigger charge_adjustment_of_open_month before insert on tokenward.charge_adjustment
  for each row execute function tokenward.refuse_charge_change();

create table tokenward.shared_cost (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  from_month text not null,
  until_month text check (until_month >= from_month),
  source jsonb not null check (source ->> 'kind' in ('amount', 'use_case', 'residual')),
  rule jsonb not null check (rule ->> 'kind' in ('proportional', 'even', 'fixed')),
  reason text not null,
  made_at timestamptz not null,
  made_by text not null
);

-- What vendors said that days cost. The newest report of a day is what counts.
create table tokenward.cost_report (
  id bigint generated always as identity primary key,
  vendor text not null check (vendor in ('openai', 'anthropic')),
  digest text not null check (length(digest) = 64),
  file_name text not null,
  imported_at timestamptz not null,
  imported_by text not null,
  from_day date not null,
  to_day date not null,
  lines integer not null,
  cost_femtodollars numeric(60, 0) not null,
  unique (vendor, digest)
);
create table tokenward.cost_report_line (
  report_id bigint not null references tokenward.cost_report on delete cascade,
  line integer not null,
  position integer not null,
  vendor text not null,
  day date not null,
  model text,
  vendor_project text,
  project_id text,
  item text not null,
  cost_femtodollars numeric(60, 0) not null,
  primary key (report_id, position)
);
create index cost_report_line_day_index on tokenward.cost_report_line (vendor, day, report_id);
