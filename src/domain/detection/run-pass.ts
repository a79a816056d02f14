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
const RUN_LENGTH_MIN = 6;
const DOTTED_DIGITS_MIN = 4;
const COLON_REACH = 48;
/** Of an address; a colon's neighbours are no longer. */
const GROUP_MAX = 4;
const PADDING_MAX = 2;
const TOKEN_LENGTH_MIN = 20;
const SHORT_LENGTH_MIN = 14;
const SEPARATOR = 1;
/** Zero for what ends a run of digits. */
const RUN_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x30 && byte <= 0x39) return SEPARATOR | 2;
  return ' ()+-./'.includes(String.fromCharCode(byte)) ? SEPARATOR : 0;
});

/** Sees every literal, `@` and colons of a text, one step a character. */
export function runPass({ bytes, length }: TextUnits, automaton: Automaton, sightings: Sightings): void {
  clearSightings(sightings, length);
  const { symbols, symbolBits, next, firstOutputState, firstSpecialSymbol } = automaton;
  let state = 0;
  let colonsUntil = 0;
  for (let at = 0; at < length; at += 1) {
    let symbol = 0;
    // Nothing but this stands in the inner loop, so that all it reads by stays in registers.
    for (; at < length; at += 1) {
      symbol = symbols[bytes[at] ?? 0] ?? 0;
      state = next[(state << symbolBits) | symbol] ?? 0;
      if (state >= firstOutputState || symbol >= firstSpecialSymbol) break;
    }
    if (at === length) return;
    if (state >= firstOutputState) addOutputs(automaton, state, at + 1, sightings);
    if (symbol === firstSpecialSymbol) seeAtSign(bytes, at, sightings);
    else if (symbol > firstSpecialSymbol && at >= colonsUntil) {
      colonsUntil = seeColons(bytes, length, at, colonsUntil, sightings);
    }
  }
}

/**
 * Sees every run of digits. One of four digits and two dots, or of seven digits, is six characters long, so that only
 * every sixth place is looked at; three characters of it hold a digit.
 */
export function seeNumbers({ bytes, length }: TextUnits, sightings: Sightings): void {
  let from = 0;
  for (let probe = RUN_LENGTH_MIN - 1; probe < length; probe += RUN_LENGTH_MIN) {
    if (RUN_BYTES[bytes[probe] ?? 0] === 0 || probe < from) continue;
    if ((isInNumber(bytes, probe, -1) | isInNumber(bytes, probe, 1)) === 0) continue;
    let at = probe;
    while (at > from && RUN_BYTES[bytes[at - 1] ?? 0] !== 0) at -= 1;
    for (; at < length && RUN_BYTES[bytes[at] ?? 0] !== 0; ) {
      at = RUN_BYTES[bytes[at] ?? 0] === SEPARATOR ? at + 1 : seeDigits(bytes, length, at, sightings);
    }
    from = at;
  }
}

/** Not zero when the byte at a place and the next three, in a direction, are digits and separators, and not separators alone. */
function isInNumber(bytes: Uint8Array, at: number, step: number): number {
  const here = RUN_BYTES[bytes[at] ?? 0] ?? 0;
  const next = RUN_BYTES[bytes[at + step] ?? 0] ?? 0;
  const second = RUN_BYTES[bytes[at + 2 * step] ?? 0] ?? 0;
  const third = RUN_BYTES[bytes[at + 3 * step] ?? 0] ?? 0;
  return here & next & second & third & ((here | next | second | third) >> 1);
}

function addOutputs(automaton: Automaton, state: number, end: number, sightings: Sightings): void {
  const { outputStarts, outputs, firstOutputState } = automaton;
  const last = outputStarts[state - firstOutputState + 1] ?? 0;
  for (let output = outputStarts[state - firstOutputState] ?? 0; output < last; output += 1) {
    addLiteral(sightings, outputs[output] ?? 0, end);
  }
}

function seeAtSign(bytes: Uint8Array, at: number, sightings: Sightings): void {
  if (at === 0 || !isWordOrSign(bytes[at - 1] ?? 0) || !isWordOrSign(bytes[at + 1] ?? 0)) return;
  addTrigger(sightings, AT_SIGN, at, at + 1);
}

function isWordOrSign(byte: number): boolean {
  return byte >= 0x80 || ((KINDS[byte] ?? 0) & WORD) !== 0 || byte === 0x2d || byte === 0x2b;
}

/** Reports the run of digits that begins at `start`, and tells where to look for the next. */
function seeDigits(bytes: Uint8Array, length: number, start: number, sightings: Sightings): number {
  const limit = Math.min(length, start + RUN_LENGTH_MAX);
  let digits = 0;
  let dots = 0;
  let others = 0;
  let end = start;
  let before = 0;
  for (let at = start; at < limit; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) {
      digits += 1;
      end = at + 1;
    } else if (RUN_BYTES[byte] === SEPARATOR) {
      // Two separators may stand together when they differ: `) 12`, ` (0`.
      if (at - end >= 2 || (at > end && before === byte)) break;
      if (byte === 0x2e) dots += 1;
      else others += 1;
    } else break;
    before = byte;
  }
  if (digits >= RUN_DIGITS_MIN) addTrigger(sightings, DIGIT_RUN, start, end);
  if (digits >= DOTTED_DIGITS_MIN && dots - (bytes[end] === 0x2e ? 1 : 0) >= 2) {
    seeDotted(bytes, { start, end }, { others, sightings });
  }
  return end - start >= RUN_LENGTH_MAX - 2 ? end - RUN_OVERLAP : end;
}

