-- Programmes: which incentive model is in force for whom, why, until when; what old leaderboards said; and what the watch over a
-- raw board found. Nothing here is a score, and nothing that moves an allowance reads it.

create table tokenward.programme (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  model text not null check (model in
    ('raw_token_leaderboard', 'efficiency_score', 'outcome_recognition', 'tiered_rewards', 'budget_envelopes',
     'policy_gated_access', 'compliance_weighted', 'team_based', 'composite_index')),
  -- The business question and how its success is measured; null: not written yet.
  charter jsonb check (jsonb_typeof(charter) = 'object'),
  -- Empty: the whole organisation.
  team_ids jsonb not null check (jsonb_typeof(team_ids) = 'array'),
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  state text not null check (state in ('draft', 'running', 'ended')),
  ends_at timestamptz,
  started_at timestamptz,
  started_by text,
  ended_at timestamptz,
  -- Null: the house, because its time was over.
  ended_by text,
  end_reason text,
  -- What gaming would pay under these settings, as it was last simulated.
  simulation jsonb check (jsonb_typeof(simulation) = 'object'),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((started_at is null) = (started_by is null)),
  check (state <> 'draft' or started_at is null),
  check (state <> 'running' or (started_at is not null and charter is not null and simulation is not null)),
  check ((state = 'ended') = (ended_at is not null)),
  check ((state = 'ended') = (end_reason is not null)),
  -- A board of raw tokens is a campaign of a month at most, whoever starts it and however.
  check (model <> 'raw_token_leaderboard' or started_at is null
    or (ends_at is not null and ends_at <= started_at + interval '31 days'))
);
create index programme_running_index on tokenward.programme (ends_at) where state = 'running';

-- A leaderboard that was there before: archived as it was, never scored.
create table tokenward.leaderboard (
  id text primary key check (length(id) between 1 and 200),
  name text not null,
  -- From this day on it counts nothing, and files say nothing of it any more; null: not frozen yet.
  frozen_from date,
  -- What it is replaced with; null: not decided.
  programme_id text references tokenward.programme deferrable initially deferred,
  -- What people were told, and when.
  announcement text,
  announced_at timestamptz,
  announced_by text,
  -- From then on nobody sees a place of their own in it, only teams.
  team_view_from timestamptz,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((announcement is null) = (announced_at is null)),
  check ((announced_at is null) = (announced_by is null)),
  check (team_view_from is null or announced_at is not null)
);

-- What one name of it used on one day, or in a whole file of which no days are known.
create table tokenward.leaderboard_use (
  leaderboard_id text not null references tokenward.leaderboard deferrable initially deferred,
  -- The name there: a login, a machine, an address.
  label text not null check (length(label) between 1 and 200),
  -- The first day of what the row counts.
  day date not null,
  source text not null check (source in ('ccusage', 'tokscale', 'csv')),
  -- Who that is here; null: not known yet.
  person_id text,
  tokens numeric not null check (tokens >= 0),
  cost_nanodollars numeric check (cost_nanodollars >= 0),
  imported_by text not null,
  imported_at timestamptz not null,
  primary key (leaderboard_id, label, day)
);
create index leaderboard_use_person_index on tokenward.leaderboard_use (person_id) where person_id is not null;

-- Bursts that the watch over a raw board saw. Until somebody has looked, the board leaves them out.
create table tokenward.board_burst (
  -- programme, person and day.
  id text primary key check (length(id) between 1 and 500),
  programme_id text not null references tokenward.programme deferrable initially deferred,
  person_id text not null,
  day date not null,
  tokens numeric not null check (tokens >= 0),
  -- What people of the programme used that day: the median.
  usual_tokens numeric not null check (usual_tokens >= 0),
  state text not null check (state in ('open', 'left_out', 'let_stand')),
  noted_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  unique (programme_id, person_id, day),
  check ((state = 'open') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null)),
  check (decided_by is null or decided_by <> person_id)
);
create index board_burst_open_index on tokenward.board_burst (programme_id) where state = 'open';
