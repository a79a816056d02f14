import type { GroupRole } from '../../domain/identity/provider-rules.ts';
import type { GroupRoleSettings } from '../settings/sign-in-settings.ts';

/** Rules of groups as settings write them: a team or a use case beside the role is its reach. */
export function toGroupRoles(settings: readonly GroupRoleSettings[]): readonly GroupRole[] {
  return settings.map(({ group, role, teamId, useCaseId }): GroupRole => {
    if (teamId !== null) return { group, role, reach: { kind: 'team', teamId } };
    if (useCaseId !== null) return { group, role, reach: { kind: 'use_case', useCaseId } };
    return { group, role, reach: { kind: 'organisation' } };
  });
}
