import type { Pool } from 'pg';
import type { DirectoryEntry, DirectoryFilter, DirectoryPlace, DirectoryStore } from '../../ports/directory-store.ts';
import {
  readArrivals,
  readPeopleByIssuer,
  readPersonAccess,
  readProvisioningCounts,
  readProvisioningKeys,
} from './person-access.ts';
import { readNames } from './read-names.ts';

/** The directory on PostgreSQL, for whoever keeps it. */
export function createDirectoryStore({ pool }: { readonly pool: Pool }): DirectoryStore {
  return {
    find: (filter, page) => findPeople(pool, filter, page),
    names: (ids, reach) => readNames(pool, ids, reach),
    access: (personId, nowMs) => readPersonAccess(pool, personId, nowMs),
    arrivals: (personId, nowMs) => readArrivals(pool, personId, nowMs),
    peopleByIssuer: () => readPeopleByIssuer(pool),
    provisioningCounts: () => readProvisioningCounts(pool),
    provisioningKeys: () => readProvisioningKeys(pool),
  };
}

/** Whether the last thing that made somebody archived was a deactivation; beside `person`. */
export const STATE = `case when person.status = 'active' then 'active' when (
    select event.type from tokenward.audit_event event
    where left(event.subject, 500) = left('person:' || person.id, 500)
      and event.type in ('person.deactivated', 'person.archived', 'person.restored')
    order by event.sequence desc limit 1) = 'person.deactivated' then 'deactivated' else 'archived' end`;

/** Roles for the moment $1, by the directory and by grants; nobody archived has any. */
const ROLES = `array(select held.role from (
    select granted.role from tokenward.role_grant granted
    where granted.person_id = person.id and granted.status = 'active' and person.status = 'active'
      and (granted.expires_at is null or granted.expires_at > $1)
    union select 'manager' where person.status = 'active' and exists (
      select from tokenward.team managed where managed.manager_person_id = person.id and managed.status = 'active')
    union select 'use_case_owner' where person.status = 'active' and exists (
      select from tokenward.use_case owned where owned.owner_person_id = person.id and owned.status <> 'archived')
  ) held order by held.role)`;

const ORDER = `lower(person.name) collate "C"`;

type EntryRow = Omit<DirectoryEntry, 'teamId' | 'teamName'> & { readonly team_id: string; readonly team_name: string };

/** One page by name and id, from behind the place; each person once. */
async function findPeople(
  pool: Pool,
  filter: DirectoryFilter,
  page: { readonly limit: number; readonly after: DirectoryPlace | null; readonly nowMs: number },
): Promise<readonly DirectoryEntry[]> {
  const { search = null, teamId = null, state = null, role = null } = filter;
  const { rows } = await pool.query<EntryRow>(
    `select * from (
       select person.id, person.name, person.email, person.team_id, team.name as team_name, ${ORDER} as place,
         ${STATE} as state, ${ROLES} as roles
       from tokenward.person join tokenward.team on team.id = person.team_id
       where ($2::text is null or position(lower($2) in lower(person.name || ' ' || person.email || ' ' || person.id)) > 0)
         and ($3::text is null or person.team_id = $3)
         and ($4::text is null or (person.status = 'active') = ($4 = 'active'))
         and ($6::text is null or (${ORDER}, person.id collate "C") > ($6 collate "C", $7 collate "C"))
     ) found
     where ($4::text is null or found.state = $4) and ($5::text is null or $5 = any (found.roles))
     order by found.place, found.id collate "C" limit $8`,
    [
      ...[new Date(page.nowMs), search, teamId, state, role],
      ...[page.after?.name.toLowerCase() ?? null, page.after?.id ?? null, page.limit],
    ],
  );
  return rows.map(({ id, name, email, team_id: teamId, team_name: teamName, state, roles }) => ({
    ...{ id, name, email, teamId, teamName, state, roles },
  }));
}
