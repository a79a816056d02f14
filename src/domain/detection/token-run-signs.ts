import type { TokenRunSign } from './detector.ts';
import { isAlphanumeric } from './identifier-value.ts';

type Span = { readonly start: number; readonly end: number };

/** As the kernel has them. */
export const TOKEN_RUN_SIGNS: Readonly<Record<TokenRunSign, number>> = { dot: 1, wallet: 2, account: 4 };

/** Where the last letter or digit of a run ends: signs of base64 that touch an address are not of it, `wallet=1A1z…=`. */
export function endOfPlain(text: string, { start, end }: Span): number {
  let to = end;
  while (to > start && !isAlphanumeric(text.charCodeAt(to - 1))) to -= 1;
  return to;
}

/** Where the letters and digits that end there begin. */
export function startOfPlain(text: string, { start, end }: Span): number {
  let from = end;
  while (from > start && isAlphanumeric(text.charCodeAt(from - 1))) from -= 1;
  return from;
}

/** The shortest account number, and the longest name that `=` joins to one. */
const ACCOUNT_MIN = 15;
const ACCOUNT_NAME_MAX = 32;

/** Where an account may begin that a name and `=` stand before; −1: there is no such place. */
export function placeBehindName(text: string, { start, end }: Span): number {
  const last = Math.min(end - ACCOUNT_MIN, start + ACCOUNT_NAME_MAX);
  for (let at = start; at < last; at += 1) if (text.charCodeAt(at) === 0x3d) return at + 1;
  return -1;
}
