import type { ClientBase } from 'pg';
import type { ProvisionedGroup } from '../../domain/identity/provisioned.ts';
import type {
  GroupMember,
  KnownGroup,
  ListedGroups,
  Listing,
  ProvisionedMember,
} from '../../ports/provisioning-store.ts';
import type { BigintColumn } from '../control/column-values.ts';
import type { Queries } from '../control/noun-table.ts';
import { type Comparisons, conditionsText } from './conditions-text.ts';

const COMPARED: Comparisons<Exclude<GroupMember, 'memberId'>> = {
  id: { column: 'g.id', exact: true },
  externalId: { column: 'g.external_id', exact: true },
  displayName: { column: 'g.display_name', exact: false },
};

type GroupRow = {
  readonly id: string;
  readonly display_name: string;
  readonly external_id: string | null;
  readonly revision: BigintColumn;
  readonly created_at: Date;
  readonly updated_at: Date;
};

export async function listGroups(queries: Queries, listing: Listing<GroupMember>): Promise<ListedGroups> {
  const total = await countGroups(queries, listing);
  return { total, rows: total === 0 || listing.limit === 0 ? [] : await readGroups(queries, listing) };
}

/** Somebody in it is asked for by a condition of its own: members are rows. */
function whereOf({ conditions }: Listing<GroupMember>, first: number) {
  const own = conditions.flatMap(({ member, ...rest }) => (member === 'memberId' ? [] : [{ member, ...rest }]));
  const among = conditions.filter(({ member }) => member === 'memberId').map(({ value }) => value);
  const { text, values } = conditionsText(COMPARED, own, first);
  const membership = among.map(
    (_, index) =>
      `exists (select from tokenward.provisioned_member m where m.group_id = g.id and m.person_id = $${first + own.length + index})`,
  );
  return { where: ['true', ...text, ...membership].join(' and '), values: [...values, ...among] };
}

async function countGroups(queries: Queries, listing: Listing<GroupMember>): Promise<number> {
  const { where, values } = whereOf(listing, 1);
  const { rows } = await queries.query<{ total: number }>(
    `select count(*)::int as total from tokenward.provisioned_group g where ${where}`,
    values,
  );
  return rows[0]?.total ?? 0;
}

/** By id, byte by byte, so that pages follow one another. */
async function readGroups(queries: Queries, listing: Listing<GroupMember>): Promise<readonly KnownGroup[]> {
  const { where, values } = whereOf(listing, 3);
  const { rows } = await queries.query<GroupRow>(
    `select g.id, g.display_name, g.external_id, g.revision, g.created_at, g.updated_at
     from tokenward.provisioned_group g where ${where} order by g.id collate "C" limit $1 offset $2`,
    [listing.limit, listing.offset, ...values],
  );
  return rows.map((row) => ({
    id: row.id,
    displayName: row.display_name,
    externalId: row.external_id,
    revision: Number(row.revision),
    createdAtMs: row.created_at.getTime(),
    updatedAtMs: row.updated_at.getTime(),
  }));
}

/** By id, byte by byte. */
export async function readMembers(
  queries: Queries,
  groupId: string,
  limit: number,
): Promise<readonly ProvisionedMember[]> {
  const { rows } = await queries.query<{ id: string; name: string }>(
    `select person.id, person.name from tokenward.provisioned_member member
     join tokenward.person on person.id = member.person_id
     where member.group_id = $1 order by person.id collate "C" limit $2`,
    [groupId, limit],
  );
  return rows.map(({ id, name }) => ({ personId: id, name }));
}

/** Fails where another group has the name. */
export async function insertGroup(client: ClientBase, group: ProvisionedGroup, atMs: number): Promise<void> {
  await client.query(
    `insert into tokenward.provisioned_group (id, display_name, external_id, revision, created_at, updated_at)
     values ($1, $2, $3, 1, $4, $4)`,
    [group.id, group.displayName, group.externalId, new Date(atMs)],
  );
}

export async function updateGroup(client: ClientBase, group: ProvisionedGroup, atMs: number): Promise<void> {
  await client.query(
    `update tokenward.provisioned_group set display_name = $2, external_id = $3, revision = revision + 1, updated_at = $4
     where id = $1`,
    [group.id, group.displayName, group.externalId, new Date(atMs)],
  );
}

/** With who is in it. */
export async function deleteGroup(client: ClientBase, groupId: string): Promise<void> {
  await client.query('delete from tokenward.provisioned_group where id = $1', [groupId]);
}

/** Each once; gives back who was not in it before. */
export async function insertMembers(
  client: ClientBase,
  groupId: string,
  personIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ person_id: string }>(
    `insert into tokenward.provisioned_member (group_id, person_id) select distinct $1, id from unnest($2::text[]) as wanted (id)
     on conflict do nothing returning person_id`,
    [groupId, personIds],
  );
  return rows.map((row) => row.person_id);
}

/** Gives back who was in it before. */
export async function deleteMembers(
  client: ClientBase,
  groupId: string,
  personIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ person_id: string }>(
    `delete from tokenward.provisioned_member where group_id = $1 and person_id = any($2::text[]) returning person_id`,
    [groupId, personIds],
  );
  return rows.map((row) => row.person_id);
}
