import { createTextNumbers, type TextNumbers } from '../../domain/detection/text-numbers.ts';
import type { MediaKind } from '../../domain/policy/policy-facts.ts';

/** Units remembered in each of two generations. */
const GENERATION_MAX = 30_000;
const DIGEST_LENGTH_MAX = 63;
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
  #young = newGeneration();
  #old = newGeneration();

  /** Forgets everything when the inspector has changed, or when it has been long enough. */
  begin(version: string, nowMonotonicMs: number): void {
    if (version === this.#version && nowMonotonicMs - this.#droppedAtMs < REMEMBERED_MS) return;
    this.#version = version;
    this.#droppedAtMs = nowMonotonicMs;
    this.#young.digests.clear();
    this.#old.digests.clear();
  }

  find(digest: string): readonly MediaKind[] | undefined {
    const known = markIn(this.#young, digest);
    if (known >= 0) return MEDIA_OF[known];
    const aged = markIn(this.#old, digest);
    if (aged < 0) return undefined;
    this.#add(digest, aged);
    return MEDIA_OF[aged];
  }

  remember(digest: string, media: readonly MediaKind[]): void {
    this.#add(digest, markOf(media));
  }

  #add(digest: string, mark: number): void {
    let number = this.#young.digests.add(digest);
    if (number < 0) {
      [this.#young, this.#old] = [this.#old, this.#young];
      this.#young.digests.clear();
      number = this.#young.digests.add(digest);
    }
    this.#young.marks[number] = mark;
  }
}

/** Digests, and by the number of each what travels in it. */
type Generation = { readonly digests: TextNumbers; readonly marks: Uint8Array };

function newGeneration(): Generation {
  const digests = createTextNumbers({ textsMax: GENERATION_MAX, lengthMax: DIGEST_LENGTH_MAX });
  return { digests, marks: new Uint8Array(GENERATION_MAX) };
}

/** −1: it is unknown. */
function markIn({ digests, marks }: Generation, digest: string): number {
  const number = digests.find(digest);
  return number < 0 ? -1 : (marks[number] ?? 0);
}

/** A bit for each kind. */
const BITS: Readonly<Record<MediaKind, number>> = { image: 1, audio: 2, file: 4 };
/** Of each set of kinds, as bits. */
const MEDIA_OF: readonly (readonly MediaKind[])[] = setsOf(['image', 'audio', 'file']);

function setsOf(kinds: readonly MediaKind[]): readonly (readonly MediaKind[])[] {
  return Array.from({ length: 1 << kinds.length }, (_, mark) => kinds.filter((kind) => (mark & BITS[kind]) !== 0));
}

function markOf(media: readonly MediaKind[]): number {
  let mark = 0;
  for (const kind of media) mark |= BITS[kind];
  return mark;
}
