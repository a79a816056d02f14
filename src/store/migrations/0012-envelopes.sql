-- The organisation's calendar, and the metric that an envelope may be tied to.

create table tokenward.organisation_calendar (
  id text primary key check (id = 'organisation'),
  time_zone text not null,
  -- 1 is Monday, 7 Sunday.
  week_starts_on smallint not null check (week_starts_on between 1 and 7),
  year_starts_in_month smallint not null check (year_starts_in_month between 1 and 12),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- Name, unit, target and which way is better; null where the envelope has none.
alter table tokenward.budget_envelope add column metric jsonb;

-- What was reported of an envelope's metric. One value for a moment: a later report of it takes the earlier one's place.
create table tokenward.budget_metric_value (
  envelope_id text not null references tokenward.budget_envelope,
  at timestamptz not null,
  value double precision not null,
  reported_by text not null,
  reported_at timestamptz not null,
  primary key (envelope_id, at)
);
