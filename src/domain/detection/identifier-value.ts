import type { CellReader } from './delimited-rows.ts';
import type { ScannedText } from './detector.ts';
import { type Beginnings, beginningsOf, unitedBeginnings } from './identifier-beginning.ts';
import { compact, type IdentifierScheme } from './identifier-scheme.ts';
import { DIGITS_REACH } from './near-digits.ts';

type Span = { readonly start: number; readonly end: number };
type FoundValue = Span & {
  readonly isValid: boolean;
  /** Written in one of the usual ways, or without any separator. */
  readonly isUsual: boolean;
};
export type LocatedValue = FoundValue & { readonly scheme: ReadyScheme };

/** A scheme with its regular expressions made. */
export type ReadyScheme = IdentifierScheme & {
  readonly expressions: readonly RegExp[];
  readonly spaced: RegExp | null;
  readonly beginnings: Beginnings;
};

/** Digits with up to two separators between each: `1 2 3 - 4 5`. */
const SPACED_SEPARATOR = '[ .\\-/_|*+\\u00a0]{0,3}';

export function readyScheme(scheme: IdentifierScheme): ReadyScheme {
  const flags = scheme.isCapital === true ? 'y' : 'iy';
  const spaced = (scheme.digits ?? []).map((count) => `\\d(?:${SPACED_SEPARATOR}\\d){${count - 1}}`);
  return {
    ...scheme,
    expressions: scheme.forms.map((form) => new RegExp(`(?:${form})(?!(?!T\\d\\d:)[A-Za-z0-9])(?![-./]\\d)`, flags)),
    beginnings: unitedBeginnings([...scheme.forms, ...spaced].map((source) => beginningsOf(source, flags))),
    spaced: spaced.length === 0 ? null : new RegExp(`(?:${spaced.join('|')})(?![A-Za-z0-9])(?![ .\\-/]{0,2}\\d)`, 'y'),
  };
}

/** Schemes that are looked for together, in pieces: most places end at the filters of all, most others at those of a piece. */
export type SchemeSet = {
  readonly digitsMin: number;
  readonly beginnings: Beginnings;
  readonly filters: Filters;
  readonly pieces: readonly SchemePiece[];
  /** What was located in the view that is looked at. */
  readonly seen: Seen;
  readonly cells: CellReader;
};

type SchemePiece = {
  readonly beginnings: Beginnings;
  readonly filters: Filters;
  readonly looks: readonly SchemeLook[];
};

/** What is asked of a scheme at each place, in objects of one layout: schemes have members that others lack. */
type SchemeLook = Pick<ReadyScheme, 'beginnings' | 'expressions' | 'spaced' | 'isValid'> & {
  readonly scheme: ReadyScheme;
};

/** `ownView`: that in which a cell held a value of it. */
type Seen = { view: number; from: number; to: number; values: readonly LocatedValue[]; ownView: number };

/** Where none of them matches, no scheme has a value. */
type Filters = readonly RegExp[];

const PIECE = 8;

export function schemeSet(schemes: readonly ReadyScheme[]): SchemeSet {
  const digitsMin = Math.min(...schemes.map((scheme) => scheme.digitsMin ?? 5));
  const pieces = Array.from({ length: Math.ceil(schemes.length / PIECE) }, (_, at) => {
    const some = schemes.slice(at * PIECE, (at + 1) * PIECE);
    return { looks: some.map(lookOf), filters: filtersOf(some), beginnings: beginningsOfAll(some) };
  });
  return {
    digitsMin,
    beginnings: beginningsOfAll(schemes),
    filters: filtersOf(schemes),
    pieces,
    seen: { view: 0, from: 0, to: 0, values: NO_VALUES, ownView: 0 },
    cells: { by: pieces, name: '', hadThem: false },
  };
}

function lookOf(scheme: ReadyScheme): SchemeLook {
  const { beginnings, expressions, spaced, isValid } = scheme;
  return { beginnings, expressions, spaced, isValid, scheme };
}

function beginningsOfAll(schemes: readonly ReadyScheme[]): Beginnings {
  return unitedBeginnings(schemes.map(({ beginnings }) => beginnings));
}

const NO_VALUES: readonly LocatedValue[] = [];
/** What a place at which values are tried costs, in characters looked at: of records of people it is one place in fourteen. */
const TRY_COST = 12;

function filtersOf(schemes: readonly ReadyScheme[]): Filters {
  const expressions = schemes.flatMap(({ expressions, spaced }) =>
    spaced === null ? expressions : [...expressions, spaced],
  );
  return [...Map.groupBy(expressions, ({ flags }) => flags)].map(
    ([flags, some]) => new RegExp(some.map(({ source }) => `(?:${source})`).join('|'), flags),
  );
}

