import type { Automaton } from './automaton.ts';
import type { Trigger } from './detector.ts';
import { addLiteral, addTrigger, clearSightings, type Sightings } from './sightings.ts';
import type { TextUnits } from './text-units.ts';
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
/** Behind all triggers: no detector waits for it. */
export const SHORT_RUN: number = TRIGGERS.length;

/** A longer run is reported in pieces of this length, the later ones overlapping the earlier. */
const RUN_LENGTH_MAX = 96;
const RUN_OVERLAP = 32;
const RUN_DIGITS_MIN = 7;
const DOTTED_DIGITS_MIN = 4;
const COLON_REACH = 48;
/** Of an address; a colon's neighbours are no longer. */
const GROUP_MAX = 4;
const PADDING_MAX = 2;
const TOKEN_LENGTH_MIN = 20;
const SHORT_LENGTH_MIN = 14;
/** `( ) + - . /` and the space, as bits above 0x20. */
const SEPARATORS = [0x20, 0x28, 0x29, 0x2b, 0x2d, 0x2e, 0x2f].reduce((bits, unit) => bits | (1 << (unit - 0x20)), 0);

/** Sees every literal and every trigger of a text but token runs, one step a character. */
export function runPass({ units, length }: TextUnits, automaton: Automaton, sightings: Sightings): void {
  clearSightings(sightings, length);
  const { symbols, symbolBits, next, firstOutputState, firstSpecialSymbol } = automaton;
  let state = 0;
  let digitsUntil = 0;
  let colonsUntil = 0;
  for (let at = 0; at < length; at += 1) {
    const symbol = symbols[units[at] ?? 0] ?? 0;
    state = next[(state << symbolBits) | symbol] ?? 0;
    if (state >= firstOutputState) addOutputs(automaton, state, at + 1, sightings);
    if (symbol < firstSpecialSymbol) continue;
    if (symbol < firstSpecialSymbol + DIGITS) {
      if (at >= digitsUntil) digitsUntil = seeDigits(units, at, sightings);
    } else if (symbol === firstSpecialSymbol + DIGITS) seeAtSign(units, at, sightings);
    else if (at >= colonsUntil) colonsUntil = seeColons(units, at, colonsUntil, sightings);
  }
}

const DIGITS = 10;

function addOutputs(automaton: Automaton, state: number, end: number, sightings: Sightings): void {
  const { outputStarts, outputs, firstOutputState } = automaton;
  const last = outputStarts[state - firstOutputState + 1] ?? 0;
  for (let output = outputStarts[state - firstOutputState] ?? 0; output < last; output += 1) {
    addLiteral(sightings, outputs[output] ?? 0, end);
  }
}

function seeAtSign(units: Uint16Array, at: number, sightings: Sightings): void {
  if (at === 0) return;
  if (!isWordOrSign(units[at - 1] ?? 0) || !isWordOrSign(units[at + 1] ?? 0)) return;
  addTrigger(sightings, AT_SIGN, at, at + 1);
}

function isWordOrSign(unit: number): boolean {
  return unit >= 0x80 || ((KINDS[unit] ?? 0) & WORD) !== 0 || unit === 0x2d || unit === 0x2b;
}

