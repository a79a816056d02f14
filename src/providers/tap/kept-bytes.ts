/** First bytes of an answer that are kept: they name the response, its model and, for Anthropic, its input. */
export const HEAD_BYTES = 16 * 1024;
/** Last bytes that are kept at least: they hold the usage, also behind a long echo of the request. */
export const TAIL_BYTES = 64 * 1024;

/**
 * Bounded memory of an answer that goes by: all of it while it is short, then its head and its tail. It keeps the
 * chunks themselves and copies only when it must, so that a chunk costs a push; nobody may write to a chunk later.
 */
export class KeptBytes {
  totalBytes = 0;
  #head: Uint8Array | null = null;
  #chunks: Uint8Array[] = [];
  #first = 0;
  #chunksBytes = 0;
  readonly #dropped: ((chunk: Uint8Array) => void) | null;

  /** `dropped` sees, in order, each piece that is in neither head nor tail any more. */
  constructor(dropped: ((chunk: Uint8Array) => void) | null) {
    this.#dropped = dropped;
  }

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.totalBytes += chunk.length;
    this.#chunksBytes += chunk.length;
    if (this.#chunks.length - this.#first > CHUNKS_MAX) this.#merge();
    if (this.#chunksBytes > HEAD_BYTES + TAIL_BYTES || (this.#head !== null && this.#chunksBytes > TAIL_BYTES)) {
      this.#shrink();
    }
  }

  /** The whole answer, or null when its middle was dropped. */
  whole(): Uint8Array | null {
    return this.#head === null ? this.#merge() : null;
  }

  head(): Uint8Array {
    return this.#head ?? this.#merge().subarray(0, HEAD_BYTES);
  }

  /** The last bytes; those of the head are not among them once the middle was dropped. */
  tail(): Uint8Array {
    return this.#merge();
  }

  #shrink(): void {
    if (this.#head === null) {
      const all = this.#merge();
      // A copy, so that sixteen kilobytes do not hold on to what follows them.
      this.#head = new Uint8Array(all.subarray(0, HEAD_BYTES));
      this.#replace(all.subarray(HEAD_BYTES));
    }
    let oldest = this.#chunks[this.#first];
    while (oldest !== undefined && this.#chunksBytes - oldest.length >= TAIL_BYTES) {
      this.#chunksBytes -= oldest.length;
      this.#first += 1;
      this.#dropped?.(oldest);
      oldest = this.#chunks[this.#first];
    }
    if (this.#first > CHUNKS_MAX) {
      this.#chunks = this.#chunks.slice(this.#first);
      this.#first = 0;
    }
  }

  #merge(): Uint8Array {
    const only = this.#chunks[this.#first];
    if (only !== undefined && this.#chunks.length - this.#first === 1) return only;
    const merged = Buffer.concat(this.#chunks.slice(this.#first));
    this.#replace(merged);
    return merged;
  }

  #replace(chunk: Uint8Array): void {
    this.#chunks = [chunk];
    this.#first = 0;
    this.#chunksBytes = chunk.length;
  }
}

/** Many tiny chunks cost more as objects than as bytes: beyond this many they are joined. */
const CHUNKS_MAX = 512;
