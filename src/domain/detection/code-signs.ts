import { isBlank } from './blank-unit.ts';
import { KINDS, WORD } from './unit-kinds.ts';

type Line = { readonly start: number; readonly end: number };

/** What one walk over a line tells, as bits: an operator or call of a program, and `//` behind something. */
export const LINE_SIGNS = { operator: 1, comment: 2 } as const;

const GREATER = 0x3e;
const EQUALS = 0x3d;
const CLOSING = 0x29;
const SLASH = 0x2f;

/** Between the brackets of a call. */
const ARGUMENTS_MAX = 80;
const MEMBER_MAX = 40;
const INDEX_MAX = 20;

/** `= & | < : > / (`: where an operator or a comment may be seen. */
const MAY_TELL = Uint8Array.from({ length: 128 }, (_, unit) =>
  '=&|<:>/('.includes(String.fromCharCode(unit)) ? 1 : 0,
);
/** With `=` behind it an operator: `+=`, `!=`, `:=`. */
const IS_BEFORE_EQUALS = Uint8Array.from({ length: 128 }, (_, unit) =>
  '!=+*/|-:'.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/** Walks over a line without blanks at its ends. */
export function signsOfLine(text: string, line: Line): number {
  let signs = beginsComment(text, line) ? LINE_SIGNS.operator : 0;
  for (let at = line.start; at < line.end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 128 || MAY_TELL[unit] === 0) continue;
    if (unit === SLASH && at > line.start && at + 1 < line.end && text.charCodeAt(at + 1) === SLASH)
      signs |= LINE_SIGNS.comment;
    if ((signs & LINE_SIGNS.operator) === 0 && isOperator(text, at, line)) signs |= LINE_SIGNS.operator;
  }
  return signs;
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

/** Whether a line without blanks at its end ends as statements and blocks do; a comment may stand behind that. */
export function endsStatement(text: string, { start, end }: Line, hasComment: boolean): boolean {
  if (hasComment) return ENDINGS.test(text.slice(start, end));
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

function isWordUnit(unit: number): boolean {
  return unit < 128 && ((KINDS[unit] ?? 0) & WORD) !== 0;
}

function isLineEnd(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d || unit === 0x2028 || unit === 0x2029;
}

const IS_DENSE_SIGN = Uint8Array.from({ length: 128 }, (_, unit) =>
  '(){};=,.!?&|"'.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/** Program text without line ends (minified): dense in signs, and in calls and statements, which data is not. */
export function isDenseCode(text: string, { start, end }: Line): boolean {
  const length = end - start;
  if (length < DENSE_LENGTH_MIN) return false;
  let signs = 0;
  let calls = 0;
  let statements = 0;
  let quotes = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 128 || IS_DENSE_SIGN[unit] === 0) continue;
    if (unit === 0x22) {
      quotes++;
      continue;
    }
    signs++;
    if (unit === 0x28) calls++;
    else if (unit === 0x3b) statements++;
  }
  return signs / length > 0.14 && calls / length > 0.015 && statements / length > 0.004 && quotes / length < 0.08;
}

const DENSE_LENGTH_MIN = 120;
