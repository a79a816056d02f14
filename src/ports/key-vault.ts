/** A key in the form in which it may be stored: of use only to whoever has the vault's key. */
export type WrappedKey = {
  /** Names the vault's key without telling anything of it. */
  readonly vaultKeyId: string;
  readonly wrapped: Uint8Array;
};

/**
 * Keeps the keys that keys of content are wrapped under: a variable, a file, or a service for keys. They never stand in the
 * store, in a backup of it, or in a log. `boundTo` must be the same text at both ends, or unwrapping fails.
 */
export type KeyVault = {
  /** The key that wraps from now on. */
  readonly currentKeyId: string;
  /** All keys that it can still unwrap with. */
  readonly keyIds: readonly string[];
  readonly wrap: (key: Uint8Array, boundTo: string) => Promise<WrappedKey>;
  /** Rejects when it does not have the key, or what was wrapped has been changed. */
  readonly unwrap: (wrapped: WrappedKey, boundTo: string) => Promise<Uint8Array>;
};
