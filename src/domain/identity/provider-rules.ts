import { findReachFault, type HouseRole, type RoleReach } from './house-role.ts';

/** What becomes of somebody whom a provider knows and nobody here does. */
export const FIRST_SIGN_INS = ['refuse', 'verified_email', 'create'] as const;
export type FirstSignIn = (typeof FIRST_SIGN_INS)[number];

/** Everybody in a group has the role, for as long as they are in it. */
export type GroupRole = { readonly group: string; readonly role: HouseRole; readonly reach: RoleReach };

export type ProviderRules = {
  readonly firstSignIn: FirstSignIn;
  /** The team of people whom a sign-in makes. */
  readonly newPeopleTeamId: string | null;
  readonly groupRoles: readonly GroupRole[];
};

/** The roles that groups give: each once, in the order of the rules. Groups that no rule names give nothing. */
export function rolesOfGroups(
  rules: Pick<ProviderRules, 'groupRoles'>,
  groups: readonly string[],
): readonly Pick<GroupRole, 'role' | 'reach'>[] {
  const found = new Map<string, Pick<GroupRole, 'role' | 'reach'>>();
  for (const { group, role, reach } of rules.groupRoles) {
    if (!groups.includes(group) || findReachFault(role, reach) !== undefined) continue;
    found.set(reachedRoleKey({ role, reach }), { role, reach });
  }
  return [...found.values()];
}

/** One text for a role and its reach. */
export function reachedRoleKey({ role, reach }: Pick<GroupRole, 'role' | 'reach'>): string {
  switch (reach.kind) {
    case 'organisation':
      return role;
    case 'team':
      return `${role} of team ${reach.teamId}`;
    case 'use_case':
      return `${role} of use case ${reach.useCaseId}`;
  }
}
