/**
 * The audit trail: a chain of events, each hash over its predecessor's.
 *
 *   hash = SHA-256("tokenward-audit-v1\n" + sequence + "\n" + previousHash + "\n" + body)     (lower-case hex)
 *
 * `body` is canonical JSON text (keys sorted, no spaces) and is kept and exported as that text, never re-serialised.
 * The chain begins at sequence 1 with a previousHash of 64 zeros.
 */
export type AuditEvent = {
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly body: string;
};

/** What stands in `body`. */
export type AuditBody = {
  readonly atMs: number;
  readonly actor: { readonly kind: string; readonly id: string; readonly keyId: string | null };
  readonly requestId: string;
  readonly type: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export const GENESIS_HASH = '0'.repeat(64);

/**
 * A signed statement that the chain had this head. The signature is Ed25519 over
 *   "tokenward-checkpoint-v1\n" + origin + "\n" + sequence + "\n" + hash + "\n" + atMs + "\n"
 */
export type Checkpoint = {
  readonly origin: string;
  readonly sequence: number;
  readonly hash: string;
  readonly atMs: number;
  readonly keyId: string;
  readonly signature: string;
};

export function eventHashInput(event: Pick<AuditEvent, 'sequence' | 'previousHash' | 'body'>): string {
  return `tokenward-audit-v1\n${event.sequence}\n${event.previousHash}\n${event.body}`;
}

export function checkpointSigningText(checkpoint: Pick<Checkpoint, 'origin' | 'sequence' | 'hash' | 'atMs'>): string {
  return `tokenward-checkpoint-v1\n${checkpoint.origin}\n${checkpoint.sequence}\n${checkpoint.hash}\n${checkpoint.atMs}\n`;
}
