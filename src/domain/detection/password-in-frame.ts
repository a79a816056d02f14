import { isBlank } from './blank-unit.ts';
import type { Hit } from './detector.ts';
import { isBrewed, isPhrase, isStrong } from './password-strength.ts';
import type { SpokenPassword } from './spoken-password.ts';
import { isLatinLetter } from './unit-kinds.ts';
import { createWordFilter } from './word-filter.ts';

const WINDOW = 140;
const NEAR = 26;
const VALUE = '["\'`]?([^\\s"\'`<>,;()]{6,64})["\'`]?';
/** Words of a sentence that stand before the word for a password, and what tells at a look that one may. */
const BEFORE: readonly { readonly near: RegExp; readonly frame: RegExp; readonly isLoose?: true }[] = [
  // "hunter2! is the password", "unlock with hunter2!, that's the passphrase"
  {
    near: /\s(?:the|my|our|your|das|mein|unser|le|mon|la|ma|el|mi|il|mia|a|minha|het|mijn)\s(?:[\p{L}-]{1,14}\s)?$/iu,
    frame: new RegExp(
      `(?:^|\\s)${VALUE},?\\s(?:that['’]?s|that\\sis|this\\sis|is|was|ist|war|das\\sist|c['’]est|est|es|era|è|é|dat\\sis)\\s(?:the|my|our|your|das|mein|unser|le|mon|la|ma|el|mi|il|mia|a|minha|het|mijn)\\s(?:[\\p{L}-]{1,14}\\s)?$`,
      'iu',
    ),
  },
  // "is hunter2! a strong password"
  {
    near: /\s(?:a|an|ein|une?|una|uma|een)\s(?:[\p{L}-]{1,14}\s){0,2}$/iu,
    frame: new RegExp(
      `(?:^|\\s)(?:is|ist|est|es|è|é)\\s${VALUE}\\s(?:a|an|ein|une?|una|uma|een)\\s(?:[\\p{L}-]{1,14}\\s){0,2}$`,
      'iu',
    ),
  },
  // "hunter2! (the password of the archive)"
  {
    near: /\((?:[\p{L}]{1,12} ){0,3}$/u,
    frame: new RegExp(`(?:^|\\s)${VALUE} \\((?:[\\p{L}]{1,12} ){0,3}$`, 'u'),
    isLoose: true,
  },
];
/** Words that stand behind it. */
const BEHIND: readonly RegExp[] = [
  // "the password from hunter2! to something else"
  new RegExp(`^ (?:from|von|de|da|van|fra|från|z) ${VALUE} (?:to|auf|zu|à|a|para|naar|til|till|na|su) `),
  // "hasło na hunter2!", "wachtwoord gewijzigd in hunter2!"
  new RegExp(`^(?: [\\p{L}]{3,14})? (?:in|na|para|till|til|naar|en|ile|su) ${VALUE}`, 'u'),
  // "mot de passe temporaire hunter2!"
  new RegExp(
    `^ (?:temporaire|provisoire|temporal|provisional|provvisoria|temporanea|temporária|provisória|tijdelijk|tymczasowe|initial|initiale|inicial|iniziale) ${VALUE}`,
  ),
];

/** A password that the words round its word lead to: "hunter2! is the password", "the password from hunter2! to …". */
export function passwordInFrame(text: string, hit: Hit): SpokenPassword | null {
  return (
    (mayLead(text, hit.end) ? behind(text, hit) : null) ?? (mayBeFramed(text, hit.start) ? before(text, hit) : null)
  );
}

/** Words of sentences have none, and most passwords do. */
function hasDigit(text: string, from: number, to: number): boolean {
  const limit = Math.min(text.length, to);
  for (let at = Math.max(0, from); at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) return true;
  }
  return false;
}

const FOLLOW_REACH = 64;

function behind(text: string, hit: Hit): SpokenPassword | null {
  if (!hasDigit(text, hit.end, hit.end + FOLLOW_REACH)) return null;
  const window = text.slice(hit.end, hit.end + WINDOW);
  for (const pattern of BEHIND) {
    const match = pattern.exec(window);
    const value = match?.[1]?.replace(TRAILING, '');
    if (match === null || value === undefined || !isMadeUp(value, isSentenceEnd(text, hit.end + match[0].length)))
      continue;
    const start = hit.end + match[0].indexOf(value);
    return { start, end: start + value.length, confidence: 62 };
  }
  return null;
}

function before(text: string, hit: Hit): SpokenPassword | null {
  if (!hasDigit(text, hit.start - FOLLOW_REACH, hit.start)) return null;
  const near = text.slice(Math.max(0, hit.start - NEAR), hit.start);
  for (const frame of BEFORE) {
    if (!frame.near.test(near)) continue;
    const from = Math.max(0, hit.start - WINDOW);
    const match = frame.frame.exec(text.slice(from, hit.start));
    const value = match?.[1]?.replace(TRAILING, '');
    if (match === null || value === undefined || !isMadeUp(value, frame.isLoose !== true && isNamed(text, hit.end)))
      continue;
    const start = from + match.index + match[0].indexOf(value);
    return { start, end: start + value.length, confidence: 62 };
  }
  return null;
}

