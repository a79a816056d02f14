import type { KeptOutcome } from '../domain/outcome/kept-outcome.ts';
import { type OutcomeValidation, VALIDATION_RULES } from '../domain/outcome/validation.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { personBehind } from './exception-parties.ts';
import { type StoredValidation, validationsOf } from './open-validation.ts';

/** What somebody may do with an outcome at this moment. */
export type OutcomeStep = 'mark' | 'withdraw' | 'appeal' | 'revert' | 'reassign';

const STANDING: ReadonlySet<KeptOutcome['state']> = new Set(['unproven', 'maturing', 'counted']);

/** In the order in which they are offered. The commands themselves decide all the same. */
export async function stepsFor(
  unit: ReadUnit,
  commander: Commander,
  seen: { readonly outcome: KeptOutcome; readonly validations: readonly StoredValidation[]; readonly nowMs: number },
): Promise<readonly OutcomeStep[]> {
  const { outcome, validations, nowMs } = seen;
  const stands = STANDING.has(outcome.state);
  const isOwn = (await personBehind(unit, commander.actor)) === outcome.personId;
  const steps: OutcomeStep[] = [];
  if (isOwn && stands) steps.push('mark', 'withdraw');
  const isOpen = validations.some(({ row }) => row.state === 'open');
  if (isOwn && !isOpen && typeof (await appealableOf(unit, outcome, nowMs)) === 'string') steps.push('appeal');
  if (!isOwn && stands && (await mayRevert(unit, commander, outcome))) steps.push('revert');
  if (commander.scopes.includes('control.write')) steps.push('reassign');
  return steps;
}

/** Whoever may change the control plane, whose it is, who judged it, and who owns its use case. */
export async function mayRevert(unit: ReadUnit, commander: Commander, outcome: KeptOutcome): Promise<boolean> {
  if (commander.scopes.includes('control.write')) return true;
  const personId = await personBehind(unit, commander.actor);
  if (personId === undefined) return false;
  if (personId === outcome.personId || personId === outcome.validatorId) return true;
  return ownsUseCase(unit, outcome, personId);
}

export async function ownsUseCase(unit: ReadUnit, { useCaseId }: KeptOutcome, personId: string): Promise<boolean> {
  if (useCaseId === null) return false;
  return (await unit.get('use_case', useCaseId))?.row.ownerPersonId === personId;
}

type About = { readonly about: NonNullable<OutcomeValidation['about']>; readonly atMs: number };

/** What an appeal would be about, or why there can be none. */
export async function appealableOf(
  unit: ReadUnit,
  outcome: KeptOutcome,
  nowMs: number,
): Promise<About['about'] | ControlRefusal> {
  const validations = await validationsOf(unit, outcome.outcomeId);
  const last = lastSaidAgainst(outcome, validations);
  if (last === undefined)
    return refuseCommand(
      'rule_broken',
      'There is nothing to appeal against: it was not declined, measured or reverted.',
    );
  const { about, atMs } = last;
  if (atMs + VALIDATION_RULES.appealMs < nowMs)
    return refuseCommand('rule_broken', 'It is too late: an appeal is made within 14 days.');
  if (validations.some(({ row }) => row.kind === 'appeal' && row.about === about && row.state !== 'void'))
    return refuseCommand('rule_broken', 'It has been appealed against once, and that is all.');
  return about;
}

function lastSaidAgainst(outcome: KeptOutcome, validations: readonly StoredValidation[]): About | undefined {
  if (outcome.state === 'reverted') return { about: 'reverted', atMs: outcome.revertedAtMs ?? 0 };
  const decided = validations.findLast(({ row }) => row.state === 'declined' || row.state === 'measured');
  if (decided === undefined) return undefined;
  const atMs = decided.row.decidedAtMs ?? 0;
  if (decided.row.state === 'measured') return { about: 'measured', atMs };
  return outcome.declineReason === null ? undefined : { about: 'declined', atMs };
}
