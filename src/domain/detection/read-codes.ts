import { hexDigit } from './escapes.ts';
import type { SpelledUnit } from './spelled-runs.ts';

/** Where the code of a character stands, without its signs. */
export type Code = { readonly start: number; readonly end: number };

/** A list has so many codes, and each so many digits at most. */
export const CODES_MIN = 8;
export const CODE_MAX = 8;
const BINARY_MIN = 7;
const BACKSLASH = '\\';

/** The characters of a list, by the first base in which all codes are of plain text; null: by none. */
export function readCodes(text: string, codes: readonly Code[]): readonly SpelledUnit[] | null {
  const before = text.charAt((codes[1]?.start ?? 0) - 1);
  for (const base of basesOf(text, codes, before)) {
    const units: SpelledUnit[] = [];
    const bad = codes.findIndex((code) => !readCode(text, code, { base, units }));
    // A zero ends a text in C.
    const isEnded =
      bad === codes.length - 1 && bad >= CODES_MIN && /^0+$/.test(text.slice(codes[bad]?.start, codes[bad]?.end));
    if (bad < 0 || isEnded) return units;
  }
  return null;
}

/** Whether some codes of a list, none of them its last, are of plain text in one base: most numbers are in none. */
export function mayBeRead(text: string, codes: readonly Code[]): boolean {
  return BASES.some((base) => codes.every((code) => isPlainIn(text, code, base)));
}

const BASES = [16, 10, 8, 2];

function isPlainIn(text: string, { start, end }: Code, base: number): boolean {
  const step = stepOf({ start, end }, base);
  for (let at = start; at < end; at += step) {
    const unit = numberAt(text, { start: at, end: at + step }, base);
    if (!isPlain(unit) && (unit !== 0 || at + step >= end)) return false;
  }
  return true;
}

/** Several bytes may stand together, and those above may be zero. */
function stepOf({ start, end }: Code, base: number): number {
  return base === 16 && (end - start) % 2 === 0 ? 2 : end - start;
}

function basesOf(text: string, codes: readonly Code[], before: string): readonly number[] {
  let top = 0;
  let shortest = CODE_MAX;
  for (const { start, end } of codes) {
    shortest = Math.min(shortest, end - start);
    for (let at = start; at < end; at += 1) top = Math.max(top, hexDigit(text.charCodeAt(at)));
    if (top > 9) return [16];
  }
  if (/[xXuU+]/.test(before)) return [16];
  if (top === 1 && shortest >= BINARY_MIN) return [2];
  return before === BACKSLASH ? [8, 16] : [10, 8, 16];
}

type Reading = { readonly base: number; readonly units: SpelledUnit[] };

function readCode(text: string, { start, end }: Code, { base, units }: Reading): boolean {
  const step = stepOf({ start, end }, base);
  for (let at = start; at < end; at += step) {
    const unit = numberAt(text, { start: at, end: at + step }, base);
    if (unit === 0 && at + step < end) continue;
    if (!isPlain(unit)) return false;
    units.push({ unit, start: at, width: step });
  }
  return true;
}

function numberAt(text: string, { start, end }: Code, base: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit >= base) return -1;
    value = value * base + digit;
  }
  return value;
}

function isPlain(unit: number): boolean {
  return (unit >= 0x20 && unit < 0x7f) || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}
