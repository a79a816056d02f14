/**
 * Cuts a stream of server-sent events into events: each with the empty line that ends it, all bytes kept. LF, CRLF and
 * CR end lines. What is cut does not depend on how the bytes came.
 */
export class EventSplitter {
  readonly #bytesMax: number;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #lineIsEmpty = true;
  #afterReturn = false;
  /** Nothing of this event but line ends has come. */
  #isBare = true;
  /** An event has ended with a CR, and its LF may follow. */
  #isOver = false;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** False once an event is longer than it may be. */
  accept(chunk: Uint8Array, visit: (event: Uint8Array) => void): boolean {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === LF && this.#afterReturn) {
        this.#afterReturn = false;
        // The second half of the line end that closed an event is part of it.
        if (!this.#isOver) continue;
        this.#isOver = false;
        visit(this.#take(chunk.subarray(start, at + 1)));
        start = at + 1;
        continue;
      }
      if (this.#isOver) {
        this.#isOver = false;
        visit(this.#take(chunk.subarray(start, at)));
        start = at;
      }
      this.#afterReturn = byte === CR;
      if (byte !== LF && byte !== CR) {
        this.#lineIsEmpty = false;
        this.#isBare = false;
        continue;
      }
      const isEnd = this.#lineIsEmpty && !this.#isBare;
      this.#lineIsEmpty = true;
      if (!isEnd) continue;
      this.#isBare = true;
      this.#isOver = byte === CR;
      if (this.#isOver) continue;
      visit(this.#take(chunk.subarray(start, at + 1)));
      start = at + 1;
    }
    if (start < chunk.length) {
      this.#held.push(chunk.subarray(start));
      this.#heldBytes += chunk.length - start;
    }
    return this.#heldBytes <= this.#bytesMax;
  }

  /** What is left: an event without its end. */
  rest(): Uint8Array {
    return this.#take(NOTHING);
  }

  #take(last: Uint8Array): Uint8Array {
    if (this.#heldBytes === 0) return last;
    const whole = Buffer.concat([...this.#held, last]);
    this.#held = [];
    this.#heldBytes = 0;
    return whole;
  }
}

const LF = 0x0a;
const CR = 0x0d;
const NOTHING = new Uint8Array(0);