/**
 * Whether one of the last three words is one that a frame has there, with a verb before it or before the word before it; or a bracket
 * stands before them. Nothing is cut out but what has the length of such a word: most sentences have none.
 */
function mayBeFramed(text: string, before: number): boolean {
  const last = text.charCodeAt(before - 1);
  if (last !== 0x20) return last === 0x28;
  let end = before - 1;
  for (let words = 0; words < BACK_MAX; words += 1) {
    const start = startOfLetters(text, end);
    const stop = text.charCodeAt(start - 1);
    if (stop === 0x28) return true;
    if (start === end || !isBlank(stop)) return false;
    if (end - start <= LEAD_MAX && mayBeLead(text, { start, end }) && isBehindVerb(text, start - 1)) return true;
    end = start - 1;
  }
  return false;
}

const BACK_MAX = 3;

/** Where the letters and dashes that end at a place begin. */
function startOfLetters(text: string, end: number): number {
  const first = Math.max(0, end - NEAR);
  let at = end;
  while (at > first && isLetterOrDash(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

function isLetterOrDash(unit: number): boolean {
  return unit < 128 ? isLatinLetter(unit) || unit === 0x2d : !isBlank(unit);
}

/** A verb stands before a blank, or one word before it. */
function isBehindVerb(text: string, end: number): boolean {
  const from = Math.max(0, end - WINDOW);
  let start = startOfWord(text, end, from);
  if (isVerb(text, start, end)) return true;
  const second = start - 1;
  if (second <= from) return false;
  start = startOfWord(text, second, from);
  return isVerb(text, start, second);
}

function startOfWord(text: string, end: number, from: number): number {
  let at = end;
  while (at > from && !isBlank(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

function isVerb(text: string, start: number, end: number): boolean {
  return end - start <= VERB_MAX && mayBeVerb(text, { start, end });
}

/** As the frames that stand before have them. */
const mayBeLead = createWordFilter(
  'the my our your das mein unser le mon la ma el mi il mia a minha het mijn an ein un une uma una een'.split(' '),
);
const LEAD_MAX = 5;
const mayBeVerb = createWordFilter("is was ist war est c'est c’est cest es era è é that's that’s thats".split(' '));
const VERB_MAX = 6;

/** Whether one of the words stands behind that a frame has there, or a word before it: a look at two words. */
function mayLead(text: string, from: number): boolean {
  if (text.charCodeAt(from) !== 0x20) return false;
  const end = endOfLetters(text, from + 1);
  if (text.charCodeAt(end) !== 0x20) return false;
  if (mayFollow(text, { start: from + 1, end })) return true;
  const second = endOfLetters(text, end + 1);
  if (second - end > LINK_MAX + 1 || text.charCodeAt(second) !== 0x20) return false;
  return mayFollow(text, { start: end + 1, end: second });
}

function endOfLetters(text: string, from: number): number {
  const last = Math.min(text.length, from + NEAR + NEAR);
  let at = from;
  while (at < last && isLetterOrDash(text.charCodeAt(at))) at += 1;
  return at;
}

const LINK_MAX = 4;
/** As the frames that stand behind have them. */
const mayFollow = createWordFilter(
  'from von de da van fra från z in na para till til naar en ile su temporaire provisoire temporal provisional provvisoria temporanea temporária provisória tijdelijk tymczasowe initial initiale inicial iniziale'.split(
    ' ',
  ),
);

/** Behind a value nothing goes on: most words in the middle of sentences are none. */
function isSentenceEnd(text: string, end: number): boolean {
  return end >= text.length || /^(?:[.!]?\s{0,2}(?:\n|$)|\s[:;]-?\)|,)/.test(text.slice(end, end + 4));
}

const TRAILING = /[.:)\]}]{1,3}$/;

/** A password alone is spoken of, and not its hash, field or policy. */
function isNamed(text: string, end: number): boolean {
  return !OF_PASSWORDS.test(text.slice(end, end + 16));
}

const OF_PASSWORDS =
  /^(?:[-/_]|\s(?:hash|field|manag|polic|encod|format|algor|reset|protect|prompt|input|stor|vault|gener))/i;

/** What the frame alone says of it: a word with a number will do. */
export function isMadeUp(value: string, isCertain: boolean): boolean {
  if (isPhrase(value)) return true;
  return isStrong(value, false) && (isBrewed(value) || (isCertain && !NUMBERED.test(value)));
}

/** `level-2`, `RFC-2307`, `item_4`, `v1.2` */
const NUMBERED = /^[A-Z]{2,}[-_.]?\d|^[a-z]+[-_.]?\d{1,2}$|^v?\d+(?:\.\d+)+/;
