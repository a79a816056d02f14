import { branch, type Contribution, leaf } from '../score/explanation.ts';
import type { RecognitionRuleVersion } from './recognition-rule.ts';
import { DEFAULT_RECOGNITION_RULE } from './recognition-rule.ts';
import type { CountedOutcome, Slice, SlicedScore } from './slice-score.ts';

/** The default rule, as it is published. */
export const RULE_ONE: RecognitionRuleVersion = {
  id: 'recognition-rule-000001',
  version: 1,
  rule: DEFAULT_RECOGNITION_RULE,
  note: 'the beginning',
  fromPeriod: '2026-01',
  publishedBy: 'ada',
  publishedAtMs: 0,
};

export function countedOutcome(outcomeId: string, changes: Partial<CountedOutcome> = {}): CountedOutcome {
  return {
    ...{ outcomeId, personId: 'ada', typeId: 'automation_coverage', typeName: 'Automation coverage' },
    ...{ lane: 'production', grade: 'E3', microdollars: 400_000_000, eventIds: [`${outcomeId}-claimed`] },
    ...changes,
  };
}

type Points = {
  readonly outcomes?: readonly (readonly [eventId: string, millipoints: number])[];
  readonly cost?: number;
  readonly safety?: number;
  readonly reuse?: readonly number[];
  readonly activity?: number;
  readonly cap?: number;
};

/** A score whose explanation has these points. */
export function scoreOf(points: Points, changes: Partial<SlicedScore> = {}): SlicedScore {
  const { outcomes = [], cost = 0, safety = 0, reuse = [], activity = 0, cap = 0 } = points;
  const impact = outcomes.map(([id, millipoints]) => leaf('outcome', 'an outcome', { millipoints, evidenceIds: [id] }));
  const children: readonly Contribution[] = [
    branch('impact', 'impact', [...impact, leaf('cost', 'cost', { millipoints: -cost })]),
    branch('safety', 'safety', [leaf('clean_start', 'all points', { millipoints: safety })]),
    branch(
      'reuse',
      'reuse',
      reuse.map((millipoints) => leaf('adoption', 'an adopter', { millipoints })),
    ),
    branch('activity', 'breadth', [leaf('weeks', 'weeks', { millipoints: activity })]),
    ...(cap === 0 ? [] : [leaf('cap', 'held back', { millipoints: -cap })]),
  ];
  const explanation = branch('score', 'points', children);
  return {
    ...{ kind: 'scored', explanation, millipoints: explanation.millipoints, claims: { measured: 0 } },
    triad: { efficiency: 1, quality: 1, compliance: 1, weakest: 'efficiency' },
    ...changes,
  };
}

export function sliceOf(millipoints: number, changes: Partial<Slice> = {}): Slice {
  return { millipoints, many: 3, measured: 2, outcomes: [], ...changes };
}
