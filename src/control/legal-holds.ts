import type { ContentScope } from '../domain/content/content-scope.ts';
import type { LegalHold } from '../domain/content/legal-hold.ts';
import type { Stored } from '../ports/control-store.ts';
import { checkScope, shownScope } from './content-scopes.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';

/** Stops every deletion of what is within the scope, also of what is kept only later. */
export function placeHold(
  context: ControlContext,
  commander: Commander,
  wish: ContentScope & { readonly reason: string },
): Promise<Stored<LegalHold> | ControlRefusal> {
  const refusal = checkScope(wish);
  if (refusal !== undefined) return Promise.resolve(refusal);
  const row: LegalHold = {
    ...wish,
    id: context.chance.uuid(context.clock.nowMs()),
    placedBy: commander.actor.id,
    state: 'in_force',
    liftedBy: null,
    liftReason: null,
  };
  return context.store.write(commander.actor, async (unit) => {
    await unit.put('legal_hold', row, { managedBy: 'api', expectedRevision: null });
    const detail = { scope: shownScope(row), reason: row.reason };
    await unit.audit({ type: 'legal_hold.placed', subject: `legal_hold:${row.id}`, detail });
    return readBack(unit, 'legal_hold', row.id);
  });
}

/** Lets deletion go on. Whoever is themselves what the hold is about does not lift it. */
export function liftHold(
  context: ControlContext,
  commander: Commander,
  wish: { readonly id: string; readonly reason: string },
): Promise<Stored<LegalHold> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('legal_hold', wish.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no legal hold "${wish.id}".`);
    if (stored.row.state === 'lifted') return stored;
    if (commander.actor.kind === 'person' && stored.row.personId === commander.actor.id) {
      return refuseCommand('rule_broken', 'The hold is about yourself: somebody else must lift it.');
    }
    const next: LegalHold = { ...stored.row, state: 'lifted', liftedBy: commander.actor.id, liftReason: wish.reason };
    await unit.put('legal_hold', next, { managedBy: 'api', expectedRevision: stored.revision });
    const detail = { scope: shownScope(next), reason: wish.reason };
    await unit.audit({ type: 'legal_hold.lifted', subject: `legal_hold:${next.id}`, detail });
    return readBack(unit, 'legal_hold', next.id);
  });
}
