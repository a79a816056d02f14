-- Who signs in, by what, and what they may do. src/domain/identity says what the columns mean.
-- Every table is small and new; `api_key` and `person` are not touched.

create table tokenward.role_grant (
  id text primary key check (length(id) between 1 and 200),
  person_id text not null references tokenward.person deferrable initially deferred,
  role text not null check (role in
    ('manager', 'use_case_owner', 'governance', 'security', 'finance', 'auditor', 'administrator')),
  team_id text references tokenward.team deferrable initially deferred,
  use_case_id text references tokenward.use_case deferrable initially deferred,
  source text not null check (source in ('granted', 'identity_provider')),
  reason text not null,
  granted_by text not null,
  expires_at timestamptz,
  status text not null check (status in ('active', 'ended')),
  end_reason text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (num_nonnulls(team_id, use_case_id) <= 1),
  check ((status = 'ended') = (end_reason is not null)),
  -- Nobody gives themselves a role: not in the control plane, and not past it.
  check (source <> 'granted' or granted_by <> person_id)
);
create index role_grant_person_index on tokenward.role_grant (person_id) where status = 'active';

-- What somebody who left owned, until it has another owner.
create table tokenward.handover (
  id text primary key check (length(id) between 1 and 200),
  person_id text not null references tokenward.person deferrable initially deferred,
  reason text not null,
  items jsonb not null check (jsonb_typeof(items) = 'array'),
  state text not null check (state in ('open', 'done')),
  opened_by text not null,
  done_by text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((state = 'done') = (done_by is not null))
);
create index handover_state_index on tokenward.handover (state);

-- A browser that is signed in. The cookie holds the value, this the SHA-256 of it: who reads the store cannot be anybody.
create table tokenward.sign_in_session (
  id text primary key,
  digest text not null unique check (length(digest) = 64),
  person_id text not null references tokenward.person,
  method text not null check (method in ('password', 'link', 'identity_provider')),
  provider_id text,
  -- The provider's own names of this session, by which it can end it; and what it wants to see when somebody signs out.
  issuer text,
  subject text,
  provider_session_id text,
  id_token text,
  workbench_key_id text,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  check ((ended_at is null) = (end_reason is null)),
  check (expires_at > started_at)
);
create index sign_in_session_person_index on tokenward.sign_in_session (person_id) where ended_at is null;
create index sign_in_session_provider_index on tokenward.sign_in_session (issuer, provider_session_id)
  where provider_session_id is not null;
create index sign_in_session_expires_index on tokenward.sign_in_session (expires_at);

-- A password as scrypt leaves it, with its parameters and its salt.
create table tokenward.sign_in_password (
  person_id text primary key references tokenward.person,
  hash text not null check (hash like 'scrypt$%'),
  changed_at timestamptz not null
);

-- Links that are good once: by which the first administrator comes in, and by which people choose a password.
create table tokenward.sign_in_link (
  digest text primary key check (length(digest) = 64),
  kind text not null check (kind in ('set_up', 'invitation')),
  person_id text references tokenward.person,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((kind = 'invitation') = (person_id is not null))
);

-- Who somebody is at an identity provider. Issuer and subject are the only key: addresses change hands.
create table tokenward.sign_in_identity (
  issuer text not null check (length(issuer) between 1 and 500),
  subject text not null check (length(subject) between 1 and 500),
  person_id text not null references tokenward.person,
  linked_at timestamptz not null,
  primary key (issuer, subject),
  unique (issuer, person_id)
);

-- A sign-in that is under way at a provider. Taken once; `browser_digest` binds it to the browser that began it.
create table tokenward.sign_in_attempt (
  state_digest text primary key check (length(state_digest) = 64),
  browser_digest text not null check (length(browser_digest) = 64),
  provider_id text not null,
  nonce text not null,
  code_verifier text not null,
  return_to text not null,
  expires_at timestamptz not null
);

-- Tokens by which a provider ended sessions: each is heeded once.
create table tokenward.sign_out_token (
  issuer text not null,
  token_id text not null,
  expires_at timestamptz not null,
  primary key (issuer, token_id)
);

-- Failed attempts by what was tried (a name, an address, a code), as keyed digests: neither is kept.
create table tokenward.sign_in_guess (
  subject_digest text primary key check (length(subject_digest) = 64),
  failures integer not null check (failures >= 0),
  window_ends_at timestamptz not null
);

-- A program that waits for somebody to say yes in a browser.
create table tokenward.device_request (
  digest text primary key check (length(digest) = 64),
  user_code text not null unique check (length(user_code) between 6 and 20),
  client_name text not null check (length(client_name) between 1 and 200),
  scopes jsonb not null check (jsonb_typeof(scopes) = 'array'),
  state text not null check (state in ('waiting', 'approved', 'denied', 'used')),
  person_id text references tokenward.person,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  polled_at timestamptz,
  check (state not in ('approved', 'used') or person_id is not null)
);
