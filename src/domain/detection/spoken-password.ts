import type { Hit } from './detector.ts';
import { isNoPassword, isReference } from './no-secret.ts';
import { shapeOf } from './secret-shape.ts';
import { endOfSentenceLead } from './sentence-lead.ts';
import { isStandIn } from './stand-in.ts';
import { isAlphanumeric } from './token-form.ts';
import { isUsualPassword } from './usual-password.ts';

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
  const word = text.slice(hit.start, hit.end).toLowerCase();
  if (word === 'identified by') return null;
  if (SHORT_WORDS.has(word) && !/^[\s(,;]?$/.test(text.slice(Math.max(0, hit.start - 1), hit.start))) return null;
  const leadEnd = endOfLead(text, hit.end, word);
  if (leadEnd < 0) return null;
  const rest = text.slice(leadEnd, hit.end + WINDOW);
  const quoted = /^(["'`])([^"'`\n]{4,64})\1/.exec(rest);
  const value = quoted?.[2] ?? /^[^\s"'`<>,;]{5,64}/.exec(rest)?.[0]?.replace(/[.,;:)\]}]{1,3}$/, '');
  if (value === undefined || !isStrong(value, quoted !== null)) return null;
  const start = leadEnd + (quoted === null ? 0 : 1);
  return { start, end: start + value.length, confidence: quoted === null ? 66 : 72 };
}

const SHORT_WORDS: ReadonlySet<string> = new Set(['pw', 'psw']);

/** Where what leads from the word to the password ends; −1: nothing does. */
function endOfLead(text: string, from: number, word: string): number {
  if (word !== 'pass' && !SHORT_WORDS.has(word)) return endOfSentenceLead(text, from);
  const lead = word === 'pass' ? SHORT_LEAD : BARE_LEAD;
  lead.lastIndex = from;
  return lead.test(text) ? lead.lastIndex : -1;
}

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
