import { isNoPassword, isReference } from './no-secret.ts';
import { looksRandom, shapeOf } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';

const WINDOW = 260;
/**
 * What leads from the name of a key to the key in a sentence: "the API token of staging is …", "our key leaked, it was …",
 * "test with this key?" and the key on the next line. The group is the key.
 */
const LEAD =
  /^(?![\w$])[^\n"`=<>{}()[\]|]{0,56}?(?:[\s,](?:is|was|ist|war|lautet|est|était|es|era|è|é|to|je|är|er)\s{1,3}|,\s(?:the )?new one\s|\s?:\*{0,2}\s{1,3}|[?:.]?\s?\n{1,2}(?:> ?)?\s{0,4}|\s[-–→]{1,2}>?\s)["'`]?([\w+/=.~:$%^!@*-]{16,200})/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?::[\w]{2,40})?$/i;
const LENGTH_MIN = 16;
/** So far behind the name the key begins, and behind an end of a line on the way. */
const LEAD_REACH = 68;
const LINE_LEAD_REACH = 12;
const LINE_END = 0x0a;
const DIGITS_MIN = 1;
/** With one digit alone it must be long, and of both cases. */
const LONG = 20;
const CASES_MIN = 4;
const UUID_LENGTH = 36;

export type SpokenSecret = { readonly start: number; readonly end: number; readonly confidence: number };

/** A key that a sentence tells behind its name. Only what nobody would have thought up: words behind "token" are many. */
export function spokenSecret(text: string, nameEnd: number): SpokenSecret | null {
  const match = LEAD.exec(text.slice(nameEnd, nameEnd + WINDOW));
  const value = match?.[1]?.replace(/[.:!,-]{1,3}$/, '');
  if (match === null || value === undefined || value.length < LENGTH_MIN) return null;
  if (isReference(value) || isStandIn(value) || isNoPassword(value) || !isKey(value)) return null;
  const start = nameEnd + match[0].length - (match[1]?.length ?? 0);
  return { start, end: start + value.length, confidence: 62 };
}

/** "when I use … as the API key" */
const TAKEN_AS =
  /(?:^|\s)(["'`]?)([\w+/=.~:$%^!@*-]{16,200})\1 (?:as|als|comme|como|come) (?:(?:the|your|my|our|an?|das|den|der|le|la|el|o) )?(?:[\w.&-]{1,16} ){0,2}$/i;
const TAKEN_REACH = 48;
const MAY_BE_TAKEN = / (?:as|als|comme|como|come) /i;

/** Whether "as the" or the like stands before a name: a look at a few characters. */
export function isBehindAs(text: string, nameStart: number): boolean {
  if (text.charCodeAt(nameStart - 1) !== 0x20) return false;
  return MAY_BE_TAKEN.test(text.slice(Math.max(0, nameStart - TAKEN_REACH), nameStart));
}

/** A key that stands before its name. */
export function secretBefore(text: string, nameStart: number): SpokenSecret | null {
  if (!isBehindAs(text, nameStart)) return null;
  const from = Math.max(0, nameStart - WINDOW);
  const match = TAKEN_AS.exec(text.slice(from, nameStart));
  const value = match?.[2];
  if (match === null || value === undefined || isReference(value) || isStandIn(value) || !isKey(value)) return null;
  const start = from + match.index + match[0].indexOf(value);
  return { start, end: start + value.length, confidence: 62 };
}

/** A look behind the name that tells of most that no key follows. */
export function mayBeSpoken(text: string, nameEnd: number): boolean {
  const next = text.charCodeAt(nameEnd);
  if (next > 0x20 && next !== 0x3a && next !== 0x3f && next !== 0x2c) return false;
  return hasKeyRun(text, nameEnd);
}

/**
 * Whether so many characters without a blank stand near, and with digits: most words behind these names are short or spoken.
 * A run of that length covers the last place of one, so that it is looked for backwards from there, and from the blank that
 * ended it onwards.
 */
function hasKeyRun(text: string, from: number): boolean {
  let last = Math.min(text.length - LENGTH_MIN, from + LEAD_REACH);
  let start = from;
  while (start <= last) {
    let at = start + LENGTH_MIN - 1;
    while (at >= start && isVisible(text.charCodeAt(at))) at -= 1;
    if (at >= start) {
      if (text.charCodeAt(at) === LINE_END) last = Math.min(last, at + LINE_LEAD_REACH);
      start = at + 1;
    } else {
      const end = endOfKeyRun(text, start, from + WINDOW);
      if (end < 0) return true;
      start = end + 1;
    }
  }
  return false;
}

/** Where a run ends that has no digit, and is no UUID without any; −1: a key may stand in it. */
function endOfKeyRun(text: string, start: number, last: number): number {
  const limit = Math.min(text.length, last);
  let digits = 0;
  let at = start;
  for (; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (!isVisible(unit)) break;
    if (unit >= 0x30 && unit <= 0x39) digits += 1;
    if (digits === DIGITS_MIN) return -1;
  }
  return at - start >= UUID_LENGTH ? -1 : at;
}

function isVisible(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}

function isKey(value: string): boolean {
  if (UUID.test(value)) return true;
  const shape = shapeOf(value);
  if (
    /^(?:https?:|\/)|^[\w-]+\.[a-z]{2,4}$|@[\w-]+\.\w|::|\.(?:internal|local)$|^[a-z]+\/[a-z]+-[\w-]+$|^[A-Za-z_]\w{0,32}=[^=]/.test(
      value,
    )
  )
    return false;
  const isLong = shape.length >= LONG && shape.uppers >= CASES_MIN && shape.lowers >= CASES_MIN;
  return (
    (shape.digits > DIGITS_MIN || (shape.digits === DIGITS_MIN && isLong)) &&
    shape.lowers + shape.uppers >= 4 &&
    shape.spoken <= shape.length * 0.4 &&
    looksRandom(value, shape)
  );
}
