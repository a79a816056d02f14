import { dollarsInWords, pointsInWords } from '../score/explanation.ts';
import type { RecognitionCategory, RecognitionLevel } from './recognition-rule.ts';
import type { Slice, SlicedOutcome } from './slice-score.ts';

type Cited = {
  readonly category: RecognitionCategory;
  readonly level: RecognitionLevel;
  readonly slice: Slice;
  /** Of a team; null: one person. */
  readonly people: number | null;
};

const TYPES_MAX = 3;

/** Why an award was given, in plain words: what it honours, what was reached and by which target. It names nobody. */
export function citeAward({ category, level, slice, people }: Cited): string {
  const asked = people === null ? level.points : level.teamPoints;
  const mean = people === null ? '' : ` in the mean of ${people} people`;
  const months = level.months === 1 ? '' : `, ${level.months} months in a row`;
  const reached = `${pointsInWords(slice.millipoints)} points of the score${mean}${groundsInWords(category, slice)}`;
  return `${category.honours} ${reached}; ${level.name} asks for ${asked}${months}.`;
}

function groundsInWords({ from }: RecognitionCategory, { many, measured, outcomes }: Slice): string {
  switch (from.kind) {
    case 'outcomes': {
      const value = outcomes.reduce((sum, { microdollars }) => sum + microdollars, 0);
      const looked = measured === 0 ? '' : `, with ${measured} measured by somebody independent`;
      return ` came of ${counted(many, 'outcome')} (${typesInWords(outcomes)}) worth ${dollarsInWords(value)}${looked}`;
    }
    case 'reuse':
      return ` came of ${counted(many, 'time')} that somebody reused the work and succeeded with it`;
    case 'safety':
      return ' came of keeping to the rules while bringing verified results';
  }
}

/** The commonest first. */
function typesInWords(outcomes: readonly SlicedOutcome[]): string {
  const byName = [...Map.groupBy(outcomes, ({ typeName }) => typeName)]
    .map(([name, own]) => ({ name, many: own.length }))
    .sort((one, other) => other.many - one.many || (one.name < other.name ? -1 : 1));
  const named = byName.slice(0, TYPES_MAX).map(({ name }) => name);
  return [...named, ...(byName.length > TYPES_MAX ? ['and others'] : [])].join(', ');
}

function counted(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`;
}
