import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ByteRange } from './frame.ts';
import { FRAME_HEADER_BYTES, type PayloadLines, parseFrames, sealFrame, splitPayload } from './frame.ts';

const seed = Number(process.env['TOKENWARD_SEED'] ?? Date.now() & 0x7fffffff);

const line = fc.tuple(
  fc.constantFrom('A', 'S'),
  fc.string({ unit: 'binary', maxLength: 80 }).map((text) => JSON.stringify(text)),
);
const payload = fc
  .array(line, { maxLength: 6 })
  .map((lines) => lines.map(([kind, text]) => `${kind}${text}\n`).join(''));
const payloads = fc.array(payload, { minLength: 1, maxLength: 12 });

type Written = { readonly bytes: Buffer; readonly ranges: readonly ByteRange[]; readonly texts: readonly string[] };

function write(texts: readonly string[]): Written {
  const ranges: ByteRange[] = [];
  const frames = texts.map((text, index) => {
    const frame = Buffer.concat([Buffer.alloc(FRAME_HEADER_BYTES), Buffer.from(text)]);
    sealFrame(frame, { records: index, writtenAtMs: index });
    const fromOffset = ranges.at(-1)?.toOffset ?? 0;
    ranges.push({ fromOffset, toOffset: fromOffset + frame.length });
    return frame;
  });
  return { bytes: Buffer.concat(frames), ranges, texts };
}

type Read = { readonly frames: (ByteRange & { readonly text: string })[]; readonly damaged: ByteRange[] };

/** Reads as the reader does: window by window, larger where a frame does not fit. */
function readInWindows(bytes: Buffer, windowBytes: number): Read {
  const found: Read = { frames: [], damaged: [] };
  let size = windowBytes;
  for (let position = 0; position < bytes.length; ) {
    const bounds = { windowOffset: position, limit: bytes.length, recordsMax: 4 };
    const parsed = parseFrames(bytes.subarray(position, position + size), bounds);
    for (const frame of parsed.frames) {
      found.frames.push({ fromOffset: frame.offset, toOffset: frame.endOffset, text: frame.payload.toString('utf8') });
    }
    found.damaged.push(...parsed.damaged);
    if (parsed.nextOffset === position) {
      assert.ok(parsed.neededBytes > size, 'the reader would stand still');
      size = parsed.neededBytes;
    }
    position = parsed.nextOffset;
  }
  return found;
}

test('whatever is written is read again, however the windows are cut', (context) => {
  context.diagnostic(`seed ${seed}`);
  fc.assert(
    fc.property(payloads, fc.integer({ min: 1, max: 400 }), (texts, windowBytes) => {
      const written = write(texts);
      const found = readInWindows(written.bytes, windowBytes);
      assert.deepEqual(found.damaged, []);
      assert.deepEqual(
        found.frames.map((frame) => frame.text),
        texts.map((text) => text.toWellFormed()),
      );
    }),
    { seed, numRuns: 500 },
  );
});

test('damage costs the frames that it touches, and every byte is either in a good frame or counted as lost', (context) => {
  context.diagnostic(`seed ${seed}`);
  const harm = fc.array(fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 60 })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(payloads, harm, fc.nat(), fc.integer({ min: 1, max: 400 }), (texts, harms, cut, windowBytes) => {
      const { bytes, ranges } = write(texts);
      const before = Buffer.from(bytes);
      for (const [where, what] of harms)
        bytes.set(what.subarray(0, bytes.length - (where % bytes.length)), where % bytes.length);
      const left = bytes.subarray(0, bytes.length - (cut % 50));
      const found = readInWindows(left, windowBytes);
      const untouched = ranges.filter(
        ({ fromOffset, toOffset }) =>
          toOffset <= left.length && before.subarray(fromOffset, toOffset).equals(left.subarray(fromOffset, toOffset)),
      );
      const read = found.frames.map(({ fromOffset, toOffset }) => ({ fromOffset, toOffset }));
      assert.deepEqual(read, untouched);
      const covered = [...read, ...found.damaged].sort((one, other) => one.fromOffset - other.fromOffset);
      assert.equal(
        covered.reduce((end, range) => (range.fromOffset === end ? range.toOffset : Number.NaN), 0),
        left.length,
      );
    }),
    { seed, numRuns: 1_000 },
  );
});

test('any bytes at all are read to their end', (context) => {
  context.diagnostic(`seed ${seed}`);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.integer({ min: 1, max: 300 }), (bytes, windowBytes) => {
      assert.deepEqual(readInWindows(Buffer.from(bytes), windowBytes).frames, []);
    }),
    { seed, numRuns: 300 },
  );
});

test('a payload is split into the very texts that were put into it', (context) => {
  context.diagnostic(`seed ${seed}`);
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const into: PayloadLines = { admits: [], settles: [] };
      splitPayload(Buffer.from(lines.map(([kind, text]) => `${kind}${text}\n`).join('')), into);
      assert.deepEqual(
        into.admits.map(String),
        lines.filter(([kind]) => kind === 'A').map(([, text]) => text),
      );
      assert.deepEqual(
        into.settles.map(String),
        lines.filter(([kind]) => kind === 'S').map(([, text]) => text),
      );
    }),
    { seed, numRuns: 300 },
  );
});
