import { isBlank } from './blank-unit.ts';
import { mayBeUsualPassword } from './usual-password.ts';

const BARE_MIN = 5;
const BARE_MAX = 64;
const STRONG_SIGNS = '!@#$%^&*+=?~§€£';
/** Digits, signs and dashes, one of which a password has that is no usual word; or it has a capital within. */
const IS_STRONG = Uint8Array.from({ length: 128 }, (_, unit) =>
  `0123456789-${STRONG_SIGNS}`.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/** What stands there without a blank, where it may be a password: most words of sentences may not. */
export function bareValue(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): string | null {
  const limit = Math.min(end, start + BARE_MAX);
  let at = start;
  let mayBeStrong = false;
  for (; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (endsBare(unit)) break;
    if (unit >= 128 || IS_STRONG[unit] === 1 || (at > start && isCapital(unit))) mayBeStrong = true;
  }
  if (at - start < BARE_MIN) return null;
  return mayBeStrong || mayBeUsualPassword(text, { start, end: at }) ? text.slice(start, at) : null;
}

function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a;
}

/** Blanks, quotes, `<` `>` `,` `;`, and letters of scripts that put no blank between words. */
function endsBare(unit: number): boolean {
  return (
    isBlank(unit) || isQuote(unit) || unit === 0x3c || unit === 0x3e || unit === 0x2c || unit === 0x3b || unit >= 0x3000
  );
}

export function isQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27 || unit === 0x60;
}
