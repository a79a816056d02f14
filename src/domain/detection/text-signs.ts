/** What a text holds: bits, as `kernel/text-kernel.ts` has them. `others` are characters beyond ASCII. */
export const HAS = { places: 1, others: 2 } as const;
