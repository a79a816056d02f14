import type { ScannedText } from './detector.ts';
import type { DetectorPlan, LiteralRows } from './detector-plan.ts';
import type { Span } from './offset-map.ts';
import type { Sightings } from './sightings.ts';
import { isWholeWord } from './word-boundary.ts';

type Seen = { readonly plan: DetectorPlan; readonly sightings: Sightings; readonly text: string };
type Reach = { readonly before: number; readonly after: number };

export type Nearness = {
  readonly near: ScannedText['near'];
  /** Whether a word of a group, by its number, stands anywhere. */
  readonly isStanding: (group: number) => boolean;
};

/** Answers whether words of a group stand near a place of one view. Of most groups no word stands anywhere: that is known at once. */
export function createNearness(seen: Seen): Nearness {
  let standing: Uint8Array | undefined;
  const isStanding = (group: number): boolean => {
    standing ??= groupsIn(seen);
    return standing[group] === 1;
  };
  return {
    isStanding,
    near: (words, span, reach) => {
      const group = seen.plan.groupNumbers.get(words.name);
      if (group === undefined || !isStanding(group)) return false;
      return isWordNear(seen, group, { span, reach }) || isLiteralNear(seen, group, { span, reach });
    },
  };
}

function groupsIn({ plan, sightings }: Seen): Uint8Array {
  const standing = new Uint8Array(plan.groupNumbers.size);
  const mark = ({ groups }: LiteralRows, rows: Int32Array, count: number): void => {
    for (let index = 0; index < count; index += 1)
      for (const group of groups[rows[index] ?? 0] ?? []) standing[group] = 1;
  };
  mark(plan.words, sightings.words, sightings.wordCount);
  mark(plan.literals, sightings.literals, sightings.literalCount);
  return standing;
}

type Place = { readonly span: Span; readonly reach: Reach };

function isWordNear({ plan, sightings }: Seen, group: number, { span, reach }: Place): boolean {
  const { words, wordStarts, wordCount } = sightings;
  const { groups, texts, lengthMax } = plan.words;
  const first = span.start - reach.before - lengthMax;
  for (let index = firstFrom(wordStarts, wordCount, first); index < wordCount; index += 1) {
    const start = wordStarts[index] ?? 0;
    if (start > span.end + reach.after) return false;
    const word = words[index] ?? 0;
    if (groups[word]?.includes(group) !== true) continue;
    const end = start + (texts[word]?.length ?? 0);
    if ((end <= span.start && end >= span.start - reach.before) || start >= span.end) return true;
  }
  return false;
}

/** The same for words that begin with no letter, which stand among the literals. */
function isLiteralNear({ plan, sightings, text }: Seen, group: number, { span, reach }: Place): boolean {
  const { literalStarts, literals, literalCount } = sightings;
  const { groups, texts, lengthMax } = plan.literals;
  const first = span.start - reach.before - lengthMax;
  for (let index = firstFrom(literalStarts, literalCount, first); index < literalCount; index += 1) {
    const start = literalStarts[index] ?? 0;
    if (start > span.end + reach.after) return false;
    const literal = literals[index] ?? 0;
    if (groups[literal]?.includes(group) !== true) continue;
    const end = start + (texts[literal]?.length ?? 0);
    const isBeside = (end <= span.start && end >= span.start - reach.before) || start >= span.end;
    if (isBeside && isWholeWord(text, start, end)) return true;
  }
  return false;
}

/** Index of the first of the ordered offsets that is `offset` or behind it. */
function firstFrom(offsets: Int32Array, count: number, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
