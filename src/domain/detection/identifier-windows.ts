import type { ScannedText } from './detector.ts';
import { isAlphanumeric } from './identifier-value.ts';

type Span = { readonly start: number; readonly end: number };

const HEADER_REACH = 400;
const HEADER_WITHIN = 8192;
/** Of a cell, behind the name in it. */
const CELL_REST_MAX = 20;

/**
 * What was looked through last for the ends of lines and paragraphs, of one view: names that stand close share most of it. No
 * paragraph ends from `from` on before `to`; the last end of a line before `behind` is at `line`, or before `first`.
 */
const memory = { view: 0, from: 0, to: 0, first: 0, behind: 0, line: -1 };

/** Where the value of a name may stand: in its line before it, and behind it up to the end of the paragraph. */
export function stretchAround(
  { text, number }: ScannedText,
  name: Span,
  reach: { readonly before: number; readonly behind: number },
): Span {
  if (memory.view !== number) Object.assign(memory, { view: number, from: 0, to: 0, first: 0, behind: 0, line: -1 });
  const start = lineStart(text, Math.max(0, name.start - reach.before), name.start);
  const end = paragraphEnd(text, name.end, Math.min(text.length, name.end + reach.behind));
  return { start, end };
}

/** A value stands in the same paragraph as its name: an empty line ends the stretch. */
function paragraphEnd(text: string, start: number, end: number): number {
  if (start < memory.from || start > memory.to) memory.from = memory.to = start;
  let at = memory.to;
  for (; at + 1 < end; at++) {
    if (text.charCodeAt(at) !== 10) continue;
    const next = text.charCodeAt(at + 1);
    if (next === 10 || (next === 13 && text.charCodeAt(at + 2) === 10)) {
      memory.to = at;
      return at;
    }
  }
  memory.to = at;
  return end;
}

/** Where the line of a place begins, as far as `start`. */
function lineStart(text: string, start: number, end: number): number {
  const isKnown = memory.first <= start && start <= memory.behind && memory.behind <= end;
  if (!isKnown) memory.first = start;
  const last = isKnown ? memory.behind : start;
  let at = end - 1;
  while (at >= last && text.charCodeAt(at) !== 10) at--;
  if (at >= last || !isKnown) memory.line = at;
  memory.behind = end;
  return Math.max(start, memory.line + 1);
}

/** Whether a name is followed, but for a word or a quote, by a delimiter or the end of its line. */
function endsCell(text: string, from: number): boolean {
  for (let at = from; at < from + CELL_REST_MAX; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x2c || unit === 0x3b || unit === 0x09 || unit === 0x7c || unit === 0x0a || unit === 0x0d) return true;
    if (!isAlphanumeric(unit) && unit !== 0x20 && unit !== 0x22 && unit !== 0x5f && unit !== 0x23 && unit !== 0x2e)
      return false;
  }
  return false;
}

/** Heads stand near the beginning of a text. */
export function isNearBeginning(name: Span): boolean {
  return name.start <= HEADER_WITHIN;
}

/**
 * The line of a name, where it may be a header: the name fills its cell, both ends are within reach, it has a delimiter, no
 * digits but those of names, and no sentence ends in it.
 */
export function headerOf(scanned: ScannedText, name: Span): Span | null {
  const { text } = scanned;
  if (!isNearBeginning(name) || !endsCell(text, name.end)) return null;
  const limit = Math.min(text.length, name.end + HEADER_REACH);
  const end = endBehind(scanned, { start: name.end, end: limit });
  if (end < 0) return null;
  const start = startOfHeader(text, name.start);
  if (start < 0) return null;
  if (!hasDelimiter(text, { start, end: name.start }) && !hasDelimiter(text, { start: name.end, end })) return null;
  return endOfNames(text, { start, end: end + 1 }) === end ? { start, end } : null;
}

/**
 * Where the line of a name begins, or the value of the field of JSON that holds the table, `"content": "id,token`; −1: out of
 * reach, or a sentence ends before the name.
 */
function startOfHeader(text: string, nameStart: number): number {
  const from = Math.max(0, nameStart - HEADER_REACH);
  let isQuoteMet = false;
  for (let at = nameStart - 1; at >= from; at--) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return at + 1;
    if (unit === 0x22) {
      if (isQuoteMet || at === from || at === nameStart - 1) continue;
      if (opensField(text, at)) return at + 1;
      isQuoteMet = true;
    } else if (endsSentence(unit) && text.charCodeAt(at + 1) === 0x20 && !isShort(text, at)) return -1;
  }
  return from === 0 || text.charCodeAt(from - 1) === 0x0a ? from : -1;
}

/** The last quote of a stretch where it opens the value of a field, `"content": "`; −1: it does not, or there is none. */
export function fieldBefore(text: string, { start, end }: Span): number {
  let quote = end - 2;
  while (quote > start && text.charCodeAt(quote) !== 0x22) quote--;
  return quote > start && opensField(text, quote) ? quote : -1;
}

function opensField(text: string, quote: number): boolean {
  const at = text.charCodeAt(quote - 1) === 0x20 ? quote - 2 : quote - 1;
  return text.charCodeAt(at) === 0x3a && text.charCodeAt(at - 1) === 0x22;
}

/** Names stand from `from` to `to`, of one view, as far as it was looked. */
const names = { view: 0, from: 0, to: 0 };

/** Where the line of a name ends, as far as `end`: what was looked at behind a name before it is not again. */
function endBehind({ text, number }: ScannedText, { start, end }: Span): number {
  const isKnown = names.view === number && start >= names.from && start <= names.to;
  if (!isKnown) {
    names.view = number;
    names.from = start;
  }
  const from = isKnown ? Math.max(start, names.to - DIGITS_OF_NUMBER) : start;
  names.to = Math.max(from, stopOfNames(text, { start: from, end }));
  return names.to < end && text.charCodeAt(names.to) === 0x0a ? names.to : -1;
}

/** Where the line ends; −1: behind the stretch, or a sentence or a number stands before. */
function endOfNames(text: string, stretch: Span): number {
  const stop = stopOfNames(text, stretch);
  return stop < stretch.end && text.charCodeAt(stop) === 0x0a ? stop : -1;
}

/** Where the line, a sentence or a number ends; else the end of the stretch. */
function stopOfNames(text: string, { start, end }: Span): number {
  let digits = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return at;
    digits = unit >= 0x30 && unit <= 0x39 ? digits + 1 : 0;
    if (digits === DIGITS_OF_NUMBER || (endsSentence(unit) && text.charCodeAt(at + 1) === 0x20 && !isShort(text, at)))
      return at;
  }
  return end;
}

const DIGITS_OF_NUMBER = 3;
const ABBREVIATION_MAX = 4;

/** Whether few letters stand before a full stop: `amtl. Kennzeichen`, `Passport No. |`. */
function isShort(text: string, stop: number): boolean {
  if (text.charCodeAt(stop) !== 0x2e) return false;
  let at = stop;
  while (at > 0 && stop - at <= ABBREVIATION_MAX && isAlphanumeric(text.charCodeAt(at - 1))) at--;
  return stop - at <= ABBREVIATION_MAX;
}

function hasDelimiter(text: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) if (isDelimiter(text.charCodeAt(at))) return true;
  return false;
}

function isDelimiter(unit: number): boolean {
  return unit === 0x2c || unit === 0x3b || unit === 0x09 || unit === 0x7c;
}

function endsSentence(unit: number): boolean {
  return unit === 0x2e || unit === 0x21 || unit === 0x3f;
}
