import type { Detector } from './detector.ts';
import { isTravelDocumentCheck } from './validate-devices.ts';

const LINE_MAX = 48;

/** Machine-readable lines of passports and identity cards (ICAO Doc 9303), found at their fillers, proven by check digits. */
export const TRAVEL_DOCUMENT_DETECTOR: Detector = {
  id: 'travel_document',
  version: 1,
  types: ['travel_document'],
  // The first pair of a line has a letter or digit before it.
  anchors: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'].map((letter) => ({ kind: 'literal', text: `${letter}<<` })),
  words: [],
  check: (hit, { text }, report) => {
    const pair = hit.start + 1;
    if (!isFirstOfLine(text, pair)) return;
    const line = lineAround(text, pair);
    const value = text.slice(line.start, line.end);
    if (!/^[A-Z0-9<]{30,44}$/.test(value) || !hasLength(value)) return;
    const isNameLine = /^[PIAC][A-Z<][A-Z]{1,3}/.test(value) || /^[A-Z]{2,}<<[A-Z]/.test(value);
    if (isNameLine || isDataLine(value))
      report({ type: 'travel_document', ...line, confidence: isDataLine(value) ? 97 : 85 });
  },
};

/** One look a line: at its first pair of fillers, which letters or digits lead up to. */
function isFirstOfLine(text: string, at: number): boolean {
  for (let before = at - 1; before >= 0 && at - before <= LINE_MAX; before--) {
    const unit = text.charCodeAt(before);
    if (!isFiller(unit)) return at - before > 1;
    if (unit === 60 && text.charCodeAt(before + 1) === 60) return false;
  }
  return at > 0;
}

function lineAround(text: string, at: number) {
  let start = at;
  while (start > 0 && at - start < LINE_MAX && isFiller(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (end < text.length && end - at < LINE_MAX && isFiller(text.charCodeAt(end))) end++;
  return { start, end };
}

function isFiller(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 60;
}

/** Lines are 30 (card), 36 or 44 (passport) characters long. */
function hasLength(value: string): boolean {
  return value.length === 30 || value.length === 36 || value.length === 44;
}

/** Number, date of birth and date of expiry each with a check digit. */
function isDataLine(value: string): boolean {
  const dates = value.length === 30 ? { birth: 0, expiry: 8 } : { birth: 13, expiry: 21 };
  const isDate = (at: number) =>
    /^\d{7}$/.test(value.slice(at, at + 7)) &&
    isTravelDocumentCheck({ field: value.slice(at, at + 6), check: value.charAt(at + 6) });
  return isDate(dates.birth) && isDate(dates.expiry);
}
