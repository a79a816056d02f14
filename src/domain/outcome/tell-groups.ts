import { GROUP_PEOPLE_MIN } from '../task/merge-teams.ts';

export type CountedGroup = { readonly id: string; readonly people: number; readonly isWithheld: boolean };

export type ToldGroups<Group> = {
  readonly told: readonly Group[];
  readonly withheld: readonly Group[];
  /** Whether those withheld may be told in sum: they are five people or more together. */
  readonly isSumTold: boolean;
};

/**
 * Which groups are told by themselves. Those of fewer than five people are not, and the smallest of the others is withheld with
 * them: a sum of all is known, so that what is missing from it would tell of the few. Where there is no other, nothing is told of
 * them, in sum neither. It never depends on which groups somebody asked to see.
 */
export function tellGroups<Group extends CountedGroup>(groups: readonly Group[]): ToldGroups<Group> {
  const large = groups.filter(isTold).toSorted((one, other) => one.people - other.people || byId(one, other));
  const few = groups.filter((group) => !isTold(group));
  if (few.length === 0) return { told: groups, withheld: [], isSumTold: true };
  const [smallest, ...others] = large;
  const told = new Set(others);
  return {
    told: groups.filter((group) => told.has(group)),
    withheld: groups.filter((group) => !told.has(group)),
    isSumTold: smallest !== undefined,
  };
}

function isTold({ people, isWithheld }: CountedGroup): boolean {
  return people >= GROUP_PEOPLE_MIN && !isWithheld;
}

function byId(one: CountedGroup, other: CountedGroup): number {
  return one.id < other.id ? -1 : 1;
}
