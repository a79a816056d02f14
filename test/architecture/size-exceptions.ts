import type { SizeException } from './sizes.ts';

/** Each row has a reason that a reader would accept. Rows go and ceilings sink; nothing here rises. */
export const sizeExceptions: readonly SizeException[] = [];
