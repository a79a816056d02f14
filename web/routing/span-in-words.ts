import { counted } from '../figures/counts.ts';
import { CACHE_WORDS } from '../words/routing-words.ts';

const { units } = CACHE_WORDS;
const UNITS = [
  [86_400, units.days],
  [3_600, units.hours],
  [60, units.minutes],
] as const;

/** A span in the largest unit that says it without a rest: "1 hour", "90 minutes". */
export function spanInWords(seconds: number): string {
  const [size, words] = UNITS.find(([unit]) => seconds >= unit && seconds % unit === 0) ?? [1, units.seconds];
  return counted(seconds / size, words);
}
