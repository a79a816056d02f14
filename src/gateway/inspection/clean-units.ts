import type { MediaKind } from '../../domain/policy/policy-facts.ts';

/** Units remembered in each of two generations; about 150 bytes each. */
const GENERATION_MAX = 30_000;
/** What an allow-list lets pass may end while nothing else changes: nothing is called clean for longer. */
const REMEMBERED_MS = 300_000;

/**
 * Stretches of request bodies in which an inspector found nothing, by the digest of their bytes, with the media that
 * travel in them. A coding agent sends 100 kB of the same with each turn: what stands here is neither read nor inspected
 * again. Another version of the inspector knows nothing of what this one passed.
 */
export class CleanUnits {
  #version = '';
  #droppedAtMs = 0;
  #young = new Map<string, readonly MediaKind[]>();
  #old = new Map<string, readonly MediaKind[]>();

  /** Forgets everything when the inspector has changed, or when it has been long enough. */
  begin(version: string, nowMonotonicMs: number): void {
    if (version === this.#version && nowMonotonicMs - this.#droppedAtMs < REMEMBERED_MS) return;
    this.#version = version;
    this.#droppedAtMs = nowMonotonicMs;
    this.#young = new Map();
    this.#old = new Map();
  }

  find(digest: string): readonly MediaKind[] | undefined {
    const known = this.#young.get(digest);
    if (known !== undefined) return known;
    const aged = this.#old.get(digest);
    if (aged !== undefined) this.remember(digest, aged);
    return aged;
  }

  remember(digest: string, media: readonly MediaKind[]): void {
    if (this.#young.size >= GENERATION_MAX) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(digest, media.length === 0 ? NO_MEDIA : media);
  }
}

const NO_MEDIA: readonly MediaKind[] = [];
