import type { KeptOutcome } from '../domain/outcome/kept-outcome.ts';
import { type OutcomeValidation, VALIDATION_RULES } from '../domain/outcome/validation.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import { drawValidator } from './draw-validator.ts';
import { everyRow } from './find-dependants.ts';
import type { OutcomeContext } from './outcome-context.ts';

export type StoredValidation = Stored<OutcomeValidation>;

type Opening = Pick<OutcomeValidation, 'kind'> & Partial<Pick<OutcomeValidation, 'basis' | 'about' | 'words'>>;

/** Draws somebody for an outcome and keeps the draw; nothing where one of the kind is open already. */
export async function openValidation(
  context: Pick<OutcomeContext, 'chance' | 'clock'>,
  unit: WriteUnit,
  given: { readonly outcome: KeptOutcome; readonly opening: Opening; readonly excluded: readonly string[] },
): Promise<OutcomeValidation | undefined> {
  const { outcome, opening } = given;
  const nowMs = context.clock.nowMs();
  const before = await validationsOf(unit, outcome.outcomeId);
  if (before.some(({ row }) => row.kind === opening.kind && row.state === 'open')) return undefined;
  const said = before.flatMap(({ row }) => (row.state === 'void' ? [] : (row.validatorId ?? [])));
  const drawn = await drawValidator(context, unit, { outcome, excluded: [...given.excluded, ...said] });
  const row: OutcomeValidation = {
    ...{ id: context.chance.uuid(nowMs), outcomeId: outcome.outcomeId, claimantId: outcome.personId },
    ...{ basis: null, about: null, words: null, ...opening, ...drawn, earlierIds: [] },
    ...{ openedAtMs: nowMs, dueAtMs: nowMs + VALIDATION_RULES.dueMs, state: 'open' },
    ...{ decidedAtMs: null, reason: null, amount: null },
  };
  await unit.put('outcome_validation', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'validation.opened', subject: subjectOf(row), detail: validationDetail(row) });
  return row;
}

/** Somebody else in the place of who was drawn; where nobody else may, it is left, and the reason said. */
export async function drawAnew(
  context: Pick<OutcomeContext, 'chance' | 'clock'>,
  unit: WriteUnit,
  given: { readonly outcome: KeptOutcome; readonly stored: StoredValidation; readonly because: string },
): Promise<OutcomeValidation> {
  const { outcome, stored, because } = given;
  const { row } = stored;
  const nowMs = context.clock.nowMs();
  const earlierIds = [...row.earlierIds, ...(row.validatorId === null ? [] : [row.validatorId])];
  const said = (await validationsOf(unit, outcome.outcomeId)).flatMap((one) => one.row.validatorId ?? []);
  const drawn = await drawValidator(context, unit, { outcome, excluded: [...earlierIds, ...said] });
  const next: OutcomeValidation = {
    ...{ ...row, ...drawn, why: `${because} ${drawn.why}`, earlierIds },
    dueAtMs: nowMs + VALIDATION_RULES.dueMs,
  };
  await unit.put('outcome_validation', next, { managedBy: 'api', expectedRevision: stored.revision });
  await unit.audit({ type: 'validation.redrawn', subject: subjectOf(next), detail: validationDetail(next) });
  return next;
}

/** Ends what is open of an outcome: there is nothing left to say. */
export async function voidValidations(
  unit: WriteUnit,
  outcomeId: string,
  given: { readonly reason: string; readonly nowMs: number; readonly kinds?: readonly OutcomeValidation['kind'][] },
): Promise<number> {
  let ended = 0;
  for (const { row, revision } of await validationsOf(unit, outcomeId)) {
    if (row.state !== 'open' || given.kinds?.includes(row.kind) === false) continue;
    const next: OutcomeValidation = { ...row, state: 'void', decidedAtMs: given.nowMs, reason: given.reason };
    await unit.put('outcome_validation', next, { managedBy: 'api', expectedRevision: revision });
    await unit.audit({ type: 'validation.voided', subject: subjectOf(next), detail: validationDetail(next) });
    ended += 1;
  }
  return ended;
}

/** All of one outcome, oldest first. */
export async function validationsOf(unit: ReadUnit, outcomeId: string): Promise<readonly StoredValidation[]> {
  const found: StoredValidation[] = [];
  for await (const stored of everyRow(unit, 'outcome_validation', { outcomeId })) found.push(stored);
  return found.sort((one, other) => one.row.openedAtMs - other.row.openedAtMs);
}

export function subjectOf({ id }: Pick<OutcomeValidation, 'id'>): string {
  return `validation:${id}`;
}

/** What the trail keeps: everything but words of people. */
export function validationDetail(validation: OutcomeValidation): Readonly<Record<string, unknown>> {
  const { outcomeId, kind, basis, about, claimantId, validatorId, why, earlierIds, state, amount } = validation;
  return { outcomeId, kind, basis, about, claimantId, validatorId, why, earlierIds, state, amount };
}
