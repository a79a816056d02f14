import type { Automaton } from './automaton.ts';
import type { Trigger } from './detector.ts';
import { addTrigger, clearSightings, growLiterals, type Sightings, sightingsMax } from './sightings.ts';
import { BASE_64, DIGIT, HEXADECIMAL, KINDS, LOWER, UPPER, WORD } from './unit-kinds.ts';

/** Order is that of their indexes in sightings. `scheme` is a literal to the pass, and listed for completeness. */
export const TRIGGERS = [
  'digit_run',
  'at_sign',
  'scheme',
  'token_run',
  'dotted',
  'colons',
] as const satisfies readonly Trigger[];

const DIGIT_RUN = TRIGGERS.indexOf('digit_run');
const AT_SIGN = TRIGGERS.indexOf('at_sign');
const TOKEN_RUN = TRIGGERS.indexOf('token_run');
const DOTTED = TRIGGERS.indexOf('dotted');
const COLONS = TRIGGERS.indexOf('colons');

/** A longer run is reported in pieces of this length, the later ones overlapping the earlier. */
const RUN_LENGTH_MAX = 96;
const RUN_OVERLAP = 32;
const RUN_DIGITS_MIN = 7;
const DOTTED_DIGITS_MIN = 4;
const COLON_REACH = 48;
const TOKEN_LENGTH_MIN = 20;
/** `( ) + - . /` and the space, as bits above 0x20. */
const SEPARATORS = [0x20, 0x28, 0x29, 0x2b, 0x2d, 0x2e, 0x2f].reduce((bits, unit) => bits | (1 << (unit - 0x20)), 0);

/** Sees every literal and every trigger of a text but token runs, one step a character. */
export function runPass(text: string, automaton: Automaton, sightings: Sightings): void {
  clearSightings(sightings);
  const { symbols, symbolBits, next, firstOutputState, outputStarts, outputs, firstSpecialSymbol } = automaton;
  const literalsMax = sightingsMax(text.length);
  let state = 0;
  let digitsUntil = 0;
  let colonsUntil = 0;
  for (let at = 0; at < text.length; at += 1) {
    const symbol = symbols[text.charCodeAt(at)] ?? 0;
    state = next[(state << symbolBits) | symbol] ?? 0;
    if (state >= firstOutputState) {
      const place = state - firstOutputState;
      const last = outputStarts[place + 1] ?? 0;
      for (let output = outputStarts[place] ?? 0; output < last; output += 1) {
        if (sightings.literalCount === literalsMax) {
          sightings.isOverBudget = true;
          break;
        }
        if (sightings.literalCount === sightings.literals.length) growLiterals(sightings);
        sightings.literals[sightings.literalCount] = outputs[output] ?? 0;
        sightings.literalEnds[sightings.literalCount] = at + 1;
        sightings.literalCount += 1;
      }
    }
    if (symbol >= firstSpecialSymbol) {
      const unit = text.charCodeAt(at);
      if (unit === 0x40) seeAtSign(text, at, sightings);
      else if (unit === 0x3a) {
        if (at >= colonsUntil) colonsUntil = seeColons(text, { at, from: colonsUntil }, sightings);
      } else if (at >= digitsUntil) digitsUntil = seeDigits(text, at, sightings);
    }
  }
}

function seeAtSign(text: string, at: number, sightings: Sightings): void {
  if (at === 0 || at + 1 >= text.length) return;
  if (!isWordOrSign(text.charCodeAt(at - 1)) || !isWordOrSign(text.charCodeAt(at + 1))) return;
  addTrigger(sightings, { trigger: AT_SIGN, start: at, end: at + 1 });
}

function isWordOrSign(unit: number): boolean {
  return unit >= 0x80 || ((KINDS[unit] ?? 0) & WORD) !== 0 || unit === 0x2d || unit === 0x2b;
}

