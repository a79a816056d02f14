/** What some units of a text stand for: one unit, or nothing (-1). */
export type Reading = { readonly unit: number; readonly width: number };

/** Escapes of escapes, as JSON in JSON in JSON has them. */
const BACKSLASHES_MAX = 64;
const INDENT_MAX = 120;
const GAP_MAX = 8;

/** What a letter behind a backslash stands for; 0: nothing. */
const SIMPLE = new Uint8Array(128);
SIMPLE[0x6e] = 0x0a;
SIMPLE[0x72] = 0x0d;
SIMPLE[0x74] = 0x09;
// Quotes and a stroke; `_`, `-` and `*` of Markdown.
for (const sign of '"\'`/_-*') SIMPLE[sign.charCodeAt(0)] = sign.charCodeAt(0);
const LETTER_U = 0x75;
const LETTER_X = 0x78;
const ENTITIES: ReadonlyMap<string, number> = new Map([
  ['amp', 0x26],
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['quot', 0x22],
  ['apos', 0x27],
  ['nbsp', 0x20],
  ['commat', 0x40],
  ['period', 0x2e],
  ['lowbar', 0x5f],
  ['hyphen', 0x2d],
  ['colon', 0x3a],
  ['equals', 0x3d],
  ['plus', 0x2b],
  ['sol', 0x2f],
  ['dash', 0x2d],
  // Nobody sees them: the soft hyphen, joiners, marks of direction.
  ['shy', 0xad],
  ['zwnj', 0x200c],
  ['zwj', 0x200d],
  ['lrm', 0x200e],
  ['rlm', 0x200f],
]);

/**
 * Reads the escape that begins with the backslash at `at`, however often it was escaped again: `\n`, `\\n` and `\\\\n`
 * are all a line end. A backslash at the end of a line joins the lines.
 */
export function readEscape(text: string, at: number): Reading | null {
  let after = at + 1;
  while (after - at < BACKSLASHES_MAX && text.charCodeAt(after) === 0x5c) after += 1;
  const letter = text.charCodeAt(after);
  const simple = letter < 128 ? (SIMPLE[letter] ?? 0) : 0;
  if (simple !== 0) return { unit: simple, width: after + 1 - at };
  if (letter === LETTER_U || letter === LETTER_X) {
    const digits = letter === LETTER_U ? 4 : 2;
    const point = hexAt(text, after + 1, digits);
    if (point === ESCAPE) return readColour(text, at, after + 1 + digits);
    if (point >= 0) return { unit: point, width: after + 1 - at + digits };
  }
  if (letter === LETTER_U && text[after + 1] === '{') return readBraces(text, { at, digits: after + 2 });
  if (letter === 0x0a || letter === 0x0d) return { unit: -1, width: indentEnd(text, after) - at };
  const backslashes = after - at;
  return backslashes < 2 ? null : { unit: 0x5c, width: backslashes };
}

