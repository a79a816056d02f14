import type { ScannedText } from './detector.ts';
import { compact, type IdentifierScheme } from './identifier-scheme.ts';

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
};

/** Digits with up to two separators between each: `1 2 3 - 4 5`. */
const SPACED_SEPARATOR = '[ .\\-/\\u00a0]{0,3}';

export function readyScheme(scheme: IdentifierScheme): ReadyScheme {
  const spaced = (scheme.digits ?? []).map((count) => `\\d(?:${SPACED_SEPARATOR}\\d){${count - 1}}`);
  return {
    ...scheme,
    expressions: scheme.forms.map(
      (form) =>
        new RegExp(`(?:${form})(?!(?!T\\d\\d:)[A-Za-z0-9])(?![-./]\\d)`, scheme.isCapital === true ? 'y' : 'iy'),
    ),
    spaced: spaced.length === 0 ? null : new RegExp(`(?:${spaced.join('|')})(?![A-Za-z0-9])(?![ .\\-/]{0,2}\\d)`, 'y'),
  };
}

/** Schemes that are looked for together, in pieces: most places end at the filters of all, most others at those of a piece. */
export type SchemeSet = {
  readonly digitsMin: number;
  readonly filters: Filters;
  readonly pieces: readonly { readonly filters: Filters; readonly schemes: readonly ReadyScheme[] }[];
  /** What was located in a text while that is looked at. */
  readonly seen: WeakMap<ScannedText, Seen>;
};

type Seen = { readonly from: number; readonly to: number; readonly values: readonly LocatedValue[] };

/** Where none of them matches, no scheme has a value. */
type Filters = readonly RegExp[];

const PIECE = 8;

export function schemeSet(schemes: readonly ReadyScheme[]): SchemeSet {
  const digitsMin = Math.min(...schemes.map((scheme) => scheme.digitsMin ?? 5));
  const pieces = Array.from({ length: Math.ceil(schemes.length / PIECE) }, (_, at) => {
    const some = schemes.slice(at * PIECE, (at + 1) * PIECE);
    return { schemes: some, filters: filtersOf(some) };
  });
  return { digitsMin, filters: filtersOf(schemes), pieces, seen: new WeakMap() };
}

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

/** How far behind its first character a value has its digits. */
export const DIGITS_REACH = 24;

/**
 * Values that begin in a stretch, in order of their start. Stretches of names that stand close overlap: what was seen for
 * one name is not looked at again for the next, so that the work is linear however many names there are.
 */
export function locateValues(scanned: ScannedText, set: SchemeSet, { start, end }: Span): readonly LocatedValue[] {
  const seen = set.seen.get(scanned);
  const isJoined = seen !== undefined && start >= seen.from && start <= seen.to;
  const known = isJoined ? seen.values.filter((value) => value.start >= start) : [];
  const from = isJoined ? seen.to : start;
  const values = end > from ? [...known, ...locateAnew(scanned, set, { start: from, end })] : known;
  set.seen.set(scanned, { from: start, to: Math.max(from, end), values });
  return values.length > 0 && (values.at(-1)?.start ?? 0) >= end ? values.filter((value) => value.start < end) : values;
}

function locateAnew(
  { text, countDigits }: ScannedText,
  { pieces, digitsMin, filters }: SchemeSet,
  { start, end }: Span,
): readonly LocatedValue[] {
  const values: LocatedValue[] = [];
  if (countDigits({ start, end: end + DIGITS_REACH }) < digitsMin) return values;
  for (let at = start; at < end; at++) {
    if (!mayBegin(text, at)) continue;
    const reach = digitsReach(text, at, digitsMin);
    if (reach === null) return values;
    // Only from there on the digits of a value stand near enough.
    if (reach >= at + DIGITS_REACH) at = Math.max(at, reach - DIGITS_REACH);
    else if (!isFilteredOut(filters, text, at)) {
      for (const piece of pieces) {
        if (pieces.length > 1 && isFilteredOut(piece.filters, text, at)) continue;
        for (const scheme of piece.schemes) {
          const value = valueAt(text, at, scheme);
          if (value !== null) values.push({ ...value, scheme });
        }
      }
    }
  }
  return values;
}

/** Where the last of so many digits from a place on stands; null: there are not so many before the text ends. */
function digitsReach(text: string, from: number, count: number): number | null {
  let left = count;
  let at = from;
  for (; left > 0 && at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 48 && unit <= 57) left--;
  }
  return left > 0 ? null : at - 1;
}

/** The value of a scheme that begins at a place; a valid one before one that only looks like it. */
function valueAt(text: string, at: number, scheme: ReadyScheme): FoundValue | null {
  let lookalike: FoundValue | null = null;
  for (const expression of scheme.expressions) {
    const end = endOf(expression, text, at);
    if (end < 0) continue;
    if (scheme.isValid(compact(text.slice(at, end)))) return { start: at, end, isValid: true, isUsual: true };
    lookalike ??= { start: at, end, isValid: false, isUsual: true };
  }
  if (scheme.spaced !== null) {
    const end = endOf(scheme.spaced, text, at);
    if (end >= 0 && scheme.isValid(compact(text.slice(at, end)))) {
      return { start: at, end, isValid: true, isUsual: /^\d+$/.test(text.slice(at, end)) };
    }
  }
  return lookalike;
}

function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}

/** Where a value may begin: a letter or digit that no letter or digit joins from before, nor `1.` or `-` of a longer number. */
function mayBegin(text: string, at: number): boolean {
  if (!isAlphanumeric(text.charCodeAt(at))) return false;
  if (at === 0) return true;
  const before = text.charCodeAt(at - 1);
  if (isAlphanumeric(before)) return false;
  const isJoint = before === 0x2e || before === 0x2d || before === 0x2f;
  return !(isJoint && at > 1 && isDigit(text.charCodeAt(at - 2)));
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isAlphanumeric(unit: number): boolean {
  return isDigit(unit) || ((unit | 32) >= 97 && (unit | 32) <= 122);
}
