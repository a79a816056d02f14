type Span = { readonly start: number; readonly end: number };

/** Whether a stretch of a text may be one of the words, whatever its case; wrongly true once in some hundred times. */
export type WordFilter = (text: string, word: Span) => boolean;

const BITS = 12;

/**
 * A look at a stretch that costs no memory: before an expression or a set is asked, since most words of a text are none of
 * those that are looked for. The words are in small letters.
 */
export function createWordFilter(words: Iterable<string>): WordFilter {
  const places = new Uint8Array(1 << BITS);
  for (const word of words) places[placeOf(word, { start: 0, end: word.length })] = 1;
  return (text, word) => places[placeOf(text, word)] === 1;
}

/** Capitals and small letters have one place; so have some signs, which matters not. */
function placeOf(text: string, { start, end }: Span): number {
  let hash = end - start;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (text.charCodeAt(at) | 0x20), 0x9e3779b1);
  return hash >>> (32 - BITS);
}
