import type { Detector, Hit, ScannedText } from './detector.ts';
import { looksUnspoken } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';
import { BASE_64, BLANK, KINDS } from './unit-kinds.ts';

/** An RSA key of 16,384 bits is 13 kB in PEM; a PGP block with signatures may be more. */
const BLOCK_MAX = 64_000;
const LABEL_MAX = 48;
const BODY_MIN = 40;
/** Between `-----BEGIN` and `PRIVATE KEY`. */
const LABEL = /^[A-Z0-9 ]{0,36}$/i;
const PPK_MAX = 16_000;

/** PEM of every kind whose label ends in PRIVATE KEY (RFC 7468, RFC 4716, OpenSSH, PGP), and PuTTY's own format. */
export const PRIVATE_KEY_DETECTOR: Detector = {
  id: 'credential.private_key',
  version: 1,
  isCostly: true,
  types: ['private_key'],
  anchors: [
    { kind: 'literal', text: 'private key-----' },
    { kind: 'literal', text: 'private key block-----' },
    { kind: 'literal', text: 'putty-user-key-file-' },
    { kind: 'literal', text: 'private-lines:' },
  ],
  words: [],
  check: (hit, scanned, report) => {
    const block = /^p/i.test(scanned.text.slice(hit.start, hit.start + 1)) ? blockAt(hit, scanned) : null;
    if (block !== null) report({ type: 'private_key', ...block, confidence: 99 });
  },
};

type Block = { readonly start: number; readonly end: number };

function blockAt(hit: Hit, { text }: ScannedText): Block | null {
  const anchor = text.slice(hit.start, hit.end).toLowerCase();
  if (anchor.startsWith('putty')) return puttyAt(hit, text);
  if (anchor.startsWith('private-lines')) return puttyLinesAt(hit, text);
  const head = text.lastIndexOf('-----BEGIN', hit.start);
  const start = head >= 0 && hit.start - head <= LABEL_MAX ? head : beginWithoutCase(text, hit.start);
  if (start < 0 || !LABEL.test(text.slice(start + 10, hit.start))) return null;
  const body = readBody(text, hit.end);
  if (body.letters < BODY_MIN || body.distinct < 12) return null;
  return { start, end: endOfBlock(text, body.end) };
}

function beginWithoutCase(text: string, before: number): number {
  const from = Math.max(0, before - LABEL_MAX);
  const at = text.slice(from, before).toUpperCase().lastIndexOf('-----BEGIN');
  return at < 0 ? -1 : from + at;
}

/** Base64 with whatever breaks its lines: blanks, quotes, commas, comment signs; headers such as `DEK-Info:` go first. */
function readBody(text: string, start: number): { end: number; letters: number; distinct: number } {
  const limit = Math.min(text.length, start + BLOCK_MAX);
  const seen = new Uint8Array(128);
  let at = start;
  let letters = 0;
  let distinct = 0;
  for (; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    const kinds = unit < 128 ? (KINDS[unit] ?? 0) : 0;
    if (unit === 0x2d && text.startsWith('-----', at)) break;
    if ((kinds & BASE_64) !== 0) {
      letters += 1;
      if (seen[unit] === 0) distinct += 1;
      seen[unit] = 1;
    } else if ((kinds & BLANK) === 0 && !isLineDressing(unit)) break;
  }
  return { end: at, letters, distinct };
}

/** Quotes, commas, `> | # * : . ( ) \ +` and the comma of `DEK-Info`. */
function isLineDressing(unit: number): boolean {
  return '"\'`,>|#*:.()\\+[];'.includes(String.fromCharCode(unit));
}

/** Behind the end line, when there is one; else where the body ends (a key that was cut off is a key still). */
function endOfBlock(text: string, at: number): number {
  if (text.startsWith('-----END', at)) {
    const close = text.indexOf('-----', at + 8);
    if (close >= 0 && close - at < LABEL_MAX) return close + 5;
  }
  let end = at;
  while (end > 0 && ((KINDS[text.charCodeAt(end - 1)] ?? 0) & BASE_64) === 0) end -= 1;
  return end;
}

function puttyAt(hit: Hit, text: string): Block | null {
  const limit = hit.start + PPK_MAX;
  const mac = text.slice(hit.start, limit).search(/Private-MAC:\s{0,4}[0-9a-f]{40,64}/i);
  if (mac < 0) return null;
  const line = text.slice(hit.start + mac, hit.start + mac + 120);
  return { start: hit.start, end: hit.start + mac + (/^Private-MAC:\s{0,4}[0-9a-f]+/i.exec(line)?.[0].length ?? 0) };
}

/** The private lines without the rest of the file. */
function puttyLinesAt(hit: Hit, text: string): Block | null {
  const lines = /^\s{0,4}\d{1,3}\s{1,4}([A-Za-z0-9+/=\s]{40,8000})/.exec(text.slice(hit.end, hit.end + 8100));
  if (lines === null) return null;
  return { start: hit.start, end: hit.end + lines[0].trimEnd().length };
}

const KEY_REACH = 1600;
const KEY_PARTS = /"(?:d|k|p|q)"\s{0,2}:\s{0,2}"([\w-]{20,700})"/g;

/** RFC 7517: the parts of a key in JSON that only its owner has. */
export const WEB_KEY_DETECTOR: Detector = {
  ...{ id: 'credential.web_key', version: 1, isCostly: true, types: ['private_key'], words: [] },
  anchors: [{ kind: 'literal', text: '"kty"', exactCase: true }],
  check: (hit, { text }, report) => {
    const before = text.slice(Math.max(0, hit.start - KEY_REACH), hit.start).lastIndexOf('{');
    if (before < 0) return;
    const open = Math.max(0, hit.start - KEY_REACH) + before;
    const close = text.slice(hit.end, hit.end + KEY_REACH).indexOf('}');
    const body = text.slice(open, close < 0 ? hit.end + KEY_REACH : hit.end + close);
    for (const match of body.matchAll(KEY_PARTS)) {
      const value = match[1] ?? '';
      if (isStandIn(value) || !looksUnspoken(value)) continue;
      const start = open + match.index + match[0].lastIndexOf(value);
      report({ type: 'private_key', start, end: start + value.length, confidence: 92 });
    }
  },
};