/** Reports the run of digits that begins at `start`, and tells where to look for the next. */
function seeDigits(units: Uint16Array, start: number, sightings: Sightings): number {
  // The zero behind the text ends every run.
  const limit = start + RUN_LENGTH_MAX;
  let digits = 0;
  let dots = 0;
  let others = 0;
  let end = start;
  let before = 0;
  for (let at = start; at < limit; at += 1) {
    const unit = units[at] ?? 0;
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
  const isOnlyDotted = dots - ((units[end] ?? 0) === 0x2e ? 1 : 0) >= 2;
  if (digits >= RUN_DIGITS_MIN) addTrigger(sightings, DIGIT_RUN, start, end);
  if (isOnlyDotted && digits >= DOTTED_DIGITS_MIN) seeDotted(units, { start, end }, { others, sightings });
  return end - start >= RUN_LENGTH_MAX - 2 ? end - RUN_OVERLAP : end;
}

/** Of a run that holds other separators too, the pieces between them that are digits and dots. */
function seeDotted(
  units: Uint16Array,
  run: { readonly start: number; readonly end: number },
  { others, sightings }: { readonly others: number; readonly sightings: Sightings },
): void {
  if (others === 0) {
    addTrigger(sightings, DOTTED, run.start, run.end);
    return;
  }
  let start = run.start;
  let dots = 0;
  for (let at = run.start; at <= run.end; at += 1) {
    const unit = at === run.end ? 0 : (units[at] ?? 0);
    if (unit >= 0x30 && unit <= 0x39) continue;
    if (unit === 0x2e) {
      dots += 1;
      continue;
    }
    if (dots >= 2) addTrigger(sightings, DOTTED, start, at);
    start = at + 1;
    dots = 0;
  }
}

/** Reports the hexadecimal groups round a colon when there are two colons or more, and tells where they end. */
function seeColons(units: Uint16Array, at: number, from: number, sightings: Sightings): number {
  // Most colons have a blank or a word behind them: within five characters there is another colon, or this is none.
  let second = at + 1;
  while (second - at <= GROUP_MAX && isGroupPart(units[second] ?? 0)) second += 1;
  if ((units[second] ?? 0) !== 0x3a) return at + 1;
  let start = at;
  while (start > from && at - start < GROUP_MAX + 1 && isGroupPart(units[start - 1] ?? 0)) start -= 1;
  let end = second + 1;
  const limit = at + COLON_REACH;
  while (end < limit && ((units[end] ?? 0) === 0x3a || isGroupPart(units[end] ?? 0))) end += 1;
  addTrigger(sightings, COLONS, start, end);
  return end;
}

function isGroupPart(unit: number): boolean {
  return unit < 0x80 && ((KINDS[unit] ?? 0) & HEXADECIMAL) !== 0;
}

/**
 * Reports every run of [A-Za-z0-9+/_-], with the `=` that pad it: as `token_run` from 20 on when it mixes kinds, and
 * shorter ones, or digits that may be text in hexadecimal, for decoding alone. A run of 14 covers a multiple of 14, so
 * that only those places are looked at.
 */
export function seeTokens({ units, length }: TextUnits, sightings: Sightings): void {
  let from = 0;
  for (let probe = SHORT_LENGTH_MIN - 1; probe < length; probe += SHORT_LENGTH_MIN) {
    if (probe < from || TOKEN_UNITS[units[probe] ?? 0] !== 1) continue;
    let start = probe;
    while (start > from && TOKEN_UNITS[units[start - 1] ?? 0] === 1) start -= 1;
    let end = probe + 1;
    while (end < length && TOKEN_UNITS[units[end] ?? 0] === 1) end += 1;
    from = end;
    if (end - start < SHORT_LENGTH_MIN) continue;
    const isMixed = mixesKinds(units, start, end);
    if (!isMixed && !isHexOfDigits(units, start)) continue;
    while (end - from < PADDING_MAX && (units[end] ?? 0) === 0x3d) end += 1;
    addTrigger(sightings, isMixed && from - start >= TOKEN_LENGTH_MIN ? TOKEN_RUN : SHORT_RUN, start, end);
  }
}

/** Digits and the signs between them are 20 to 39 in hexadecimal. */
function isHexOfDigits(units: Uint16Array, start: number): boolean {
  for (let at = start; at < start + SHORT_LENGTH_MIN; at += 2) {
    if (((units[at] ?? 0) | 1) !== 0x33) return false;
  }
  return true;
}

/** 1 for what a token is written in; as wide as UTF-16, so that no bound is checked. */
const TOKEN_UNITS = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  unit < 128 && unit !== 0x3d && ((KINDS[unit] ?? 0) & BASE_64) !== 0 ? 1 : 0,
);

function mixesKinds(units: Uint16Array, start: number, end: number): boolean {
  let kinds = 0;
  for (let at = start; at < end; at += 1) {
    kinds |= KINDS[units[at] ?? 0] ?? 0;
    if (((kinds & DIGIT) !== 0 && (kinds & (LOWER | UPPER)) !== 0) || (kinds & (LOWER | UPPER)) === (LOWER | UPPER)) {
      return true;
    }
  }
  return false;
}
