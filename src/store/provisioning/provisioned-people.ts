import type { ClientBase } from 'pg';
import type { Employment, RowStatus } from '../../domain/identity/directory.ts';
import type { ProvidedFacts, ProvisionedPerson } from '../../domain/identity/provisioned.ts';
import type { KnownPerson, ListedPeople, Listing, PersonMember } from '../../ports/provisioning-store.ts';
import type { Queries } from '../control/noun-table.ts';
import { type Comparisons, conditionsText } from './conditions-text.ts';

const COMPARED: Comparisons<PersonMember> = {
  id: { column: 'person.id', exact: true },
  userName: { column: 'coalesce(kept.user_name, person.email)', exact: false },
  externalId: { column: 'kept.external_id', exact: true },
  displayName: { column: 'person.name', exact: false },
  email: { column: 'person.email', exact: false },
  active: { column: "(person.status = 'active')::text", exact: true },
};

/** Everybody active, and who left while a provider still keeps them. */
const SEEN = `tokenward.person left join tokenward.provisioned_person kept on kept.person_id = person.id`;
const IS_SEEN = `(person.status = 'active' or kept.person_id is not null)`;

type KnownRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly team_id: string;
  readonly roles: readonly string[];
  readonly region: string | null;
  readonly employment: Employment | null;
  readonly status: RowStatus;
  readonly user_name: string | null;
  readonly external_id: string | null;
  readonly said: ProvidedFacts | null;
  readonly groups: KnownPerson['groups'];
  readonly created_at: Date;
  readonly updated_at: Date;
};

export async function listPeople(queries: Queries, listing: Listing<PersonMember>): Promise<ListedPeople> {
  const total = await countPeople(queries, listing);
  return { total, rows: total === 0 || listing.limit === 0 ? [] : await readPeople(queries, listing) };
}

async function countPeople(queries: Queries, { conditions }: Listing<PersonMember>): Promise<number> {
  const { text, values } = conditionsText(COMPARED, conditions, 1);
  const { rows } = await queries.query<{ total: number }>(
    `select count(*)::int as total from ${SEEN} where ${[IS_SEEN, ...text].join(' and ')}`,
    values,
  );
  return rows[0]?.total ?? 0;
}

/** By id, byte by byte, so that pages follow one another. */
async function readPeople(queries: Queries, listing: Listing<PersonMember>): Promise<readonly KnownPerson[]> {
  const { text, values } = conditionsText(COMPARED, listing.conditions, 3);
  const { rows } = await queries.query<KnownRow>(
    `select person.id, person.name, person.email, person.team_id, person.roles, person.region, person.employment, person.status,
            kept.user_name, kept.external_id, kept.said, person.created_at,
            greatest(person.updated_at, kept.updated_at) as updated_at,
            (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'displayName', g.display_name, 'externalId', g.external_id)
                 order by g.id collate "C"), '[]')
               from tokenward.provisioned_member member join tokenward.provisioned_group g on g.id = member.group_id
              where member.person_id = person.id) as groups
     from ${SEEN} where ${[IS_SEEN, ...text].join(' and ')}
     order by person.id collate "C" limit $1 offset $2`,
    [listing.limit, listing.offset, ...values],
  );
  return rows.map(fromRowKnown);
}

function fromRowKnown(row: KnownRow): KnownPerson {
  const { id, name, email, team_id: teamId, roles, region, employment, status } = row;
  const { user_name: userName, external_id: externalId, said } = row;
  const isKept = userName !== null && said !== null;
  return {
    person: { id, name, email, teamId, roles, region, employment, status },
    provisioned: isKept ? { personId: id, userName, externalId, said } : null,
    groups: row.groups,
    createdAtMs: row.created_at.getTime(),
    updatedAtMs: row.updated_at.getTime(),
  };
}

/** An id before a user name before a provider's id before an address; of the first kind that names somebody. */
export async function readMentioned(client: ClientBase, text: string): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string; kind: number }>(
    `select person.id, case when person.id = $1 then 1 when lower(kept.user_name) = lower($1) then 2
                            when kept.external_id = $1 then 3 else 4 end as kind
     from ${SEEN}
     where ${IS_SEEN} and (person.id = $1 or lower(kept.user_name) = lower($1) or kept.external_id = $1
        or lower(person.email) = lower($1))
     order by kind, person.id collate "C" limit 2`,
    [text],
  );
  const [first, second] = rows;
  return first === undefined || second?.kind === first.kind ? undefined : first.id;
}

/** One row a person; fails where somebody else has the user name. */
export async function putProvisioned(
  client: ClientBase,
  { personId, userName, externalId, said }: ProvisionedPerson,
  atMs: number,
): Promise<void> {
  await client.query(
    `insert into tokenward.provisioned_person (person_id, user_name, external_id, said, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (person_id) do update set user_name = excluded.user_name, external_id = excluded.external_id,
       said = excluded.said, updated_at = excluded.updated_at`,
    [personId, userName, externalId, JSON.stringify(said), new Date(atMs)],
  );
}

export async function deleteProvisioned(client: ClientBase, personId: string): Promise<void> {
  await client.query('delete from tokenward.provisioned_person where person_id = $1', [personId]);
}

/** Out of every group, whose revisions grow with it. */
export async function leaveGroups(client: ClientBase, personId: string): Promise<void> {
  await client.query(
    `with left_groups as (delete from tokenward.provisioned_member where person_id = $1 returning group_id)
     update tokenward.provisioned_group set revision = revision + 1 where id in (select group_id from left_groups)`,
    [personId],
  );
}

/** Those of the ids whom no provider may see. */
export async function readUnknown(client: ClientBase, personIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select wanted.id from unnest($1::text[]) as wanted (id)
     where not exists (select from ${SEEN} where person.id = wanted.id and ${IS_SEEN}) limit 10`,
    [personIds],
  );
  return rows.map(({ id }) => id);
}
