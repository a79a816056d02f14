import { isBlank } from './blank-unit.ts';
import { KINDS, WORD } from './unit-kinds.ts';

type Line = { readonly start: number; readonly end: number };

const GREATER = 0x3e;
const EQUALS = 0x3d;
const CLOSING = 0x29;
const SLASH = 0x2f;

/** Between the brackets of a call. */
const ARGUMENTS_MAX = 80;
const MEMBER_MAX = 40;
const INDEX_MAX = 20;

/** `= & | < : > (`: where an operator may be seen. */
const MAY_TELL = Uint8Array.from({ length: 128 }, (_, unit) => ('=&|<:>('.includes(String.fromCharCode(unit)) ? 1 : 0));
/** With `=` behind it an operator: `+=`, `!=`, `:=`. */
const IS_BEFORE_EQUALS = Uint8Array.from({ length: 128 }, (_, unit) =>
  '!=+*/|-:'.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/** Whether a line without blanks at its ends has an operator or call of a program, or begins as a comment. */
export function hasOperator(text: string, line: Line): boolean {
  if (beginsComment(text, line)) return true;
  for (let at = line.start; at < line.end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 128 && MAY_TELL[unit] === 1 && isOperator(text, at, line)) return true;
  }
  return false;
}

/** Whether `//` stands in a line, behind something. */
export function hasComment(text: string, { start, end }: Line): boolean {
  for (let at = start + 1; at + 1 < end; at += 1)
    if (text.charCodeAt(at) === SLASH && text.charCodeAt(at + 1) === SLASH) return true;
  return false;
}

/** `//`, `/*`, or one of `*`, `#`, `--` and a blank. */
function beginsComment(text: string, { start, end }: Line): boolean {
  const first = text.charCodeAt(start);
  if (start + 1 >= end) return false;
  const next = text.charCodeAt(start + 1);
  if (first === SLASH) return next === SLASH || next === 0x2a;
  if (first === 0x2a || first === 0x23) return isBlank(next);
  return first === 0x2d && next === 0x2d && start + 2 < end && isBlank(text.charCodeAt(start + 2));
}

/** `=> -> :: := == != && || += f(x) a.b( </a [i] =` */
function isOperator(text: string, at: number, line: Line): boolean {
  const next = at + 1 < line.end ? text.charCodeAt(at + 1) : 0;
  const before = at > line.start ? text.charCodeAt(at - 1) : 0;
  switch (text.charCodeAt(at)) {
    case EQUALS:
      return next === GREATER || (before < 128 && IS_BEFORE_EQUALS[before] === 1) || isBehindIndex(text, at, line);
    case GREATER:
      return before === 0x2d;
    case 0x3a:
      return next === 0x3a;
    case 0x26:
      return next === 0x26;
    case 0x7c:
      return next === 0x7c;
    case 0x3c:
      return next === SLASH && at + 2 < line.end && isWordUnit(text.charCodeAt(at + 2));
    case 0x28:
      return isWordUnit(before) && (isClosed(text, at, line) || isBehindMember(text, at, line));
    default:
      return false;
  }
}

/** `)` behind a bracket. */
function isClosed(text: string, open: number, { end }: Line): boolean {
  const limit = Math.min(end, open + ARGUMENTS_MAX + 2);
  for (let at = open + 1; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === CLOSING) return true;
    if (isLineEnd(unit)) return false;
  }
  return false;
}

/** `a.member` before a bracket. */
function isBehindMember(text: string, open: number, { start }: Line): boolean {
  let at = open - 1;
  while (at >= start && open - at <= MEMBER_MAX && isWordUnit(text.charCodeAt(at))) at -= 1;
  return at > start && at < open - 1 && text.charCodeAt(at) === 0x2e && isWordUnit(text.charCodeAt(at - 1));
}

