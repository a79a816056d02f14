import type { AuditEvent, Checkpoint } from './chain.ts';

export const EXPORT_FORMAT = 'tokenward-audit-export-v1';

/**
 * The lines of an audit export (NDJSON), in this order: the header; the events by sequence, each `calls.batch` event
 * followed by its leaves, each event that a checkpoint names followed by that checkpoint; the end.
 */
export type ExportLine =
  | {
      readonly kind: 'header';
      readonly format: string;
      readonly origin: string;
      readonly keyId: string;
      /** For convenience only: who verifies brings the key from elsewhere. */
      readonly publicKeyPem: string;
      readonly exportedAtMs: number;
    }
  | ({ readonly kind: 'event' } & AuditEvent)
  | {
      readonly kind: 'leaves';
      readonly batchId: string;
      /** The settled calls' canonical lines, in the order in which they were hashed. */
      readonly leaves: readonly string[];
      /** Hex hashes of the leaves as they were when the batch was sealed; with them a changed leaf is named, not only its batch. */
      readonly leafHashes?: readonly string[];
    }
  | ({ readonly kind: 'checkpoint' } & Checkpoint)
  | { readonly kind: 'end'; readonly count: number; readonly lastSequence: number; readonly lastHash: string };

type Members = Readonly<Record<string, unknown>>;

/** Reads one line; undefined when it is none of an export's. Members that are not known are left out. */
export function readExportLine(text: string): ExportLine | undefined {
  const members = parseObject(text);
  switch (members?.['kind']) {
    case 'header':
      return readHeader(members);
    case 'event':
      return readEvent(members);
    case 'leaves':
      return readLeaves(members);
    case 'checkpoint':
      return readCheckpoint(members);
    case 'end':
      return readEnd(members);
    default:
      return undefined;
  }
}

function readHeader(members: Members): ExportLine | undefined {
  const { format, origin, keyId, publicKeyPem, exportedAtMs } = members;
  return isText(format) && isText(origin) && isText(keyId) && isText(publicKeyPem) && isCount(exportedAtMs)
    ? { kind: 'header', format, origin, keyId, publicKeyPem, exportedAtMs }
    : undefined;
}

function readEvent(members: Members): ExportLine | undefined {
  const { sequence, previousHash, hash, body } = members;
  return isCount(sequence) && isText(previousHash) && isText(hash) && isText(body)
    ? { kind: 'event', sequence, previousHash, hash, body }
    : undefined;
}

function readLeaves(members: Members): ExportLine | undefined {
  const { batchId, leaves, leafHashes } = members;
  if (!isText(batchId) || !areTexts(leaves)) return undefined;
  if (leafHashes === undefined) return { kind: 'leaves', batchId, leaves };
  return areTexts(leafHashes) ? { kind: 'leaves', batchId, leaves, leafHashes } : undefined;
}

function readCheckpoint(members: Members): ExportLine | undefined {
  const { origin, sequence, hash, atMs, keyId, signature } = members;
  return isText(origin) && isCount(sequence) && isText(hash) && isCount(atMs) && isText(keyId) && isText(signature)
    ? { kind: 'checkpoint', origin, sequence, hash, atMs, keyId, signature }
    : undefined;
}

function readEnd(members: Members): ExportLine | undefined {
  const { count, lastSequence, lastHash } = members;
  return isCount(count) && isCount(lastSequence) && isText(lastHash)
    ? { kind: 'end', count, lastSequence, lastHash }
    : undefined;
}

/** What a `calls.batch` event says of its leaves; undefined for every other event. */
export type SealedBatch = {
  readonly sequence: number;
  readonly batchId: string;
  readonly merkleRoot: string;
  readonly count: number;
};

export function readSealedBatch(event: AuditEvent): SealedBatch | undefined {
  const body = parseObject(event.body);
  const detail = body?.['detail'];
  if (body?.['type'] !== 'calls.batch' || !isMembers(detail)) return undefined;
  const { batchId, merkleRoot, count } = detail;
  if (typeof batchId !== 'string' || typeof merkleRoot !== 'string' || typeof count !== 'number') return undefined;
  return { sequence: event.sequence, batchId, merkleRoot, count };
}

/** The call that a leaf records, where it can still be read. */
export function readLeafCallId(leaf: string): string | null {
  const callId = parseObject(leaf)?.['callId'];
  return typeof callId === 'string' ? callId : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function parseObject(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
