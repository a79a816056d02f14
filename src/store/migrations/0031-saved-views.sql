-- Pages under a name, as people keep and share them: the parameters of an address, never what stands on the page.
create table tokenward.saved_view (
  id text primary key check (length(id) between 1 and 200),
  page text not null,
  name text not null check (length(name) between 1 and 200),
  search jsonb not null,
  owner_person_id text not null references tokenward.person (id),
  shared_with text not null check (shared_with in ('nobody', 'team', 'everybody')),
  team_id text references tokenward.team (id),
  status text not null check (status in ('active', 'archived')),
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check ((shared_with = 'team') = (team_id is not null))
);
create index saved_view_owner_index on tokenward.saved_view (owner_person_id);
create index saved_view_shared_index on tokenward.saved_view (page, shared_with, team_id) where status = 'active';
