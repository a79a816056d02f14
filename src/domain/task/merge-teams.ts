/** Aggregates are of so many people at least, or everybody could work out what one of them did. */
export const GROUP_PEOPLE_MIN = 5;

export type CountedTeam = { readonly teamId: string | null; readonly personIds: readonly string[] };

/** Teams whose sums are told together. */
export type TeamGroup<Team extends CountedTeam> = {
  readonly teams: readonly Team[];
  /** Different people. */
  readonly people: number;
};

/**
 * Who is told of what: a team of five people or more by itself, the smaller ones together. Where those together are still
 * too few, the smallest of the other groups is told with them, so that nothing can be found by taking sums apart; and where
 * all of them are too few, nothing is told. Every team stands in one group, or none does.
 */
export function mergeTeams<Team extends CountedTeam>(teams: readonly Team[]): readonly TeamGroup<Team>[] {
  const single = teams.map((team) => groupOf([team]));
  const large = single.filter(isLarge).sort((one, other) => one.people - other.people);
  const small = single.filter((group) => !isLarge(group)).flatMap((group) => group.teams);
  if (small.length === 0) return large;
  const together = groupOf(small);
  if (isLarge(together)) return [...large, together];
  const [smallest, ...others] = large;
  if (smallest === undefined) return [];
  return [...others, groupOf([...smallest.teams, ...small])];
}

function groupOf<Team extends CountedTeam>(teams: readonly Team[]): TeamGroup<Team> {
  return { teams, people: new Set(teams.flatMap(({ personIds }) => personIds)).size };
}

function isLarge({ people }: { readonly people: number }): boolean {
  return people >= GROUP_PEOPLE_MIN;
}
