-- People and groups as an identity provider keeps them (SCIM 2.0). Every table is small and new; `person` is not touched.

-- How a provider names somebody, and what it said that means something here.
create table tokenward.provisioned_person (
  person_id text primary key references tokenward.person,
  user_name text not null check (length(user_name) between 1 and 300),
  external_id text check (length(external_id) between 1 and 300),
  said jsonb not null check (jsonb_typeof(said) = 'object'),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index provisioned_person_user_name_index on tokenward.provisioned_person (lower(user_name));
create index provisioned_person_external_index on tokenward.provisioned_person (external_id);

create table tokenward.provisioned_group (
  id text primary key check (length(id) between 1 and 200),
  display_name text not null check (length(display_name) between 1 and 300),
  external_id text check (length(external_id) between 1 and 300),
  revision bigint not null check (revision >= 1),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index provisioned_group_name_index on tokenward.provisioned_group (lower(display_name));

create table tokenward.provisioned_member (
  group_id text not null references tokenward.provisioned_group on delete cascade,
  person_id text not null references tokenward.person,
  primary key (group_id, person_id)
);
create index provisioned_member_person_index on tokenward.provisioned_member (person_id);
