import { BYTE_PAIRS, readNumberWords } from './number-words.ts';

/** A character that stands for `width` units from `start` on. */
export type SpelledUnit = { readonly unit: number; readonly start: number; readonly width: number };

/** Places are looked at so far apart; a run is longer than two such steps. */
const STRIDE = 20;
const SINGLES_MIN = 14;
const DIGITS_MIN = 7;
const UNITS_MAX = 512;
/** A run is met within so many units of its beginning. */
const BACK_REACH = 64;
/** What stands between single characters, the same between all of them; by its length. */
const SEPARATORS: readonly (readonly string[])[] = [
  [],
  [' ', '.', '-', '_', '\n', ',', '|', '/', '*', '\t'],
  [', ', '. ', '\r\n', '  '],
  [' - ', ' . ', ' + ', ' | ', ' / ', ' , ', '","', "','"],
];
const IS_BETWEEN = new Uint8Array(128);
for (const unit of ' .-_\n,|/*+\t') IS_BETWEEN[unit.charCodeAt(0)] = 1;

/** As the kernel reads them: what stands between characters, by its byte, and how digits' words begin. */
export const SPELLED_TABLES: Uint8Array = new Uint8Array(256 + BYTE_PAIRS.length);
SPELLED_TABLES.set(IS_BETWEEN);
SPELLED_TABLES.set(BYTE_PAIRS, 256);

/** Tells the next place, in strides from a place on, at which something may be spelled; -1: there is none. */
export type NextSpelled = (from: number) => number;

/**
 * Runs that were spelled: single characters with one separator between all of them (`s k - l i v e`), and digits
 * written as words (`four one one`). Each as its characters, in order. A text is looked at in strides only,
 * and closely where the passes saw that it may be.
 */
export function findSpelled(text: string, next: NextSpelled): readonly (readonly SpelledUnit[])[] {
  const runs: (readonly SpelledUnit[])[] = [];
  let until = 0;
  for (let probe = next(STRIDE); probe >= 0; probe = next(probe + STRIDE)) {
    let at = probe;
    while (at < probe + 4 && IS_BETWEEN[text.charCodeAt(at)] !== 1) at += 1;
    if (at === probe + 4 || at < until) continue;
    const row = repeats(text, at) ? singlesRound(text, at, until) : null;
    if (row !== null) {
      if (mayBeRowOfValue(text, row)) runs.push(unitsOf(text, row));
      until = row.start + (row.count - 1) * row.period + 1;
      continue;
    }
    const run = readNumberWords(text, behindSeparators(text, at), until);
    const last = run?.at(-1);
    if (run === null || last === undefined) continue;
    if (run.length >= DIGITS_MIN && mayBeValue(run)) runs.push(run);
    until = last.start + last.width;
  }
  return runs;
}

/** Single characters, one at each step. */
type Row = { readonly start: number; readonly period: number; readonly count: number };

function unitsOf(text: string, { start, period, count }: Row): readonly SpelledUnit[] {
  return Array.from({ length: count }, (_, index) => {
    const place = start + index * period;
    return { unit: text.charCodeAt(place), start: place, width: 1 };
  });
}

/** Whether a separator stands again, and again, at one of the distances. */
function repeats(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (text.charCodeAt(at + 2) === unit) return text.charCodeAt(at + 4) === unit;
  if (text.charCodeAt(at + 3) === unit) return text.charCodeAt(at + 6) === unit;
  return text.charCodeAt(at + 4) === unit && text.charCodeAt(at + 8) === unit;
}

function behindSeparators(text: string, from: number): number {
  let at = from + 1;
  while (at - from < 3 && IS_BETWEEN[text.charCodeAt(at)] === 1) at += 1;
  return at;
}

function singlesRound(text: string, at: number, from: number): Row | null {
  const unit = text.charCodeAt(at);
  for (let length = 1; length < SEPARATORS.length; length += 1) {
    const period = length + 1;
    if (text.charCodeAt(at + period) !== unit || text.charCodeAt(at + 2 * period) !== unit) continue;
    for (const separator of SEPARATORS[length] ?? []) {
      const offset = separator.indexOf(text.charAt(at));
      const run = offset < 0 ? null : expand(text, { at: at - offset, separator, from });
      if (run !== null) return run;
    }
  }
  return null;
}

function expand(
  text: string,
  { at, separator, from }: { readonly at: number; readonly separator: string; readonly from: number },
): Row | null {
  const period = separator.length + 1;
  let start = at - 1;
  if (!isSingle(text, start, separator)) return null;
  const first = Math.max(from, at - BACK_REACH);
  while (start - period >= first && text.startsWith(separator, start - separator.length)) {
    if (!isSingle(text, start - period, separator)) break;
    start -= period;
  }
  // The last letter of a word before it is no unit of it.
  if (isWordUnit(text.charCodeAt(start - 1))) start += period;
  let count = 0;
  for (let place = start; count < UNITS_MAX && isSingle(text, place, separator); place += period) {
    count += 1;
    if (!text.startsWith(separator, place + 1)) break;
  }
  if (isWordUnit(text.charCodeAt(start + (count - 1) * period + 1))) count -= 1;
  return count >= SINGLES_MIN ? { start, period, count } : null;
}

/** Rows of figures are data where commas, bars or lines stand between them; a value has letters, or the digits of a number. */
function mayBeRowOfValue(text: string, { start, period, count }: Row): boolean {
  const units = new Set<number>();
  let digits = 0;
  for (let index = 0; index < count; index += 1) {
    const unit = text.charCodeAt(start + index * period);
    if (units.size < 4) units.add(unit);
    if (isDigit(unit)) digits += 1;
  }
  if (units.size < 4 || digits === 0) return false;
  return digits < count || (count <= 19 && !/[\n,|/*]/.test(text.slice(start + 1, start + period)));
}

/** The same of what is written in words. */
function mayBeValue(run: readonly SpelledUnit[]): boolean {
  if (new Set(run.map(({ unit }) => unit)).size < 2) return false;
  if (run.some(({ unit }) => !isDigit(unit))) return run.some(({ unit }) => isDigit(unit));
  return run.length <= 19;
}

function isSingle(text: string, at: number, separator: string): boolean {
  const unit = text.charCodeAt(at);
  return (
    unit > 0x20 &&
    unit < 0x7f &&
    unit !== 0x22 &&
    unit !== 0x27 &&
    (separator.length > 1 || unit !== separator.charCodeAt(0) || unit !== 0x2c)
  );
}

function isWordUnit(unit: number): boolean {
  return isDigit(unit) || ((unit | 32) >= 0x61 && (unit | 32) <= 0x7a);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
