import { createReadStream } from 'node:fs';
import { CliFailure } from '../connection/cli-failure.ts';

const LINE_BYTES_MAX = 256 * 1024 * 1024;
const LINE_FEED = 10;

/**
 * The lines of a file, or of standard input for `-`, as they are read, split at line feeds alone: other line ends may stand inside a line's text.
 * A line that is not UTF-8 is given so marked that it is JSON to nobody; its bytes must not pass as other text. Where a text
 * is only looked through (`asSeen`), it is read as a person's editor shows it instead, and a byte order mark before it is no part.
 */
export async function* fileLines(file: string, { asSeen = false } = {}): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let isFirst = true;
  const decode = asSeen ? (bytes: Uint8Array): string => lenient.decode(bytes) : decodeStrictly;
  const line = (last: Uint8Array): string => {
    const text = decode(Buffer.concat([...parts, last]));
    parts = [];
    length = 0;
    const skipped = asSeen && isFirst && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    isFirst = false;
    return text.slice(skipped);
  };
  for await (const chunk of chunksOf(file)) {
    let begin = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, begin)) {
      yield line(chunk.subarray(begin, end));
      begin = end + 1;
    }
    parts.push(chunk.subarray(begin));
    length += chunk.length - begin;
    if (length > LINE_BYTES_MAX) throw new CliFailure(`${file} has a line that is too long to be one of an export.`);
  }
  if (length > 0) yield line(new Uint8Array());
}

async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1024 * 1024 });
    for await (const chunk of source) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CliFailure(`${file} cannot be read (${code === 'ENOENT' ? 'there is no such file' : code}).`, 2);
  }
}

const BYTE_ORDER_MARK = '\uFEFF';
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeStrictly(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return `\uFFFD${bytes.length} bytes that are not UTF-8`;
  }
}
