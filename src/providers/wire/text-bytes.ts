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

/** How the bytes of a document are read; each reading gives the very bytes back when it is written again. */
export function encodingOf(bytes: Uint8Array): 'utf8' | 'utf16le' | 'latin1' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  return isUtf8(bytes) ? 'utf8' : 'latin1';
}

export function decodeText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encodingOf(bytes));
}
