import type { MeasuredInput } from './evaluate-allowance.ts';

/** What somebody's outcomes came to in a use case, and what was spent there in the same time, in microdollars. */
export type OutcomeSide = {
  readonly outcomes: number;
  /** Of outcomes that were measured: what they came to, and what had been claimed of them. */
  readonly measured: number;
  readonly claimedOfMeasured: number;
  /** Of the others: what is claimed. */
  readonly claimed: number;
  /** All calls of the use case, also those that came to nothing. */
  readonly cost: number;
  /** Who brought outcomes. */
  readonly people: number;
};

/** A use case with the outcomes of a scope, beside those of everybody else. */
export type ComparedUseCase = {
  readonly useCaseId: string;
  readonly own: OutcomeSide;
  readonly others: OutcomeSide;
};

/** Fewer say nothing, of oneself or of others. */
const OWN_OUTCOMES_MIN = 3;
const OTHERS_OUTCOMES_MIN = 10;
const OTHERS_PEOPLE_MIN = 5;

/** How many outcomes of somebody's count that somebody else, or a system, confirmed and that stood since. */
export function validatedOutcomes(outcomes: number): MeasuredInput {
  const words = `${outcomes} that somebody else or a system confirmed, and that stood`;
  return { kind: 'measured', value: outcomes, words };
}

/**
 * What was spent for the value that came of it, beside what others spent for as much in the same use cases: 1 is as others.
 * Value is as measured; what was not measured counts as the measured part of it held, and never more than was claimed.
 * Everything that was spent in the use case counts, also on what came to nothing. One's own past is not in it.
 */
export function costPerOutcome(useCases: readonly ComparedUseCase[]): MeasuredInput {
  const known = useCases.filter(({ own, others }) => own.outcomes > 0 && isEnough(others));
  const outcomes = known.reduce((sum, { own }) => sum + own.outcomes, 0);
  if (outcomes < OWN_OUTCOMES_MIN)
    return {
      kind: 'not_measured',
      why: `not enough outcomes: ${outcomes} in use cases where ${OTHERS_PEOPLE_MIN} others brought ${OTHERS_OUTCOMES_MIN}, and ${OWN_OUTCOMES_MIN} are needed`,
    };
  const spent = known.reduce((sum, { own }) => sum + own.cost, 0);
  const expected = known.reduce(
    (sum, { own, others }) => sum + (valueThatHeld(own) * others.cost) / valueThatHeld(others),
    0,
  );
  if (expected <= 0) return { kind: 'not_measured', why: 'others spent nothing on such outcomes that is known' };
  const words = `${outcomes} outcomes cost ${percent(spent / expected)} of what others spend for as much`;
  return { kind: 'measured', value: spent / expected, words };
}

function isEnough(others: OutcomeSide): boolean {
  return others.outcomes >= OTHERS_OUTCOMES_MIN && others.people >= OTHERS_PEOPLE_MIN && valueThatHeld(others) > 0;
}

/** Whoever claims more than holds gains nothing by it, and by claiming less neither. */
function valueThatHeld({ measured, claimedOfMeasured, claimed }: OutcomeSide): number {
  const held = claimedOfMeasured > 0 ? Math.min(1, Math.max(0, measured) / claimedOfMeasured) : 1;
  return Math.max(0, measured) + claimed * held;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** In the order of the bands of scores: 1 is the first. */
export const BAND_NAMES = ['starting', 'growing', 'steady', 'strong'] as const;

/** Where a team's scores stand, as everybody sees it; never a number of a person. */
export type KnownBand =
  | { readonly kind: 'band'; readonly band: (typeof BAND_NAMES)[number]; readonly periodId: string }
  | { readonly kind: 'none'; readonly why: string };

export function teamBand(known: KnownBand): MeasuredInput {
  if (known.kind === 'none') return { kind: 'not_measured', why: known.why };
  return { kind: 'measured', value: BAND_NAMES.indexOf(known.band) + 1, words: `the scores of ${known.periodId}` };
}
