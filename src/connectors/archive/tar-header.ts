import { Buffer } from 'node:buffer';

/** A tar archive (POSIX.1-1988, ustar) is made of blocks of so many bytes. */
export const BLOCK_BYTES = 512;

export type TarEntry = { readonly name: string; readonly bytes: number; readonly kind: 'file' | 'other' };

const NAME_BYTES_MAX = 100;
const SUM_AT = 148;
const SUM_BYTES = 8;

/** [offset, bytes] of the members that are read and written here. */
const AT = { name: [0, 100], size: [124, 12], kind: [156, 1], magic: [257, 6], prefix: [345, 155] } as const;

export function writeTarHeader(entry: {
  readonly name: string;
  readonly bytes: number;
  readonly atMs: number;
}): Uint8Array {
  const block = Buffer.alloc(BLOCK_BYTES);
  if (!/^[\x21-\x7e]+$/.test(entry.name) || entry.name.length > NAME_BYTES_MAX)
    throw new Error(`"${entry.name}" cannot be the name of a file in an archive`);
  block.write(entry.name, 0, 'ascii');
  block.write(octal(0o644, 7), 100, 'ascii');
  block.write(octal(0, 7), 108, 'ascii');
  block.write(octal(0, 7), 116, 'ascii');
  block.write(octal(entry.bytes, 11), 124, 'ascii');
  block.write(octal(Math.floor(entry.atMs / 1000), 11), 136, 'ascii');
  block.write('0', 156, 'ascii');
  block.write('ustar\x0000', 257, 'ascii');
  block.write(`${octal(sumOf(block), 6)}\0 `, SUM_AT, 'ascii');
  return block;
}

/** Undefined where the block is no header: its sum does not fit. */
export function readTarHeader(block: Buffer): TarEntry | undefined {
  const said = Number.parseInt(textAt(block, [SUM_AT, SUM_BYTES]).trim(), 8);
  if (said !== sumOf(block)) return undefined;
  const bytes = Number.parseInt(textAt(block, AT.size).trim(), 8);
  if (!Number.isSafeInteger(bytes) || bytes < 0) return undefined;
  const prefix = textAt(block, AT.magic).startsWith('ustar') ? textAt(block, AT.prefix) : '';
  const name = textAt(block, AT.name);
  const kind = ['', '0'].includes(textAt(block, AT.kind)) ? 'file' : 'other';
  return { name: prefix === '' ? name : `${prefix}/${name}`, bytes, kind };
}

/** The bytes that fill a file's last block. */
export function paddingOf(bytes: number): number {
  return (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;
}

function octal(value: number, digits: number): string {
  const text = value.toString(8).padStart(digits, '0');
  if (text.length > digits) throw new Error(`${value} is too large for an archive`);
  return text;
}

/** All bytes of the header, its own sum read as spaces. */
function sumOf(block: Buffer): number {
  let sum = SUM_BYTES * 0x20;
  for (let at = 0; at < BLOCK_BYTES; at += 1) if (at < SUM_AT || at >= SUM_AT + SUM_BYTES) sum += block[at] ?? 0;
  return sum;
}

function textAt(block: Buffer, [from, bytes]: readonly [number, number]): string {
  const member = block.subarray(from, from + bytes);
  const end = member.indexOf(0);
  return member.subarray(0, end === -1 ? bytes : end).toString('utf8');
}
