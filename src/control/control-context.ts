import type { KeyScope } from '../domain/identity/key-grant.ts';
import type { Chance, Clock, Sha256 } from '../ports/clock.ts';
import type { Actor, ControlStore } from '../ports/control-store.ts';

/** What commands of the control plane need of the outside. */
export type ControlContext = {
  readonly store: ControlStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly sha256: Sha256;
  /** HMAC-SHA-256 under the server's pepper, hex: how a key is kept and found. */
  readonly keyDigest: (secret: string) => string;
  readonly keyLife: KeyLife;
};

/** How long keys may live. */
export type KeyLife = {
  readonly defaultMs: number;
  readonly longestMs: number;
  readonly overlapLongestMs: number;
};

const DAY_MS = 86_400_000;

export const KEY_LIFE: KeyLife = {
  defaultMs: 90 * DAY_MS,
  longestMs: 365 * DAY_MS,
  overlapLongestMs: 7 * DAY_MS,
};

/** Who gives a command, and what the key that was presented may do: a new key cannot do more. */
export type Commander = { readonly actor: Actor; readonly scopes: readonly KeyScope[] };