/** Of a run that holds other separators too, the pieces between them that are digits and dots. */
function seeDotted(
  bytes: Uint8Array,
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
    const byte = at === run.end ? 0 : (bytes[at] ?? 0);
    if (byte >= 0x30 && byte <= 0x39) continue;
    if (byte === 0x2e) {
      dots += 1;
      continue;
    }
    if (dots >= 2) addTrigger(sightings, DOTTED, start, at);
    start = at + 1;
    dots = 0;
  }
}

/** Reports the hexadecimal groups round a colon when there are two colons or more, and tells where they end. */
function seeColons(bytes: Uint8Array, length: number, at: number, from: number, sightings: Sightings): number {
  // Most colons have a blank or a word behind them: within five characters there is another colon, or this is none.
  let second = at + 1;
  while (second - at <= GROUP_MAX && isGroupPart(bytes[second] ?? 0)) second += 1;
  if (bytes[second] !== 0x3a) return at + 1;
  let start = at;
  while (start > from && at - start < GROUP_MAX + 1 && isGroupPart(bytes[start - 1] ?? 0)) start -= 1;
  let end = second + 1;
  const limit = Math.min(length, at + COLON_REACH);
  while (end < limit && (bytes[end] === 0x3a || isGroupPart(bytes[end] ?? 0))) end += 1;
  addTrigger(sightings, COLONS, start, end);
  return end;
}

function isGroupPart(byte: number): boolean {
  return ((KINDS[byte] ?? 0) & HEXADECIMAL) !== 0;
}

/**
 * Reports every run of [A-Za-z0-9+/_-], with the `=` that pad it: as `token_run` from 20 on when it mixes kinds, and
 * shorter ones, or digits that may be text in hexadecimal, for decoding alone. A run of 14 covers a multiple of 14, so
 * that only those places are looked at.
 */
export function seeTokens({ bytes, length }: TextUnits, sightings: Sightings): void {
  let from = 0;
  for (let probe = SHORT_LENGTH_MIN - 1; probe < length; probe += SHORT_LENGTH_MIN) {
    // A run of 14 goes on for seven to one side at least: nearly all places end here, without a loop.
    if (probe < from || (reaches(bytes, probe, -1) | reaches(bytes, probe, 1)) === 0) continue;
    let start = probe;
    while (start > from && TOKEN_BYTES[bytes[start - 1] ?? 0] === 1) start -= 1;
    let end = probe + 1;
    while (TOKEN_BYTES[bytes[end] ?? 0] === 1) end += 1;
    from = end;
    if (end - start < SHORT_LENGTH_MIN) continue;
    const isMixed = mixesKinds(bytes, start, end);
    if (!isMixed && !isHexOfDigits(bytes, start)) continue;
    while (end - from < PADDING_MAX && bytes[end] === 0x3d) end += 1;
    addTrigger(sightings, isMixed && from - start >= TOKEN_LENGTH_MIN ? TOKEN_RUN : SHORT_RUN, start, end);
  }
}

/** 1 when the byte at a place and those one, two, four and seven further are of a token. */
function reaches(bytes: Uint8Array, at: number, step: number): number {
  return (
    (TOKEN_BYTES[bytes[at] ?? 0] ?? 0) &
    (TOKEN_BYTES[bytes[at + step] ?? 0] ?? 0) &
    (TOKEN_BYTES[bytes[at + 2 * step] ?? 0] ?? 0) &
    (TOKEN_BYTES[bytes[at + 4 * step] ?? 0] ?? 0) &
    (TOKEN_BYTES[bytes[at + 7 * step] ?? 0] ?? 0)
  );
}

/** Digits and the signs between them are 20 to 39 in hexadecimal. */
function isHexOfDigits(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < start + SHORT_LENGTH_MIN; at += 2) {
    if (((bytes[at] ?? 0) | 1) !== 0x33) return false;
  }
  return true;
}

/** 1 for what a token is written in. */
const TOKEN_BYTES = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte !== 0x3d && ((KINDS[byte] ?? 0) & BASE_64) !== 0 ? 1 : 0,
);

function mixesKinds(bytes: Uint8Array, start: number, end: number): boolean {
  let kinds = 0;
  for (let at = start; at < end; at += 1) {
    kinds |= KINDS[bytes[at] ?? 0] ?? 0;
    if (((kinds & DIGIT) !== 0 && (kinds & (LOWER | UPPER)) !== 0) || (kinds & (LOWER | UPPER)) === (LOWER | UPPER)) {
      return true;
    }
  }
  return false;
}
