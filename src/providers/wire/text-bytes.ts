import { Buffer, isUtf8 } from 'node:buffer';

const TEXT_MIME = /^(text\/|application\/(.*\+)?(json|xml|yaml|x-yaml|csv|javascript|sql|toml|x-sh|rtf)\b)/;

/** Whether bytes, of which the first are given, are a text: said so, or plainly so. */
export function looksLikeText(mime: string | null, first: Uint8Array): boolean {
  if (mime !== null && TEXT_MIME.test(mime)) return true;
  if (first.byteLength === 0 || isPdf(first)) return false;
  for (const byte of first)
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) return false;
  // The last character may have been cut.
  for (let cut = 0; cut < 4 && cut < first.byteLength; cut++)
    if (isUtf8(first.subarray(0, first.byteLength - cut))) return true;
  return false;
}

function isPdf(first: Uint8Array): boolean {
  return first[0] === 0x25 && first[1] === 0x50 && first[2] === 0x44 && first[3] === 0x46;
}

type TextEncoding = 'utf8' | 'utf16le' | 'utf16be' | 'latin1';

/** How the bytes of a document are read; each reading gives the very bytes back when it is written again. */
function encodingOf(bytes: Uint8Array): TextEncoding {
  if (bytes.byteLength % 2 === 0) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
    if (bytes.includes(0)) {
      const [even, odd] = [zerosAt(bytes, 0), zerosAt(bytes, 1)];
      if (Math.max(even, odd) > MOST && Math.min(even, odd) < 1 - MOST) return odd > even ? 'utf16le' : 'utf16be';
    }
  }
  return isUtf8(bytes) ? 'utf8' : 'latin1';
}

/** Letters of the Latin alphabet have a zero beside them in UTF-16. A single zero is no sign of it. */
const MOST = 0.6;
const LOOKED_AT = 4_096;

/** The share of zeros among every second byte. */
function zerosAt(bytes: Uint8Array, from: 0 | 1): number {
  const until = Math.min(bytes.byteLength, LOOKED_AT);
  let zeros = 0;
  for (let at = from; at < until; at += 2) if (bytes[at] === 0) zeros += 1;
  return zeros / Math.ceil((until - from) / 2);
}

export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding === 'utf16be' ? Buffer.from(buffer).swap16().toString('utf16le') : buffer.toString(encoding);
}

/** Another text in the encoding of these bytes. */
export function encodeAs(bytes: Uint8Array, text: string): Buffer {
  const encoding = encodingOf(bytes);
  return encoding === 'utf16be' ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, encoding);
}
