import { chooseValidator } from '../domain/outcome/choose-validator.ts';
import { readAs } from '../domain/outcome/keep-outcomes.ts';
import type { KeptOutcome } from '../domain/outcome/kept-outcome.ts';
import { VALIDATION_RULES, VALIDATOR_ROLE } from '../domain/outcome/validation.ts';
import { STAND_IN_ROLE } from '../domain/policy/approval.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { everyApprover } from './approval-parties.ts';
import { drawLot, type OutcomeContext } from './outcome-context.ts';
import { readMerges } from './record-outcome-events.ts';

/** Who was drawn, or nobody; in words, by what rule or what is to be done about it. */
export type DrawnValidator = { readonly validatorId: string | null; readonly why: string };

const DAY_MS = 86_400_000;

/**
 * Draws who judges, measures or looks again: among the owner of the use case, the manager of the claimant's team and everybody with
 * the role `validator`; where none of them may, among those with the role `governance`. Never the claimant under any name, never who
 * has had a say already, never in turn, never too often for one claimant.
 */
export async function drawValidator(
  context: Pick<OutcomeContext, 'chance' | 'clock'>,
  unit: ReadUnit,
  given: { readonly outcome: KeptOutcome; readonly excluded: readonly string[] },
): Promise<DrawnValidator> {
  const { outcome } = given;
  const merges = await readMerges(unit);
  const barred = new Set([outcome.personId, ...given.excluded].map((id) => readAs(id, merges)));
  const everybody = (await everyApprover(unit)).filter(({ personId }) => !barred.has(readAs(personId, merges)));
  const active = new Set(everybody.map(({ personId }) => personId));
  const [useCase, team] = await Promise.all([
    outcome.useCaseId === null ? undefined : unit.get('use_case', outcome.useCaseId),
    outcome.teamId === null ? undefined : unit.get('team', outcome.teamId),
  ]);
  const named = [useCase?.row.ownerPersonId ?? null, team?.row.managerPersonId ?? null];
  const withRole = (role: string): readonly string[] =>
    everybody.filter(({ roles }) => roles.includes(role)).map(({ personId }) => personId);
  const first = [...named.filter((id) => id !== null && active.has(id)), ...withRole(VALIDATOR_ROLE)].flatMap(
    (id) => id ?? [],
  );
  const pairs = await unit.outcomes.pairsOf(
    outcome.personId,
    context.clock.nowMs() - VALIDATION_RULES.pairDays * DAY_MS,
  );
  const rules = { pairs, pairMax: VALIDATION_RULES.pairMax };
  const lot = (): number => drawLot(context);
  const chosen = chooseValidator(outcome.personId, { able: first, ...rules }, lot);
  const many = new Set(first).size;
  if (chosen.kind === 'validator')
    return {
      validatorId: chosen.validatorId,
      why: `Drawn by lot among ${many} who may: the owner of the use case, the manager of the team, and whoever has the role of ${VALIDATOR_ROLE}.`,
    };
  const standIn = chooseValidator(outcome.personId, { able: withRole(STAND_IN_ROLE), ...rules }, lot);
  if (standIn.kind === 'validator')
    return {
      validatorId: standIn.validatorId,
      why: `Nobody else may, so that it was drawn among those with the role "${STAND_IN_ROLE}".`,
    };
  return { validatorId: null, why: chosen.why };
}
