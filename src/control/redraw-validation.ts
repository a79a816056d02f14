import { outcomeBack } from './claim-outcome.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { drawAnew, type StoredValidation } from './open-validation.ts';
import type { OutcomeContext } from './outcome-context.ts';

/** Draws somebody else, for whoever minds the queue: by the same lot, never whom they like. */
export function redrawValidation(
  context: OutcomeContext,
  commander: Commander,
  order: { readonly id: string; readonly reason: string },
): Promise<StoredValidation | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('outcome_validation', order.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no validation "${order.id}".`);
    if (stored.row.state !== 'open')
      return refuseCommand('rule_broken', `It is answered already: ${stored.row.state}.`);
    const { outcome } = await outcomeBack(unit, stored.row.outcomeId);
    // Whose claim it is must not choose who judges it by drawing until the lot suits them.
    if (commander.actor.id === outcome.personId)
      return refuseCommand('four_eyes', 'It is about your own claim: somebody else draws anew.');
    await drawAnew(context, unit, { outcome, stored, because: `Drawn anew: ${order.reason}.` });
    return readBack(unit, 'outcome_validation', order.id);
  });
}
