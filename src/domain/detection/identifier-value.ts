import { compact, type IdentifierScheme } from './identifier-scheme.ts';

export type FoundValue = { readonly start: number; readonly end: number; readonly isValid: boolean };

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
      (form) => new RegExp(`(?:${form})(?![A-Za-z0-9])(?![-./]\\d)`, scheme.isCapital === true ? 'y' : 'iy'),
    ),
    spaced: spaced.length === 0 ? null : new RegExp(`(?:${spaced.join('|')})(?![A-Za-z0-9])(?![ .\\-/]{0,2}\\d)`, 'y'),
  };
}

/** The value of a scheme that begins at a place; a valid one before one that only looks like it. */
export function valueAt(text: string, at: number, scheme: ReadyScheme): FoundValue | null {
  let lookalike: FoundValue | null = null;
  for (const expression of scheme.expressions) {
    const end = endOf(expression, text, at);
    if (end < 0) continue;
    if (scheme.isValid(compact(text.slice(at, end)))) return { start: at, end, isValid: true };
    lookalike ??= { start: at, end, isValid: false };
  }
  if (scheme.spaced !== null) {
    const end = endOf(scheme.spaced, text, at);
    if (end >= 0 && scheme.isValid(compact(text.slice(at, end)))) return { start: at, end, isValid: true };
  }
  return lookalike;
}

function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}

/** Where a value may begin: a letter or digit that no letter or digit joins from before, nor `1.` or `-` of a longer number. */
export function mayBegin(text: string, at: number): boolean {
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
