import { bareValue, hasBareDigit, hasMarks, isQuote } from './bare-password.ts';
import type { Hit } from './detector.ts';
import { isMadeUp, passwordInFrame } from './password-in-frame.ts';
import { isBrewed, isStrong } from './password-strength.ts';
import type { SpokenPassword } from './spoken-password.ts';

const WINDOW = 140;
/** In brackets or quotes behind the word: `(hunter2!)`. */
const ENCLOSED = /^ (?:\( ?([^\s()]{5,64}) ?\)|(["'`])([^\s"'`]{5,64})\2)/;
/** Before the word, which stands in brackets: "hunter2! (the db password)". */
const BEFORE = /(?:^|\s)([^\s"'`<>,;()]{6,64}) \((?:[a-zäöüß]{1,12} ){0,3}$/i;

/** A password that stands beside its word without a verb between: "temp password hunter2!, change it". */
export function passwordBeside(text: string, hit: Hit): SpokenPassword | null {
  const next = text.charCodeAt(hit.end);
  if (next === 0x29) return before(text, hit);
  const taken = takenAs(text, hit) ?? (next === 0x0a || next === 0x0d ? below(text, hit) : null);
  if (taken !== null) return taken;
  const framed = passwordInFrame(text, hit);
  if (framed !== null) return framed;
  const isOwned = next === 0x27 && text.startsWith("'s ", hit.end);
  if (next !== 0x20 && next !== 0x09 && !isOwned) return null;
  const opening = text.charCodeAt(hit.end + 1);
  if (opening === 0x28 || isQuote(opening)) return enclosed(text, hit);
  const start = hit.end + (isOwned ? 3 : 1);
  // Words of sentences have none.
  if (!hasBareDigit(text, start)) return null;
  const value = bareValue(text, { start, end: start + WINDOW })?.replace(/[.:)\]}]{1,3}$/, '');
  if (value === undefined || !isStrong(value, false) || !isBrewed(value) || hasMarks(value)) return null;
  return { start, end: start + value.length, confidence: 60 };
}

/** "use hunter2! as password", "mit hunter2! als Passwort" */
const TAKEN_AS =
  /(?:^|\s)(["'`]?)([^\s"'`<>,;()]{6,64})\1 (?:as|als|comme|como|come) (?:(?:the|your|my|a|das|la|le|el|o) )?(?:[a-zäöüß-]{1,14} )?$/i;

function takenAs(text: string, hit: Hit): SpokenPassword | null {
  if (text.charCodeAt(hit.start - 1) !== 0x20) return null;
  if (!mayBeTaken(text, hit.start)) return null;
  const from = Math.max(0, hit.start - WINDOW);
  const match = TAKEN_AS.exec(text.slice(from, hit.start));
  const value = match?.[2];
  if (match === null || value === undefined || !isMadeUp(value, isAlone(text, hit.end))) return null;
  const start = from + match.index + match[0].indexOf(value);
  return { start, end: start + value.length, confidence: 62 };
}

/** `as` and its like before the word, or with an article, a noun or both between. */
function mayBeTaken(text: string, start: number): boolean {
  let end = start - 1;
  for (let words = 0; words < 3; words += 1) {
    const first = startOfWord(text, end);
    if (first === end || text.charCodeAt(first - 1) !== 0x20) return false;
    const initial = text.charCodeAt(first) | 32;
    const length = end - first;
    if ((initial === 0x61 || initial === 0x63) && length > 1 && length < 6 && TAKES.test(text.slice(first, end)))
      return true;
    end = first - 1;
  }
  return false;
}

const TAKES = /^(?:as|als|comme|como|come)$/i;
/** A noun, or less. */
const TAKEN_WORD_MAX = 14;

/** Where what stands without a blank before a place begins; at the place where it is longer than a noun. */
function startOfWord(text: string, end: number): number {
  let at = end;
  while (at > 0 && text.charCodeAt(at - 1) > 0x20) {
    at -= 1;
    if (end - at > TAKEN_WORD_MAX) return end;
  }
  return at;
}

/** "as password", and not "as password hash". */
function isAlone(text: string, end: number): boolean {
  return !/^(?:[-/_]|\s[a-z]{4,12}(?:ing|er|es|ion|ed|ash|ield|icy|mat)\b)/.test(text.slice(end, end + 20));
}

/** On the line below a line that is the word alone, as forms are copied. */
function below(text: string, hit: Hit): SpokenPassword | null {
  const before = text.slice(Math.max(0, hit.start - LABEL_REACH), hit.start);
  if (!/(?:^|\n)[ \t>*-]{0,4}(?:[\p{L}-]{1,16} )?$/u.test(before)) return null;
  const start = hit.end + (text.startsWith('\r\n', hit.end) ? 2 : 1);
  const value = BELOW.exec(text.slice(start, start + WINDOW))?.[1];
  if (value === undefined || !isStrong(value, false) || !isBrewed(value)) return null;
  return { start, end: start + value.length, confidence: 60 };
}

const LABEL_REACH = 24;
const BELOW = /^([^\s"'`<>,;()]{6,64})[ \t]{0,2}(?:\r?\n|$)/;

function enclosed(text: string, hit: Hit): SpokenPassword | null {
  const match = ENCLOSED.exec(text.slice(hit.end, hit.end + WINDOW));
  const value = match?.[1] ?? match?.[3];
  if (match === null || value === undefined || !isStrong(value, false) || !isBrewed(value)) return null;
  const start = hit.end + match[0].indexOf(value);
  return { start, end: start + value.length, confidence: 64 };
}

function before(text: string, hit: Hit): SpokenPassword | null {
  const from = Math.max(0, hit.start - WINDOW);
  const match = BEFORE.exec(text.slice(from, hit.start));
  const value = match?.[1];
  if (match === null || value === undefined || !isStrong(value, false) || !isBrewed(value)) return null;
  const start = from + match.index + match[0].indexOf(value);
  return { start, end: start + value.length, confidence: 62 };
}
