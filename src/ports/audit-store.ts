import type { AuditEvent, Checkpoint } from '../domain/audit/chain.ts';

export type AuditFilter = {
  readonly type?: string;
  readonly subject?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
};

export type AuditPage = { readonly events: readonly AuditEvent[]; readonly nextAfterSequence: number | null };

/** Reads the chain; only a transaction of the store writes it. */
export type AuditStore = {
  readonly events: (
    page: { readonly afterSequence: number; readonly limit: number },
    filter: AuditFilter,
  ) => Promise<AuditPage>;
  readonly head: () => Promise<{ readonly sequence: number; readonly hash: string }>;
  readonly checkpoints: (page: {
    readonly afterSequence: number;
    readonly limit: number;
  }) => Promise<readonly Checkpoint[]>;
  readonly newestCheckpoint: () => Promise<Checkpoint | undefined>;
  readonly addCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
  /** The leaves under a `calls.batch` event: the settled calls' canonical lines in order, as they were hashed. */
  readonly batchLeaves: (batchId: string) => Promise<readonly string[] | undefined>;
};

/** Signs with the organisation's audit key; the private half never leaves it. */
export type CheckpointSigner = {
  /** `keyId`: first 16 hex digits of SHA-256 over the raw public key. */
  readonly keyId: string;
  readonly publicKeyPem: string;
  /** Base64 of the Ed25519 signature over the text's UTF-8 bytes. */
  readonly sign: (text: string) => string;
};
