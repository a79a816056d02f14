import { isQuote } from './bare-password.ts';
import { isBlank } from './blank-unit.ts';

/** How name and value are joined: `password = x`, `--password x`, `<password>x</password>`, `set("password", "x")`. */
export type ValueLink = 'equals' | 'colon' | 'arrow' | 'flag' | 'element' | 'argument' | 'space';

const LINK_REACH = 128;
/** What ends an element that is the name. */
const NAME_END_TAG = /^<\/(?:b|strong|td|th|dt|key|name|label|string)>/i;
/** `{ name: X, value: "y" }` and `<add key="X" value="y"/>`. */
const VALUE_FIELD = /^\s{0,4},?\s{0,24}["']?(?:value|val|defaultvalue|default)["']?\s{0,4}[:=]\s{0,4}/i;
const TYPE_NOTE =
  /^\??\s{0,3}:\s{0,3}&?(?:'static\s)?(?:str|string|text|char|varchar|final string|optional\[str\]|bytes)\??(?:\s\|\s(?:null|none|undefined))?\s{0,4}=\s{0,4}/i;
const GO_TYPE = /^\s{1,8}(?:(?:as\s{1,4})?string|\*?char(?:\[\d*\])?)\s{0,4}=\s{0,4}/i;
/** `aws ssm put-parameter --name /prod/api-key --type SecureString --value "…"` */
const VALUE_FLAG =
  /^(?:\s{1,4}(?:\\\n\s{0,8})?--?[a-z][\w-]{0,20}(?:[= ][^\s"'-][^\s]{0,40})?){0,3}\s{1,4}(?:\\\n\s{0,8})?--(?:value|secret-string|string-value|body|data)[= ]\s?/i;
/** `first`: what the first character behind the blanks must be; tried in this order. */
const LINKS: readonly {
  readonly link: ValueLink;
  readonly first: string;
  readonly pattern: RegExp;
  /** Only behind a quote or bracket that ends the name. */
  readonly isBehindEnd?: true;
}[] = [
  { link: 'argument', first: ':?', pattern: TYPE_NOTE },
  { link: 'argument', first: 'sc*aA', pattern: GO_TYPE },
  { link: 'colon', first: ',vVdD"\'', pattern: VALUE_FIELD },
  { link: 'flag', first: '-', pattern: VALUE_FLAG },
  { link: 'arrow', first: '=-→<', pattern: /^\s{0,8}(?:=>|->|→|<-)\s{0,8}/ },
  { link: 'equals', first: ':|?+=!', pattern: /^\s{0,8}(?::=|\|\|=|\?\?=|\?=|\+=|={1,3}|!==?)\s{0,8}/ },
  // YAML: a block scalar.
  { link: 'colon', first: ':', pattern: /^:\s[|>][+-]?[ \t]{0,4}\r?\n[ \t]{1,24}/ },
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
  // What is taken where a setting is missing: `process.env.API_KEY ?? "…"`.
  { link: 'equals', first: '?|', pattern: /^\s{0,4}(?:\?\?|\|\||\?:)\s{0,8}(?=["'`])/ },
  // Kotlin's pairs, a property of C#.
  { link: 'arrow', first: 't', pattern: /^\s{1,4}to\s{1,4}(?=")/, isBehindEnd: true },
  { link: 'equals', first: '{', pattern: /^\s?\{\s?get;[^{}\n]{0,24}\}\s{0,4}=\s{0,4}(?=")/ },
  { link: 'equals', first: 'o', pattern: /^\s{1,4}or\s{1,8}(?=["'`])/, isBehindEnd: true },
  {
    link: 'equals',
    first: '.',
    pattern: /^\.(?:unwrap_or(?:_else)?|orElse|getOrElse)\s?\(\s?(?:\|_?\|\s?)?(?=["'`])/,
    isBehindEnd: true,
  },
  // A field of a page is filled: `find("#password").send_keys("…")`.
  {
    link: 'equals',
    first: '.',
    pattern: /^\.(?:send_keys|sendKeys|type|fill|setValue|set_value|setText)\s?\(\s?(?=["'`])/,
    isBehindEnd: true,
  },
  { link: 'argument', first: ',(', pattern: /^\s{0,4}[,(]\s{0,24}(?=["'`])/ },
];
/** So many blanks and tabs link where nothing else does. */
const LINKING_BLANKS_MAX = 8;

/** Which of them may begin so, as bits: at most letters and digits none does. */
function linksAt(unit: number): number {
  let links = 0;
  for (const [index, { first }] of LINKS.entries()) if (first.includes(String.fromCharCode(unit))) links |= 1 << index;
  return links;
}

const LINKS_AT = Uint32Array.from({ length: 128 }, (_, unit) => linksAt(unit));

/** How a value is joined to the name before it, and where the signs that do it end. */
export type NameJoint = {
  readonly link: ValueLink;
  readonly nameEnd: number;
  readonly from: number;
  /** `=`, without blanks. */
  readonly isCompact: boolean;
  /** `==`, `!=` */
  readonly isComparison: boolean;
};

/** What joins a value to the name ending at `nameEnd`, or null when nothing there hands one over. */
export function jointBehind(text: string, nameEnd: number): NameJoint | null {
  const end = endOfName(text, nameEnd);
  const last = nameEnd + LINK_REACH;
  let lead = end;
  while (lead < last && isBlank(text.charCodeAt(lead))) lead += 1;
  if (lead >= last || lead >= text.length) return null;
  const unit = text.charCodeAt(lead);
  if (unit === EQUALS || unit === COLON) {
    const plain = lead - end > SIGN_BLANKS_MAX ? null : plainJoint(text, { nameEnd, end, lead });
    if (plain !== null) return plain;
  }
  const links = unit < 128 ? (LINKS_AT[unit] ?? 0) : unit === ARROW || unit === WIDE_COLON ? linksAt(unit) : 0;
  const isSpaced = lead > end;
  if (!isSpaced && (links === 0 || (unit === COMMA && !mayFollowComma(text, lead + 1)))) return null;
  if (links !== 0) {
    const rest = text.slice(end, last);
    for (let left = links; left !== 0; left &= left - 1) {
      const tried = LINKS[31 - Math.clz32(left & -left)];
      if (tried?.isBehindEnd === true && end === nameEnd) continue;
      const sign = tried?.pattern.exec(rest)?.[0];
      if (tried !== undefined && sign !== undefined)
        return {
          ...{ link: tried.link, nameEnd, from: end + sign.length },
          ...{ isCompact: sign === '=', isComparison: sign.includes('=') && COMPARISON.test(sign) },
        };
    }
  }
  if (!isSpaced || !areBlanks(text, end, lead)) return null;
  return { link: 'space', nameEnd, from: lead, isCompact: false, isComparison: false };
}

const COMPARISON = /[=!]=/;

/**
 * One `=` or `:` with at most eight blanks on both sides, as `LINKS` have them: nearly all joints are, and are told without an
 * expression. Null: it may be something else.
 */
function plainJoint(
  text: string,
  { nameEnd, end, lead }: { readonly nameEnd: number; readonly end: number; readonly lead: number },
): NameJoint | null {
  const next = text.charCodeAt(lead + 1);
  if (next === EQUALS) return null;
  let from = lead + 1;
  while (from - lead <= SIGN_BLANKS_MAX && isBlank(text.charCodeAt(from))) from += 1;
  if (text.charCodeAt(lead) === EQUALS) {
    if (next === GREATER) return null;
    const isCompact = lead === end && from === lead + 1;
    return { link: 'equals', nameEnd, from, isCompact, isComparison: false };
  }
  const unit = text.charCodeAt(from);
  // Marks of Markdown, a block scalar or a quotation on the next line, a type.
  if (next === STAR || unit === BAR || unit === GREATER || isBlank(unit) || mayBeTypeNote(text, lead + 1)) return null;
  return { link: 'colon', nameEnd, from, isCompact: false, isComparison: false };
}

/** Whether a type may stand there, as `TYPE_NOTE` has it, by its first two letters. */
function mayBeTypeNote(text: string, from: number): boolean {
  let at = from;
  while (at - from < TYPE_BLANKS_MAX && isBlank(text.charCodeAt(at))) at += 1;
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1) | 32;
  if (first === AMPERSAND) return true;
  if (first === APOSTROPHE) return second === 0x73;
  return first < 128 && TYPE_SECONDS[first] === second;
}

/** Of the first letters of types the second, of all else zero. */
const TYPE_SECONDS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const at = 'stcvfob'.indexOf(String.fromCharCode(unit).toLowerCase());
  return at < 0 ? 0 : 'tehaipy'.charCodeAt(at);
});
const TYPE_BLANKS_MAX = 3;

/** Where the quote or bracket that ends the name ends, or marks of Markdown, an index's end. */
function endOfName(text: string, nameEnd: number): number {
  const unit = text.charCodeAt(nameEnd);
  if (unit >= 128 || MAY_END_NAME[unit] !== 1) return nameEnd;
  if (unit === 0x3c) return nameEnd + (NAME_END_TAG.exec(text.slice(nameEnd, nameEnd + LINK_REACH))?.[0].length ?? 0);
  let at = nameEnd;
  if (unit === STAR) return text.charCodeAt(at + 1) === STAR ? at + 2 : at + 1;
  if (text.charCodeAt(at) === 0x5c) at += 1;
  if (isQuote(text.charCodeAt(at))) at += 1;
  if (text.charCodeAt(at) === 0x5d) at += 1;
  return text.charCodeAt(at) === 0x29 ? at + 1 : at;
}

/** Blanks and tabs alone, and few of them. */
function areBlanks(text: string, start: number, end: number): boolean {
  if (end - start > LINKING_BLANKS_MAX) return false;
  for (let at = start; at < end; at += 1)
    if (text.charCodeAt(at) !== 0x20 && text.charCodeAt(at) !== 0x09) return false;
  return true;
}

const SIGN_BLANKS_MAX = 8;
const EQUALS = 0x3d;
const COLON = 0x3a;
const GREATER = 0x3e;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const STAR = 0x2a;
const BAR = 0x7c;
const ARROW = 0x2192;
const WIDE_COLON = 0xff1a;
const COMMA = 0x2c;

/** Behind a comma: a string, or the field of the value. */
function mayFollowComma(text: string, from: number): boolean {
  let at = from;
  while (at < from + LINK_REACH && isBlank(text.charCodeAt(at))) at += 1;
  const unit = text.charCodeAt(at);
  return isQuote(unit) || (unit | 32) === 0x76 || (unit | 32) === 0x64;
}

/** What may end a name besides letters and digits begins so. */
const MAY_END_NAME = Uint8Array.from({ length: 128 }, (_, unit) =>
  '<*\\"\'`])'.includes(String.fromCharCode(unit)) ? 1 : 0,
);