function isFilteredOut(filters: Filters, text: string, at: number): boolean {
  for (const filter of filters) if (endOf(filter, text, at) >= 0) return false;
  return true;
}

/**
 * Values that begin in a stretch, in order of their start. Stretches of names that stand close overlap: what was seen for
 * one name is not looked at again for the next, so that the work is linear however many names there are.
 */
export function locateValues(scanned: ScannedText, set: SchemeSet, { start, end }: Span): readonly LocatedValue[] {
  const { seen } = set;
  const isJoined = seen.view === scanned.number && start >= seen.from && start <= seen.to;
  const known = isJoined && seen.values.length > 0 ? seen.values.filter((value) => value.start >= start) : NO_VALUES;
  const from = isJoined ? seen.to : start;
  const anew = end > from ? locateAnew(scanned, set, { start: from, end }) : NO_VALUES;
  const values = known.length === 0 ? anew : anew.length === 0 ? known : [...known, ...anew];
  seen.view = scanned.number;
  seen.from = start;
  seen.to = Math.max(from, end);
  seen.values = values;
  return values.length > 0 && (values.at(-1)?.start ?? 0) >= end ? values.filter((value) => value.start < end) : values;
}

function locateAnew(
  { text, countDigits, mayLookAt }: ScannedText,
  { pieces, digitsMin, filters, beginnings }: SchemeSet,
  { start, end }: Span,
): readonly LocatedValue[] {
  if (countDigits({ start, end: end + DIGITS_REACH }) < digitsMin || !mayLookAt(0)) return NO_VALUES;
  const values: LocatedValue[] = [];
  const last = Math.min(text.length, end + DIGITS_REACH);
  let tried = 0;
  /** Digits of the stretch before the place at hand, and those as far as `reach`, where the last digit of its value stands. */
  let passed = 0;
  let reach = start - 1;
  let reached = 0;
  let before = start === 0 ? 0 : kindOf(text.charCodeAt(start - 1));
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    const kind = kindOf(unit);
    const isInside = before !== 0;
    before = kind;
    const digitsBefore = passed;
    if (kind === DIGIT) passed++;
    if (kind === 0 || isInside || beginnings[unit] !== 1 || isJoinedFromBefore(text, at)) continue;
    for (; reached < digitsBefore + digitsMin && reach < last; ) {
      reach++;
      if (reach < last && isDigit(text.charCodeAt(reach))) reached++;
    }
    if (digitsMin > 0 && reach >= last) break;
    // Only further on the digits of a value stand near enough.
    if (digitsMin > 0 && reach >= at + DIGITS_REACH) continue;
    tried += 1;
    if (isFilteredOut(filters, text, at)) continue;
    for (const piece of pieces) {
      if (piece.beginnings[unit] !== 1 || (pieces.length > 1 && isFilteredOut(piece.filters, text, at))) continue;
      for (const look of piece.looks) {
        const value = look.beginnings[unit] === 1 ? valueAt(text, at, look) : null;
        if (value !== null) values.push({ ...value, scheme: look.scheme });
      }
    }
  }
  if (tried > 0) mayLookAt(TRY_COST * tried);
  return values;
}

/** The value of a scheme that begins at a place; a valid one before one that only looks like it. */
function valueAt(text: string, at: number, look: SchemeLook): FoundValue | null {
  let lookalike: FoundValue | null = null;
  for (const expression of look.expressions) {
    const end = endOf(expression, text, at);
    if (end < 0) continue;
    if (look.isValid(compact(text.slice(at, end)))) return { start: at, end, isValid: true, isUsual: true };
    lookalike ??= { start: at, end, isValid: false, isUsual: true };
  }
  if (look.spaced !== null) {
    const end = endOf(look.spaced, text, at);
    if (end >= 0 && look.isValid(compact(text.slice(at, end)))) {
      return { start: at, end, isValid: true, isUsual: /^\d+$/.test(text.slice(at, end)) };
    }
  }
  return lookalike;
}

function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}

/** `1.` or `-` of a longer number stands before it. */
function isJoinedFromBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const before = text.charCodeAt(at - 1);
  const isJoint = before === 0x2e || before === 0x2d || before === 0x2f;
  return isJoint && at > 1 && isDigit(text.charCodeAt(at - 2));
}

const LETTER = 1;
const DIGIT = 2;
const KINDS = Uint8Array.from({ length: 128 }, (_, unit) =>
  isDigit(unit) ? DIGIT : isAlphanumeric(unit) ? LETTER : 0,
);

/** Of ASCII; 0: neither letter nor digit. */
function kindOf(unit: number): number {
  return unit < 128 ? (KINDS[unit] ?? 0) : 0;
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isAlphanumeric(unit: number): boolean {
  return isDigit(unit) || ((unit | 32) >= 97 && (unit | 32) <= 122);
}
