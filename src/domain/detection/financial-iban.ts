import type { Candidate, Detector, Hit } from './detector.ts';
import { compact } from './identifier-scheme.ts';
import { isAlphanumeric, isDigit } from './identifier-value.ts';
import { placeBehindName } from './token-run-signs.ts';
import { isLatinLetter } from './unit-kinds.ts';
import { IBAN_COUNTRIES, ibanLength, isIban } from './validate-iban.ts';

const LOOK_BACK = 26;
const STARTS_MAX = 8;
const GAP_MAX = 2;
const SEPARATORS = ' -./\u00a0';
/** Behind the word nothing else is meant by them. */
const NAMED_SEPARATORS = `${SEPARATORS}_,|*+\t\n`;

/** IBANs, grouped in any way or not at all. They are found at their digits; country, length and check digits prove them. */
export const IBAN_DETECTOR: Detector = {
  id: 'iban',
  version: 1,
  types: ['iban'],
  anchors: [
    { kind: 'trigger', trigger: 'digit_run', needs: 'country', countries: IBAN_COUNTRIES },
    { kind: 'literal', text: 'iban', wholeWord: true },
    // Accounts of letters hold no run of digits: Latvia, Malta, Bulgaria.
    { kind: 'trigger', trigger: 'token_run', needs: 'account' },
  ],
  words: [],
  check: (hit, { text }, report) => {
    if (hit.anchor.kind === 'trigger' && hit.anchor.trigger === 'token_run') return reportRun(hit, text, report);
    const isNamed = hit.anchor.kind === 'literal';
    const from = isNamed ? hit.end : Math.max(0, hit.start - LOOK_BACK);
    const to = isNamed ? Math.min(text.length, hit.end + LOOK_BACK) : hit.start;
    if (!isNamed && !hasLetterBefore(text, hit.start)) return;
    let starts = 0;
    for (let at = from; at < to && starts < STARTS_MAX; at++) {
      if (!isLatinLetter(text.charCodeAt(at)) || !isCountryAt(text, at)) continue;
      starts++;
      const end = ibanEnd(text, at, isNamed ? NAMED_SEPARATORS : SEPARATORS);
      if (end < 0) continue;
      report({ type: 'iban', start: at, end, confidence: 97 });
      at = end - 1;
    }
  },
};

/** A run that begins with a country, or has it behind the sign that joins it to a name. */
function reportRun(hit: Hit, text: string, report: (candidate: Candidate) => void): void {
  let start = hit.start;
  if (!isCountryAt(text, start)) {
    start = placeBehindName(text, hit);
    if (start < 0 || !isCountryAt(text, start)) return;
  }
  const end = ibanEnd(text, start, SEPARATORS);
  if (end >= 0) report({ type: 'iban', start, end, confidence: 97 });
}

/** Two letters and two digits, the letters not part of a word. */
function isCountryAt(text: string, at: number): boolean {
  const joint = text.charCodeAt(at + 2);
  if (!isDigit(joint === 0x20 || joint === 0x2d ? text.charCodeAt(at + 3) : joint)) return false;
  if (!isLatinLetter(text.charCodeAt(at + 1))) return false;
  if (at > 0 && isAlphanumeric(text.charCodeAt(at - 1))) return false;
  const place = /^[ -]?\d ?\d/.exec(text.slice(at + 2, at + 6));
  return place !== null && ibanLength(text.slice(at, at + 2).toUpperCase()) > 0;
}

/** Whether letters stand close enough before a run of digits to be its country or bank. */
function hasLetterBefore(text: string, start: number): boolean {
  for (let at = Math.max(0, start - 8); at < start; at++) if (isLatinLetter(text.charCodeAt(at))) return true;
  return false;
}

/** Reads as many letters and digits as the country's IBANs have, single separators between them; −1: not proven. */
function ibanEnd(text: string, start: number, separators: string): number {
  const length = ibanLength(text.slice(start, start + 2).toUpperCase());
  let count = 0;
  let at = start;
  let gap = 0;
  for (; at < text.length && count < length; at++) {
    const unit = text.charCodeAt(at);
    if (isAlphanumeric(unit)) {
      count += 1;
      gap = 0;
    } else if (gap < GAP_MAX && separators.includes(text.charAt(at))) gap++;
    else return -1;
  }
  if (count < length || isAlphanumeric(text.charCodeAt(at))) return -1;
  return isIban(compact(text.slice(start, at))) ? at : -1;
}
