import { createHash, createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { describeFinding } from '../../domain/audit/audit-finding.ts';
import { type Checkpoint, checkpointSigningText } from '../../domain/audit/chain.ts';
import type { CheckSignature } from '../../domain/audit/check-checkpoints.ts';
import { readExportLine } from '../../domain/audit/export-lines.ts';
import type { HashParts } from '../../domain/audit/merkle.ts';
import { type AuditReport, createExportVerifier } from '../../domain/audit/verify-export.ts';

export type VerifiedExport = AuditReport & {
  /** The finding in words; null when there is none. */
  readonly sentence: string | null;
  readonly origin: string | null;
  readonly exportedAtMs: number | null;
  /** `export`: only the key that the file itself brought was there, so a forger could have brought it. */
  readonly keySource: 'given' | 'export' | 'none';
  readonly keyIds: readonly string[];
  readonly pinnedCheckpoints: number;
};

export type VerifyWish = {
  /** Keys from elsewhere, PEM. Empty: the one in the export's header is used, and the report says so. */
  readonly publicKeyPems: readonly string[];
  /** Checkpoints that were kept elsewhere. */
  readonly pinned: readonly Checkpoint[];
};

/** Verifies an export line by line as it comes, in memory that does not grow with it. Needs no server and no store. */
export async function verifyAuditExport(
  lines: AsyncIterable<string> | Iterable<string>,
  wish: VerifyWish,
): Promise<VerifiedExport> {
  let opened: OpenedVerification | undefined;
  for await (const line of lines) {
    opened ??= open(line, wish);
    opened.verifier.accept(line);
  }
  opened ??= open('', wish);
  const report = opened.verifier.finish();
  return {
    ...report,
    sentence: report.finding === null ? null : describeFinding(report.finding),
    origin: opened.header?.origin ?? null,
    exportedAtMs: opened.header?.exportedAtMs ?? null,
    keySource: opened.keySource,
    keyIds: [...opened.keys.keys()],
    pinnedCheckpoints: wish.pinned.length,
  };
}

/** The id by which checkpoints name a public key: the first 16 hex digits of the SHA-256 of its 32 bytes. */
export function keyIdOf(publicKey: KeyObject): string {
  const raw = publicKey.export({ format: 'jwk' }).x ?? '';
  return hash('sha256', Buffer.from(raw, 'base64url'), 'hex').slice(0, 16);
}

/** An Ed25519 public key; undefined for everything else, a private key among it. */
export function readPublicKey(pem: string): KeyObject | undefined {
  if (pem.includes('PRIVATE KEY')) return undefined;
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A checkpoint as `tokenward audit checkpoint` writes it; undefined when the text is none. */
export function readCheckpointText(text: string): Checkpoint | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const line = readExportLine(JSON.stringify({ ...Object(value), kind: 'checkpoint' }));
    return line?.kind === 'checkpoint' ? line : undefined;
  } catch {
    return undefined;
  }
}

type OpenedVerification = {
  readonly verifier: ReturnType<typeof createExportVerifier>;
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly keySource: VerifiedExport['keySource'];
  readonly header:
    | { readonly origin: string; readonly exportedAtMs: number; readonly publicKeyPem: string }
    | undefined;
};

function open(firstLine: string, wish: VerifyWish): OpenedVerification {
  const line = readExportLine(firstLine);
  const header = line?.kind === 'header' ? line : undefined;
  const given = keysOf(wish.publicKeyPems);
  const brought = keysOf(header === undefined ? [] : [header.publicKeyPem]);
  const keys = wish.publicKeyPems.length > 0 ? given : brought;
  const verifier = createExportVerifier({ sha256, hashParts, checkSignature: checkWith(keys), pinned: wish.pinned });
  const ownSource = keys.size === 0 ? 'none' : 'export';
  return { verifier, keys, keySource: wish.publicKeyPems.length > 0 ? 'given' : ownSource, header };
}

function keysOf(pems: readonly string[]): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const pem of pems) {
    const key = readPublicKey(pem);
    if (key !== undefined) keys.set(keyIdOf(key), key);
  }
  return keys;
}

function checkWith(keys: ReadonlyMap<string, KeyObject>): CheckSignature {
  return (checkpoint) => {
    const key = keys.get(checkpoint.keyId);
    if (key === undefined) return 'key_unknown';
    const text = Buffer.from(checkpointSigningText(checkpoint));
    return verify(null, text, key, Buffer.from(checkpoint.signature, 'base64')) ? 'valid' : 'forged';
  };
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

const hashParts: HashParts = (parts) => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};
