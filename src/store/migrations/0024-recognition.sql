-- Recognition: the published rule, what was given to whom and why, the ledger of its points, who may see what, and who looked
-- at whose record. A period is a month, `2026-03`.

-- Versions of the rule. What is published never changes, and holds from a month on.
create table tokenward.recognition_rule (
  id text primary key check (length(id) between 1 and 200),
  version integer not null unique check (version >= 1),
  rule jsonb not null check (jsonb_typeof(rule) = 'object'),
  note text not null,
  from_period text not null check (from_period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  published_by text not null,
  published_at timestamptz not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- Months that were recognised, each once: what was there to give, and what was given.
create table tokenward.recognition_month (
  id text primary key check (id ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  rule_version integer not null,
  pool_points integer not null check (pool_points >= 0),
  team_share_percent integer not null check (team_share_percent between 60 and 70),
  -- Points of each side that were given; the rest stayed in the pool.
  team_points integer not null check (team_points >= 0),
  person_points integer not null check (person_points >= 0),
  teams integer not null,
  people integer not null,
  given_by text,
  given_at timestamptz not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (team_points + person_points <= pool_points)
);

-- What was given. It is never deleted: what did not hold is lowered or withdrawn, with the reason.
create table tokenward.recognition_award (
  id text primary key check (length(id) between 1 and 600),
  period_id text not null references tokenward.recognition_month deferrable initially deferred,
  recipient_kind text not null check (recipient_kind in ('person', 'team')),
  recipient_id text not null,
  -- The team, or the person's at that time.
  team_id text not null,
  -- Of a team: how many people it rests on.
  people integer not null check (people >= 1),
  category_id text not null,
  category_name text not null,
  -- The level as it was given, and as it is; null: none any more.
  given_level text not null,
  level text,
  -- Thousandths of points of the score that it rests on: as given, and as they are.
  given_millipoints integer not null check (given_millipoints >= 0),
  millipoints integer not null check (millipoints >= 0),
  -- Points of recognition; the sum of its postings.
  given_points integer not null check (given_points >= 0),
  points integer not null check (points >= 0 and points <= given_points),
  rule_version integer not null,
  formula_version text not null,
  citation text not null,
  state text not null check (state in ('given', 'lowered', 'withdrawn')),
  given_at timestamptz not null,
  reviewed_at timestamptz not null,
  change_reason text,
  unique (period_id, recipient_kind, recipient_id, category_id),
  check (recipient_kind = 'person' or recipient_id = team_id),
  -- No group under five.
  check ((recipient_kind = 'team' and people >= 5) or (recipient_kind = 'person' and people = 1)),
  check ((state = 'withdrawn') = (level is null)),
  check (state = 'given' or change_reason is not null)
);
create index recognition_award_recipient_index on tokenward.recognition_award (recipient_kind, recipient_id, period_id);
create index recognition_award_given_index on tokenward.recognition_award (given_at, id);
create index recognition_award_team_index on tokenward.recognition_award (team_id, period_id);

-- Outcomes that an award rests on, and whether they still count.
create table tokenward.recognition_evidence (
  award_id text not null references tokenward.recognition_award deferrable initially deferred,
  outcome_id text not null,
  person_id text not null,
  holds boolean not null default true,
  primary key (award_id, outcome_id)
);
create index recognition_evidence_outcome_index on tokenward.recognition_evidence (outcome_id);

-- The ledger of points of recognition. What was taken back is an entry of its own.
create table tokenward.recognition_posting (
  award_id text not null references tokenward.recognition_award deferrable initially deferred,
  sequence integer not null check (sequence >= 1),
  points integer not null,
  cause text not null,
  posted_at timestamptz not null,
  primary key (award_id, sequence)
);
create function tokenward.refuse_recognition_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger of recognition is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger recognition_posting_is_append_only before update or delete on tokenward.recognition_posting
  for each statement execute function tokenward.refuse_recognition_change();

-- Who may see what somebody was recognised for. Without a row: nobody but that person.
create table tokenward.recognition_choice (
  -- The person.
  id text primary key check (length(id) between 1 and 200),
  shown_to text not null check (shown_to in ('nobody', 'team', 'organisation')),
  -- May be in an export for performance reviews, while there is one.
  exportable boolean not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- Teams whose scorecards are for themselves alone: regulated work, or work of high risk.
create table tokenward.private_scorecard (
  -- The team.
  id text primary key check (length(id) between 1 and 200),
  reason text not null,
  status text not null check (status in ('active', 'ended')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- What it takes before recognition leaves the house for performance reviews: a purpose, whom it was agreed with, a second
-- person, and a month in which everybody is told.
create table tokenward.export_permission (
  id text primary key check (length(id) between 1 and 200),
  purpose text not null,
  agreed_with text not null,
  state text not null check (state in ('proposed', 'approved', 'declined', 'ended')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  reason text,
  starts_at timestamptz,
  ends_at timestamptz,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (decided_by is null or state = 'ended' or decided_by <> proposed_by),
  check ((state = 'proposed') = (decided_at is null)),
  check (state <> 'approved' or (starts_at > decided_at and ends_at > starts_at))
);

-- Who looked at whose record, at what of it, and why. Kept for good, and shown to whom it is about.
create table tokenward.record_look (
  id uuid primary key,
  person_id text not null,
  looker_kind text not null check (looker_kind in ('person', 'service_account', 'system')),
  looker_id text not null,
  what text not null check (length(what) between 1 and 200),
  why text not null,
  looked_at timestamptz not null
);
create index record_look_person_index on tokenward.record_look (person_id, looked_at);
create function tokenward.refuse_look_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was looked at stays known' using errcode = 'insufficient_privilege';
end
$$;
create trigger record_look_is_append_only before update or delete on tokenward.record_look
  for each statement execute function tokenward.refuse_look_change();
