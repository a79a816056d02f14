import type { ScannedText } from './detector.ts';
import type { DetectorPlan, LiteralRows } from './detector-plan.ts';
import type { Span } from './offset-map.ts';
import type { Sightings } from './sightings.ts';
import { isWholeWord } from './word-boundary.ts';

type Parts = { readonly plan: DetectorPlan; readonly sightings: Sightings };
type Seen = Parts & { readonly text: string };
type Reach = { readonly before: number; readonly after: number };

export type Nearness = {
  /** From here on it answers of this view, as far as `end`. */
  readonly begin: (text: string) => void;
  readonly near: ScannedText['near'];
  /** Whether a word of a group, by its number, stands anywhere. */
  readonly isStanding: (group: number) => boolean;
  readonly end: () => void;
};

/** Answers whether words of a group stand near a place of one view. Of most groups no word stands anywhere: that is known at once. */
export function createNearness({ plan, sightings }: Parts): Nearness {
  const standing = new Uint8Array(plan.groupNumbers.size);
  let isKnown = false;
  let seen: Seen = { plan, sightings, text: '' };
  const isStanding = (group: number): boolean => {
    if (!isKnown) markGroups({ plan, sightings }, standing);
    isKnown = true;
    return standing[group] === 1;
  };
  return {
    begin: (text) => {
      seen = { plan, sightings, text };
      isKnown = false;
    },
    isStanding,
    near: (words, span, reach) => {
      const group = plan.groupNumbers.get(words.name);
      if (group === undefined || !isStanding(group)) return false;
      return isWordNear(seen, group, { span, reach }) || isLiteralNear(seen, group, { span, reach });
    },
    end: () => {
      seen = { plan, sightings, text: '' };
    },
  };
}

function markGroups({ plan, sightings }: Parts, standing: Uint8Array): void {
  standing.fill(0);
  markRows(plan.words, { rows: sightings.words, count: sightings.wordCount }, standing);
  markRows(plan.literals, { rows: sightings.literals, count: sightings.literalCount }, standing);
}

type Rows = { readonly rows: Int32Array; readonly count: number };

function markRows({ groups }: LiteralRows, { rows, count }: Rows, standing: Uint8Array): void {
  for (let index = 0; index < count; index += 1) {
    const own = groups[rows[index] ?? 0] ?? NO_GROUPS;
    for (let at = 0; at < own.length; at += 1) standing[own[at] ?? 0] = 1;
  }
}

const NO_GROUPS: readonly number[] = [];

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
