import { hexAt, hexDigit } from './escapes.ts';
import type { Span } from './offset-map.ts';
import type { ViewBuilder } from './view-builder.ts';

/** So much must be text before the rest is decoded at all. */
const PROBE_BYTES = 12;
const HEX_MIN = 14;
const WRAPPED_LINE_MIN = 28;
const WRAPPED_INDENT_MAX = 64;

/** Takes a byte with the units that it came from; false: it is no text. */
type ByteReader = (byte: number, start: number, end: number) => boolean;

/**
 * What is text in base64 of either alphabet (`isTextInBase64`), on one line or wrapped, goes to the builder. Tells where the
 * decoded text ends.
 */
export function decodeBase64(text: string, run: Span, into: ViewBuilder): number {
  const read = createByteReader(into);
  let bits = 0;
  let value = 0;
  let byteStart = run.start;
  let end = run.end;
  let at = run.start;
  for (; at < end; at += 1) {
    for (let group = groupAt(text, at, bits === 0 ? end : at); group >= 0; group = groupAt(text, at, end)) {
      into.putThree(group, at);
      at += 4;
    }
    const sextet = SEXTETS[text.charCodeAt(at)] ?? -1;
    if (sextet >= 0) {
      if (bits === 0) byteStart = at;
      value = ((value << 6) | sextet) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        if (!read((value >> bits) & 0xff, byteStart, at + 1)) return at;
        byteStart = at;
      }
    }
    if (at === end - 1) end = nextLineEnd(text, { start: run.start, end });
  }
  return at;
}

/** Three bytes of plain text in the four units of base64 at a place, with more behind them before `end`; −1: other than that. */
function groupAt(text: string, at: number, end: number): number {
  if (at + 4 >= end) return -1;
  const high = ((SEXTETS[text.charCodeAt(at)] ?? -1) << 6) | (SEXTETS[text.charCodeAt(at + 1)] ?? -1);
  const low = ((SEXTETS[text.charCodeAt(at + 2)] ?? -1) << 6) | (SEXTETS[text.charCodeAt(at + 3)] ?? -1);
  if ((high | low) < 0) return -1;
  const group = (high << 12) | low;
  return isPlain(group >> 16) && isPlain((group >> 8) & 0xff) && isPlain(group & 0xff) ? group : -1;
}

function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** Value of each unit in either alphabet; -1 for what stands in none. */
const SEXTETS = Int8Array.from({ length: 128 }, (_, unit) => sextetOf(unit));

function sextetOf(unit: number): number {
  if (unit >= 0x41 && unit <= 0x5a) return unit - 0x41;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 26;
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 52;
  if (unit === 0x2b || unit === 0x2d) return 62;
  return unit === 0x2f || unit === 0x5f ? 63 : -1;
}

/** Hashes and identifiers leave here: their first bytes are no text. */
export function isTextInBase64(text: string, { start, end }: Span, least: number): boolean {
  let value = 0;
  let bits = 0;
  let bytes = 0;
  let zeros = 0;
  let pending = 0;
  for (let at = start; at < end && bytes < least; at += 1) {
    const sextet = SEXTETS[text.charCodeAt(at)] ?? -1;
    if (sextet < 0) return false;
    value = ((value << 6) | sextet) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (value >> bits) & 0xff;
    if (pending > 0) {
      if ((byte & 0xc0) !== 0x80) return false;
      pending -= 1;
    } else if (byte === 0 && bytes % 2 === 1) zeros += 1;
    else if (byte >= 0xc2 && byte <= 0xf4) pending = followersOf(byte);
    else if (byte >= 0x80 || !isTextByte(byte)) return false;
    bytes += 1;
  }
  return bytes === least && (zeros === 0 || zeros === least >> 1);
}

/** How many bytes follow the first of a UTF-8 sequence. */
function followersOf(byte: number): number {
  if (byte < 0xe0) return 1;
  return byte < 0xf0 ? 2 : 3;
}

/** Where the run ends when the next line goes on with it, as PEM and MIME wrap; else its own end. */
function nextLineEnd(text: string, run: Span): number {
  // Padding ends it, and a word behind a mere space is no next line.
  if (run.end - run.start < WRAPPED_LINE_MIN || text.charCodeAt(run.end - 1) === 0x3d) return run.end;
  const next = text.charCodeAt(run.end);
  if (next !== 0x0a && next !== 0x0d) return run.end;
  let at = run.end;
  while (at - run.end < WRAPPED_INDENT_MAX && isLineBlank(text.charCodeAt(at))) at += 1;
  let end = at;
  while (end < text.length && (SEXTETS[text.charCodeAt(end)] ?? -1) >= 0) end += 1;
  const last = text.charCodeAt(end);
  const isWhole = Number.isNaN(last) || last === 0x0a || last === 0x0d || last === 0x3d;
  return isWhole && end > at ? end : run.end;
}

/** And `>` of a mail that quotes another. */
function isLineBlank(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d || unit === 0x20 || unit === 0x3e;
}

