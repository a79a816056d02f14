import { EMPLOYMENTS, type Employment, type Team } from './directory.ts';

/** What an identity provider says of somebody and is kept so that it finds it again; the rest of them is the person's row. */
export type ProvisionedPerson = {
  readonly personId: string;
  /** By what the provider names them; nobody else has it, whatever its case. */
  readonly userName: string;
  readonly externalId: string | null;
  readonly said: ProvidedFacts;
};

/** Members of a provider's record that mean something here. What it sends besides is not kept. */
export type ProvidedFacts = {
  readonly displayName: string | null;
  readonly formattedName: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly userType: string | null;
  /** As the provider writes it: the id or the name of a cost centre. */
  readonly costCentre: string | null;
  /** As the provider writes it: an id here, a user name, its own id, or an address. */
  readonly manager: string | null;
};

/** A group of an identity provider. It gives roles where a rule names it, and is nothing else here. */
export type ProvisionedGroup = {
  readonly id: string;
  readonly displayName: string;
  readonly externalId: string | null;
};

/** By what somebody came into their team. */
export type Placement = 'manager_and_cost_centre' | 'manager' | 'cost_centre' | 'stayed' | 'new_people_team';

/**
 * The team in which manager and cost centre put somebody: the one active team that has both, else the one of the manager,
 * else the one of the cost centre. Where that names none or several, people stay where they are.
 */
export function placeInTeam(
  teams: readonly Team[],
  by: {
    readonly personId: string;
    readonly managerId: string | null;
    readonly costCentreId: string | null;
    /** Null where they have none that is active. */
    readonly teamId: string | null;
    readonly newPeopleTeamId: string;
  },
): { readonly teamId: string; readonly placement: Placement } {
  const live = teams.filter(({ status }) => status === 'active');
  const hasManager = (team: Team): boolean => by.managerId !== null && team.managerPersonId === by.managerId;
  const hasCentre = (team: Team): boolean => by.costCentreId !== null && team.costCentre === by.costCentreId;
  const tries = [
    { placement: 'manager_and_cost_centre', found: live.filter((team) => hasManager(team) && hasCentre(team)) },
    { placement: 'manager', found: live.filter(hasManager) },
    { placement: 'cost_centre', found: live.filter(hasCentre) },
  ] as const;
  const first = by.managerId === by.personId ? undefined : tries.find(({ found }) => found.length > 0);
  if (first !== undefined) {
    const [only, ...others] = first.found;
    if (only !== undefined && others.length === 0) return { teamId: only.id, placement: first.placement };
  }
  return by.teamId === null
    ? { teamId: by.newPeopleTeamId, placement: 'new_people_team' }
    : { teamId: by.teamId, placement: 'stayed' };
}

/** What people are called here, in at most two hundred characters. */
export function nameOfProvided(facts: ProvidedFacts, userName: string): string {
  const both = [facts.givenName, facts.familyName].filter((part) => part !== null).join(' ');
  const name = [facts.displayName, facts.formattedName, both, userName].find((text) => (text ?? '').trim() !== '');
  return (name ?? userName)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** How somebody is bound to the organisation, where the provider uses our words for it. */
export function employmentOfProvided({ userType }: Pick<ProvidedFacts, 'userType'>): Employment | undefined {
  return EMPLOYMENTS.find((word) => word === userType?.toLowerCase());
}
