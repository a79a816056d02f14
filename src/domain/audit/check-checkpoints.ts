import type { AuditFinding } from './audit-finding.ts';
import type { Checkpoint } from './chain.ts';
import type { ExportLine } from './export-lines.ts';

/** `key_unknown`: the checkpoint names a key that the verifier was not given. */
export type CheckSignature = (checkpoint: Checkpoint) => 'valid' | 'forged' | 'key_unknown';

/** The first checkpoint whose signature does not hold. */
export function checkSignatures(
  checkpoints: readonly Checkpoint[],
  checkSignature: CheckSignature,
): AuditFinding | null {
  for (const checkpoint of checkpoints) {
    const { sequence, keyId } = checkpoint;
    switch (checkSignature(checkpoint)) {
      case 'valid':
        continue;
      case 'forged':
        return { kind: 'checkpoint_forged', sequence, keyId };
      case 'key_unknown':
        return { kind: 'checkpoint_key_unknown', sequence, keyId };
    }
  }
  return null;
}

/** A checkpoint kept elsewhere that names an event beyond the last one. */
export function findCutTail(pinned: readonly Checkpoint[], lastSequence: number): AuditFinding | null {
  const beyond = pinned.map((checkpoint) => checkpoint.sequence).filter((sequence) => sequence > lastSequence);
  return beyond.length === 0 ? null : { kind: 'tail_cut', sequence: Math.min(...beyond), lastSequence };
}

/** What the end line, or its absence, says of the events before it. It is not signed: it finds accidents. */
export function checkEnd(seen: {
  readonly end: Extract<ExportLine, { readonly kind: 'end' }> | null;
  readonly events: number;
  readonly first: number | null;
  readonly last: { readonly sequence: number; readonly hash: string };
}): AuditFinding | null {
  const { end, events, first, last } = seen;
  if (end === null) return { kind: 'file_cut', sequence: last.sequence + 1 };
  if (first === null && end.count === 0) return null;
  const begun = end.lastSequence - end.count + 1;
  if (first === null) return { kind: 'removed', sequence: begun, lastSequence: end.lastSequence };
  if (first > begun) return { kind: 'removed', sequence: begun, lastSequence: first - 1 };
  if (end.lastSequence > last.sequence) {
    return { kind: 'removed', sequence: last.sequence + 1, lastSequence: end.lastSequence };
  }
  if (end.lastSequence < last.sequence || end.count !== events) return { kind: 'inserted', sequence: last.sequence };
  return end.lastHash === last.hash ? null : { kind: 'changed', sequence: last.sequence };
}
