import type { Millipoints } from './explanation.ts';
import type { Score } from './score-person.ts';

/** What another version of the formula, or later events, would change for one person. */
export type ScoreDifference = {
  readonly personId: string;
  readonly fromVersion: string;
  readonly toVersion: string;
  readonly millipoints: Millipoints;
  /** By rule of the formula, with what it adds or takes; they sum to the difference. */
  readonly byRule: readonly { readonly rule: string; readonly millipoints: Millipoints }[];
};

/** Differences of people who are in both, shown before anything is published; posted, they compensate what was posted before. */
export function compareScores(before: readonly Score[], after: readonly Score[]): readonly ScoreDifference[] {
  const earlier = new Map(before.map((score) => [score.personId, score]));
  return after.flatMap((score) => {
    const past = earlier.get(score.personId);
    if (past === undefined) return [];
    const rules = new Map<string, number>();
    for (const { rule, millipoints } of score.explanation.children)
      rules.set(rule, (rules.get(rule) ?? 0) + millipoints);
    for (const { rule, millipoints } of past.explanation.children)
      rules.set(rule, (rules.get(rule) ?? 0) - millipoints);
    return [
      {
        personId: score.personId,
        ...{ fromVersion: past.formulaVersion, toVersion: score.formulaVersion },
        millipoints: score.millipoints - past.millipoints,
        byRule: [...rules]
          .filter(([, millipoints]) => millipoints !== 0)
          .map(([rule, millipoints]) => ({ rule, millipoints })),
      },
    ];
  });
}
