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
  { link: 'argument', first: ',(', pattern: /^\s{0,4}[,(]\s{0,8}(?=["'`])/ },
  { link: 'space', first: '', pattern: /^[ \t]{1,8}(?=\S)/ },
];

/** The value that belongs to the name ending at `nameEnd`, or null when nothing there hands one over. */
export function valueBehind(text: string, nameEnd: number): AssignedValue | null {
  const window = text.slice(nameEnd, nameEnd + LINK_REACH);
  const nameEndLength = endsOddly(text.charCodeAt(nameEnd)) ? (NAME_END.exec(window)?.[0].length ?? 0) : 0;
  const rest = window.slice(nameEndLength);
  const lead = /\S/.exec(rest)?.[0] ?? '\n';
  for (const { link, first, pattern } of LINKS) {
    if (first !== '' && !first.includes(lead)) continue;
    const match = pattern.exec(rest);
    if (match === null) continue;
    const value = readValue(text, nameEnd + nameEndLength + match[0].length, link);
    if (value === null) return null;
    const isCompact = match[0] === '=';
    return {
      ...value,
      isComparison: /[=!]=/.test(match[0]),
      isCompact,
      isField: isCompact && isFieldName(text, nameEnd),
    };
  }
  return null;
}

/** What `NAME_END` may begin with. */
function endsOddly(unit: number): boolean {
  return '<*\\"\'`])'.includes(String.fromCharCode(unit));
}

const FIELD_NAME = /[?&;][\w.]{1,24}$/;

function isFieldName(text: string, end: number): boolean {
  return FIELD_NAME.test(text.slice(Math.max(0, end - 25), end));
}

type ReadValue = Omit<AssignedValue, 'isComparison' | 'isCompact' | 'isField'>;

function readValue(text: string, from: number, link: AssignedValue['link']): ReadValue | null {
  const prefix = PREFIX.exec(text.slice(from, from + 3))?.[0].length ?? 0;
  const start = from + prefix;
  const quote = text[start];
  if (quote === '"' || quote === "'" || quote === '`') return readQuoted(text, start, link);
  const limit = Math.min(text.length, start + BARE_MAX);
  let end = start;
  while (end < limit && !isBareEnd(text.charCodeAt(end), link)) end += 1;
  const whole = text.slice(start, end);
  const cut = link === 'equals' ? whole.search(NEXT_FIELD) : -1;
  const statementEnd = cut < 0 && link !== 'flag' && link !== 'element' ? whole.search(STATEMENT_END) : -1;
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

const PREFIX = /^(?:[bBrRuUfFL@]{1,2}(?=["'])|\$(?=["']))/;

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
  const opens = value.includes('(') || value.includes('[') || value.includes('{');
  return value.replace(opens ? /[,;.:]{1,3}$/ : /[,;.:)\]}]{1,4}$/, '');
}

function endsLine(text: string, at: number): boolean {
  const next = /^[ \t]{0,8}(?:[\r\n"'`]|$|#|\/\/)/.exec(text.slice(at, at + 10));
  return next !== null;
}
