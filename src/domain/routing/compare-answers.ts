/** What an answer said, as far as two of them can be compared. Held in memory for the comparison alone. */
export type ComparedAnswer = {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly input: string }[];
  /** It ended as answers end, not at a limit or an error. */
  readonly isWhole: boolean;
};

/** By which rule two answers were compared. */
export type ComparisonKind = 'structured' | 'tool_calls' | 'text' | 'incomplete';

export type AnswerComparison = {
  readonly kind: ComparisonKind;
  /** 0 to 1. */
  readonly similarity: number;
  readonly agreed: boolean;
};

/** Two texts say the same when so much of their words is shared, and no number stands in one alone. */
export const TEXT_SIMILARITY_MIN = 0.6;
const TEXT_CHARACTERS_MAX = 20_000;

/**
 * Whether two answers to one request agree, by rules that anybody can work out again:
 *
 *   tool calls   the same tools, in any order, with equal arguments
 *   structured   both are JSON: equal, whatever the order of members
 *   text         the words of both, counted, share 60 % (Dice), and the numbers of the shorter list stand in the other
 *
 * Texts that say the same in other words are counted as not agreeing: the rate errs towards too low.
 */
export function compareAnswers(one: ComparedAnswer, other: ComparedAnswer): AnswerComparison {
  if (!one.isWhole || !other.isWhole) return { kind: 'incomplete', similarity: 0, agreed: false };
  if (one.toolCalls.length > 0 || other.toolCalls.length > 0) {
    const equal = isSame(callsOf(one), callsOf(other));
    return { kind: 'tool_calls', similarity: Number(equal), agreed: equal };
  }
  const [parsed, parsedOther] = [parseJson(one.text), parseJson(other.text)];
  if (parsed !== undefined || parsedOther !== undefined) {
    const equal = parsed !== undefined && parsedOther !== undefined && parsed === parsedOther;
    return { kind: 'structured', similarity: Number(equal), agreed: equal };
  }
  const similarity = wordsShared(one.text, other.text);
  return { kind: 'text', similarity, agreed: similarity >= TEXT_SIMILARITY_MIN && numbersAgree(one.text, other.text) };
}

function callsOf({ toolCalls }: ComparedAnswer): readonly string[] {
  return toolCalls.map(({ name, input }) => `${name}\n${parseJson(input) ?? input}`).sort();
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

/** An object or list written in one way; undefined where it is no JSON of that kind. A fence around it is let go. */
function parseJson(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^```(?:json)?\s*/i, '')
    .replace(/\s*```$/, '');
  if (!bare.startsWith('{') && !bare.startsWith('[')) return undefined;
  try {
    return JSON.stringify(JSON.parse(bare), sortMembers);
  } catch {
    return undefined;
  }
}

function sortMembers(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Dice's coefficient of the two bags of words, in lower case and without marks. */
function wordsShared(one: string, other: string): number {
  const words = wordsOf(one);
  const others = wordsOf(other);
  if (words.length + others.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of others) {
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    counts.set(word, left - 1);
    shared += 1;
  }
  return (2 * shared) / (words.length + others.length);
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, TEXT_CHARACTERS_MAX)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Every number of the answer that names fewer stands in the other: 12 and 12.0 are one, 1,200 and 1200 too. */
function numbersAgree(one: string, other: string): boolean {
  const numbers = numbersOf(one);
  const others = numbersOf(other);
  const [fewer, more] = numbers.size <= others.size ? [numbers, others] : [others, numbers];
  for (const number of fewer) if (!more.has(number)) return false;
  return fewer.size > 0 || more.size === 0;
}

function numbersOf(text: string): ReadonlySet<number> {
  const found = text.slice(0, TEXT_CHARACTERS_MAX).matchAll(/\d+(?:,\d{3})*(?:\.\d+)?/g);
  return new Set([...found].map(([number]) => Number(number.replaceAll(',', ''))));
}
