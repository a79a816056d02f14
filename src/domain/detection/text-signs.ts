/** What a text holds that may have to be read in another form: bits, as `kernel/text-kernel.ts` has them. `others` are beyond ASCII. */
export const HAS = { backslash: 1, ampersand: 2, plus: 4, bars: 8, dotAndQuote: 16, others: 32 } as const;

/** A text may hold any of it. */
export const HAS_ANYTHING = -1;
