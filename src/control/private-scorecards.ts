import type { PrivateScorecard, Viewer } from '../domain/recognition/visibility.ts';
import type { Actor, ReadUnit, Stored } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';

export type StoredScorecard = Stored<PrivateScorecard>;

/** Whether a team's scorecards are for itself alone: whatever shows something of a team to others asks this first. */
export async function isPrivateTeam(unit: ReadUnit, teamId: string): Promise<boolean> {
  return (await unit.get('private_scorecard', teamId))?.row.status === 'active';
}

/** Teams whose scorecards whoever asks does not see: private ones that they are neither in nor manage. */
export async function hiddenTeams(unit: ReadUnit, actor: Pick<Actor, 'kind' | 'id'>): Promise<ReadonlySet<string>> {
  const hidden = new Set<string>();
  for await (const { row } of everyRow(unit, 'private_scorecard', { status: 'active' })) hidden.add(row.id);
  if (hidden.size === 0) return hidden;
  const { teamId, managedTeamIds } = await viewerOf(unit, actor.kind === 'person' ? actor.id : null);
  for (const own of [...managedTeamIds, ...(teamId === null ? [] : [teamId])]) hidden.delete(own);
  return hidden;
}

export async function viewerOf(unit: ReadUnit, personId: string | null): Promise<Viewer> {
  const person = personId === null ? undefined : (await unit.get('person', personId))?.row;
  if (person === undefined) return { personId: null, teamId: null, managedTeamIds: [] };
  const managedTeamIds: string[] = [];
  for await (const { row } of everyRow(unit, 'team', { managerPersonId: person.id })) managedTeamIds.push(row.id);
  return { personId: person.id, teamId: person.teamId, managedTeamIds };
}

/** Makes a team's scorecards private, or lets them be seen again. It holds at once, also for what was given before. */
export function setPrivateScorecard(
  context: ControlContext,
  { actor }: Commander,
  order: { readonly teamId: string; readonly isPrivate: boolean; readonly reason: string },
): Promise<StoredScorecard | ControlRefusal> {
  const { teamId, isPrivate, reason } = order;
  return context.store.write(actor, async (unit) => {
    if ((await unit.get('team', teamId)) === undefined)
      return refuseCommand('reference_unknown', `There is no team "${teamId}".`);
    if (!isPrivate && !(await isPrivateTeam(unit, teamId)))
      return refuseCommand('rule_broken', `The scorecards of "${teamId}" are not private.`);
    const row: PrivateScorecard = { id: teamId, reason, status: isPrivate ? 'active' : 'ended' };
    const put = await unit.put('private_scorecard', row, { managedBy: 'api' });
    if (put !== 'unchanged') {
      const type = isPrivate ? 'private_scorecard.set' : 'private_scorecard.ended';
      await unit.audit({ type, subject: `team:${teamId}`, detail: { reason } });
    }
    return readBack(unit, 'private_scorecard', teamId);
  });
}
