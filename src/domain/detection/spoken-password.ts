import { isBlank } from './blank-unit.ts';
import type { Hit } from './detector.ts';
import { isNoPassword, isReference } from './no-secret.ts';
import { shapeOf } from './secret-shape.ts';
import { endOfSentenceLead } from './sentence-lead.ts';
import { isStandIn } from './stand-in.ts';
import { isAlphanumeric } from './token-form.ts';
import { isUsualPassword, mayBeUsualPassword } from './usual-password.ts';

const WINDOW = 140;
/** `pw hunter2!` needs nothing between; `pass` is a verb too. */
const BARE_LEAD = /[ \t]{0,2}(?:is|ist|:|=|->|→|-)?[ \t]{1,2}(?=\S{5})/y;
const SHORT_LEAD = /(?:\s(?:is|ist)\s|\s?[:=→]\s?|\s-\s)/y;
/** `login: anna / Sommer2024!`, `credentials are anna:Sommer2024!` */
const PAIR =
  /^(?:\s{0,2}(?:for \w{1,20}))?(?:\s{0,2}(?::|=|-|\n)\s{0,4}|\s{1,2}(?:with|using|as|are|is|mit|sind|ist|avec|sont|con|son|com|sono|zijn)\s{1,2})["'`]?([\w.@+-]{2,64})["'`]?(?:\s{0,2}(?:\/|:|\|)\s{0,2}|\s{1,2}(?:and|und|et|y|e)\s{1,2}|,\s)["'`]?([^\s"'`,;<>=]{5,64})/;
const PAIR_BEFORE =
  /\b(?:use|using|with|mit|avec|con|com)\s{1,2}[\w.@+-]{2,64}\s{0,2}[/:|]\s{0,2}([^\s"'`,;<>=]{5,64})\s{1,2}(?:to|zum)\s{1,2}$/i;
/** Methods, formats and measures that sentences about passwords name. */
const TECHNICAL =
  /^(?:utf|sha|base|md|iso|rfc|aes|rsa|3?des|v|oauth|ipv|https?|[hre]s|ed|x|i|l|k|p|h|e|win|ecma)[-_./]?\d[\d._-]{0,8}(?:bit)?$|^\d+[-_.]?[a-z]{1,12}$|^[a-z]{1,16}-\d{1,2}$|^\d-[a-z]+$/i;

/** What the last three characters before `log in` are of: `to `, `um `. */
const LINKS_BACK: ReadonlySet<string> = new Set(['to', 'o', 'um', 'm', 'zum']);

export type SpokenPassword = { readonly start: number; readonly end: number; readonly confidence: number };

/** A password that a sentence tells: "the password for the VPN is hunter2!", "login: anna / Sommer2024!". */
export function spokenPassword(text: string, hit: Hit): SpokenPassword | null {
  if (isWordUnit(text.charCodeAt(hit.end))) return null;
  const leadEnd = endOfLead(text, hit);
  if (leadEnd < 0) return null;
  const limit = Math.min(text.length, hit.end + WINDOW);
  if (isQuote(text.charCodeAt(leadEnd))) {
    const value = QUOTED_VALUE.exec(text.slice(leadEnd, limit))?.[2];
    if (value === undefined || !isStrong(value, true)) return null;
    return { start: leadEnd + 1, end: leadEnd + 1 + value.length, confidence: 72 };
  }
  const bare = bareValue(text, { start: leadEnd, end: limit });
  if (bare === null) return null;
  const value = bare.replace(/[.,;:)\]}]{1,3}$/, '');
  if (!isStrong(value, false)) return null;
  return { start: leadEnd, end: leadEnd + value.length, confidence: 66 };
}

