/** What a text holds that may have to be read in another form. */
export type Signs = {
  readonly isAscii: boolean;
  /** Bits of `HAS`. */
  readonly flags: number;
};

/** As `kernel/text-kernel.ts` has them. */
export const HAS = { backslash: 1, ampersand: 2, plus: 4, bars: 8, dotAndQuote: 16 } as const;
