import { FRAME_HEADER_BYTES, sealFrame } from './frame.ts';

const BUFFER_BYTES = 1024 * 1024;
const BYTES_PER_CHARACTER_MAX = 3;
const LETTER_A = 65;
const LETTER_S = 83;
const LINE_FEED = 10;
const COMMA = 44;

/** A settlement as text: whole, or as its admission's text and a second object that continues it. */
export type RecordText = { readonly start: string; readonly rest: string | undefined };

export type FrameBuffer = {
  readonly hasRoomFor: (text: RecordText) => boolean;
  /** A record that has no room in the empty buffer gets a larger one, for this frame only. */
  readonly add: (kind: 'admit' | 'settle', text: RecordText) => void;
  readonly records: () => number;
  readonly bytes: () => number;
  /** Whole lines without a record in them. */
  readonly pad: (bytes: number) => void;
  /** The frame, valid until the next `add`; the buffer begins anew. */
  readonly seal: (writtenAtMs: number) => { readonly frame: Buffer; readonly records: number };
};

/** Lays records out as a frame where it will be written from: no text is joined, copied or kept. */
export function createFrameBuffer(): FrameBuffer {
  const own = Buffer.allocUnsafe(BUFFER_BYTES);
  let into = own;
  let end = FRAME_HEADER_BYTES;
  let records = 0;

  function add(kind: 'admit' | 'settle', text: RecordText): void {
    if (!hasRoomFor(text)) into = Buffer.allocUnsafe(FRAME_HEADER_BYTES + bytesMaxOf(text));
    into[end] = kind === 'admit' ? LETTER_A : LETTER_S;
    end += 1;
    end += into.write(text.start, end, 'utf8');
    if (text.rest !== undefined) {
      // The closing brace of the first object and the opening one of the second become the comma between them.
      end -= 1;
      const restBytes = into.write(text.rest, end, 'utf8');
      into[end] = COMMA;
      end += restBytes;
    }
    into[end] = LINE_FEED;
    end += 1;
    records += 1;
  }

  function hasRoomFor(text: RecordText): boolean {
    return end + bytesMaxOf(text) <= into.length;
  }

  function pad(bytes: number): void {
    into.fill(LINE_FEED, end, end + bytes);
    end += bytes;
  }

  function seal(writtenAtMs: number): { readonly frame: Buffer; readonly records: number } {
    const frame = into.subarray(0, end);
    const sealed = { frame, records };
    sealFrame(frame, { records, writtenAtMs });
    into = own;
    end = FRAME_HEADER_BYTES;
    records = 0;
    return sealed;
  }

  return { hasRoomFor, add, records: () => records, bytes: () => end - FRAME_HEADER_BYTES, pad, seal };
}

function bytesMaxOf(text: RecordText): number {
  return charactersOf(text) * BYTES_PER_CHARACTER_MAX + 2;
}

export function charactersOf(text: RecordText): number {
  return text.start.length + (text.rest?.length ?? 0);
}

/** The record in one piece, for whoever has to keep it. */
export function wholeText(text: RecordText): string {
  return text.rest === undefined ? text.start : `${text.start.slice(0, -1)},${text.rest.slice(1)}`;
}
