import type { Buffer } from 'node:buffer';
import { LineRoom } from './line-room.ts';

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;

/**
 * Lines written down once as the bytes that the hash, the packing and the statement each need: a text joined for each of
 * them would be a third of what the memory of a busy gateway has to be cleaned of.
 *
 *   ¦line¦line¦line¦      ¦ is one byte, which each reader has set to what it wants there
 *
 * Each function's bytes hold until the next function is called.
 */
export class SettledLines {
  readonly count: number;
  readonly #bytes: Buffer;
  /** Where the marks stand: one before each line, and one behind the last. */
  readonly #marks: readonly number[];
  readonly #giveBack: () => void;

  constructor(lines: readonly Buffer[], room = new LineRoom()) {
    const taken = room.take(lines.reduce((sum, line) => sum + line.length + 1, 1));
    const marks = [0];
    let end = 1;
    for (const line of lines) {
      end += line.copy(taken, end);
      marks.push(end);
      end += 1;
    }
    this.count = lines.length;
    this.#bytes = taken.subarray(0, end);
    this.#marks = marks;
    this.#giveBack = () => room.giveBack(taken);
  }

  /** Nobody reads these bytes any more, neither the packing nor a statement: the next batch may write over them. */
  giveBack(): void {
    this.#giveBack();
  }

  /** Each line behind one byte of the caller's. */
  marked(mark: number): readonly Buffer[] {
    this.#setMarks(mark);
    return this.#marks.slice(1).map((end, index) => this.#bytes.subarray(this.#marks[index], end));
  }

  /** Whether any of them holds this; what is sought must not reach over the end of a line. */
  includes(sought: string): boolean {
    return this.#bytes.includes(sought);
  }

  /** The lines with a line feed between each two. */
  joined(): Buffer {
    this.#setMarks(LINE_FEED);
    return this.#bytes.subarray(1, -1);
  }

  /** The lines as one JSON array. */
  asJsonArray(): Buffer {
    this.#setMarks(COMMA);
    this.#bytes[0] = OPENING_BRACKET;
    this.#bytes[this.#bytes.length - 1] = CLOSING_BRACKET;
    return this.#bytes;
  }

  #setMarks(mark: number): void {
    for (const at of this.#marks) this.#bytes[at] = mark;
  }
}
