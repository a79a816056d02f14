import { BYTE_PAIRS, DIGIT_WORDS } from './number-words.ts';
import { IS_BETWEEN } from './spelled-runs.ts';
import type { TextKernel } from './text-kernel.ts';
import { byteOf } from './text-units.ts';

/** Where the tables begin, as the kernel has them: first letters of digits' words, bits of their hashes and of three letters. */
const PAIRS = 256;
const WORDS = PAIRS + 1024;
const WORD_BITS = 12;
const THREES = WORDS + (1 << (WORD_BITS - 3));
const LETTER_BITS = 5;
const SIZE = THREES + (1 << (3 * LETTER_BITS - 3));
/** What may stand behind a word of two letters: blank, comma, dash, point, line end. */
const GAPS = ' ,-.\n';

/** Writes what may be spelled: what stands between characters, by its byte, and the words of digits. */
export function writeSpelled(
  kernel: TextKernel,
  take: (size: number) => number,
  writeBytes: (texts: readonly string[]) => readonly number[],
): void {
  const at = take(SIZE);
  const starts = writeBytes(DIGIT_WORDS);
  const tables = new Uint8Array(kernel.memory.buffer, at, SIZE);
  const set = (from: number, bit: number): void => {
    tables[from + (bit >> 3)] = (tables[from + (bit >> 3)] ?? 0) | (1 << (bit & 7));
  };
  tables.set(IS_BETWEEN);
  tables.set(BYTE_PAIRS, PAIRS);
  for (const [row, word] of DIGIT_WORDS.entries()) {
    set(WORDS, kernel.hashWord(starts[row] ?? 0, word.length) >>> (32 - WORD_BITS));
    for (const gap of word.length < 3 ? GAPS : ' ') set(THREES, threeOf(`${word}${gap}`));
  }
  kernel.placeSpelled(at);
}

/** The first three letters, the lower bits of the byte of each. */
function threeOf(text: string): number {
  return [0, 1, 2].reduce((bits, at) => bits | ((byteOf(text.charCodeAt(at)) & 31) << (LETTER_BITS * at)), 0);
}
