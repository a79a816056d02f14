import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { type AuditEvent, type Checkpoint, checkpointSigningText, eventHashInput, GENESIS_HASH } from './chain.ts';
import { EXPORT_FORMAT, type ExportLine } from './export-lines.ts';
import { type HashParts, hashLeaf, merkleRoot, toHex } from './merkle.ts';
import { type AuditReport, createExportVerifier } from './verify-export.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
export const KEY_ID = 'test-key';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
export const hashParts: HashParts = (parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export type EventLine = Extract<ExportLine, { readonly kind: 'event' }>;

export function makeEvent(place: {
  readonly sequence: number;
  readonly previousHash: string;
  readonly body: string;
}): EventLine {
  return { kind: 'event', ...place, hash: sha256(eventHashInput(place)) };
}

export function makeCheckpoint(event: Pick<AuditEvent, 'sequence' | 'hash'>): Checkpoint {
  const statement = { origin: 'test', sequence: event.sequence, hash: event.hash, atMs: 1_700_000_000_000 };
  const signature = sign(null, Buffer.from(checkpointSigningText(statement)), privateKey).toString('base64');
  return { ...statement, keyId: KEY_ID, signature };
}

/**
 * A sound export: every third event seals a batch of two to four calls, and the events named in `checkpointsAt` are signed.
 */
export function makeExport(wanted: {
  readonly events: number;
  readonly checkpointsAt: readonly number[];
  readonly withLeafHashes: boolean;
}): readonly ExportLine[] {
  const header = {
    kind: 'header',
    format: EXPORT_FORMAT,
    origin: 'test',
    keyId: KEY_ID,
    publicKeyPem: '',
    exportedAtMs: 1,
  } as const;
  const lines: ExportLine[] = [header];
  let last: Pick<AuditEvent, 'sequence' | 'hash'> = { sequence: 0, hash: GENESIS_HASH };
  for (let sequence = 1; sequence <= wanted.events; sequence += 1) {
    const leaves = sequence % 3 === 0 ? makeLeaves(sequence) : null;
    const body = leaves === null ? plainBody(sequence) : batchBody(sequence, leaves);
    const event = makeEvent({ sequence, previousHash: last.hash, body });
    lines.push(event);
    if (leaves !== null) {
      const leafHashes = leaves.map((leaf) => toHex(hashLeaf(leaf, hashParts)));
      lines.push({
        kind: 'leaves',
        batchId: `batch-${sequence}`,
        leaves,
        ...(wanted.withLeafHashes ? { leafHashes } : {}),
      });
    }
    if (wanted.checkpointsAt.includes(sequence)) lines.push({ kind: 'checkpoint', ...makeCheckpoint(event) });
    last = event;
  }
  return [...lines, { kind: 'end', count: wanted.events, lastSequence: last.sequence, lastHash: last.hash }];
}

export function verifyLines(lines: readonly ExportLine[], pinned: readonly Checkpoint[] = []): AuditReport {
  return verifyTexts(
    lines.map((line) => JSON.stringify(line)),
    pinned,
  );
}

export function verifyTexts(texts: readonly string[], pinned: readonly Checkpoint[] = []): AuditReport {
  const verifier = createExportVerifier({ sha256, hashParts, checkSignature, pinned });
  for (const text of texts) verifier.accept(text);
  return verifier.finish();
}

function checkSignature(checkpoint: Checkpoint): 'valid' | 'forged' | 'key_unknown' {
  if (checkpoint.keyId !== KEY_ID) return 'key_unknown';
  const text = Buffer.from(checkpointSigningText(checkpoint));
  return verify(null, text, publicKey, Buffer.from(checkpoint.signature, 'base64')) ? 'valid' : 'forged';
}

function makeLeaves(sequence: number): readonly string[] {
  const count = 2 + (sequence % 3) + (sequence % 2);
  return Array.from({ length: count }, (_, index) =>
    canonicalJson({ callId: `call-${sequence}-${index}`, costNanodollars: '17' }),
  );
}

function plainBody(sequence: number): string {
  return canonicalJson({ atMs: sequence * 1000, type: 'team.created', subject: `team-${sequence}`, detail: {} });
}

function batchBody(sequence: number, leaves: readonly string[]): string {
  const root = toHex(
    merkleRoot(
      leaves.map((leaf) => hashLeaf(leaf, hashParts)),
      hashParts,
    ),
  );
  const detail = { batchId: `batch-${sequence}`, merkleRoot: root, count: leaves.length };
  return canonicalJson({ atMs: sequence * 1000, type: 'calls.batch', subject: `batch-${sequence}`, detail });
}
