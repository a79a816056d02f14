-- Scores: the published formula in versions, who it judges by what, results with their ledger of points, and cases of people who
-- contest one. A period is a month, `2026-03`.

-- Versions of the formula. Nobody publishes what they proposed; what is published never changes.
create table tokenward.score_formula (
  id text primary key check (length(id) between 1 and 200),
  version text not null unique check (length(version) between 1 and 40),
  formula jsonb not null check (jsonb_typeof(formula) = 'object'),
  note text not null,
  -- The first period that it scores.
  from_period text not null check (from_period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('proposed', 'published', 'withdrawn')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  -- The period whose difference was shown; null: none was shown yet.
  compared_period text,
  compared_at timestamptz,
  published_by text,
  published_at timestamptz,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((state = 'published') = (published_at is not null)),
  check ((published_at is null) = (published_by is null)),
  check ((compared_period is null) = (compared_at is null)),
  check (published_by <> proposed_by)
);

-- How hard work of a use case is: by its kind, as its owner classes it. Without a row it is medium.
create table tokenward.score_class (
  -- The use case.
  id text primary key check (length(id) between 1 and 200),
  difficulty text not null check (difficulty in ('easy', 'medium', 'hard')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- Whose work is like whose. Without a row: the first of the person's roles, trained, and reusable where there is a library.
create table tokenward.score_profile (
  -- The person.
  id text primary key check (length(id) between 1 and 200),
  role_family text not null check (length(role_family) between 1 and 200),
  is_trained boolean not null,
  can_be_reused boolean not null,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- Work that somebody was asked to do. Who declines says why; who reassigns is somebody else.
create table tokenward.work_assignment (
  id text primary key check (length(id) between 1 and 200),
  person_id text not null references tokenward.person deferrable initially deferred,
  use_case_id text not null references tokenward.use_case deferrable initially deferred,
  difficulty text not null check (difficulty in ('easy', 'medium', 'hard')),
  words text not null,
  state text not null check (state in ('asked', 'accepted', 'declined', 'reassigned')),
  assigned_by text not null,
  assigned_at timestamptz not null,
  answered_by text,
  answered_at timestamptz,
  reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (assigned_by <> person_id),
  check ((state = 'asked') = (answered_at is null)),
  check (state <> 'reassigned' or answered_by <> person_id)
);
create index work_assignment_person_index on tokenward.work_assignment (person_id, assigned_at);

-- A rule that was broken. Who opened it does not decide on it; nor does whose it is.
create table tokenward.breach (
  id text primary key check (length(id) between 1 and 200),
  person_id text not null references tokenward.person deferrable initially deferred,
  severity text not null check (severity in ('minor', 'severe')),
  is_self_reported boolean not null,
  words text not null,
  happened_at timestamptz not null,
  report_id text,
  state text not null check (state in ('open', 'confirmed', 'cleared')),
  opened_by text not null,
  opened_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((state = 'open') = (decided_at is null)),
  check (decided_by is null or (decided_by <> person_id and decided_by <> opened_by))
);
create index breach_person_index on tokenward.breach (person_id, happened_at);

-- Whether an asset carried the result of a task that used it: adoptions drawn by lot, looked at by somebody drawn by lot.
create table tokenward.adoption_check (
  -- The adoption: adopter, task and asset.
  id text primary key check (length(id) between 1 and 1000),
  period_id text not null,
  asset_id text not null,
  author_id text not null,
  adopter_id text not null,
  task_id text not null,
  checker_id text not null,
  drawn_at timestamptz not null,
  verdict text check (verdict in ('carried', 'not_carried')),
  reason text,
  decided_at timestamptz,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (checker_id <> author_id and checker_id <> adopter_id),
  check ((verdict is null) = (decided_at is null))
);
create index adoption_check_adopter_index on tokenward.adoption_check (adopter_id);
create index adoption_check_checker_index on tokenward.adoption_check (checker_id) where verdict is null;

-- Somebody says that their score is wrong. It is answered by another person, by a day that is told.
create table tokenward.score_contest (
  id text primary key check (length(id) between 1 and 200),
  person_id text not null references tokenward.person deferrable initially deferred,
  period_id text not null,
  -- The rule of the formula that it is about; null: all of it.
  rule text,
  words text not null,
  -- What was contested, as it stood.
  millipoints integer not null,
  formula_version text not null,
  state text not null check (state in ('open', 'upheld', 'rejected', 'withdrawn')),
  opened_at timestamptz not null,
  due_at timestamptz not null,
  -- When somebody was told that it is overdue.
  overdue_noted_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  answer text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (due_at > opened_at),
  check (decided_by is null or state = 'withdrawn' or decided_by <> person_id),
  check ((state = 'open') = (decided_at is null)),
  check (state not in ('upheld', 'rejected') or answer is not null)
);
create index score_contest_person_index on tokenward.score_contest (person_id);
create index score_contest_due_index on tokenward.score_contest (due_at) where state = 'open';

-- Scoring of everybody: ordered, then done. One for a period at a time.
create table tokenward.score_run (
  id uuid primary key,
  period_id text not null check (period_id ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('ordered', 'done', 'failed')),
  -- Null: the house, by its timetable.
  ordered_by text,
  ordered_at timestamptz not null,
  finished_at timestamptz,
  formula_version text,
  people integer,
  tasks bigint,
  outcomes bigint,
  -- Scores that are not what they were.
  changed integer,
  took_ms integer,
  failure text,
  check ((state = 'ordered') = (finished_at is null)),
  check ((state = 'failed') = (failure is not null))
);
create unique index score_run_ordered_index on tokenward.score_run (period_id) where state = 'ordered';
create index score_run_period_index on tokenward.score_run (period_id, ordered_at);

-- What peers bring and cost in a period, class by class, as the last run of everybody found it: what is scored between two runs
-- is compared with it, so that one event changes the scores that it touches and no others.
create table tokenward.score_class_peers (
  period_id text not null,
  -- Role, use case and difficulty; role and difficulty; difficulty.
  class text not null,
  people integer not null check (people >= 1),
  tasks bigint not null check (tasks >= 1),
  -- The middle of all votes, ascending, from the index `middle_from` on.
  middle_from integer not null check (middle_from >= 0),
  middle_values jsonb not null check (jsonb_typeof(middle_values) = 'array'),
  middle_costs jsonb not null check (jsonb_typeof(middle_costs) = 'array'),
  primary key (period_id, class)
);

-- What is usual in a role family in a period, as the last run of everybody found it: what private results are pulled towards.
create table tokenward.score_role_usual (
  period_id text not null,
  -- The empty text is everybody.
  role_family text not null,
  mean double precision not null,
  variance double precision not null check (variance >= 0),
  primary key (period_id, role_family)
);

-- The score of a person in a period as it stands now, shown to that person alone.
create table tokenward.score_result (
  period_id text not null,
  person_id text not null,
  team_id text not null,
  role_family text not null,
  -- Withheld: known to the engine and shown to nobody.
  kind text not null check (kind in ('scored', 'withheld')),
  millipoints integer not null check (millipoints between 0 and 100000),
  net_microdollars bigint not null,
  outcomes integer not null check (outcomes >= 0),
  formula_version text not null,
  -- The tree: rules, words, millipoints, evidence.
  explanation jsonb not null,
  triad jsonb not null,
  raise jsonb not null,
  doubts jsonb not null,
  claims_measured integer not null,
  claims_excess_share double precision not null,
  reuse_checked integer not null,
  reuse_failed integer not null,
  -- As the person sees it: pulled towards what is usual, with the bounds of nineteen times in twenty.
  shown_millipoints integer not null,
  shown_lower integer not null,
  shown_upper integer not null,
  -- What this person's own work put among the votes of each class.
  votes jsonb not null check (jsonb_typeof(votes) = 'object'),
  -- Of the posting that made it.
  sequence integer not null check (sequence >= 1),
  scored_at timestamptz not null,
  primary key (period_id, person_id)
);
create index score_result_person_index on tokenward.score_result (person_id, period_id);
create index score_result_team_index on tokenward.score_result (period_id, team_id);

-- The ledger of points. A posting holds what one cause changed of one person's period: entries with rule, words, evidence and
-- millipoints, which sum to it. All postings of a person's period sum to the score. What was wrong is followed by another one.
create table tokenward.points_posting (
  period_id text not null,
  person_id text not null,
  sequence integer not null check (sequence >= 1),
  posted_at timestamptz not null,
  -- `run:…` or `event:…`: what it was scored for.
  cause text not null,
  formula_version text not null,
  millipoints integer not null,
  entries jsonb not null check (jsonb_typeof(entries) = 'array'),
  primary key (period_id, person_id, sequence)
);
create index points_posting_person_index on tokenward.points_posting (person_id, posted_at);
create function tokenward.refuse_points_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger of points is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger points_posting_is_append_only before update or delete on tokenward.points_posting
  for each row execute function tokenward.refuse_points_change();

-- What one person's work says of others: whose word proved it, in microdollars; whose assets it used, in millionths of usual outcomes.
create table tokenward.score_word (
  period_id text not null,
  person_id text not null,
  validator_id text not null,
  microdollars bigint not null,
  primary key (period_id, person_id, validator_id)
);
create index score_word_validator_index on tokenward.score_word (period_id, validator_id);
create table tokenward.score_flow (
  period_id text not null,
  author_id text not null,
  adopter_id text not null,
  outcomes bigint not null,
  checked integer not null,
  failed integer not null,
  evidence_ids jsonb not null check (jsonb_typeof(evidence_ids) = 'array'),
  primary key (period_id, author_id, adopter_id)
);
create index score_flow_adopter_index on tokenward.score_flow (period_id, adopter_id);

-- Up to which change of outcomes scores have been told anew; one row.
create table tokenward.score_progress (
  one boolean primary key default true check (one),
  outcome_change bigint not null
);
insert into tokenward.score_progress (outcome_change) values (0);

-- Whose scores are to be told anew, and why. Rows are taken and deleted; one person stands here as often as something happened.
create table tokenward.score_touch (
  id bigint generated always as identity primary key,
  person_id text not null,
  -- A moment in the period that is touched.
  at timestamptz not null,
  cause text not null,
  touched_at timestamptz not null default clock_timestamp()
);

-- Where teams stand: the band of the last run of everybody, moved only when the odds allow.
create table tokenward.score_team (
  period_id text not null,
  team_id text not null,
  kind text not null check (kind in ('band', 'too_small', 'too_little_evidence')),
  band text check (band in ('starting', 'growing', 'steady', 'strong')),
  people integer,
  outcomes integer,
  words text,
  scored_at timestamptz not null,
  primary key (period_id, team_id),
  check ((kind = 'band') = (band is not null)),
  check ((kind = 'band') = (words is null))
);

-- What a proposed version would change for each person, by rule; shown to that person, and in sum to whoever publishes.
create table tokenward.score_difference (
  formula_id text not null,
  period_id text not null,
  person_id text not null,
  team_id text not null,
  from_version text not null,
  before_millipoints integer not null,
  millipoints integer not null,
  by_rule jsonb not null check (jsonb_typeof(by_rule) = 'array'),
  primary key (formula_id, period_id, person_id)
);

-- Refusals of a person's calls by policy, for findings. Building it reads the ledger once (a second or two for each million
-- calls) and keeps writers out meanwhile: gateways' journals hold what comes.
create index calls_refused_person_index on tokenward.calls (person_id, admitted_at)
  where decision = 'refuse' and person_id is not null;
