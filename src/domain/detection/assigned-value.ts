import { isQuote } from './bare-password.ts';
import type { NameJoint, ValueLink } from './name-joint.ts';
import { KINDS, WORD } from './unit-kinds.ts';

/** What stands behind a name, and how it was written there. */
export type AssignedValue = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isQuoted: boolean;
  /** Nothing follows it on its line. */
  readonly endsLine: boolean;
  readonly isComparison: boolean;
  /** `name=value`, without blanks. */
  readonly isCompact: boolean;
  /** A blank, or the end of the text, follows the value. */
  readonly endsAtBlank: boolean;
  /** Another field follows, as in a connection string or an address. */
  readonly hasNextField: boolean;
  /** `&name=value`, `;name=value`: a field of an address or a connection string. */
  readonly isField: boolean;
  readonly link: ValueLink;
};

const VALUE_MAX = 512;
/** Without quotes: a row of names and signs without a blank would be read again from each of its names. */
const BARE_MAX = 256;

/** The value behind what joins it to its name. */
export function assignedValue(text: string, joint: NameJoint): AssignedValue | null {
  const { link, nameEnd, from, isCompact, isComparison } = joint;
  return readValue(text, from, { link, isComparison, isCompact, isField: isCompact && isFieldName(text, nameEnd) });
}

/** Whether a value without quotes is shorter than that, told without cutting it out; false also where it is not known. */
export function isShorter(text: string, { link, from }: NameJoint, least: number): boolean {
  const first = text.charCodeAt(from);
  if (link === 'element' || first === 0x7b || isQuote(first)) return false;
  for (let at = from; at < from + least; at += 1) {
    const unit = text.charCodeAt(at);
    // Letters may stand before a quote.
    if (isQuote(unit)) return at - from > PREFIX_MAX;
    if (at >= text.length || isBareEnd(unit, link)) return true;
  }
  return false;
}

const PREFIX_MAX = 2;
const FIELD_NAME_MAX = 24;

/** Behind `?`, `&` or `;`. */
function isFieldName(text: string, end: number): boolean {
  let at = end;
  while (end - at < FIELD_NAME_MAX && isFieldUnit(text.charCodeAt(at - 1))) at -= 1;
  const before = at < end ? text.charCodeAt(at - 1) : 0;
  return before === 0x3f || before === 0x26 || before === 0x3b;
}

function isFieldUnit(unit: number): boolean {
  return unit === 0x2e || (unit < 128 && ((KINDS[unit] ?? 0) & WORD) !== 0);
}

/** What of a value is known by what joins it. */
type Joined = Pick<AssignedValue, 'link' | 'isComparison' | 'isCompact' | 'isField'>;

function readValue(text: string, from: number, joined: Joined): AssignedValue | null {
  const { link } = joined;
  const start = from + prefixLength(text, from) + wrapperLength(text, from);
  if (isQuote(text.charCodeAt(start))) return readQuoted(text, start, joined);
  const braced = link === 'equals' && text.charCodeAt(start) === 0x7b ? readBraced(text, start, joined) : null;
  if (braced !== null) return braced;
  const limit = Math.min(text.length, start + BARE_MAX);
  let end = start;
  let hasSeparator = false;
  for (; end < limit; end += 1) {
    const unit = text.charCodeAt(end);
    if (isBareEnd(unit, link)) break;
    if (unit === 0x3b || unit === 0x2c || unit === 0x26) hasSeparator = true;
  }
  if (end === start) return null;
  const whole = text.slice(start, end);
  const cut = hasSeparator && link === 'equals' ? whole.search(NEXT_FIELD) : -1;
  const isStatement = hasSeparator && cut < 0 && link !== 'flag' && link !== 'element';
  const statementEnd = isStatement ? whole.search(STATEMENT_END) : -1;
  const own = cut >= 0 ? whole.slice(0, cut) : withoutEnd(statementEnd > 0 ? whole.slice(0, statementEnd) : whole);
  if (own === '') return null;
  end = start + own.length;
  const endsAtBlank = end >= text.length || text.charCodeAt(end) <= 0x20;
  return {
    start,
    end,
    text: own,
    isQuoted: false,
    endsLine: endsLine(text, end),
    endsAtBlank,
    hasNextField: cut >= 0,
    isComparison: joined.isComparison,
    isCompact: joined.isCompact,
    isField: joined.isField,
    link,
  };
}

/** Of `b"`, `rb'`, `$'`: letters that say how the string behind them is read. */
function prefixLength(text: string, from: number): number {
  const unit = text.charCodeAt(from);
  if (unit === 0x24) return isStringQuote(text.charCodeAt(from + 1)) ? 1 : 0;
  if (!isPrefix(unit)) return 0;
  const next = text.charCodeAt(from + 1);
  if (isStringQuote(next)) return 1;
  return isPrefix(next) && isStringQuote(text.charCodeAt(from + 2)) ? 2 : 0;
}

