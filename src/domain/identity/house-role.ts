import type { Person } from './directory.ts';

/**
 * What somebody is for in the control plane. Not what rules of the policy ask about: those are a person's own `roles`.
 *   employee        everybody: what is their own
 *   manager         teams: boards and queues, never a person's prompts
 *   use_case_owner  what is done under a use case
 *   governance      policy, use cases, models, library, recognition
 *   security        detectors, containment, the trail, content with a reason
 *   finance         budgets, prices, bills, closing months
 *   auditor         reads, and changes nothing
 *   administrator   people, keys, roles, settings; no content
 */
export const HOUSE_ROLES = [
  'employee',
  'manager',
  'use_case_owner',
  'governance',
  'security',
  'finance',
  'auditor',
  'administrator',
] as const;
export type HouseRole = (typeof HOUSE_ROLES)[number];

/** For what a role is held. */
export type RoleReach =
  | { readonly kind: 'organisation' }
  | { readonly kind: 'team'; readonly teamId: string }
  | { readonly kind: 'use_case'; readonly useCaseId: string };

/** A role that somebody gave to a person, or a group of the identity provider. It ends; it is never deleted. */
export type RoleGrant = {
  readonly id: string;
  readonly personId: string;
  readonly role: HouseRole;
  readonly reach: RoleReach;
  readonly source: 'granted' | 'identity_provider';
  readonly reason: string;
  readonly grantedBy: string;
  readonly expiresAtMs: number | null;
  readonly status: 'active' | 'ended';
  readonly endReason: string | null;
};

/** A role as it is held at a moment, and where it comes from. */
export type HeldRole = {
  readonly role: HouseRole;
  readonly reach: RoleReach;
  readonly from: 'everybody' | 'directory' | 'granted' | 'identity_provider';
  readonly expiresAtMs: number | null;
};

/** What the directory and the grants say of one person. */
export type RoleFacts = {
  readonly status: Person['status'];
  readonly managedTeamIds: readonly string[];
  readonly ownedUseCaseIds: readonly string[];
  readonly grants: readonly Pick<RoleGrant, 'role' | 'reach' | 'source' | 'expiresAtMs' | 'status'>[];
};

export const EVERYWHERE: RoleReach = { kind: 'organisation' };

/** The roles of a person at a moment: everybody's, the directory's, and those given that have not ended. Nobody archived has any. */
export function heldRoles(facts: RoleFacts, nowMs: number): readonly HeldRole[] {
  if (facts.status !== 'active') return [];
  const standing = { from: 'directory', expiresAtMs: null } as const;
  return [
    { role: 'employee', reach: EVERYWHERE, from: 'everybody', expiresAtMs: null },
    ...facts.managedTeamIds.map(
      (teamId): HeldRole => ({ role: 'manager', reach: { kind: 'team', teamId }, ...standing }),
    ),
    ...facts.ownedUseCaseIds.map(
      (useCaseId): HeldRole => ({ role: 'use_case_owner', reach: { kind: 'use_case', useCaseId }, ...standing }),
    ),
    ...facts.grants
      .filter((grant) => isGrantInForce(grant, nowMs))
      .map(({ role, reach, source, expiresAtMs }): HeldRole => ({ role, reach, from: source, expiresAtMs })),
  ];
}

export function isGrantInForce(grant: Pick<RoleGrant, 'status' | 'expiresAtMs'>, nowMs: number): boolean {
  return grant.status === 'active' && (grant.expiresAtMs === null || grant.expiresAtMs > nowMs);
}

/** Which reaches a role can have: a manager's is a team, an owner's a use case; who looks after the house does so everywhere. */
export function findReachFault(role: HouseRole, reach: RoleReach): string | undefined {
  switch (role) {
    case 'employee':
      return 'Everybody is an employee already.';
    case 'manager':
      return reach.kind === 'use_case' ? 'A manager has teams: name one, or the organisation.' : undefined;
    case 'use_case_owner':
      return reach.kind === 'team' ? 'An owner has use cases: name one, or the organisation.' : undefined;
    case 'governance':
    case 'security':
    case 'finance':
    case 'auditor':
    case 'administrator':
      return reach.kind === 'organisation' ? undefined : `The role ${role} is for the whole organisation.`;
  }
}
