import type { RecognitionCategory, RecognitionLevel } from './recognition-rule.ts';
import type { Slice } from './slice-score.ts';

/** Slices of one recipient and category: of the recognised month first, then of each month before it. */
export type MonthlySlices = readonly Slice[];

/** The highest level that a person has reached; undefined: none. */
export function judgePerson(category: RecognitionCategory, months: MonthlySlices): RecognitionLevel | undefined {
  const [now] = months;
  if (now === undefined || now.many < category.manyMin || now.measured < category.measuredMin) return undefined;
  return highest(category, (level) => isHeld(months, level.months, level.points));
}

/** What a team came to in one month: the mean over everybody in it who has a score. */
export type TeamSlice = Slice & { readonly people: number };

/** The mean, rounded down; outcomes and adopters of all. Whoever brought nothing counts as nothing. */
export function meanSlice(slices: readonly Slice[]): TeamSlice {
  const sum = (amount: (slice: Slice) => number): number => slices.reduce((all, slice) => all + amount(slice), 0);
  return {
    people: slices.length,
    millipoints: slices.length === 0 ? 0 : Math.floor(sum(({ millipoints }) => millipoints) / slices.length),
    many: sum(({ many }) => many),
    measured: sum(({ measured }) => measured),
    outcomes: slices.flatMap(({ outcomes }) => outcomes),
  };
}

/** The same of a team: in the mean, so that neither size nor one person decides. */
export function judgeTeam(category: RecognitionCategory, months: readonly TeamSlice[]): RecognitionLevel | undefined {
  const [now] = months;
  if (now === undefined || now.many < category.manyMin || now.measured < category.measuredMin) return undefined;
  return highest(category, (level) => isHeld(months, level.months, level.teamPoints));
}

/** A team's recognition rests on no fewer people than this. */
export const TEAM_PEOPLE_MIN = 5;

function highest(
  { levels }: RecognitionCategory,
  isReached: (level: RecognitionLevel) => boolean,
): RecognitionLevel | undefined {
  return levels.findLast(isReached);
}

function isHeld(slices: readonly Slice[], months: number, points: number): boolean {
  const asked = slices.slice(0, months);
  return asked.length === months && asked.every(({ millipoints }) => millipoints >= points * 1_000);
}
