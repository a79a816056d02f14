import { bareValue, hasBareDigit, isQuote } from './bare-password.ts';
import type { Hit } from './detector.ts';
import { isBrewed, isStrong } from './password-strength.ts';
import type { SpokenPassword } from './spoken-password.ts';

const WINDOW = 140;
/** In brackets or quotes behind the word: `(hunter2!)`. */
const ENCLOSED = /^ (?:\(([^\s()]{5,64})\)|(["'`])([^\s"'`]{5,64})\2)/;
/** Before the word, which stands in brackets: "hunter2! (the db password)". */
const BEFORE = /(?:^|\s)([^\s"'`<>,;()]{6,64}) \((?:[a-zäöüß]{1,12} ){0,3}$/i;

/** A password that stands beside its word without a verb between: "temp password hunter2!, change it". */
export function passwordBeside(text: string, hit: Hit): SpokenPassword | null {
  const next = text.charCodeAt(hit.end);
  if (next === 0x29) return before(text, hit);
  const isOwned = next === 0x27 && text.startsWith("'s ", hit.end);
  if (next !== 0x20 && next !== 0x09 && !isOwned) return null;
  const opening = text.charCodeAt(hit.end + 1);
  if (opening === 0x28 || isQuote(opening)) return enclosed(text, hit);
  const start = hit.end + (isOwned ? 3 : 1);
  // Words of sentences have none.
  if (!hasBareDigit(text, start)) return null;
  const value = bareValue(text, { start, end: start + WINDOW })?.replace(/[.:)\]}]{1,3}$/, '');
  if (value === undefined || !isStrong(value, false) || !isBrewed(value)) return null;
  return { start, end: start + value.length, confidence: 60 };
}

function enclosed(text: string, hit: Hit): SpokenPassword | null {
  const match = ENCLOSED.exec(text.slice(hit.end, hit.end + WINDOW));
  const value = match?.[1] ?? match?.[3];
  if (value === undefined || !isStrong(value, false) || !isBrewed(value)) return null;
  return { start: hit.end + 2, end: hit.end + 2 + value.length, confidence: 64 };
}

function before(text: string, hit: Hit): SpokenPassword | null {
  const from = Math.max(0, hit.start - WINDOW);
  const match = BEFORE.exec(text.slice(from, hit.start));
  const value = match?.[1];
  if (match === null || value === undefined || !isStrong(value, false) || !isBrewed(value)) return null;
  const start = from + match.index + match[0].indexOf(value);
  return { start, end: start + value.length, confidence: 62 };
}
