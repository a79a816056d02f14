/** The data of one server-sent event; `begins` is false when bytes were dropped before it, so that its start is missing. */
export type EventData = { readonly bytes: Uint8Array; readonly begins: boolean };

/**
 * Gives the data of the events in `bytes`, last first, until `visit` answers false. CRLF and LF, several data lines and
 * comments are understood. `begins` says whether the bytes begin at the beginning of the stream.
 */
export function visitEventsBackwards(bytes: Uint8Array, begins: boolean, visit: (data: EventData) => boolean): void {
  let lines: Uint8Array[] = [];
  let end = bytes.length;
  while (end > 0) {
    const newline = end >= 1 ? bytes.lastIndexOf(LF, end - 1) : -1;
    const line = withoutReturn(bytes.subarray(newline + 1, end));
    const cutInFront = newline < 0 && !begins;
    if (line.length === 0) {
      if (!handOver(lines, true, visit)) return;
      lines = [];
    } else if (cutInFront) {
      lines.unshift(line);
      handOver(lines, false, visit);
      return;
    } else if (isData(line)) {
      lines.unshift(dataOf(line));
    }
    end = newline;
  }
  handOver(lines, begins, visit);
}

/** The first events, in order, as far as they are complete in `bytes`. */
export function visitEvents(bytes: Uint8Array, visit: (data: EventData) => boolean): void {
  let lines: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(LF, start);
    if (newline < 0) break;
    const line = withoutReturn(bytes.subarray(start, newline));
    if (line.length === 0) {
      if (!handOver(lines, true, visit)) return;
      lines = [];
    } else if (isData(line)) {
      lines.push(dataOf(line));
    }
    start = newline + 1;
  }
}

function handOver(lines: readonly Uint8Array[], begins: boolean, visit: (data: EventData) => boolean): boolean {
  const only = lines[0];
  if (only === undefined) return true;
  if (lines.length === 1) return visit({ bytes: only, begins });
  const joined: Uint8Array[] = [];
  for (const line of lines) joined.push(line, NEWLINE);
  joined.pop();
  return visit({ bytes: Buffer.concat(joined), begins });
}

function isData(line: Uint8Array): boolean {
  return line[0] === 0x64 && line[1] === 0x61 && line[2] === 0x74 && line[3] === 0x61 && line[4] === 0x3a;
}

function dataOf(line: Uint8Array): Uint8Array {
  return line.subarray(line[5] === 0x20 ? 6 : 5);
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line[line.length - 1] === CR ? line.subarray(0, -1) : line;
}

const LF = 0x0a;
const CR = 0x0d;
const NEWLINE = Buffer.from('\n');
