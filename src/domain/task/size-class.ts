/**
 * How much a task was to bring about, by what was written in it: visible output tokens of its answered conversations, each
 * counted once. Not by what was sent or spent, or waste would make a task large and so seem right.
 */
export const SIZE_CLASSES = ['short', 'medium', 'long', 'very_long'] as const;
export type SizeClass = (typeof SIZE_CLASSES)[number];

/** The most output tokens of each class; about 300 words, 1,500 words, 7,500 words. */
const TOKENS_MAX: { readonly [Class in SizeClass]: number } = {
  short: 400,
  medium: 2_000,
  long: 10_000,
  very_long: Number.POSITIVE_INFINITY,
};

/** Null where nothing was written, as by embeddings: such tasks are compared with nothing. */
export function sizeClassOf(outputTokens: number): SizeClass | null {
  if (outputTokens <= 0) return null;
  return SIZE_CLASSES.find((size) => outputTokens <= TOKENS_MAX[size]) ?? null;
}
