-- What people make once and others use again.
create table tokenward.library_asset (
  id text primary key check (length(id) between 1 and 200),
  kind text not null check (kind in ('template', 'agent', 'workflow', 'automation', 'playbook')),
  name text not null,
  description text not null,
  owner_person_id text not null references tokenward.person deferrable initially deferred,
  use_case_id text not null references tokenward.use_case deferrable initially deferred,
  labels jsonb not null check (jsonb_typeof(labels) = 'object'),
  starter_roles jsonb not null check (jsonb_typeof(starter_roles) = 'array'),
  forked_from_asset_id text references tokenward.library_asset deferrable initially deferred,
  forked_from_version integer check (forked_from_version >= 1),
  status text not null check (status in ('active', 'deprecated')),
  deprecation_reason text,
  successor_id text references tokenward.library_asset deferrable initially deferred,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((forked_from_asset_id is null) = (forked_from_version is null)),
  check ((status = 'deprecated') = (deprecation_reason is not null)),
  check (successor_id is null or status = 'deprecated')
);
create index library_asset_changed_index on tokenward.library_asset (changed_version);

-- What it says, version by version. One draft at most, the newest.
create table tokenward.library_version (
  -- asset@version
  id text primary key check (id = asset_id || '@' || version),
  asset_id text not null references tokenward.library_asset deferrable initially deferred,
  version integer not null check (version >= 1),
  state text not null check (state in ('draft', 'published')),
  -- Text, link, place, parameters and what is said of them.
  definition jsonb not null check (jsonb_typeof(definition) = 'object'),
  written_by text not null,
  published_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  unique (asset_id, version),
  check ((state = 'published') = (published_at is not null)),
  check ((approved_by is null) = (approved_at is null)),
  check (approved_by is null or state = 'published')
);
create index library_version_changed_index on tokenward.library_version (changed_version);
create unique index library_version_draft_index on tokenward.library_version (asset_id) where state = 'draft';

-- Whoever uses a version relies on its words: once published they never change, whoever asks.
create function tokenward.keep_published_version() returns trigger language plpgsql as $$
begin
  if old.state = 'published' and (new.state <> 'published' or new.definition <> old.definition) then
    raise exception 'version % is published and cannot change', old.id;
  end if;
  return new;
end
$$;
create trigger keep_published_version before update on tokenward.library_version
  for each row execute function tokenward.keep_published_version();

-- Reuse is counted from calls that name a template; those without pay nothing. Building it reads the ledger once (a second or
-- two for each million calls) and keeps writers out meanwhile: gateways' journals hold what comes.
create index calls_template_index on tokenward.calls (template_id, admitted_at) where template_id is not null;
