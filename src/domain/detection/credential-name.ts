import { isBlank } from './blank-unit.ts';
import { createWordFilter } from './word-filter.ts';

type Span = { readonly start: number; readonly end: number };

/** The whole name in which a credential word stands: `DB_PASSWORD` of `PASSWORD`. */
export type CredentialName = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Written like an environment variable. */
  readonly isShouted: boolean;
};

const REACH_BEFORE = 48;
const REACH_BEHIND = 32;

/** Words that, last in a name, say that it holds something about a secret and not the secret. */
const LAST_WORDS = words(
  'id ids identifier name names url uri path paths file files filename dir folder field fields label labels hint type types',
  'length len size min max policy policies reset expiry expires expiration expired ttl timeout count counts limit limits',
  'hash hashes hashed hasher algorithm algo regex pattern placeholder input inputs form forms error errors message messages msg',
  'title prompt validator validators validation validate encoder manager provider providers service services store storage',
  'class style icon page link links visible visibility show hide toggle enabled disabled required status state states',
  'header headers prefix suffix format version source ref refs reference arn handler callback address endpoint index position',
  'scope scopes audience issuer usage budget bucket kind mode rules rule strength score meter requirements confirmation',
  'generator factory builder helper util utils filter interceptor module component screen view dialog modal button text',
  'rotation rotated changed updated created modified at date time age history attempts failures failed required schema model',
  'parser list map set array count range ranges stream kind value_from owner user username email fingerprint thumbprint checksum',
  'rate rates cost price limit per used total sum info metadata meta description desc comment test spec mock ization izer',
  'manager reader writer lookup resolver getter setter property properties attribute attr column row table keykey_id keyid',
  'encryption encoding hashing nr no num nummer numero number',
);
/** Words that anywhere in a name take the secret out of it. */
const TAMING_WORDS = words(
  'public publishable csrf xsrf page next continuation cursor pagination cancellation cancel design max min num total count',
  'primary foreign partition sort cache i18n translation forgot forgotten reset show hide toggle change is has no require',
  'enable disable invalid wrong incorrect missing expired validate check verify idempotency site host known authorized',
  'with prompt completion input output cached reasoning websocket socket accessibility keyboard hot short',
);
const SPLIT = /[_\-.\s$[\]'"]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** Where the name of a word begins: it takes in letters, digits, `_`, `-`, `.` and `$` on both sides. */
export function startOfName(text: string, wordStart: number): number {
  const first = Math.max(0, wordStart - REACH_BEFORE);
  let start = wordStart;
  while (start > first && isNameUnit(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

export function endOfName(text: string, wordEnd: number): number {
  const last = Math.min(text.length, wordEnd + REACH_BEHIND);
  let end = wordEnd;
  while (end < last && isNameUnit(text.charCodeAt(end))) end += 1;
  while (end > wordEnd && text.charCodeAt(end - 1) === 0x2e) end -= 1;
  return end;
}

export function nameAt(text: string, { start, end }: Span): CredentialName {
  const name = text.slice(start, end);
  const isShouted = isCapital(text.charCodeAt(start)) && !isSmall(text.charCodeAt(end - 1)) && SHOUTED.test(name);
  return { start, end, text: name, isShouted };
}

const SHOUTED = /^[A-Z][A-Z0-9_]*$/;

/** What a character of a name is; zero: of none. */
const PLAIN = 1;
const CAPITAL = 2;
const SMALL = 4;
const DIGIT = 8;
const SEPARATOR = 16;
/** Beyond ASCII. */
const OTHER = 32;
const KINDS = Uint8Array.from({ length: 128 }, (_, unit) => kindOf(String.fromCharCode(unit)));

function kindOf(sign: string): number {
  if (/[A-Z]/.test(sign)) return PLAIN | CAPITAL;
  if (/[a-z]/.test(sign)) return PLAIN | SMALL;
  if (/\d/.test(sign)) return PLAIN | DIGIT;
  if (/[_$.-]/.test(sign)) return PLAIN | SEPARATOR;
  return sign === ' ' ? SEPARATOR : 0;
}

function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a;
}

function isNameUnit(unit: number): boolean {
  return unit < 128 && ((KINDS[unit] ?? 0) & PLAIN) !== 0;
}

/** Whether the name is that of the secret itself: `db_password`, `apiKey2`, and neither `password_hint` nor `page_token`. */
export function namesSecret(name: string): boolean {
  let kinds = 0;
  for (let at = 0; at < name.length; at += 1) {
    const unit = name.charCodeAt(at);
    const kind = unit < 128 ? (KINDS[unit] ?? 0) : isPlainLetter(unit) ? OTHER : 0;
    if (kind === 0) return namesSecretOddly(name);
    kinds |= kind;
    if ((unit === S_UPPER || unit === S_LOWER) && isForgeryToken(name, at)) return false;
  }
  if ((kinds & OTHER) !== 0 && (kinds & CAPITAL) !== 0) return namesSecretOddly(name);
  const isMixed = (kinds & SMALL) !== 0 && (kinds & CAPITAL) !== 0;
  let lastIsTold = false;
  for (let at = 0; at < name.length; ) {
    const end = endOfPart(name, at, isMixed);
    const part = { start: at, end };
    if (end > at && !isNumber(name, part)) {
      const word = isTold(name, part) ? name.slice(at, end).toLowerCase() : '';
      if (word !== '' && TAMING_WORDS.has(word)) return false;
      lastIsTold = word !== '' && LAST_WORDS.has(word);
    }
    at = end === at || isSeparator(name.charCodeAt(end)) ? end + 1 : end;
  }
  return !lastIsTold;
}

/** Beyond ASCII, no blank, and no letter whose small one is of ASCII. */
function isPlainLetter(unit: number): boolean {
  return unit !== 0x130 && unit !== 0x212a && !isBlank(unit);
}

/** The same of a name with quotes, or with capitals and letters beyond ASCII. */
function namesSecretOddly(name: string): boolean {
  const parts =
    name.toLowerCase() === name || name.toUpperCase() === name
      ? name.toLowerCase().split(/[_\-.\s$]+/)
      : name.split(SPLIT).map((part) => part.toLowerCase());
  const meaningful = parts.filter((part) => part !== '' && !/^\d+$/.test(part));
  if (/[cx]srf/i.test(name)) return false;
  const last = meaningful.at(-1) ?? '';
  return !LAST_WORDS.has(last) && !meaningful.some((part) => TAMING_WORDS.has(part));
}

const isTold = createWordFilter([...LAST_WORDS, ...TAMING_WORDS]);
const S_LOWER = 0x73;
const S_UPPER = 0x53;

/** `csrf`, `xsrf` with its `s` at a place. */
function isForgeryToken(name: string, at: number): boolean {
  const before = name.charCodeAt(at - 1) | 32;
  if (before !== 0x63 && before !== 0x78) return false;
  return (name.charCodeAt(at + 1) | 32) === 0x72 && (name.charCodeAt(at + 2) | 32) === 0x66;
}

/** Parts end at separators, and in names of both cases where a hump begins: `apiKey`, `APIKey`. */
function endOfPart(name: string, start: number, isMixed: boolean): number {
  let at = start;
  for (; at < name.length && !isSeparator(name.charCodeAt(at)); at += 1) {
    if (!isMixed || at === start || !isCapital(name.charCodeAt(at))) continue;
    if (!isCapital(name.charCodeAt(at - 1)) || isSmall(name.charCodeAt(at + 1))) return at;
  }
  return at;
}

function isNumber(name: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at += 1) {
    const unit = name.charCodeAt(at);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return true;
}

/** `_` `-` `.` `$` and blanks. */
function isSeparator(unit: number): boolean {
  return unit < 128 && ((KINDS[unit] ?? 0) & SEPARATOR) !== 0;
}

function isSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}
