import type { Refusal } from '../../domain/policy/refusal.ts';

/** How long the same content is the same event. */
const REMEMBERED_MS = 600_000;
const ENTRIES_MAX = 10_000;

/** A refusal for what was found in a call, as it was told the first time. */
export type RememberedRefusal = { readonly callId: string; readonly atMs: number; readonly refusal: Refusal };

/**
 * What was refused of late, by owner and content: clients try again, and the same content of the same person is told the
 * same sentence and counted once. Dropped whole when it is full.
 */
export class RefusalMemory {
  #refusals = new Map<string, RememberedRefusal>();

  find(digest: string, nowMs: number): RememberedRefusal | undefined {
    const known = this.#refusals.get(digest);
    return known === undefined || nowMs - known.atMs > REMEMBERED_MS ? undefined : known;
  }

  remember(digest: string, refused: RememberedRefusal): void {
    if (this.#refusals.size >= ENTRIES_MAX) this.#refusals = new Map();
    this.#refusals.set(digest, refused);
  }
}
