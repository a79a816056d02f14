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

/** Reads one line; undefined when it is none of an export's. Members that are not known are passed over. */
export function readExportLine(text: string): ExportLine | undefined {
  const members = parseObject(text);
  if (members === undefined) return undefined;
  switch (members['kind']) {
    case 'header':
      return has(members, ['format', 'origin', 'keyId', 'publicKeyPem'], ['exportedAtMs'])
        ? (members as ExportLine)
        : undefined;
    case 'event':
      return has(members, ['previousHash', 'hash', 'body'], ['sequence']) ? (members as ExportLine) : undefined;
    case 'leaves':
      return has(members, ['batchId'], []) && areTexts(members['leaves']) && areTexts(members['leafHashes'] ?? [])
        ? (members as ExportLine)
        : undefined;
    case 'checkpoint':
      return has(members, ['origin', 'hash', 'keyId', 'signature'], ['sequence', 'atMs'])
        ? (members as ExportLine)
        : undefined;
    case 'end':
      return has(members, ['lastHash'], ['count', 'lastSequence']) ? (members as ExportLine) : undefined;
    default:
      return undefined;
  }
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
  if (body?.['type'] !== 'calls.batch' || typeof detail !== 'object' || detail === null) return undefined;
  const { batchId, merkleRoot, count } = detail as Members;
  if (typeof batchId !== 'string' || typeof merkleRoot !== 'string' || typeof count !== 'number') return undefined;
  return { sequence: event.sequence, batchId, merkleRoot, count };
}

/** The call that a leaf records, where it can still be read. */
export function readLeafCallId(leaf: string): string | null {
  const callId = parseObject(leaf)?.['callId'];
  return typeof callId === 'string' ? callId : null;
}

function parseObject(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}

function has(members: Members, texts: readonly string[], counts: readonly string[]): boolean {
  return (
    texts.every((name) => typeof members[name] === 'string') &&
    counts.every((name) => Number.isSafeInteger(members[name]))
  );
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
