-- That a draft waits for the owner of its use case, or was declined and why.
alter table tokenward.library_version
  add column proposal jsonb check (jsonb_typeof(proposal) = 'object'),
  add check (proposal is null or state = 'draft');
create index library_version_waiting_index on tokenward.library_version (asset_id) where proposal is not null;

-- Who has seen the tour of the first call, or does not want it; whoever has said nothing is offered it.
create table tokenward.tour (
  -- The person.
  id text primary key check (length(id) between 1 and 200),
  state text not null check (state in ('offered', 'skipped', 'done')),
  -- The call that it ended with.
  call_id text,
  revision bigint not null check (revision >= 1),
  managed_by text not null check (managed_by in ('api', 'file', 'sample')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  changed_version bigint not null,
  check (call_id is null or state = 'done')
);
