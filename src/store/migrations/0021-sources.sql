-- Systems in which work happens, and which say by signed webhooks what came of it.
create table tokenward.source (
  id text primary key check (length(id) between 1 and 200),
  kind text not null check (kind in ('github', 'gitlab', 'jira', 'zendesk', 'pagerduty', 'incident_io', 'servicenow', 'standard_webhooks', 'cloudevents')),
  name text not null,
  -- Where the secrets are found by which what it sends is signed, newest first; never the secrets.
  secrets jsonb not null check (jsonb_typeof(secrets) = 'array' and jsonb_array_length(secrets) between 1 and 3),
  -- Where its API is asked, and where the token for it is found.
  api jsonb not null check (jsonb_typeof(api) = 'object'),
  -- Address of its pages, where what it sends does not say.
  pages_url text,
  -- How what it sends is read, where its kind does not say.
  mapping jsonb not null check (jsonb_typeof(mapping) = 'array'),
  -- Which results are outcomes of which type.
  rules jsonb not null check (jsonb_typeof(rules) = 'array'),
  skew_seconds_max integer not null check (skew_seconds_max between 30 and 3600),
  status text not null check (status in ('active', 'blocked', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null
);

-- Who is who in such a system. Whoever is not known stands here without a meaning until somebody says who it is.
create table tokenward.external_identity (
  source_id text not null references tokenward.source,
  external_id text not null check (length(external_id) between 1 and 200),
  -- As the system shows it, so that people can tell whom they assign.
  shown_as text,
  is_bot boolean not null,
  meaning text not null check (meaning in ('unknown', 'person', 'outsider', 'system')),
  person_id text references tokenward.person,
  -- A person, or how it was found out: by e-mail address.
  decided_by text,
  decided_at timestamptz,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (source_id, external_id),
  check ((meaning = 'person') = (person_id is not null)),
  check ((meaning = 'unknown') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null))
);
create index external_identity_person_index on tokenward.external_identity (person_id) where person_id is not null;

-- What came in, and what it was taken for; not what it said. The id is claimed in the transaction that keeps its facts.
create table tokenward.source_delivery (
  source_id text not null references tokenward.source,
  delivery_id text not null check (length(delivery_id) between 1 and 200),
  via text not null check (via in ('webhook', 'file', 'api')),
  event text not null,
  received_at timestamptz not null,
  -- Of the bytes, hex.
  digest text not null check (length(digest) = 64),
  facts integer not null check (facts >= 0),
  -- Why it came to nothing, or what was wrong with it.
  note text,
  primary key (source_id, delivery_id)
);
create index source_delivery_received_index on tokenward.source_delivery (source_id, received_at);

-- What was not believed, counted by the hour: however much of it comes, it takes no room.
create table tokenward.source_refusal (
  source_id text not null references tokenward.source,
  hour timestamptz not null,
  reason text not null,
  refused bigint not null check (refused >= 1),
  last_at timestamptz not null,
  primary key (source_id, hour, reason)
);

-- What systems said, each thing once, however often and in whatever order it was told.
create table tokenward.source_fact (
  source_id text not null references tokenward.source,
  fact_id text not null check (length(fact_id) = 64),
  -- The result that it is about, by its address, or another name of one, for instance of a commit.
  subject text not null check (length(subject) between 1 and 1000),
  happened_at timestamptz not null,
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  -- Other names of the result.
  names text[] not null,
  -- Everybody whom it mentions, by the system's ids.
  mentions text[] not null,
  via text not null check (via in ('webhook', 'file', 'api')),
  -- Who handed it in, where it was a person with a file.
  handed_in_by text,
  received_at timestamptz not null,
  primary key (source_id, fact_id)
);
create index source_fact_subject_index on tokenward.source_fact (source_id, subject);
create index source_fact_names_index on tokenward.source_fact using gin (names);
create index source_fact_mentions_index on tokenward.source_fact using gin (mentions);
create index source_fact_received_index on tokenward.source_fact (received_at);

-- What is still to be done about a result: tell its outcomes, or ask the system's API how it stands.
create table tokenward.source_work (
  source_id text not null references tokenward.source,
  kind text not null check (kind in ('settle', 'read_again')),
  subject text not null,
  due_at timestamptz not null,
  tries integer not null check (tries >= 0),
  leased_until timestamptz,
  last_error text,
  primary key (source_id, kind, subject)
);
create index source_work_due_index on tokenward.source_work (due_at);

-- Outcomes that were opened for results, with whose they are now: when somebody turns out to be somebody else, they follow.
create table tokenward.source_outcome (
  source_id text not null references tokenward.source,
  subject text not null,
  type_id text not null,
  outcome_id text not null,
  person_id text not null,
  primary key (source_id, subject, type_id)
);

-- The past of a system, read page by page.
create table tokenward.source_backfill (
  id text primary key check (length(id) between 1 and 200),
  source_id text not null references tokenward.source,
  -- Of what: a repository, a project, or everything that the token sees.
  of_project text,
  since timestamptz not null,
  -- Where the next page begins; null: at the beginning.
  next_page text,
  state text not null check (state in ('running', 'done', 'failed')),
  pages integer not null check (pages >= 0),
  results integer not null check (results >= 0),
  facts integer not null check (facts >= 0),
  tries integer not null check (tries >= 0),
  due_at timestamptz not null,
  leased_until timestamptz,
  last_error text,
  asked_by text not null,
  asked_at timestamptz not null
);
create index source_backfill_due_index on tokenward.source_backfill (due_at) where state = 'running';
create unique index source_backfill_running_index on tokenward.source_backfill (source_id, coalesce(of_project, '')) where state = 'running';
