import type { Person, Team } from '../domain/identity/directory.ts';
import { type Placement, placeInTeam } from '../domain/identity/provisioned.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import type { PersonWish } from './provision-people.ts';
import type { ProvisioningContext } from './provisioning-context.ts';

/** The team of somebody by what the provider says of their manager and cost centre. */
export async function placeProvisioned(
  { rules }: ProvisioningContext,
  unit: WriteUnit,
  of: { readonly personId: string; readonly wish: Pick<PersonWish, 'said'>; readonly before: Person | undefined },
): Promise<{ readonly teamId: string; readonly placement: Placement } | ControlRefusal> {
  const { personId, before } = of;
  const { manager, costCentre } = of.wish.said;
  const teams: Team[] = [];
  for await (const { row } of everyRow(unit, 'team', { status: 'active' })) teams.push(row);
  const isActive = (id: string | undefined): boolean => teams.some((team) => team.id === id);
  const place = placeInTeam(teams, {
    personId,
    managerId: manager === null ? null : ((await unit.provisioning.personMentioned(manager)) ?? null),
    costCentreId: costCentre === null ? null : await costCentreMeant(unit, costCentre),
    teamId: before !== undefined && isActive(before.teamId) ? before.teamId : null,
    newPeopleTeamId: rules.newPeopleTeamId,
  });
  if (isActive(place.teamId)) return place;
  const why = `signIn.provisioning.newPeopleTeamId is "${place.teamId}", and there is no active team of this id.`;
  return refuseCommand('reference_unknown', why);
}

/** By its id, else by its name where one alone has it. */
async function costCentreMeant(unit: WriteUnit, text: string): Promise<string | null> {
  const byId = await unit.get('cost_centre', text);
  if (byId !== undefined) return byId.row.id;
  const { rows } = await unit.list('cost_centre', { limit: 2, afterId: null, where: { name: text, status: 'active' } });
  const [only, ...others] = rows;
  return only === undefined || others.length > 0 ? null : only.row.id;
}