const ESCAPE = 0x1b;
const COLOUR = /\[[\d;]{0,16}[A-Za-z]/y;

/** An escape of a terminal, `\u001b[32m`: it colours what follows, and nobody sees it. */
function readColour(text: string, at: number, from: number): Reading {
  COLOUR.lastIndex = from;
  return { unit: -1, width: (COLOUR.test(text) ? COLOUR.lastIndex : from) - at };
}

/** `\\u{73}` of JavaScript, Rust and Swift. */
function readBraces(text: string, { at, digits }: { readonly at: number; readonly digits: number }): Reading | null {
  let end = digits;
  let point = 0;
  for (; end - digits < 5 && hexDigit(text.charCodeAt(end)) >= 0; end += 1)
    point = point * 16 + hexDigit(text.charCodeAt(end));
  if (end === digits || text[end] !== '}' || point > 0xffff) return null;
  return { unit: point, width: end + 1 - at };
}

/** -1 when the digits are not all hexadecimal. */
export function hexAt(text: string, at: number, digits: number): number {
  let value = 0;
  for (let place = at; place < at + digits; place += 1) {
    const digit = hexDigit(text.charCodeAt(place));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** -1 for every unit that is no hexadecimal digit. */
export function hexDigit(unit: number): number {
  return unit < 128 ? (HEX_DIGITS[unit] ?? -1) : -1;
}

const HEX_DIGITS = Int8Array.from({ length: 128 }, (_, unit) => {
  const digit = Number.parseInt(String.fromCharCode(unit), 16);
  return Number.isNaN(digit) ? -1 : digit;
});

/** Behind the line end at `at` and the blanks of the next line. */
function indentEnd(text: string, at: number): number {
  let end = at + (text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a ? 2 : 1);
  const limit = end + INDENT_MAX;
  while (end < limit && (text.charCodeAt(end) === 0x20 || text.charCodeAt(end) === 0x09)) end += 1;
  return end;
}

/** Reads `&quot;`, `&#64;` and `&#x40;`. */
export function readEntity(text: string, at: number): Reading | null {
  if (text.charCodeAt(at + 1) === 0x23) return readNumber(text, at);
  const end = entityEnd(text, at);
  const known = end < 3 ? undefined : ENTITIES.get(text.slice(at + 1, at + end));
  return known === undefined ? null : { unit: known, width: end + 1 };
}

const ENTITY_MAX = 10;

/** How far behind `&` the semicolon of a name stands; -1 where there is none, or what is no letter comes before it. */
function entityEnd(text: string, at: number): number {
  for (let end = 1; end < ENTITY_MAX; end += 1) {
    const unit = text.charCodeAt(at + end);
    if (unit === 0x3b) return end;
    if ((unit | 32) < 0x61 || (unit | 32) > 0x7a) return -1;
  }
  return -1;
}

const DECIMALS_MAX = 6;
const HEXADECIMALS_MAX = 5;

function readNumber(text: string, at: number): Reading | null {
  const isHex = (text.charCodeAt(at + 2) | 32) === 0x78;
  const first = at + (isHex ? 3 : 2);
  const last = first + (isHex ? HEXADECIMALS_MAX : DECIMALS_MAX);
  let point = 0;
  let place = first;
  for (; place < last; place += 1) {
    const digit = hexDigit(text.charCodeAt(place));
    if (digit < 0 || (digit > 9 && !isHex)) break;
    point = point * (isHex ? 16 : 10) + digit;
  }
  if (place === first || text.charCodeAt(place) !== 0x3b) return null;
  return point > 0 && point < 0x10000 ? { unit: point, width: place + 1 - at } : null;
}

/**
 * Reads `" + "` and its like as nothing: a string cut in two is one string. `+`, `.`, `..`, `&` and `||` join; a string
 * that ends in an escaped line end goes on in the string of the next line.
 */
export function readConcatenation(text: string, at: number, isAfterLineEnd: boolean): Reading | null {
  const quote = text.charCodeAt(at);
  const afterGap = skipBlanks(text, at + 1, GAP_MAX);
  let place = afterGap;
  const sign = text.charCodeAt(place);
  if (sign === 0x2b) place += text.charCodeAt(place + 1) === 0x2b ? 2 : 1;
  else if (sign === 0x26) place += 1;
  else if (sign === 0x2e) place += text.charCodeAt(place + 1) === 0x2e ? 2 : 1;
  else if (sign === 0x7c && text.charCodeAt(place + 1) === 0x7c) place += 2;
  else if (!isAfterLineEnd || afterGap === at + 1) return null;
  place = skipBlanks(text, place, INDENT_MAX);
  if (text.charCodeAt(place) !== quote) return null;
  return { unit: -1, width: place + 1 - at };
}

function skipBlanks(text: string, from: number, most: number): number {
  let at = from;
  while (at - from < most) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) break;
    at += 1;
  }
  return at;
}
