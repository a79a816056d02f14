/** One event: its lines as they came, and the data they carry. */
export type EventFrame = {
  readonly raw: Uint8Array;
  /** Joined by LF where it came in several lines; null when there is none. */
  readonly data: Uint8Array | null;
  /** Where the data stands in `raw`, or -1 when it came in several lines. */
  readonly dataStart: number;
  readonly lines: readonly EventLine[];
};

type EventLine = { readonly start: number; readonly end: number; readonly isData: boolean };

export function readEventFrame(raw: Uint8Array): EventFrame {
  const lines: EventLine[] = [];
  const pieces: Uint8Array[] = [];
  let dataStart = -1;
  // A mark of byte order may stand before a stream's first line, and is no part of it.
  let start = startsWith(raw, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  while (start < raw.length) {
    const end = endOfLine(raw, start);
    const isData = startsWith(raw, start, DATA) && (raw[start + 4] === COLON || start + 4 === end);
    lines.push({ start, end, isData });
    if (isData) {
      const from = Math.min(end, raw[start + 5] === SPACE ? start + 6 : start + 5);
      dataStart = from;
      pieces.push(raw.subarray(from, end));
    }
    start = raw[end] === CR && raw[end + 1] === LF ? end + 2 : end + 1;
  }
  const [only] = pieces;
  if (only === undefined) return { raw, data: null, dataStart: -1, lines };
  if (pieces.length === 1) return { raw, data: only, dataStart, lines };
  return {
    raw,
    data: Buffer.concat(pieces.flatMap((piece, at) => (at === 0 ? [piece] : [NEWLINE, piece]))),
    dataStart: -1,
    lines,
  };
}

/** The event with other data; every other byte as it came. */
export function writeEventFrame(frame: EventFrame, data: Uint8Array): Uint8Array {
  const { raw, lines, dataStart } = frame;
  if (dataStart >= 0 && frame.data !== null) {
    return Buffer.concat([raw.subarray(0, dataStart), data, raw.subarray(dataStart + frame.data.length)]);
  }
  const written: Uint8Array[] = [];
  let isWritten = false;
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1]?.start ?? raw.length;
    if (!line.isData) {
      written.push(raw.subarray(line.start, next));
    } else if (!isWritten) {
      const lineEnd = raw.subarray(line.end, next);
      const texts = asBuffer(data).toString('latin1').split('\n');
      for (const text of texts) written.push(PREFIX, Buffer.from(text, 'latin1'), lineEnd);
      isWritten = true;
    }
  }
  return Buffer.concat(written);
}

/** A further event like this one, with other data: its name and its line ends, without id and comments. */
export function likeEventFrame(frame: EventFrame, data: string): Uint8Array {
  const text = asBuffer(frame.raw).toString('latin1');
  const lineEnd = text.includes('\r\n') ? '\r\n' : text.includes('\n') ? '\n' : '\r';
  const name = /(?:^|[\r\n])(event:[^\r\n]*)/.exec(text)?.[1];
  const head = name === undefined ? '' : name + lineEnd;
  return Buffer.from(`${head}data: ${data}${lineEnd}${lineEnd}`);
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function endOfLine(raw: Uint8Array, from: number): number {
  let at = from;
  while (at < raw.length && raw[at] !== LF && raw[at] !== CR) at += 1;
  return at;
}

function startsWith(raw: Uint8Array, from: number, word: Uint8Array): boolean {
  for (let at = 0; at < word.length; at += 1) if (raw[from + at] !== word[at]) return false;
  return true;
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);
const DATA = Buffer.from('data');
const PREFIX = Buffer.from('data: ');
const NEWLINE = Buffer.from('\n');
