import type { ClientBase } from 'pg';
import type { Employment } from '../../domain/identity/directory.ts';
import type { KeyGrant, KeyScope, Lane } from '../../domain/identity/key-grant.ts';
import { fromRowKeyOwner } from '../control/api-key-row.ts';
import { millisecondsOrNull } from '../control/column-values.ts';

type KeyGrantRow = {
  readonly id: string;
  readonly digest: string;
  readonly owner_person_id: string | null;
  readonly owner_service_account_id: string | null;
  readonly team_id: string;
  readonly project_id: string | null;
  readonly cost_centre: string | null;
  readonly roles: readonly string[] | null;
  readonly region: string | null;
  readonly employment: Employment | null;
  readonly lane: Lane;
  readonly tags: Readonly<Record<string, string>>;
  readonly scopes: readonly KeyScope[];
  readonly allowed_use_case_ids: readonly string[];
  readonly default_use_case_id: string | null;
  readonly expires_at: Date | null;
  readonly status: KeyGrant['status'];
};

/** A key whose owner, team or project is archived serves nobody any more: it counts as suspended. */
const selectGrants = `
  select key.id, key.digest, key.owner_person_id, key.owner_service_account_id, key.team_id, key.project_id,
    coalesce(project.cost_centre, team.cost_centre) as cost_centre,
    person.roles, person.region, person.employment,
    key.lane, key.tags, key.scopes, key.allowed_use_case_ids, key.default_use_case_id, key.expires_at,
    case when key.status = 'active'
      and 'archived' in (team.status, project.status, person.status, service_account.status)
      then 'suspended' else key.status end as status
  from tokenward.api_key key
  join tokenward.team on team.id = key.team_id
  left join tokenward.project on project.id = key.project_id
  left join tokenward.person on person.id = key.owner_person_id
  left join tokenward.service_account on service_account.id = key.owner_service_account_id`;

/** Every key by its digest. */
export async function loadKeyGrants(client: ClientBase): Promise<ReadonlyMap<string, KeyGrant>> {
  const { rows } = await client.query<KeyGrantRow>(selectGrants);
  return new Map(rows.map((row) => [row.digest, fromRowKeyGrant(row)]));
}

/** The keys that changed after a version, themselves or by what they are joined with. Digests never change. */
export async function loadChangedKeyGrants(
  client: ClientBase,
  afterVersion: number,
): Promise<ReadonlyMap<string, KeyGrant>> {
  const { rows } = await client.query<KeyGrantRow>(
    `${selectGrants}
     where key.id in (
       select id from tokenward.api_key where changed_version > $1
       union select id from tokenward.api_key
         where team_id in (select id from tokenward.team where changed_version > $1)
       union select id from tokenward.api_key
         where project_id in (select id from tokenward.project where changed_version > $1)
       union select id from tokenward.api_key
         where owner_person_id in (select id from tokenward.person where changed_version > $1)
       union select id from tokenward.api_key
         where owner_service_account_id in (select id from tokenward.service_account where changed_version > $1)
     )`,
    [afterVersion],
  );
  return new Map(rows.map((row) => [row.digest, fromRowKeyGrant(row)]));
}

function fromRowKeyGrant(row: KeyGrantRow): KeyGrant {
  return {
    keyId: row.id,
    owner: fromRowKeyOwner(row),
    teamId: row.team_id,
    roles: row.roles ?? [],
    region: row.region,
    employment: row.employment,
    projectId: row.project_id,
    costCentre: row.cost_centre,
    lane: row.lane,
    tags: row.tags,
    scopes: row.scopes,
    allowedUseCaseIds: row.allowed_use_case_ids,
    defaultUseCaseId: row.default_use_case_id,
    expiresAtMs: millisecondsOrNull(row.expires_at),
    status: row.status,
  };
}
