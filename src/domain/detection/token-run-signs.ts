import type { TokenRunSign } from './detector.ts';
import { isAlphanumeric, isDigit } from './identifier-value.ts';
import { isLatinLetter } from './unit-kinds.ts';

type Span = { readonly start: number; readonly end: number };

export const TOKEN_RUN_SIGNS: Readonly<Record<TokenRunSign, number>> = { dot: 1, wallet: 2, account: 4 };

/** What the kernel saw of a run: its last letters and digits are as many as the shortest wallet has, and `=` begins close. */
const IS_PLAIN = 1;
const HAS_NAME = 2;

/**
 * Of a run of letters, digits and signs of base64 what may stand in it: names in programs, which most are, have none. Most is
 * known by what was seen of it.
 */
export function tokenRunSigns(text: string, run: Span, seen: number): number {
  const dot = text.charCodeAt(run.end) === 0x2e ? TOKEN_RUN_SIGNS.dot : 0;
  const wallet = (seen & IS_PLAIN) !== 0 && mayBeWallet(text, run) ? TOKEN_RUN_SIGNS.wallet : 0;
  const isAccount = beginsAccount(text, run.start) || ((seen & HAS_NAME) !== 0 && mayBeNamedAccount(text, run));
  return dot | wallet | (isAccount ? TOKEN_RUN_SIGNS.account : 0);
}

/** As the kernel has it. */
const WALLET_MIN = 25;
const WALLET_MAX = 90;
/** From here on anything begins an address, and behind that nothing but the name of its chain. */
const SOLANA_MIN = 32;
const SOLANA_MAX = 44;
/** What an address begins with: the name of its chain, a digit of base 58 for its version. */
const CHAIN = 1;
const VERSION = 2;
const BEGINS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const sign = String.fromCharCode(unit);
  return ('btlBLac'.includes(sign) ? CHAIN : 0) | ('13LMDATX79r'.includes(sign) ? VERSION : 0);
});

/** Whether the letters and digits at the end of a run, which are enough for it, may be the address of a wallet. */
function mayBeWallet(text: string, run: Span): boolean {
  const end = endOfPlain(text, run);
  const latest = end - WALLET_MIN;
  // Where it begins is seen before what is between: what begins otherwise is a name or an identifier.
  // No further back than an address is long: a run may be a picture.
  const start = startOfPlain(text, { start: Math.max(run.start, end - WALLET_MAX - 1), end: latest });
  const length = end - start;
  if (length > WALLET_MAX) return false;
  if (length < SOLANA_MIN || length > SOLANA_MAX) {
    const begins = BEGINS[text.charCodeAt(start)] ?? 0;
    if ((begins & (length > SOLANA_MAX ? CHAIN : CHAIN | VERSION)) === 0) return false;
  }
  return !isCutOff(text, run, { start, end });
}

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

const SIGNS_REACH = 40;

/** Whether what stands beside it in the run or the text goes on with it: `-1A1z…` and `1A1z…+`, and not `=1A1z…`. */
function isCutOff(text: string, run: Span, { start, end }: Span): boolean {
  const last = Math.min(run.end, run.start + SIGNS_REACH);
  if (start > run.start && (start > last || !isSignOfBase64(text.charCodeAt(start - 1)))) return true;
  for (let at = end; at < last; at += 1) if (isSignOfBase64(text.charCodeAt(at))) return true;
  return (start > 0 && isAlphanumeric(text.charCodeAt(start - 1))) || isAlphanumeric(text.charCodeAt(end));
}

/** `=`, `/` and `+`. */
function isSignOfBase64(unit: number): boolean {
  return unit === 0x3d || unit === 0x2f || unit === 0x2b;
}

/** The shortest account number, and the longest name that `=` joins to one. */
const ACCOUNT_MIN = 15;
const ACCOUNT_NAME_MAX = 32;

function mayBeNamedAccount(text: string, run: Span): boolean {
  const at = placeBehindName(text, run);
  return at >= 0 && beginsAccount(text, at);
}

/** Where an account may begin that a name and `=` stand before; −1: there is no such place. */
export function placeBehindName(text: string, { start, end }: Span): number {
  const last = Math.min(end - ACCOUNT_MIN, start + ACCOUNT_NAME_MAX);
  for (let at = start; at < last; at += 1) if (text.charCodeAt(at) === 0x3d) return at + 1;
  return -1;
}

/** Two letters and a digit, a blank or dash between them. */
function beginsAccount(text: string, at: number): boolean {
  const joint = text.charCodeAt(at + 2);
  if (!isDigit(joint === 0x20 || joint === 0x2d ? text.charCodeAt(at + 3) : joint)) return false;
  return isLatinLetter(text.charCodeAt(at)) && isLatinLetter(text.charCodeAt(at + 1));
}
