import type { KeptOutcome } from '../domain/outcome/kept-outcome.ts';
import type { ToldEvent } from '../domain/outcome/told-event.ts';
import type { OutcomeValidation, ValidationState } from '../domain/outcome/validation.ts';
import type { Actor, ReadUnit } from '../ports/control-store.ts';
import { outcomeBack } from './claim-outcome.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { type StoredValidation, subjectOf, validationDetail } from './open-validation.ts';
import type { OutcomeContext } from './outcome-context.ts';
import { recordOutcomeEvents } from './record-outcome-events.ts';

/** What somebody who was drawn says. */
export type ValidationAnswer =
  | { readonly answer: 'attest' }
  | { readonly answer: 'decline'; readonly reason: string }
  | { readonly answer: 'measure'; readonly amount: number; readonly reason: string }
  /** Of an appeal: the claimant is right; of a measurement that is measured again, what it came to. */
  | { readonly answer: 'grant'; readonly reason: string; readonly amount: number | null }
  | { readonly answer: 'uphold'; readonly reason: string };

/** Says what one was drawn to say; of one's own claims nobody says anything, under whatever name. */
export function answerValidation(
  context: OutcomeContext,
  commander: Commander,
  order: { readonly id: string; readonly said: ValidationAnswer },
): Promise<StoredValidation | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('outcome_validation', order.id);
    if (stored === undefined || !(await mayAnswer(unit, commander.actor, stored.row)))
      return refuseCommand('not_found', `There is no validation "${order.id}" that waits for your word.`);
    if (stored.row.state !== 'open')
      return refuseCommand('rule_broken', `It is answered already: ${stored.row.state}.`);
    const { outcome } = await outcomeBack(unit, stored.row.outcomeId);
    const step = stepOf({ validation: stored.row, outcome, said: order.said });
    if (isControlRefusal(step)) return step;
    const told = toldBy({ step, commander, outcome, eventId: context.chance.uuid(nowMs), atMs: nowMs });
    if (told !== null) await recordOutcomeEvents(unit, [told], nowMs);
    const reason = 'reason' in order.said ? order.said.reason : null;
    const decided = { state: step.state, decidedAtMs: nowMs, reason, amount: step.amount };
    const next: OutcomeValidation = { ...stored.row, ...decided };
    await unit.put('outcome_validation', next, { managedBy: 'api', expectedRevision: stored.revision });
    await unit.audit({ type: `validation.${step.state}`, subject: subjectOf(next), detail: validationDetail(next) });
    return readBack(unit, 'outcome_validation', next.id);
  });
}

/** Who was drawn, as a person. */
export async function mayAnswer(unit: ReadUnit, actor: Actor, validation: OutcomeValidation): Promise<boolean> {
  if (actor.kind !== 'person' || actor.id !== validation.validatorId || actor.id === validation.claimantId)
    return false;
  const stored = await unit.outcomes.get(validation.outcomeId);
  return stored !== undefined && stored.outcome.personId !== actor.id;
}

type Step = {
  readonly state: ValidationState;
  readonly amount: number | null;
  /** What is told of the outcome; null: nothing changes. */
  readonly tells: 'attested' | 'declined' | 'measured' | 'restored' | null;
  readonly basis: 'drawn' | 'forced';
  readonly reason: string;
};

function stepOf(given: {
  readonly validation: OutcomeValidation;
  readonly outcome: KeptOutcome;
  readonly said: ValidationAnswer;
}): Step | ControlRefusal {
  const { validation, outcome, said } = given;
  const basis = validation.basis ?? outcome.measured?.basis ?? 'drawn';
  const base = { amount: null, basis, reason: 'reason' in said ? said.reason : '' };
  switch (said.answer) {
    case 'attest':
      if (validation.kind !== 'judge') return wrongAnswer(validation);
      return { ...base, state: 'attested', tells: 'attested' };
    case 'decline':
      if (validation.kind !== 'judge') return wrongAnswer(validation);
      return { ...base, state: 'declined', tells: 'declined' };
    case 'measure':
      if (validation.kind !== 'measure') return wrongAnswer(validation);
      return { ...base, state: 'measured', tells: 'measured', amount: said.amount };
    case 'uphold':
      return validation.kind === 'appeal' ? { ...base, state: 'upheld', tells: null } : wrongAnswer(validation);
    case 'grant':
      if (validation.kind !== 'appeal' || validation.about === null) return wrongAnswer(validation);
      if (validation.about === 'declined') return { ...base, state: 'granted', tells: 'attested' };
      if (validation.about === 'reverted') return { ...base, state: 'granted', tells: 'restored' };
      if (said.amount === null)
        return refuseCommand('rule_broken', `Say what it came to, in the unit "${outcome.type.unit}".`);
      return { ...base, state: 'granted', tells: 'measured', amount: said.amount };
  }
}

const ANSWERS = {
  judge: 'attest or decline it',
  measure: 'measure it',
  appeal: 'grant or uphold it',
} as const;

function wrongAnswer({ kind }: OutcomeValidation): ControlRefusal {
  return refuseCommand('rule_broken', `This is not what you were drawn for: ${ANSWERS[kind]}.`);
}

function toldBy(given: {
  readonly step: Step;
  readonly commander: Commander;
  readonly outcome: KeptOutcome;
  readonly eventId: string;
  readonly atMs: number;
}): ToldEvent | null {
  const { step, commander, outcome, eventId, atMs } = given;
  const { actor } = commander;
  const base = {
    ...{ eventId, atMs, sourceId: null, teller: { kind: actor.kind, id: actor.id } },
    ...{ outcomeId: outcome.outcomeId, evidenceId: null },
  };
  switch (step.tells) {
    case null:
      return null;
    case 'attested':
      return { ...base, kind: 'attested', validatorId: actor.id };
    case 'declined':
      return { ...base, kind: 'declined', validatorId: actor.id, reason: step.reason };
    case 'measured':
      return { ...base, kind: 'measured', amount: step.amount ?? 0, basis: step.basis };
    case 'restored':
      return { ...base, kind: 'restored', reason: step.reason };
  }
}
