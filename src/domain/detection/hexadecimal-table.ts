type Span = { readonly start: number; readonly end: number };

/** How far on each side of a number its neighbours are looked at. */
const REACH = 64;
/** Groups beside the number, in one row with it, which nobody writes beside a card or a phone. */
const GROUPS_MIN = 4;
/** The characters of these groups: four groups of four, or seven pairs. */
const CHARACTERS_MIN = 14;
/** Groups with a letter; none is needed behind the offset that begins a line of a dump. */
const LETTERED_MIN = 2;
const GROUP_MAX = 5;
/** Blanks and ends of lines between two groups; a dump leaves two blanks in its middle. */
const GAP_MAX = 3;
/** `00001c30: `, which begins a line of a dump. */
const OFFSET = /(?:^|\n)[\da-f]{6,8}:?[ \t][\da-f \t]{0,48}$/i;
/** `    4848:\t`, which begins a line of machine code in pairs. */
const CODE_PLACE = /\n {1,8}[\da-f]{2,8}:\t(?:[\da-f]{2} ){0,8}$/;
const PAIRS = /^\d\d(?: \d\d)+$/;

/**
 * Whether a number in groups stands in a row of hexadecimal codes, as dumps and tables of characters have them: then it is made
 * of those that happen to have no letter. Two or three codes beside a number are none: whoever would hide it could put them there.
 */
export function isAmongHexadecimal(text: string, { start, end }: Span): boolean {
  const found: Row = { groups: 0, characters: 0, lettered: 0 };
  countBefore(text, start, found);
  countBehind(text, end, found);
  const before = text.slice(Math.max(0, start - REACH), start);
  if (found.groups < GROUPS_MIN || found.characters < CHARACTERS_MIN)
    return CODE_PLACE.test(before) && PAIRS.test(text.slice(start, end));
  return found.lettered >= LETTERED_MIN || OFFSET.test(before);
}

type Row = { groups: number; characters: number; lettered: number };

function countBehind(text: string, from: number, row: Row): void {
  const limit = Math.min(text.length, from + REACH);
  for (let at = from; at < limit; ) {
    const start = skipGap(text, at, 1);
    let end = start;
    while (end < text.length && isHexadecimal(text.charCodeAt(end))) end += 1;
    if (start === at || isWordUnit(text.charCodeAt(end)) || !addGroup(row, text, { start, end })) return;
    at = end;
  }
}

function countBefore(text: string, from: number, row: Row): void {
  const limit = Math.max(0, from - REACH);
  for (let at = from - 1; at > limit; ) {
    const last = skipGap(text, at, -1);
    let first = last;
    while (first >= 0 && isHexadecimal(text.charCodeAt(first))) first -= 1;
    const group = { start: first + 1, end: last + 1 };
    if (last === at || isWordUnit(text.charCodeAt(first)) || !addGroup(row, text, group)) return;
    at = first;
  }
}

/** False where no group stands, or none that belongs to such a row. One of letters alone may be a word, and counts for nothing. */
function addGroup(row: Row, text: string, { start, end }: Span): boolean {
  const length = end - start;
  if (length < 2 || length > GROUP_MAX) return false;
  let digits = 0;
  for (let at = start; at < end; at += 1) if (isDigit(text.charCodeAt(at))) digits += 1;
  if (digits === 0 && length > 2) return true;
  row.groups += 1;
  row.characters += length;
  if (digits < length) row.lettered += 1;
  return true;
}

function skipGap(text: string, from: number, step: number): number {
  let at = from;
  for (let count = 0; count < GAP_MAX && isGap(text.charCodeAt(at)); count += 1) at += step;
  return at;
}

function isGap(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isHexadecimal(unit: number): boolean {
  return isDigit(unit) || ((unit | 32) >= 0x61 && (unit | 32) <= 0x66);
}

function isWordUnit(unit: number): boolean {
  return isDigit(unit) || ((unit | 32) >= 0x61 && (unit | 32) <= 0x7a) || unit === 0x5f || unit === 0x2d;
}
