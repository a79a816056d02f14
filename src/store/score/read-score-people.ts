import type { Pool } from 'pg';
import type { ScoredPerson } from '../../domain/score/facts.ts';

type PersonRow = {
  readonly person_id: string;
  readonly team_id: string;
  readonly role_family: string;
  readonly is_trained: boolean;
  readonly can_be_reused: boolean;
};

/** Without a profile: the first role is the family; nothing is known of training; and reuse is possible where something is published. */
const PERSON = `select p.id as person_id, p.team_id, coalesce(f.role_family, p.roles ->> 0, 'nobody said') as role_family,
    coalesce(f.is_trained, true) as is_trained,
    coalesce(f.can_be_reused, exists (select from tokenward.library_version v where v.state = 'published')) as can_be_reused
  from tokenward.person p left join tokenward.score_profile f using (id)`;

/** Everybody, also who has left, in the order of their ids; by the primary key. */
export async function listScorePeople(
  pool: Pool,
  { limit, afterPersonId }: { readonly limit: number; readonly afterPersonId: string | null },
): Promise<readonly ScoredPerson[]> {
  const { rows } = await pool.query<PersonRow>(`${PERSON} where $1::text is null or p.id > $1 order by p.id limit $2`, [
    afterPersonId,
    limit,
  ]);
  return rows.map(fromRowPerson);
}

/** Those of them that there are, in the order of their ids. */
export async function readScorePeople(pool: Pool, personIds: readonly string[]): Promise<readonly ScoredPerson[]> {
  const { rows } = await pool.query<PersonRow>(`${PERSON} where p.id = any ($1) order by p.id`, [personIds]);
  return rows.map(fromRowPerson);
}

function fromRowPerson(row: PersonRow): ScoredPerson {
  return {
    personId: row.person_id,
    teamId: row.team_id,
    roleFamily: row.role_family,
    isTrained: row.is_trained,
    canBeReused: row.can_be_reused,
  };
}
