/** Beyond this an answer is not compared. */
const BYTES_MAX = 256 * 1024;

/** Holds the bytes of one answer for a comparison, in bounded memory and no longer than that. */
export class AnswerCapture {
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  add(chunk: Uint8Array): void {
    this.#bytes += chunk.byteLength;
    if (this.#bytes <= BYTES_MAX) this.#pieces.push(chunk);
    else this.#pieces = [];
  }

  /** What an earlier attempt said does not belong to the answer of the next. */
  clear(): void {
    this.#pieces = [];
    this.#bytes = 0;
  }

  get isTooLong(): boolean {
    return this.#bytes > BYTES_MAX;
  }

  /** Null where it was too long, or nothing came. */
  whole(): Uint8Array | null {
    if (this.isTooLong || this.#bytes === 0) return null;
    const whole = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    return whole;
  }
}
