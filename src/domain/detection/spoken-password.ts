import { bareValue, hasMarks, isQuote } from './bare-password.ts';
import type { Hit } from './detector.ts';
import { passwordBeside } from './password-beside.ts';
import { isBrewed, isPhrase, isStrong, isThoughtUp } from './password-strength.ts';
import { endOfOwnLead, endOfSentenceLead } from './sentence-lead.ts';
import { isAlphanumeric } from './token-form.ts';

const WINDOW = 140;
/** `pw hunter2!` needs nothing between; `pass` is a verb too. */
const BARE_LEAD = /[ \t]{0,2}(?:(?:is|ist|lautet|was|war|est|es|to)\b:?|:|=|->|→|-)?[ \t]{1,2}(?=\S{5})/y;
const SHORT_LEAD = /(?:\s(?:is|ist)\s|\s?[:=→]\s?|\s-\s)/y;
/** `login: anna / Sommer2024!`, `credentials are anna:Sommer2024!` */
const PAIR =
  /^(?:\s{0,2}(?:for \w{1,20}))?(?:\s{0,2}(?::|=|-|\n)\s{0,4}|\s{1,2}(?:with|using|as|are|is|mit|sind|ist|avec|sont|con|son|com|sono|zijn|met|med|lauten)\s{1,2}|\s(?=[\w.@+-]{2,64}\s\/\s))["'`]?([\w.@+-]{2,64})["'`]?(?:\s{0,2}(?:\/|:|\|)\s{0,2}|\s{1,2}(?:and|und|et|y|e)\s{1,2}|,\s)["'`]?([^\s"'`,;<>=]{5,64})/;
const PAIR_BEFORE =
  /\b(?:use|using|with|mit|avec|con|com)\s{1,2}[\w.@+-]{2,64}\s{0,2}[/:|]\s{0,2}([^\s"'`,;<>=]{5,64})\s{1,2}(?:to|zum)\s{1,2}$/i;
/** What the last three characters before `log in` are of: `to `, `um `. */
const LINKS_BACK: ReadonlySet<string> = new Set(['to', 'o', 'um', 'm', 'zum']);

export type SpokenPassword = { readonly start: number; readonly end: number; readonly confidence: number };

/** A password that a sentence tells: "the password for the VPN is hunter2!", "login: anna / Sommer2024!". */
export function spokenPassword(text: string, hit: Hit): SpokenPassword | null {
  if (isWordUnit(text.charCodeAt(hit.end))) return null;
  const leadEnd = endOfLead(text, hit);
  const told = leadEnd < 0 ? null : toldBehind(text, hit, leadEnd);
  if (told !== null) return told;
  return isShortWord(text, hit) ? behindUser(text, hit) : passwordBeside(text, hit);
}

function toldBehind(text: string, hit: Hit, leadEnd: number): SpokenPassword | null {
  const limit = Math.min(text.length, hit.end + WINDOW);
  const isQuoted = isQuote(text.charCodeAt(leadEnd));
  const value = isQuoted
    ? QUOTED_VALUE.exec(text.slice(leadEnd, limit))?.[2]
    : withoutMarks(bareValue(text, { start: leadEnd, end: limit }));
  if (value === undefined) return null;
  const isLikely = isPhrase(value) || (isDirect(text, hit.end, leadEnd) && isThoughtUp(value));
  if (!isLikely && !isStrong(value, isQuoted)) return null;
  if (isQuoted && QUERY.test(text.slice(hit.end, leadEnd))) return null;
  if (!isQuoted && (hasMarks(value) || isOfNextField(text, hit, leadEnd))) return null;
  const start = leadEnd + (isQuoted ? 1 : 0);
  return { start, end: start + value.length, confidence: isQuoted ? 72 : 66 };
}

/** Without up to three of the marks that end a sentence or an aside. */
function withoutMarks(value: string | null): string | undefined {
  if (value === null) return undefined;
  let end = value.length;
  while (end > 0 && value.length - end < MARKS_MAX && isMark(value.charCodeAt(end - 1))) end -= 1;
  return end === value.length ? value : value.slice(0, end);
}

const MARKS_MAX = 3;

/** `. , ; : ) ] }` */
function isMark(unit: number): boolean {
  return unit < 128 && MARKS[unit] === 1;
}

const MARKS = Uint8Array.from({ length: 128 }, (_, unit) => (/[.,;:)\]}]/.test(String.fromCharCode(unit)) ? 1 : 0));

/** Of `key: password` and `image: …` in the next line: the word is a value, and what follows the value of another name. */
function isOfNextField(text: string, hit: Hit, leadEnd: number): boolean {
  const lead = text.slice(hit.end, leadEnd);
  if (!lead.includes('\n') || !NEXT_FIELD.test(lead)) return false;
  return OWN_FIELD.test(text.slice(Math.max(0, hit.start - FIELD_REACH), hit.start));
}

