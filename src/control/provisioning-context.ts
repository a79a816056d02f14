import type { ProviderRules } from '../domain/identity/provider-rules.ts';
import type { ProvisionedGroup } from '../domain/identity/provisioned.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { KnownPerson, ProvisioningReads } from '../ports/provisioning-store.ts';
import type { ControlContext } from './control-context.ts';
import { followGroups } from './single-sign-on.ts';

/** What groups of the provisioning provider give, and where people go whom it brings. */
export type ProvisioningRules = Pick<ProviderRules, 'groupRoles'> & { readonly newPeopleTeamId: string };

/** What keeping people and groups for an identity provider needs besides. */
export type ProvisioningContext = ControlContext & {
  readonly provisioning: ProvisioningReads;
  readonly rules: ProvisioningRules;
};

/** Stands where a provider's id stands otherwise, so that roles by SCIM and roles by signing in do not end one another. */
export const PROVISIONER = 'scim';

/** Whether a rule names the group. */
export function givesRoles(
  { rules }: ProvisioningContext,
  group: Pick<ProvisionedGroup, 'displayName' | 'externalId'>,
) {
  return rules.groupRoles.some((rule) => namesOf(group).includes(rule.group));
}

/** Somebody's roles by group are as their groups are now. Whoever left has none, whatever groups they are still in. */
export async function followProvisioned(context: ProvisioningContext, unit: WriteUnit, known: KnownPerson) {
  if (known.person.status !== 'active') return;
  const { groupRoles } = context.rules;
  await followGroups(context, unit, {
    personId: known.person.id,
    providerId: PROVISIONER,
    groups: known.groups.flatMap(namesOf),
    rules: { groupRoles },
  });
}

/** A rule may name a group by its name or by the provider's id for it. */
function namesOf({ displayName, externalId }: Pick<ProvisionedGroup, 'displayName' | 'externalId'>): readonly string[] {
  return externalId === null ? [displayName] : [displayName, externalId];
}

/** Somebody as a provider may see them, at this moment of the write. */
export async function findKnown(
  unit: { readonly provisioning: ProvisioningReads },
  personId: string,
): Promise<KnownPerson | undefined> {
  const conditions = [{ member: 'id', operator: 'is', value: personId }] as const;
  const { rows } = await unit.provisioning.people({ conditions, limit: 1, offset: 0 });
  return rows[0];
}
