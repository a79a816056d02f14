import type { UnitMover } from '../../domain/detection/text-memory.ts';

let memory: Buffer<ArrayBuffer> | undefined;

/** Moves texts into memory and out of it: the machine's own way, a tenth of the time of reading their units one by one. */
export const unitMover: UnitMover = {
  write: (text, into, at) => {
    bufferOf(into).write(text, at, 'utf16le');
  },
  readUnits: (from, { start, end }) => bufferOf(from).toString('utf16le', start, end),
  readAscii: (from, { start, end }) => bufferOf(from).toString('latin1', start, end),
};

function bufferOf(bytes: ArrayBuffer): Buffer<ArrayBuffer> {
  if (memory?.buffer !== bytes) memory = Buffer.from(bytes);
  return memory;
}
