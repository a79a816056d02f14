import type { Reach } from '../domain/identity/narrow-reach.ts';
import type { ReadUnit } from '../ports/control-store.ts';

/** Below it rows would tell of single people, whoever's names are left out. */
export const GROUP_PEOPLE_MIN = 5;

/** Counts people up to the smallest group: nobody needs to know how many more there are. */
export type CountPeople = (useCaseId: string, atMost: number) => Promise<number>;

export type Withheld = { readonly reach: Reach; readonly withheld: readonly string[] };

/**
 * A reach without teams and use cases of fewer than five people, and which those are. Counted over all people of a team and
 * everybody who ever had a row, and not over what is asked for: otherwise asking twice would show who came in between.
 */
export async function withholdSmall(
  { list }: Pick<ReadUnit, 'list'>,
  reach: Reach,
  countPeople: CountPeople,
): Promise<Withheld> {
  if (reach.kind === 'all') return { reach, withheld: [] };
  const teams = await sort(reach.teamIds, async (teamId) => {
    const page = { limit: GROUP_PEOPLE_MIN, afterId: null, where: { teamId, status: 'active' } };
    return (await list('person', page)).rows.length;
  });
  const useCases = await sort(reach.useCaseIds, (useCaseId) => countPeople(useCaseId, GROUP_PEOPLE_MIN));
  return {
    reach: { kind: 'parts', teamIds: teams.large, useCaseIds: useCases.large },
    withheld: [...teams.small, ...useCases.small],
  };
}

async function sort(ids: readonly string[], count: (id: string) => Promise<number>) {
  const large: string[] = [];
  const small: string[] = [];
  for (const id of ids) ((await count(id)) >= GROUP_PEOPLE_MIN ? large : small).push(id);
  return { large, small };
}
