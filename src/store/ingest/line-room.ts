import { Buffer } from 'node:buffer';

const STEP_BYTES = 256 * 1024;
/** What a batch needs once in a long while need not stay. */
const KEPT_BYTES_MAX = 2 * 1024 * 1024;

/**
 * Where the lines of one batch after another are written down. Bytes made anew for each live as long as its transaction, which
 * is long enough to grow old: half a megabyte at a time that only the great collection frees, and has to begin for.
 *
 * What is taken is nobody else's until it is given back, and that is only done with what nobody reads any more: a batch that
 * failed may have left a statement behind, and keeps its bytes.
 */
export class LineRoom {
  #free: Buffer | undefined;

  /** At least so many bytes, of any content. */
  take(bytes: number): Buffer {
    const free = this.#free;
    if (free === undefined || free.length < bytes)
      return Buffer.allocUnsafeSlow(Math.ceil(bytes / STEP_BYTES) * STEP_BYTES);
    this.#free = undefined;
    return free;
  }

  giveBack(bytes: Buffer): void {
    if (bytes.length <= KEPT_BYTES_MAX) this.#free = bytes;
  }
}
