import { Buffer } from 'node:buffer';
import { SKETCH_BINS, type Sketch } from '../../domain/similarity/sketch.ts';

/** A sketch as it is kept: its numbers of two bytes, the low one first, on every machine. */
export function toRowSketch(sketch: Sketch): Buffer {
  const bytes = Buffer.alloc(SKETCH_BINS * 2);
  for (const [bin, value] of sketch.entries()) bytes.writeUInt16LE(value, bin * 2);
  return bytes;
}

export function fromRowSketch(bytes: Buffer): Sketch {
  return Uint16Array.from({ length: SKETCH_BINS }, (_, bin) => bytes.readUInt16LE(bin * 2));
}
