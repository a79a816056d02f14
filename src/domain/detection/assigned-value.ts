import { isBlank } from './blank-unit.ts';

/** What stands behind a name, and how it was written there. */
export type AssignedValue = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isQuoted: boolean;
  /** Nothing follows it on its line. */
  readonly endsLine: boolean;
  /** How name and value are joined: `password = x`, `--password x`, `<password>x</password>`, `set("password", "x")`. */
  readonly isComparison: boolean;
  /** `name=value`, without blanks. */
  readonly isCompact: boolean;
  /** A blank, or the end of the text, follows the value. */
  readonly endsAtBlank: boolean;
  /** Another field follows, as in a connection string or an address. */
  readonly hasNextField: boolean;
  /** `&name=value`, `;name=value`: a field of an address or a connection string. */
  readonly isField: boolean;
  readonly link: 'equals' | 'colon' | 'arrow' | 'flag' | 'element' | 'argument' | 'space';
};

const LINK_REACH = 96;
const VALUE_MAX = 512;
/** Without quotes: a row of names and signs without a blank would be read again from each of its names. */
const BARE_MAX = 256;
/** A quote or bracket that ends the name, marks of Markdown, an index's end. */
const NAME_END = /^(?:<\/(?:b|strong|td|th|dt|key|name|label|string)>|\*{1,2}|\\?["'`]?\]?\)?)/i;
/** `{ name: X, value: "y" }` and `<add key="X" value="y"/>`. */
const VALUE_FIELD = /^\s{0,4},?\s{0,24}["']?(?:value|val|defaultvalue|default)["']?\s{0,4}[:=]\s{0,4}/i;
const TYPE_NOTE =
  /^\??\s{0,3}:\s{0,3}&?(?:'static\s)?(?:str|string|text|char|varchar|final string|optional\[str\]|bytes)\??(?:\s\|\s(?:null|none|undefined))?\s{0,4}=\s{0,4}/i;
const GO_TYPE = /^\s{1,8}(?:string|\*?char(?:\[\d*\])?)\s{0,4}=\s{0,4}/i;
/** `first`: what the first character behind the blanks must be; tried in this order. */
const LINKS: readonly { readonly link: AssignedValue['link']; readonly first: string; readonly pattern: RegExp }[] = [
  { link: 'argument', first: ':?', pattern: TYPE_NOTE },
  { link: 'argument', first: 'sc*', pattern: GO_TYPE },
  { link: 'colon', first: ',vVdD"\'\n', pattern: VALUE_FIELD },
  { link: 'arrow', first: '=-→<', pattern: /^\s{0,8}(?:=>|->|→|<-)\s{0,8}/ },
  { link: 'equals', first: ':|?+=!', pattern: /^\s{0,8}(?::=|\|\|=|\?\?=|\?=|\+=|={1,3}|!==?)\s{0,8}/ },
  { link: 'colon', first: ':：*', pattern: /^(?:\s{0,8}\*{0,2})[:：]\*{0,2}(?:[ \t]{0,8}\r?\n(?:> ?){1,4}|\s{0,8})/ },
  { link: 'element', first: '>', pattern: /^>\s{0,8}(?:<!\[CDATA\[)?/ },
  {
    link: 'element',
    first: '<|',
    pattern: /^\s{0,4}(?:<(?:td|dd|code|b|span|value|string|val)[^<>]{0,40}>|(?<=\s)\|\s)\s{0,8}(?:<code>)?/i,
  },
  // Terraform: `variable "x" { default = "…" }`.
  {
    link: 'equals',
    first: '{',
    pattern: /^\s?\{\s{1,24}(?:(?:type|sensitive)\s{0,12}=[^\n]{0,32}\n\s{0,12}){0,2}default\s{0,12}=\s{0,4}/,
  },
  { link: 'argument', first: ',(', pattern: /^\s{0,4}[,(]\s{0,8}(?=["'`])/ },
];
/** Nothing but blanks, tried behind those. */
const BLANKS = /^[ \t]{1,8}(?=\S)/;
/** Whether one of them may begin so: at most letters and digits none does. */
const MAY_LINK = Uint8Array.from({ length: 128 }, (_, unit) =>
  LINKS.some(({ first }) => first.includes(String.fromCharCode(unit))) ? 1 : 0,
);

/** The value that belongs to the name ending at `nameEnd`, or null when nothing there hands one over. */
export function valueBehind(text: string, nameEnd: number): AssignedValue | null {
  const end = endsOddly(text.charCodeAt(nameEnd))
    ? nameEnd + (NAME_END.exec(text.slice(nameEnd, nameEnd + LINK_REACH))?.[0].length ?? 0)
    : nameEnd;
  let lead = end;
  while (lead < nameEnd + LINK_REACH && isBlank(text.charCodeAt(lead))) lead += 1;
  const unit = text.charCodeAt(lead);
  const isSpaced = lead > end;
  if (!isSpaced && unit < 128 && (MAY_LINK[unit] === 0 || (unit === COMMA && !mayFollowComma(text, lead + 1))))
    return null;
  const rest = text.slice(end, nameEnd + LINK_REACH);
  // Where nothing but blanks stands, one of them is the first.
  const first = lead - end < rest.length ? rest.charAt(lead - end) : '\n';
  for (const { link, first: firsts, pattern } of LINKS) {
    if (!firsts.includes(first)) continue;
    const match = pattern.exec(rest);
    if (match !== null) return linkedBy(text, { nameEnd, from: end + match[0].length, sign: match[0] }, link);
  }
  const blanks = BLANKS.exec(rest);
  return blanks === null ? null : linkedBy(text, { nameEnd, from: end + blanks[0].length, sign: blanks[0] }, 'space');
}

const COMMA = 0x2c;

/** Behind a comma: a string, or the field of the value. */
function mayFollowComma(text: string, from: number): boolean {
  let at = from;
  while (at < from + LINK_REACH && isBlank(text.charCodeAt(at))) at += 1;
  const unit = text.charCodeAt(at);
  return isQuote(unit) || (unit | 32) === 0x76 || (unit | 32) === 0x64;
}

type Joint = { readonly nameEnd: number; readonly from: number; readonly sign: string };

function linkedBy(text: string, { nameEnd, from, sign }: Joint, link: AssignedValue['link']): AssignedValue | null {
  const value = readValue(text, from, link);
  if (value === null) return null;
  const isCompact = sign === '=';
  const isComparison = sign.includes('=') && COMPARISON.test(sign);
  return { ...value, isComparison, isCompact, isField: isCompact && isFieldName(text, nameEnd) };
}

const COMPARISON = /[=!]=/;

/** What `NAME_END` may begin with. */
function endsOddly(unit: number): boolean {
  return unit < 128 && MAY_END_NAME[unit] === 1;
}

const MAY_END_NAME = Uint8Array.from({ length: 128 }, (_, unit) =>
  '<*\\"\'`])'.includes(String.fromCharCode(unit)) ? 1 : 0,
);

const FIELD_NAME = /[?&;][\w.]{1,24}$/;

function isFieldName(text: string, end: number): boolean {
  return FIELD_NAME.test(text.slice(Math.max(0, end - 25), end));
}

type ReadValue = Omit<AssignedValue, 'isComparison' | 'isCompact' | 'isField'>;

function readValue(text: string, from: number, link: AssignedValue['link']): ReadValue | null {
  const start = from + prefixLength(text, from);
  if (isQuote(text.charCodeAt(start))) return readQuoted(text, start, link);
  const braced = link === 'equals' && text.charCodeAt(start) === 0x7b ? readBraced(text, start) : null;
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

/** `b r u f`, `L` and `N`, and `@`. */
function isPrefix(unit: number): boolean {
  const lower = unit | 32;
  if (lower === 0x62 || lower === 0x72 || lower === 0x75 || lower === 0x66) return true;
  return unit === 0x4c || unit === 0x4e || unit === 0x40;
}

function isStringQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27;
}

function isQuote(unit: number): boolean {
  return isStringQuote(unit) || unit === 0x60;
}

/** ODBC: `PWD={…};`, and no `{placeholder}`. */
function readBraced(text: string, open: number): ReadValue | null {
  const inner = BRACED.exec(text.slice(open, open + LINK_REACH))?.[1];
  if (inner === undefined) return null;
  const end = open + 1 + inner.length;
  const own = { start: open + 1, end, text: inner, isQuoted: true } as const;
  return { ...own, endsLine: false, endsAtBlank: false, hasNextField: true, link: 'equals' };
}

const BRACED = /^\{(?=[^{}\s]{0,64}\d)(?=[^{}\s]{0,64}[A-Z!#$%*+=?-])([^{}\s]{6,64})\}(?=[;"'\s]|$)/;

function readQuoted(text: string, open: number, link: AssignedValue['link']): ReadValue | null {
  const tripled = text.startsWith(text.slice(open, open + 1).repeat(3), open) ? 2 : 0;
  const quote = text.charCodeAt(open);
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
    link,
  };
}

/** Blanks, quotes and pointed brackets end a bare value; in an element only its end tag does. */
function isBareEnd(unit: number, link: AssignedValue['link']): boolean {
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
