import { crc32 } from 'node:zlib';

/**
 * One write to a segment.
 *
 *   0   magic           4 bytes, F5 54 57 FF: two of them never occur in UTF-8, so no record can look like a frame
 *   4   crc32           over everything that follows
 *   8   payload bytes   uint32
 *   12  records         uint32
 *   16  written at      float64, milliseconds since 1970
 *   24  payload         lines, `A` + JSON of an admission or `S` + JSON of a settlement, each ended by \n
 *
 * Little endian throughout.
 */
export const FRAME_HEADER_BYTES = 24;
export const FRAME_PAYLOAD_BYTES_MAX = 8 * 1024 * 1024;
const MAGIC = Buffer.from([0xf5, 0x54, 0x57, 0xff]);
const MAGIC_NUMBER = MAGIC.readUInt32LE(0);
const CRC_OFFSET = 4;
const COVERED_OFFSET = 8;
const RECORDS_OFFSET = 12;
const WRITTEN_AT_OFFSET = 16;
const LETTER_A = 65;
const LINE_FEED = 10;

export type Frame = {
  readonly offset: number;
  readonly endOffset: number;
  readonly records: number;
  readonly writtenAtMs: number;
  /** A view into the reader's window: read it before the window is filled again. */
  readonly payload: Buffer;
};

export type ByteRange = { readonly fromOffset: number; readonly toOffset: number };

export type ParsedFrames = {
  readonly frames: readonly Frame[];
  readonly damaged: readonly ByteRange[];
  /** Where to read on; equals the window's offset when the window is too small for the frame that stands there. */
  readonly nextOffset: number;
  /** Bytes that the frame at `nextOffset` needs, as far as is known. */
  readonly neededBytes: number;
};

/** Writes the header of a frame whose payload stands in place already. */
export function sealFrame(frame: Buffer, head: { readonly records: number; readonly writtenAtMs: number }): void {
  frame.writeUInt32LE(MAGIC_NUMBER, 0);
  frame.writeUInt32LE(frame.length - FRAME_HEADER_BYTES, COVERED_OFFSET);
  frame.writeUInt32LE(head.records, RECORDS_OFFSET);
  frame.writeDoubleLE(head.writtenAtMs, WRITTEN_AT_OFFSET);
  frame.writeUInt32LE(crc32(frame.subarray(COVERED_OFFSET)), CRC_OFFSET);
}

/**
 * Reads the frames that stand in a window of a segment, in order, and steps over what is damaged to the next good frame.
 * `limit` is where the segment ends: what reaches beyond it is damage, what reaches beyond the window only waits for more.
 */
export function parseFrames(
  window: Buffer,
  bounds: { readonly windowOffset: number; readonly limit: number; readonly recordsMax: number },
): ParsedFrames {
  const frames: Frame[] = [];
  const damaged: ByteRange[] = [];
  const limit = bounds.limit - bounds.windowOffset;
  const endsHere = window.length >= limit;
  let at = 0;
  let records = 0;
  let neededBytes = 0;
  while (at < window.length && records < bounds.recordsMax) {
    const frameBytes = frameBytesAt(window, at, limit);
    if (frameBytes !== 0 && at + frameBytes > window.length) {
      neededBytes = frameBytes;
      break;
    }
    if (frameBytes !== 0 && isIntact(window, at, frameBytes)) {
      const frame = frameAt(window, at, frameBytes, bounds.windowOffset);
      frames.push(frame);
      records += Math.max(1, frame.records);
      at += frameBytes;
      continue;
    }
    const next = nextMagic(window, at + 1, endsHere);
    addDamage(damaged, { fromOffset: bounds.windowOffset + at, toOffset: bounds.windowOffset + next });
    at = next;
  }
  return { frames, damaged, nextOffset: bounds.windowOffset + at, neededBytes };
}

/** Bytes of the frame that seems to begin at `at`; 0 when none can. A cut header asks for a whole one. */
function frameBytesAt(window: Buffer, at: number, limit: number): number {
  if (at + FRAME_HEADER_BYTES > limit) return 0;
  if (at + FRAME_HEADER_BYTES > window.length) return FRAME_HEADER_BYTES;
  if (window.readUInt32LE(at) !== MAGIC_NUMBER) return 0;
  const payloadBytes = window.readUInt32LE(at + COVERED_OFFSET);
  const frameBytes = FRAME_HEADER_BYTES + payloadBytes;
  return payloadBytes > FRAME_PAYLOAD_BYTES_MAX || at + frameBytes > limit ? 0 : frameBytes;
}

function isIntact(window: Buffer, at: number, frameBytes: number): boolean {
  return crc32(window.subarray(at + COVERED_OFFSET, at + frameBytes)) === window.readUInt32LE(at + CRC_OFFSET);
}

function frameAt(window: Buffer, at: number, frameBytes: number, windowOffset: number): Frame {
  return {
    offset: windowOffset + at,
    endOffset: windowOffset + at + frameBytes,
    records: window.readUInt32LE(at + RECORDS_OFFSET),
    writtenAtMs: window.readDoubleLE(at + WRITTEN_AT_OFFSET),
    payload: window.subarray(at + FRAME_HEADER_BYTES, at + frameBytes),
  };
}

/** The next place where a frame may begin; three bytes before the window's end may be the start of a cut magic. */
function nextMagic(window: Buffer, from: number, endsHere: boolean): number {
  const found = window.indexOf(MAGIC, from);
  if (found !== -1) return found;
  return endsHere ? window.length : Math.max(from, window.length - (MAGIC.length - 1));
}

function addDamage(damaged: ByteRange[], range: ByteRange): void {
  const last = damaged.at(-1);
  if (last !== undefined && last.toOffset === range.fromOffset) {
    damaged[damaged.length - 1] = { fromOffset: last.fromOffset, toOffset: range.toOffset };
  } else {
    damaged.push(range);
  }
}

/** Lines of a payload without what they begin and end with: views of its bytes. */
export type PayloadLines = { readonly admits: Buffer[]; readonly settles: Buffer[] };

/** Splits a payload into raw JSON, as bytes; blank lines are the padding of a probe. */
export function splitPayload(payload: Buffer, into: PayloadLines): void {
  let start = 0;
  while (start < payload.length) {
    const found = payload.indexOf(LINE_FEED, start);
    const end = found === -1 ? payload.length : found;
    if (end > start) {
      (payload[start] === LETTER_A ? into.admits : into.settles).push(payload.subarray(start + 1, end));
    }
    start = end + 1;
  }
}
