import type { ScannedText } from './detector.ts';
import type { DetectorPlan } from './detector-plan.ts';
import type { Span } from './offset-map.ts';
import type { Sightings } from './sightings.ts';
import { isWholeWord } from './word-boundary.ts';

type Parts = { readonly plan: DetectorPlan; readonly sightings: Sightings };
type Reach = { readonly before: number; readonly after: number };

export type Nearness = {
  /** From here on it answers of this view, as far as `end`. */
  readonly begin: (text: string) => void;
  readonly near: ScannedText['near'];
  /** Whether a word of a group, by its number, stands anywhere. */
  readonly isStanding: (group: number) => boolean;
  readonly end: () => void;
};

/** Words of one group, and where they stand in the view at hand, once somebody asked. */
type Group = {
  /** 1 for each row of words, and of literals, that is of it. */
  readonly isWord: Uint8Array;
  readonly isLiteral: Uint8Array;
  readonly hasLiterals: boolean;
  readonly lengthMax: number;
  isKnown: boolean;
  words: Places;
  /** Words that begin with no letter stand among the literals. */
  literals: Places;
};

/** In order of their starts. */
type Places = { readonly starts: readonly number[]; readonly ends: readonly number[] };

const NOWHERE: Places = { starts: [], ends: [] };

/** Answers whether words of a group stand near a place of one view. Each group is looked for once, when it is asked about. */
export function createNearness(parts: Parts): Nearness {
  const { groupNumbers } = parts.plan;
  const groups = Array.from({ length: groupNumbers.size }, (_, number) => groupOf(parts.plan, number));
  let seen = '';
  let known: Group[] = [];
  const standing = (number: number): Group | null => {
    const group = groups[number];
    if (group === undefined) return null;
    if (!group.isKnown) {
      lookUp(group, { ...parts, text: seen });
      known.push(group);
    }
    return group.words.starts.length + group.literals.starts.length === 0 ? null : group;
  };
  const forget = (text: string): void => {
    seen = text;
    if (known.length === 0) return;
    for (const group of known) {
      group.isKnown = false;
      group.words = NOWHERE;
      group.literals = NOWHERE;
    }
    known = [];
  };
  return {
    begin: forget,
    isStanding: (number) => standing(number) !== null,
    near: (words, span, reach) => {
      const group = standing(groupNumbers.get(words.name) ?? -1);
      if (group === null) return false;
      const first = span.start - reach.before - group.lengthMax;
      return isBeside(group.words, first, { span, reach }) || isBeside(group.literals, first, { span, reach });
    },
    end: () => forget(''),
  };
}

function groupOf({ words, literals }: DetectorPlan, number: number): Group {
  const isWord = Uint8Array.from(words.groups, (groups) => (groups.includes(number) ? 1 : 0));
  const isLiteral = Uint8Array.from(literals.groups, (groups) => (groups.includes(number) ? 1 : 0));
  const lengths = [
    ...words.texts.filter((_, row) => isWord[row] === 1),
    ...literals.texts.filter((_, row) => isLiteral[row] === 1),
  ].map(({ length }) => length);
  return {
    ...{ isWord, isLiteral, hasLiterals: isLiteral.includes(1), lengthMax: Math.max(0, ...lengths) },
    ...{ isKnown: false, words: NOWHERE, literals: NOWHERE },
  };
}

function lookUp(group: Group, { plan, sightings, text }: Parts & { readonly text: string }): void {
  const { words, wordStarts, wordCount, literals, literalStarts, literalCount } = sightings;
  group.words = placesOf(group.isWord, plan.words.texts, { rows: words, starts: wordStarts, count: wordCount });
  group.literals = group.hasLiterals
    ? wholeOnes(
        placesOf(group.isLiteral, plan.literals.texts, { rows: literals, starts: literalStarts, count: literalCount }),
        text,
      )
    : NOWHERE;
  group.isKnown = true;
}

type Rows = { readonly rows: Int32Array; readonly starts: Int32Array; readonly count: number };

function placesOf(isOfGroup: Uint8Array, texts: readonly string[], { rows, starts, count }: Rows): Places {
  let places: { readonly starts: number[]; readonly ends: number[] } | null = null;
  for (let index = 0; index < count; index += 1) {
    const row = rows[index] ?? 0;
    if (isOfGroup[row] !== 1) continue;
    places ??= { starts: [], ends: [] };
    const start = starts[index] ?? 0;
    places.starts.push(start);
    places.ends.push(start + (texts[row]?.length ?? 0));
  }
  return places ?? NOWHERE;
}

function wholeOnes({ starts, ends }: Places, text: string): Places {
  const isWhole = (_: number, index: number) => isWholeWord(text, starts[index] ?? 0, ends[index] ?? 0);
  return { starts: starts.filter(isWhole), ends: ends.filter(isWhole) };
}

type Stretch = { readonly span: Span; readonly reach: Reach };

/** `first`: no place before it reaches the stretch. */
function isBeside({ starts, ends }: Places, first: number, { span, reach }: Stretch): boolean {
  const last = span.end + reach.after;
  for (let index = firstFrom(starts, first); index < starts.length; index += 1) {
    const start = starts[index] ?? 0;
    if (start > last) return false;
    const end = ends[index] ?? 0;
    if ((end <= span.start && end >= span.start - reach.before) || start >= span.end) return true;
  }
  return false;
}

/** Index of the first of the ordered offsets that is `offset` or behind it. */
function firstFrom(offsets: readonly number[], offset: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
