import type { ScoreClass, ScoreProfile } from '../domain/score/score-case.ts';
import type { Stored } from '../ports/control-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import type { ScoreContext } from './score-context.ts';

/** Says how hard work of a use case is: its owner, or whoever may change the control plane. It counts from the next night on. */
export function classUseCase(
  { store }: Pick<ScoreContext, 'store'>,
  { actor, scopes }: Commander,
  row: ScoreClass,
): Promise<Stored<ScoreClass> | ControlRefusal> {
  return store.write(actor, async (unit) => {
    const useCase = await unit.get('use_case', row.id);
    if (useCase === undefined) return refuseCommand('not_found', `There is no use case "${row.id}".`);
    if (!scopes.includes('control.write') && useCase.row.ownerPersonId !== actor.id)
      return refuseCommand('four_eyes', `The owner of "${row.id}" says how hard its work is.`);
    const put = await unit.put('score_class', row, { managedBy: 'api' });
    if (put !== 'unchanged')
      await unit.audit({
        type: 'score_class.set',
        subject: `use_case:${row.id}`,
        detail: { difficulty: row.difficulty },
      });
    return readBack(unit, 'score_class', row.id);
  });
}

/** Says whose work a person's is compared with, and what may be expected of it; never of oneself. */
export async function setScoreProfile(
  { store, scores, clock }: Pick<ScoreContext, 'store' | 'scores' | 'clock'>,
  { actor }: Commander,
  row: ScoreProfile,
): Promise<Stored<ScoreProfile> | ControlRefusal> {
  if (actor.kind === 'person' && actor.id === row.id)
    return refuseCommand('four_eyes', 'Somebody else says with whom your work is compared.');
  const set = await store.write(actor, async (unit) => {
    if ((await unit.get('person', row.id)) === undefined)
      return refuseCommand('not_found', `There is no person "${row.id}".`);
    const put = await unit.put('score_profile', row, { managedBy: 'api' });
    const { id, ...detail } = row;
    if (put !== 'unchanged') await unit.audit({ type: 'score_profile.set', subject: `person:${id}`, detail });
    return readBack(unit, 'score_profile', row.id);
  });
  if (!isControlRefusal(set)) await scores.touch([{ personId: row.id, atMs: clock.nowMs(), cause: 'profile' }]);
  return set;
}