/** `SELECT password FROM users WHERE name = 'x'` */
const QUERY = /\sfrom\s[^\n]*\swhere\s/i;
const NEXT_FIELD = /^\s{0,4}\n\s{0,24}[\w.-]{1,40}:\s$/;
const OWN_FIELD = /(?:^|\n)[ \t-]{0,24}[\w.-]{1,40}:\s{1,4}["']?$/;
const FIELD_REACH = 72;

/** A verb or a colon, and nothing else. */
function isDirect(text: string, from: number, leadEnd: number): boolean {
  return leadEnd - from <= DIRECT_LEAD_MAX && !text.slice(from, leadEnd).includes('=');
}

const QUOTED_VALUE = /^(["'`])([^"'`\n]{4,64})\1/;

const DIRECT_LEAD_MAX = 12;
const SHORT_WORDS: ReadonlySet<string> = new Set(['pw', 'psw']);
/** Where what leads from the word to the password ends; −1: nothing does. */
function endOfLead(text: string, hit: Hit): number {
  const length = hit.end - hit.start;
  // The word as it is written decides, which is none of these where it has an accent.
  const word = length <= 4 || length === IDENTIFIED.length ? text.slice(hit.start, hit.end).toLowerCase() : '';
  if (word === IDENTIFIED) return -1;
  if (word === 'pass' || word === 'ww') {
    const end = endOfShortLead(text, hit.end, SHORT_LEAD);
    return end < 0 && OWNED.test(text.slice(Math.max(0, hit.start - 8), hit.start))
      ? endOfSentenceLead(text, hit.end)
      : end;
  }
  const isShort = SHORT_WORDS.has(word);
  if (isShort && !/^[\s(,;]?$/.test(text.slice(Math.max(0, hit.start - 1), hit.start))) return -1;
  const short = isShort ? endOfShortLead(text, hit.end, BARE_LEAD) : -1;
  if (short >= 0) return short;
  const end = endOfSentenceLead(text, hit.end);
  return end < 0 ? endOfOwnLead(text, hit.end) : end;
}

/** Words that are verbs too, or hardly words. */
function isShortWord(text: string, hit: Hit): boolean {
  const length = hit.end - hit.start;
  if (length > 4 && length !== IDENTIFIED.length) return false;
  return /^(?:pass|ww|pw|psw|identified by)$/i.test(text.slice(hit.start, hit.end));
}

function endOfShortLead(text: string, from: number, lead: RegExp): number {
  lead.lastIndex = from;
  return lead.test(text) ? lead.lastIndex : -1;
}

/** Before a pass that is one, and no verb. */
const OWNED = /(?:^|\s)(?:the|my|our|your|temp|new|old|admin|guest|wifi)\s$/i;
const IDENTIFIED = 'identified by';

function isWordUnit(unit: number): boolean {
  return isAlphanumeric(unit) || unit === 0x5f;
}

/** "user anna pass hunter2!" */
function behindUser(text: string, hit: Hit): SpokenPassword | null {
  if (text.charCodeAt(hit.end) !== 0x20 || text.charCodeAt(hit.start - 1) !== 0x20) return null;
  if (!USER_BEFORE.test(text.slice(Math.max(0, hit.start - USER_REACH), hit.start))) return null;
  const start = hit.end + 1;
  const value = bareValue(text, { start, end: start + WINDOW })?.replace(/[.:)\]}]{1,3}$/, '');
  if (value === undefined || !isStrong(value, false)) return null;
  return { start, end: start + value.length, confidence: 66 };
}

const USER_REACH = 64;
const USER_BEFORE =
  /(?:^|\s)(?:user(?:name)?|usr|login|benutzer|usuario|utente|utilisateur|usuário)\s?[:=]?\s?[\w.@+-]{2,40},?\s$/i;

/** A user's name and a password together, behind a word for both. */
export function pairedPassword(text: string, hit: Hit): SpokenPassword | null {
  const match = PAIR.exec(text.slice(hit.end, hit.end + WINDOW));
  if (match === null) return pairBefore(text, hit);
  const value = match?.[2]?.replace(/[.,;:)\]}]{1,3}$/, '');
  if (value === undefined || (!isStrong(value, false) && !isThoughtUp(value))) return null;
  const start = hit.end + match.index + match[0].lastIndexOf(match[2] ?? '');
  return { start, end: start + value.length, confidence: 66 };
}

/** "anna / hunter2! are the creds", "Router anna / hunter2! (login)" */
const PAIR_NAMED =
  /(?:^|[\s>*-])[\w.@+-]{2,64}\s{0,2}[/:|]\s{0,2}([^\s"'`,;<>=()]{6,64})\s(?:(?:are|is|sind|sont|son|sono|são)\s(?:the|my|our|die|les|las|le|os|as)\s(?:[\p{L}-]{1,12}\s)?|\()$/iu;
const MAY_BE_NAMED = /\s(?:the|my|our|die|les|las|le|os|as)\s(?:[\p{L}-]{1,12}\s)?$|\($/iu;

function pairNamed(text: string, hit: Hit): SpokenPassword | null {
  const from = Math.max(0, hit.start - WINDOW);
  if (!MAY_BE_NAMED.test(text.slice(Math.max(from, hit.start - NAMED_REACH), hit.start))) return null;
  const match = PAIR_NAMED.exec(text.slice(from, hit.start));
  const value = match?.[1];
  if (match === null || value === undefined || !isStrong(value, false) || !isBrewed(value)) return null;
  const start = from + match.index + match[0].lastIndexOf(value);
  return { start, end: start + value.length, confidence: 64 };
}

const NAMED_REACH = 24;

/** "use anna / hunter2! to log in" */
function pairBefore(text: string, hit: Hit): SpokenPassword | null {
  const named = pairNamed(text, hit);
  if (named !== null) return named;
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