/** Reports the run of digits that begins at `start`, and tells where to look for the next. */
function seeDigits(text: string, start: number, sightings: Sightings): number {
  const limit = Math.min(text.length, start + RUN_LENGTH_MAX);
  let digits = 0;
  let dots = 0;
  let others = 0;
  let end = start;
  let before = 0;
  for (let at = start; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) {
      digits += 1;
      end = at + 1;
    } else if (unit >= 0x20 && unit <= 0x2f && (SEPARATORS & (1 << (unit - 0x20))) !== 0) {
      // Two separators may stand together when they differ: `) 12`, ` (0`.
      if (at - end >= 2 || (at > end && before === unit)) break;
      if (unit === 0x2e) dots += 1;
      else others += 1;
    } else break;
    before = unit;
  }
  const isOnlyDotted = dots - (text.charCodeAt(end) === 0x2e ? 1 : 0) >= 2;
  if (digits >= RUN_DIGITS_MIN) addTrigger(sightings, { trigger: DIGIT_RUN, start, end });
  if (isOnlyDotted && digits >= DOTTED_DIGITS_MIN) seeDotted(text, { start, end }, { others, sightings });
  return end - start >= RUN_LENGTH_MAX - 2 ? end - RUN_OVERLAP : end;
}

/** Of a run that holds other separators too, the pieces between them that are digits and dots. */
function seeDotted(
  text: string,
  run: { readonly start: number; readonly end: number },
  { others, sightings }: { readonly others: number; readonly sightings: Sightings },
): void {
  if (others === 0) {
    addTrigger(sightings, { trigger: DOTTED, start: run.start, end: run.end });
    return;
  }
  let start = run.start;
  let dots = 0;
  for (let at = run.start; at <= run.end; at += 1) {
    const unit = at === run.end ? 0 : text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) continue;
    if (unit === 0x2e) {
      dots += 1;
      continue;
    }
    if (dots >= 2) addTrigger(sightings, { trigger: DOTTED, start, end: at });
    start = at + 1;
    dots = 0;
  }
}

/** Reports the hexadecimal groups round a colon when there are two colons or more, and tells where they end. */
function seeColons(
  text: string,
  { at, from }: { readonly at: number; readonly from: number },
  sightings: Sightings,
): number {
  let start = at;
  while (start > from && at - start < COLON_REACH && isGroupPart(text.charCodeAt(start - 1))) start -= 1;
  let end = at;
  let colons = 0;
  const limit = Math.min(text.length, at + COLON_REACH);
  for (; end < limit; end += 1) {
    const unit = text.charCodeAt(end);
    if (unit === 0x3a) colons += 1;
    else if (!isGroupPart(unit)) break;
  }
  if (colons >= 2 && end - start >= 3) addTrigger(sightings, { trigger: COLONS, start, end });
  return end;
}

function isGroupPart(unit: number): boolean {
  return unit < 0x80 && ((KINDS[unit] ?? 0) & HEXADECIMAL) !== 0;
}

/**
 * Reports every run of 20 or more of [A-Za-z0-9+/=_-] that mixes kinds. A run that long covers a multiple of 20, so
 * that only those places are looked at.
 */
export function seeTokens(text: string, sightings: Sightings): void {
  let from = 0;
  for (let probe = TOKEN_LENGTH_MIN - 1; probe < text.length; probe += TOKEN_LENGTH_MIN) {
    if (probe < from || !isTokenUnit(text.charCodeAt(probe))) continue;
    let start = probe;
    while (start > from && isTokenUnit(text.charCodeAt(start - 1))) start -= 1;
    let end = probe + 1;
    while (end < text.length && isTokenUnit(text.charCodeAt(end))) end += 1;
    from = end;
    if (end - start >= TOKEN_LENGTH_MIN && mixesKinds(text, start, end)) {
      addTrigger(sightings, { trigger: TOKEN_RUN, start, end });
    }
  }
}

function isTokenUnit(unit: number): boolean {
  return unit < 0x80 && ((KINDS[unit] ?? 0) & BASE_64) !== 0;
}

function mixesKinds(text: string, start: number, end: number): boolean {
  let kinds = 0;
  for (let at = start; at < end; at += 1) {
    kinds |= KINDS[text.charCodeAt(at)] ?? 0;
    if (((kinds & DIGIT) !== 0 && (kinds & (LOWER | UPPER)) !== 0) || (kinds & (LOWER | UPPER)) === (LOWER | UPPER)) {
      return true;
    }
  }
  return false;
}
