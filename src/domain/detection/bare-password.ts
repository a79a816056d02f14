import { isBlank } from './blank-unit.ts';
import { mayBeUsualPassword } from './usual-password.ts';

const BARE_MIN = 5;
const BARE_MAX = 64;
const STRONG_SIGNS = '!@#$%^&*+=?~§€£';
/** What a character makes of a value; END: it stands behind it. */
const END = 1;
/** Digits, signs and dashes, one of which a password has that is no usual word; or it has a capital within. */
const STRONG = 2;
const CAPITAL = 4;
const DIGIT = 8;
const KINDS = Uint8Array.from({ length: 128 }, (_, unit) => kindOf(String.fromCharCode(unit)));

function kindOf(sign: string): number {
  if (/[\s"'`<>,;]/.test(sign)) return END;
  if (/\d/.test(sign)) return STRONG | DIGIT;
  if (/[A-Z]/.test(sign)) return CAPITAL;
  return sign === '-' || STRONG_SIGNS.includes(sign) ? STRONG : 0;
}

/** Beyond ASCII blanks end a value, and letters of scripts that put no blank between words. */
function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 128) return KINDS[unit] ?? 0;
  return isBlank(unit) || unit >= 0x3000 ? END : STRONG;
}

type Span = { readonly start: number; readonly end: number };

/** What stands there without a blank, where it may be a password: most words of sentences may not. */
export function bareValue(text: string, { start, end }: Span): string | null {
  const limit = Math.min(end, start + BARE_MAX);
  let at = start;
  let kinds = 0;
  for (; at < limit; at += 1) {
    const kind = kindAt(text, at);
    if (kind === END) break;
    kinds |= at === start ? kind & ~CAPITAL : kind;
  }
  if (at - start < BARE_MIN) return null;
  return kinds !== 0 || mayBeUsualPassword(text, { start, end: at }) ? text.slice(start, at) : null;
}

/** Whether a digit stands in what stands there without a blank. */
export function hasBareDigit(text: string, start: number): boolean {
  const limit = Math.min(text.length, start + BARE_MAX);
  for (let at = start; at < limit; at += 1) {
    const kind = kindAt(text, at);
    if (kind === END) return false;
    if ((kind & DIGIT) !== 0) return true;
  }
  return false;
}

/** What troff and addresses write in the midst of words: `locked\&`, `\fIdays\fR`, `to%0Aprotect`. */
export function hasMarks(value: string): boolean {
  return MARKS.test(value);
}

const MARKS = /\\(?:[&|^%]|f[BIRP\d(]|\*\()|%0[ADad]/;

export function isQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27 || unit === 0x60;
}