const BASE32_MIN = 24;
/** Eight characters are five bytes. */
const BASE32_GROUP = 8;

/** Of one case, and text from its first bytes to its last. */
export function isTextInBase32(text: string, run: Span): boolean {
  const end = base32End(text, run);
  const first = text.charCodeAt(run.start);
  const isSmall = first >= 0x61;
  if (end - run.start < BASE32_MIN || (!isSmall && first > 0x5a)) return false;
  for (let at = run.start; at + BASE32_GROUP <= end; at += BASE32_GROUP) {
    let value = 0;
    for (let place = at; place < at + BASE32_GROUP; place += 1) {
      const quintet = quintetOf(text.charCodeAt(place), isSmall);
      if (quintet < 0) return false;
      // The first bit of each byte is zero.
      value = ((value << 5) | quintet) & 0xffff;
      const bits = (place - at + 1) * 5;
      if (bits >= 8 && bits % 8 < 5 && !isTextByte((value >> (bits % 8)) & 0xff)) return false;
    }
  }
  return true;
}

/** What is text in base 32 (`isTextInBase32`) goes to the builder. */
export function decodeBase32(text: string, run: Span, into: ViewBuilder): number {
  const read = createByteReader(into);
  const end = base32End(text, run);
  const isSmall = text.charCodeAt(run.start) >= 0x61;
  let value = 0;
  let bits = 0;
  let byteStart = run.start;
  for (let at = run.start; at < end; at += 1) {
    value = ((value << 5) | Math.max(0, quintetOf(text.charCodeAt(at), isSmall))) & 0xffff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    if (!read((value >> bits) & 0xff, byteStart, at + 1)) break;
    byteStart = bits === 0 ? at + 1 : at;
  }
  return run.end;
}

/** Padding is no part of it. */
function base32End(text: string, { start, end }: Span): number {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) === 0x3d) last -= 1;
  return last;
}

/** Of letters of one case and 2 to 7; -1: of none. */
function quintetOf(unit: number, isSmall: boolean): number {
  if (unit >= 0x32 && unit <= 0x37) return unit - 0x32 + 26;
  const letter = unit - (isSmall ? 0x61 : 0x41);
  return letter >= 0 && letter < 26 ? letter : -1;
}

/** What is text in pairs of hexadecimal digits (`isTextInHex`) goes to the builder. */
export function decodeHex(text: string, run: Span, into: ViewBuilder): number {
  const read = createByteReader(into);
  for (let at = hexStart(text, run); at < run.end; at += 2) if (!read(hexAt(text, at, 2), at, at + 2)) break;
  return run.end;
}

export function isTextInHex(text: string, run: Span): boolean {
  const start = hexStart(text, run);
  const length = run.end - start;
  if (length % 2 !== 0 || length < HEX_MIN) return false;
  const probed = Math.min(run.end, start + PROBE_BYTES * 2);
  for (let at = start; at < probed; at += 2) if (!isTextByte(hexAt(text, at, 2))) return false;
  for (let at = start; at < run.end; at += 1) if (hexDigit(text.charCodeAt(at)) < 0) return false;
  return true;
}

/** Behind `0x`. */
function hexStart(text: string, { start }: Span): number {
  return text.charCodeAt(start) === 0x30 && (text.charCodeAt(start + 1) | 32) === 0x78 ? start + 2 : start;
}

/** The stretch goes to the builder with each `%41` read as the character that it stands for. */
export function decodePercent(text: string, run: Span, into: ViewBuilder): void {
  let copyFrom = run.start;
  for (let at = text.indexOf('%', run.start); at >= 0 && at < run.end; at = text.indexOf('%', at + 1)) {
    const byte = hexAt(text, at + 1, 2);
    if (byte < 0 || at + 3 > run.end || at < copyFrom) continue;
    if (at > copyFrom) into.copy(copyFrom, at);
    into.put(byte, at, 3);
    copyFrom = at + 3;
  }
  if (run.end > copyFrom) into.copy(copyFrom, run.end);
}

function isTextByte(byte: number): boolean {
  return byte >= 0x20 ? byte !== 0x7f : byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** Reads UTF-8, and UTF-16 whose second bytes are zero. */
function createByteReader(into: ViewBuilder): ByteReader {
  let pending = 0;
  let point = 0;
  let pointStart = 0;
  return (byte, start, end) => {
    if (pending > 0) {
      if ((byte & 0xc0) !== 0x80) return false;
      point = (point << 6) | (byte & 0x3f);
      pending -= 1;
      if (pending === 0 && point !== 0xfeff) into.putPoint(point, pointStart, end - pointStart);
      return true;
    }
    if (byte === 0) return true;
    if (!isTextByte(byte)) return false;
    if (byte < 0x80) {
      into.put(byte, start, end - start);
      return true;
    }
    if (byte < 0xc2 || byte > 0xf4) return false;
    pending = followersOf(byte);
    point = byte & (0x3f >> pending);
    pointStart = start;
    return true;
  };
}
