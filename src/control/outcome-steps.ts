import type { ToldEvent } from '../domain/outcome/told-event.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { StoredOutcome } from '../ports/outcome-store.ts';
import { checkReferences } from './check-references.ts';
import { noOutcome, outcomeBack, ownOutcome } from './claim-outcome.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { personBehind } from './exception-parties.ts';
import { openValidation, type StoredValidation, voidValidations } from './open-validation.ts';
import type { OutcomeContext } from './outcome-context.ts';
import { appealableOf, mayRevert } from './outcome-rights.ts';
import { recordOutcomeEvents } from './record-outcome-events.ts';

type Answer = Promise<StoredOutcome | ControlRefusal>;
type StepOrder = { readonly outcomeId: string; readonly reason: string };

/** Takes back what should never have counted, as if it had not been claimed; for whose it is. */
export function withdrawOutcome(context: OutcomeContext, commander: Commander, order: StepOrder): Answer {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await ownOutcome(unit, commander, order.outcomeId);
    if (isControlRefusal(stored)) return stored;
    if (stored.outcome.state === 'withdrawn') return stored;
    const event = { ...eventBase(context, commander, order), kind: 'withdrawn', reason: order.reason } as const;
    await tell(context, unit, { event, type: 'outcome.withdrawn', detail: {} });
    await voidValidations(unit, order.outcomeId, { reason: 'It was withdrawn.', nowMs: context.clock.nowMs() });
    return outcomeBack(unit, order.outcomeId);
  });
}

/**
 * Says that a result did not hold, and how many minutes putting it right took. For who judged it, who owns its use case, and whoever
 * may change the control plane; whose it is withdraws it instead.
 */
export function revertOutcome(
  context: OutcomeContext,
  commander: Commander,
  order: StepOrder & { readonly cleanUpMinutes: number },
): Answer {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.outcomes.get(order.outcomeId);
    if (stored === undefined || !(await mayRevert(unit, commander, stored.outcome))) return noOutcome(order.outcomeId);
    const { outcome } = stored;
    if ((await personBehind(unit, commander.actor)) === outcome.personId)
      return refuseCommand('four_eyes', 'It is your own: withdraw it.');
    if (outcome.state === 'reverted' || outcome.state === 'withdrawn')
      return refuseCommand('rule_broken', `It is ${outcome.state} already.`);
    const { reason, cleanUpMinutes } = order;
    const event = { ...eventBase(context, commander, order), kind: 'reverted', reason, cleanUpMinutes } as const;
    await tell(context, unit, { event, type: 'outcome.reverted', detail: { cleanUpMinutes } });
    return outcomeBack(unit, order.outcomeId);
  });
}

/** Says that it was somebody else's work: for whoever may change the control plane, as where a name was taken for the wrong person's. */
export function reassignOutcome(
  context: OutcomeContext,
  commander: Commander,
  order: StepOrder & { readonly toPersonId: string },
): Answer {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.outcomes.get(order.outcomeId);
    if (stored === undefined) return noOutcome(order.outcomeId);
    const { toPersonId, reason } = order;
    const refused = refuseFaults(
      await checkReferences(unit, [{ noun: 'person', id: toPersonId, pointer: '/toPersonId' }]),
    );
    if (refused !== undefined) return refused;
    if (stored.outcome.personId === toPersonId) return stored;
    const event = { ...eventBase(context, commander, order), kind: 'reassigned', toPersonId, reason } as const;
    const detail = { fromPersonId: stored.outcome.personId, toPersonId };
    await tell(context, unit, { event, type: 'outcome.reassigned', detail });
    await voidValidations(unit, order.outcomeId, { reason: 'It is another person’s.', nowMs: context.clock.nowMs() });
    const again = await outcomeBack(unit, order.outcomeId);
    if (again.outcome.grade === 'E0' && again.outcome.sourceId === null)
      await openValidation(context, unit, { outcome: again.outcome, opening: { kind: 'judge' }, excluded: [] });
    return outcomeBack(unit, order.outcomeId);
  });
}

/** Asks for somebody else to look at what was declined, measured or reverted: once each, within two weeks. */
export function appealOutcome(
  context: OutcomeContext,
  commander: Commander,
  order: { readonly outcomeId: string; readonly words: string },
): Promise<StoredValidation | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await ownOutcome(unit, commander, order.outcomeId);
    if (isControlRefusal(stored)) return stored;
    const about = await appealableOf(unit, stored.outcome, context.clock.nowMs());
    if (typeof about !== 'string') return about;
    const opening = { kind: 'appeal', about, words: order.words } as const;
    const opened = await openValidation(context, unit, { outcome: stored.outcome, opening, excluded: [] });
    if (opened === undefined) return refuseCommand('rule_broken', 'An appeal is being looked at already.');
    return readBack(unit, 'outcome_validation', opened.id);
  });
}

function eventBase(context: OutcomeContext, { actor }: Commander, order: { readonly outcomeId: string }) {
  const atMs = context.clock.nowMs();
  return {
    ...{ eventId: context.chance.uuid(atMs), atMs, sourceId: null, teller: { kind: actor.kind, id: actor.id } },
    ...{ outcomeId: order.outcomeId, evidenceId: null },
  } as const;
}

async function tell(
  context: OutcomeContext,
  unit: WriteUnit,
  told: {
    readonly event: ToldEvent & { readonly outcomeId: string };
    readonly type: string;
    readonly detail: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await recordOutcomeEvents(unit, [told.event], context.clock.nowMs());
  const { outcome } = await outcomeBack(unit, told.event.outcomeId);
  const detail = { ...told.detail, personId: outcome.personId, state: outcome.state, grade: outcome.grade };
  await unit.audit({ type: told.type, subject: `outcome:${outcome.outcomeId}`, detail });
}
