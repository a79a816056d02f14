import type { Award } from './award.ts';
import type { RecognitionCategory } from './recognition-rule.ts';

/** What an award rests on now, by the same rule and for the same month. */
export type AwardNow = {
  readonly millipoints: number;
  /** The highest level that this reaches; null: none. */
  readonly level: string | null;
  /** What became of the rest, in plain words: which outcomes do not count any more, or that the score was told anew. */
  readonly why: string;
};

/**
 * What becomes of an award when what it rests on has changed: it is lowered, withdrawn, or given back what was taken, and never
 * more than it was given. Its points follow the weights of the levels. Undefined: nothing of it changes. What is taken stays in the
 * pool, so that nobody gains by what others lose.
 */
export function reviewAward(
  award: Award,
  now: AwardNow,
  known: { readonly category: RecognitionCategory; readonly nowMs: number },
): Award | undefined {
  const { levels } = known.category;
  const rankOf = (id: string | null): number => levels.findIndex((level) => level.id === id);
  const rank = Math.min(rankOf(now.level), rankOf(award.givenLevel));
  const level = levels[rank]?.id ?? null;
  const millipoints = Math.min(now.millipoints, award.givenMillipoints);
  if (level === award.level && millipoints === award.millipoints) return undefined;
  const isWhole = level === award.givenLevel;
  const weightOf = (id: string | null): number => levels[rankOf(id)]?.weight ?? 0;
  const points = isWhole
    ? award.givenPoints
    : Math.floor((award.givenPoints * weightOf(level)) / Math.max(1, weightOf(award.givenLevel)));
  return {
    ...award,
    level,
    millipoints,
    points,
    state: level === null ? 'withdrawn' : isWhole ? 'given' : 'lowered',
    reviewedAtMs: known.nowMs,
    changeReason: isWhole ? null : now.why,
  };
}

/** Said to whoever was recognised, and to whoever had been told. It blames nobody: results that do not hold are part of work. */
export function changeInWords(award: Award, levelName: (id: string) => string): string {
  const given = levelName(award.givenLevel);
  const why = award.changeReason ?? '';
  switch (award.state) {
    case 'given':
      return `${given} stands again.`;
    case 'lowered':
      return `${given} became ${levelName(award.level ?? '')}: ${why}`;
    case 'withdrawn':
      return `${given} was withdrawn: ${why}`;
  }
}