/** `[index]` before `=`, and a blank between. */
function isBehindIndex(text: string, equals: number, { start }: Line): boolean {
  const close = equals - 1 > start && isBlank(text.charCodeAt(equals - 1)) ? equals - 2 : equals - 1;
  if (close < start || text.charCodeAt(close) !== 0x5d) return false;
  let at = close - 1;
  while (at >= start && close - at <= INDEX_MAX && isWordUnit(text.charCodeAt(at))) at -= 1;
  return at >= start && at < close - 1 && text.charCodeAt(at) === 0x5b;
}

const ENDINGS = /(?:[)\]\w"'`] ?;|\) ?(?:=> ?)?\{|=> ?[{(]?|\}\)?[;,]?|\{)\s{0,4}(?:\/\/.{0,80})?$/;

/** Whether a line with a comment ends as statements and blocks do, before the comment or with it. */
export function endsBeforeComment(text: string, { start, end }: Line): boolean {
  return ENDINGS.test(text.slice(start, end));
}

/** Whether a line without blanks at its end, and without a comment, ends as statements and blocks do. */
export function endsStatement(text: string, { start, end }: Line): boolean {
  const last = text.charCodeAt(end - 1);
  const before = end - 2 >= start ? text.charCodeAt(end - 2) : 0;
  const earlier = end - 3 >= start ? text.charCodeAt(end - 3) : 0;
  switch (last) {
    case 0x7b:
    case 0x7d:
      return true;
    case GREATER:
      return before === EQUALS;
    case 0x28:
      return (
        (before === GREATER && earlier === EQUALS) ||
        (before === 0x20 && earlier === GREATER && end - 4 >= start && text.charCodeAt(end - 4) === EQUALS)
      );
    case CLOSING:
      return before === 0x7d;
    case 0x2c:
      return before === 0x7d || (before === CLOSING && earlier === 0x7d);
    case 0x3b:
      return before === 0x7d || endsValue(before) || (before === 0x20 && endsValue(earlier));
    default:
      return false;
  }
}

/** What stands before the `;` of a statement. */
function endsValue(unit: number): boolean {
  return isWordUnit(unit) || unit === CLOSING || unit === 0x5d || unit === 0x22 || unit === 0x27 || unit === 0x60;
}

export function isWordUnit(unit: number): boolean {
  return unit < 128 && ((KINDS[unit] ?? 0) & WORD) !== 0;
}

function isLineEnd(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d || unit === 0x2028 || unit === 0x2029;
}

const IS_DENSE_SIGN = Uint8Array.from({ length: 128 }, (_, unit) =>
  '(){};=,.!?&|"'.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/**
 * Program text without line ends (minified): dense in signs, and in calls and statements, which data is not. Most texts
 * have few semicolons and brackets, so these are asked for first.
 */
export function isDenseCode(text: string, { start, end }: Line): boolean {
  const length = end - start;
  if (length < DENSE_LENGTH_MIN) return false;
  const line = start === 0 && end === text.length ? text : text.slice(start, end);
  if (!hasMore(line, ';', STATEMENTS_MIN) || !hasMore(line, '(', CALLS_MIN)) return false;
  let signs = 0;
  let quotes = 0;
  for (let at = 0; at < length; at++) {
    const unit = line.charCodeAt(at);
    if (unit >= 128 || IS_DENSE_SIGN[unit] === 0) continue;
    if (unit === 0x22) quotes++;
    else signs++;
  }
  return signs / length > SIGNS_MIN && quotes / length < QUOTES_MAX;
}

/** Whether a sign has more than a share of a line's characters. */
function hasMore(line: string, sign: string, share: number): boolean {
  let many = 0;
  for (let at = line.indexOf(sign); at !== -1; at = line.indexOf(sign, at + 1)) {
    many += 1;
    if (many / line.length > share) return true;
  }
  return false;
}

const DENSE_LENGTH_MIN = 120;
/** Shares of all characters. */
const STATEMENTS_MIN = 0.004;
const CALLS_MIN = 0.015;
const SIGNS_MIN = 0.14;
const QUOTES_MAX = 0.08;
