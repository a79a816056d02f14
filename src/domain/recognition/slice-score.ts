import type { EvidenceGrade } from '../outcome/outcome.ts';
import { type Contribution, leavesOf, type Millipoints } from '../score/explanation.ts';
import type { Score } from '../score/score-person.ts';
import type { CategorySource } from './recognition-rule.ts';

/** An outcome that counts at this moment, as far as recognition asks. */
export type CountedOutcome = {
  readonly outcomeId: string;
  readonly personId: string;
  readonly typeId: string;
  readonly typeName: string;
  readonly lane: 'production' | 'exploration';
  readonly grade: EvidenceGrade;
  readonly microdollars: number;
  /** By which a score names what it rests on. */
  readonly eventIds: readonly string[];
};

/** What a score needs to have for recognition to read it. */
export type SlicedScore = Pick<Score, 'kind' | 'millipoints' | 'explanation' | 'triad'> & {
  readonly claims: Pick<Score['claims'], 'measured'>;
};

/** The part of one score that a category is about. */
export type Slice = {
  readonly millipoints: Millipoints;
  /** Outcomes, or people who reused something. */
  readonly many: number;
  /** Claims of the month that were measured. */
  readonly measured: number;
  readonly outcomes: readonly SlicedOutcome[];
};

/** What a citation and the evidence of an award need of an outcome. */
export type SlicedOutcome = Pick<CountedOutcome, 'outcomeId' | 'personId' | 'typeName' | 'microdollars'>;

const NOTHING: Slice = { millipoints: 0, many: 0, measured: 0, outcomes: [] };

/**
 * Points of a score that came of a category's source. Cost, clean-up and what was declined take from them in proportion, and so
 * does the weakest of efficiency, quality and compliance: recognition never honours what the score does not credit. Nothing is
 * credited by an outcome that does not count any more, whenever that came out.
 */
export function sliceScore(
  score: SlicedScore,
  from: CategorySource,
  known: { readonly outcomes: ReadonlyMap<string, CountedOutcome>; readonly complianceMinPercent: number },
): Slice {
  if (score.kind === 'withheld' || score.triad.compliance * 100 < known.complianceMinPercent) return NOTHING;
  const { measured } = score.claims;
  const capped = (millipoints: number): number => capAs(score, millipoints);
  switch (from.kind) {
    case 'outcomes': {
      const part = partOf(score, 'impact');
      const { millipoints, outcomes } = sliceOutcomes(part, from, known.outcomes);
      return { millipoints: capped(millipoints), many: outcomes.length, measured, outcomes };
    }
    case 'reuse': {
      const part = partOf(score, 'reuse');
      const adopters = part === undefined ? [] : leavesOf(part).filter((one) => isCredited(one, 'adoption'));
      return { millipoints: capped(part?.millipoints ?? 0), many: adopters.length, measured, outcomes: [] };
    }
    case 'safety':
      return {
        ...{ measured, outcomes: [], many: 0 },
        millipoints: capped(partOf(score, 'safety')?.millipoints ?? 0),
      };
  }
}

function partOf({ explanation }: SlicedScore, rule: string): Contribution | undefined {
  return explanation.children.find((child) => child.rule === rule);
}

function isCredited({ rule, millipoints }: Contribution, wanted: string): boolean {
  return rule === wanted && millipoints > 0;
}

/** Of what the part came to, the share that matching outcomes have of everything that was credited in it. */
function sliceOutcomes(
  part: Contribution | undefined,
  from: Extract<CategorySource, { readonly kind: 'outcomes' }>,
  known: ReadonlyMap<string, CountedOutcome>,
): Pick<Slice, 'millipoints' | 'outcomes'> {
  const lines = part === undefined ? [] : leavesOf(part).filter((one) => isCredited(one, 'outcome'));
  const all = lines.reduce((sum, { millipoints }) => sum + millipoints, 0);
  if (part === undefined || all === 0) return NOTHING;
  const matching = lines.flatMap(({ millipoints, evidenceIds }) => {
    const outcome = evidenceIds.map((id) => known.get(id)).find((found) => found !== undefined);
    return outcome !== undefined && matches(outcome, from) ? [{ millipoints, outcome }] : [];
  });
  const credited = matching.reduce((sum, { millipoints }) => sum + millipoints, 0);
  return {
    millipoints: Math.floor((Math.min(all, Math.max(0, part.millipoints)) * credited) / all),
    outcomes: matching.map(({ outcome: { outcomeId, personId, typeName, microdollars } }) => ({
      ...{ outcomeId, personId, typeName, microdollars },
    })),
  };
}

function matches(
  { typeId, lane, grade }: CountedOutcome,
  from: Extract<CategorySource, { readonly kind: 'outcomes' }>,
): boolean {
  const isOfType = from.typeIds.length === 0 || from.typeIds.includes(typeId);
  return isOfType && (from.lane === 'any' || from.lane === lane) && from.grades.includes(grade);
}

/** What the weakest of the three took from the score, it takes from each part of it alike. */
function capAs({ explanation, millipoints: score }: SlicedScore, millipoints: number): number {
  const sum = explanation.children.reduce((all, child) => (child.rule === 'cap' ? all : all + child.millipoints), 0);
  if (sum <= 0 || millipoints <= 0) return 0;
  return Math.floor((millipoints * Math.min(score, sum)) / sum);
}
