import { isAscii } from '../../domain/detection/text-units.ts';

/** A length, a mark, and the characters of a digest. */
const ENTRY_BYTES = 64;
const DIGEST_LENGTH_MAX = ENTRY_BYTES - 2;
const PLACE_BITS = 16;

/**
 * Digests with a mark each, in a fixed stretch of memory: a map would keep each as a text of its own, which the collector
 * of garbage goes over for as long as it is remembered.
 */
export class DigestTable {
  readonly #entriesMax: number;
  readonly #bytes: Uint8Array;
  /** Number of an entry, from 1; 0: none. */
  readonly #places = new Uint16Array(1 << PLACE_BITS);
  #entries = 0;

  /** Up to 32,768, so that half the places stay free. */
  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
    this.#bytes = new Uint8Array(entriesMax * ENTRY_BYTES);
  }

  get isFull(): boolean {
    return this.#entries >= this.#entriesMax;
  }

  clear(): void {
    this.#places.fill(0);
    this.#entries = 0;
  }

  /** The mark of a digest; −1: it is unknown. */
  find(digest: string): number {
    if (this.#entries === 0) return -1;
    const from = this.#startOf(this.#places[this.#placeFor(digest)] ?? 0);
    return from < 0 ? -1 : (this.#bytes[from + 1] ?? -1);
  }

  /** A digest that is too long, or not ASCII, stays unknown; so does any while the table is full. */
  add(digest: string, mark: number): void {
    if (digest.length > DIGEST_LENGTH_MAX || !isAscii(digest)) return;
    const place = this.#placeFor(digest);
    let entry = this.#places[place] ?? 0;
    if (entry === 0) {
      if (this.isFull) return;
      this.#entries += 1;
      entry = this.#entries;
      this.#places[place] = entry;
      this.#write(digest, entry);
    }
    this.#bytes[this.#startOf(entry) + 1] = mark;
  }

  #startOf(entry: number): number {
    return (entry - 1) * ENTRY_BYTES;
  }

  #write(digest: string, entry: number): void {
    const from = this.#startOf(entry);
    this.#bytes[from] = digest.length;
    for (let at = 0; at < digest.length; at += 1) this.#bytes[from + 2 + at] = digest.charCodeAt(at);
  }

  /** Where a digest stands, or would stand. */
  #placeFor(digest: string): number {
    let place = hashOf(digest);
    for (let entry = this.#places[place]; entry !== undefined && entry !== 0; entry = this.#places[place]) {
      if (this.#isAt(digest, entry)) return place;
      place = (place + 1) & ((1 << PLACE_BITS) - 1);
    }
    return place;
  }

  #isAt(digest: string, entry: number): boolean {
    const from = this.#startOf(entry);
    if (this.#bytes[from] !== digest.length) return false;
    for (let at = 0; at < digest.length; at += 1)
      if (this.#bytes[from + 2 + at] !== digest.charCodeAt(at)) return false;
    return true;
  }
}

/** Each character of a digest is as good as any other. */
const HASHED_CHARACTERS = 12;

function hashOf(digest: string): number {
  let hash = 0;
  for (let at = Math.max(0, digest.length - HASHED_CHARACTERS); at < digest.length; at += 1)
    hash = Math.imul(hash ^ digest.charCodeAt(at), 0x9e3779b1);
  return hash >>> (32 - PLACE_BITS);
}