const QUOTED_VALUE = /^(["'`])([^"'`\n]{4,64})\1/;
const BARE_MIN = 5;
const BARE_MAX = 64;
const STRONG_SIGNS = '!@#$%^&*+=?~§€£';
/** Digits and signs, one of which a password has that is no usual word. */
const IS_STRONG = Uint8Array.from({ length: 128 }, (_, unit) =>
  `0123456789${STRONG_SIGNS}`.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/** What stands there without a blank, where it may be a password: most words of sentences may not. */
function bareValue(text: string, { start, end }: { readonly start: number; readonly end: number }): string | null {
  const limit = Math.min(end, start + BARE_MAX);
  let at = start;
  let mayBeStrong = false;
  for (; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (endsBare(unit)) break;
    if (unit >= 128 || IS_STRONG[unit] === 1) mayBeStrong = true;
  }
  if (at - start < BARE_MIN) return null;
  return mayBeStrong || mayBeUsualPassword(text, { start, end: at }) ? text.slice(start, at) : null;
}

/** Blanks, quotes, `<` `>` `,` `;` */
function endsBare(unit: number): boolean {
  return isBlank(unit) || isQuote(unit) || unit === 0x3c || unit === 0x3e || unit === 0x2c || unit === 0x3b;
}

function isQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27 || unit === 0x60;
}

const SHORT_WORDS: ReadonlySet<string> = new Set(['pw', 'psw']);

/** Where what leads from the word to the password ends; −1: nothing does. */
function endOfLead(text: string, hit: Hit): number {
  const length = hit.end - hit.start;
  // The word as it is written decides, which is none of these where it has an accent.
  const word = length <= 4 || length === IDENTIFIED.length ? text.slice(hit.start, hit.end).toLowerCase() : '';
  if (word === IDENTIFIED) return -1;
  const isShort = SHORT_WORDS.has(word);
  if (isShort && !/^[\s(,;]?$/.test(text.slice(Math.max(0, hit.start - 1), hit.start))) return -1;
  if (word !== 'pass' && !isShort) return endOfSentenceLead(text, hit.end);
  const lead = word === 'pass' ? SHORT_LEAD : BARE_LEAD;
  lead.lastIndex = hit.end;
  return lead.test(text) ? lead.lastIndex : -1;
}

const IDENTIFIED = 'identified by';

function isWordUnit(unit: number): boolean {
  return isAlphanumeric(unit) || unit === 0x5f;
}

/** A user's name and a password together, behind a word for both. */
export function pairedPassword(text: string, hit: Hit): SpokenPassword | null {
  const match = PAIR.exec(text.slice(hit.end, hit.end + WINDOW));
  if (match === null) return pairBefore(text, hit);
  const value = match?.[2]?.replace(/[.,;:)\]}]{1,3}$/, '');
  if (value === undefined || !isStrong(value, false)) return null;
  const start = hit.end + match.index + match[0].lastIndexOf(match[2] ?? '');
  return { start, end: start + value.length, confidence: 66 };
}

/** "use anna / hunter2! to log in" */
function pairBefore(text: string, hit: Hit): SpokenPassword | null {
  if (
    !LINKS_BACK.has(
      text
        .slice(Math.max(0, hit.start - 3), hit.start)
        .trim()
        .toLowerCase(),
    )
  )
    return null;
  const from = Math.max(0, hit.start - WINDOW);
  const match = PAIR_BEFORE.exec(text.slice(from, hit.start));
  const value = match?.[1];
  if (match === null || value === undefined || !isStrong(value, false)) return null;
  const start = from + match.index + match[0].lastIndexOf(value);
  return { start, end: start + value.length, confidence: 64 };
}

/** In a sentence a plain word is a word: a password has a digit or a sign, or stands in quotes. */
function isStrong(value: string, isQuoted: boolean): boolean {
  if (value.length < 5 || isReference(value) || isStandIn(value)) return false;
  if (isUsualPassword(value)) return true;
  if (isNoPassword(value)) return false;
  if (/\s/.test(value) || /^(?:https?:|www\.|\/|\.|~|\d+$)/i.test(value) || /@[\w-]+\.\w/.test(value)) return false;
  const { lowers, uppers, digits, symbols, distinct } = shapeOf(value);
  if (distinct < 4 || /[^\x21-\x7e\xa1-\xff]/.test(value)) return false;
  const letters = lowers + uppers;
  if (/[()[\]{}]|::|=>|->|\/\//.test(value)) return false;
  const signs = (value.match(/[!@#$%^&*+=?~§€£]/g) ?? []).length;
  if (letters >= 2 && digits > 0) return isQuoted || !TECHNICAL.test(value);
  if (letters >= 4 && signs > 0) return !/^[\p{L}]+[!?*]+$/u.test(value) || isQuoted;
  return isQuoted && letters >= 6 && symbols === 0 && uppers === 0;
}