/** Of `String::from("`, `SecretStr('`, `new String("`: what makes a value of the string behind it. */
function wrapperLength(text: string, from: number): number {
  const unit = text.charCodeAt(from);
  if (unit >= 128 || MAY_WRAP[unit] !== 1) return 0;
  WRAPPER.lastIndex = from;
  return WRAPPER.test(text) ? WRAPPER.lastIndex - from : 0;
}

const WRAPPER =
  /(?:(?:String|Arc|Box|Rc)::from|(?:new\s)?(?:SecureString|SecretString|SecretStr|Secret|String)(?:(?:::|\.)(?:new|from|of|valueOf))?|pydantic\.SecretStr|Some|Buffer\.from|std::string|Redacted\.make)\(\s?(?=["'`])/y;
const MAY_WRAP = Uint8Array.from({ length: 128 }, (_, unit) => ('SABRnps'.includes(String.fromCharCode(unit)) ? 1 : 0));

/** `b r u f`, `L` and `N`, and `@`. */
function isPrefix(unit: number): boolean {
  const lower = unit | 32;
  if (lower === 0x62 || lower === 0x72 || lower === 0x75 || lower === 0x66) return true;
  return unit === 0x4c || unit === 0x4e || unit === 0x40;
}

function isStringQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27;
}

/** ODBC: `PWD={…};`, and no `{placeholder}`. */
function readBraced(text: string, open: number, joined: Joined): AssignedValue | null {
  const braced = BRACED.exec(text.slice(open, open + BRACED_REACH));
  const inner = braced?.[1] ?? braced?.[2];
  if (inner === undefined) return null;
  const end = open + 1 + inner.length;
  const flags = { isQuoted: true, endsLine: false, endsAtBlank: false, hasNextField: true } as const;
  return { start: open + 1, end, text: inner, ...flags, ...joined };
}

const BRACED_REACH = 96;
const BRACED =
  /^\{(?=[^{}\s]{0,64}\d)(?=[^{}\s]{0,64}[A-Z!#$%*+=?-])([^{}\s"']{6,64})\}(?=[;"'\s]|$)|^\{(?=[^{}\s]{0,64}\d)([^{}\s"']{8,64})\};/;

function readQuoted(text: string, open: number, joined: Joined): AssignedValue | null {
  const quote = text.charCodeAt(open);
  const tripled = text.charCodeAt(open + 1) === quote && text.charCodeAt(open + 2) === quote ? 2 : 0;
  const start = open + 1 + tripled;
  const limit = Math.min(text.length, start + VALUE_MAX);
  let end = start;
  while (end < limit && text.charCodeAt(end) !== quote && text.charCodeAt(end) !== 0x0a) end += 1;
  if (end === start || text.charCodeAt(end) !== quote) return null;
  return {
    start,
    end,
    text: text.slice(start, end),
    isQuoted: true,
    endsLine: endsLine(text, end + 1),
    hasNextField: false,
    endsAtBlank: false,
    isComparison: joined.isComparison,
    isCompact: joined.isCompact,
    isField: joined.isField,
    link: joined.link,
  };
}

/** Blanks, quotes and pointed brackets end a bare value; in an element only its end tag does. */
function isBareEnd(unit: number, link: ValueLink): boolean {
  if (unit === 0x3c) return true;
  if (link === 'element' && unit !== 0x20 && unit !== 0x0a && unit !== 0x7c) return false;
  return unit <= 0x20 || unit === 0x22 || unit === 0x27 || unit === 0x60 || unit === 0x3e;
}

const NEXT_FIELD = /[;&,](?=\s?[A-Za-z][\w .-]{0,40}=)/;

/** What follows it directly is the next statement or field of squeezed code. */
const STATEMENT_END = /[;,](?=[A-Za-z_$}\])]{2})/;

/** Without the marks that end a statement or a sentence; brackets that the value opens stay. */
function withoutEnd(value: string): string {
  const last = value.charCodeAt(value.length - 1);
  if (last >= 128 || MAY_END_VALUE[last] === 0) return value;
  const opens = value.includes('(') || value.includes('[') || value.includes('{');
  return value.replace(opens ? /[,;.:]{1,3}$/ : /[,;.:)\]}]{1,4}$/, '');
}

const MAY_END_VALUE = Uint8Array.from({ length: 128 }, (_, unit) =>
  ',;.:)]}'.includes(String.fromCharCode(unit)) ? 1 : 0,
);
const BLANKS_MAX = 8;

/** Whether the line, a quote or a comment ends behind a few blanks. */
function endsLine(text: string, from: number): boolean {
  let at = from;
  while (at < from + BLANKS_MAX && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09)) at += 1;
  if (at >= text.length) return true;
  const unit = text.charCodeAt(at);
  if (unit === 0x0a || unit === 0x0d || unit === 0x23 || isQuote(unit)) return true;
  return unit === 0x2f && text.charCodeAt(at + 1) === 0x2f;
}
