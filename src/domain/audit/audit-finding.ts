/**
 * What is wrong with an export, told of the first event that it concerns.
 * `sequence` is the event's number, or the place in the chain where it should stand.
 */
export type AuditFinding =
  /** A line that is none of an export's, or stands where none may stand; `sequence` was expected next. */
  | { readonly kind: 'unreadable'; readonly sequence: number; readonly line: number }
  | { readonly kind: 'changed'; readonly sequence: number }
  /** From `sequence` to `lastSequence`. */
  | { readonly kind: 'removed'; readonly sequence: number; readonly lastSequence: number }
  /** An event that the chain does not know claims this sequence. */
  | { readonly kind: 'inserted'; readonly sequence: number }
  /** `foundSequence` stands where `sequence` belongs. */
  | { readonly kind: 'reordered'; readonly sequence: number; readonly foundSequence: number }
  /** The chain agrees with itself and not with a signed checkpoint: somewhere after `afterSequence` it was written anew. */
  | { readonly kind: 'rewritten'; readonly sequence: number; readonly afterSequence: number }
  | { readonly kind: 'checkpoint_forged'; readonly sequence: number; readonly keyId: string }
  | { readonly kind: 'checkpoint_key_unknown'; readonly sequence: number; readonly keyId: string }
  /** The chain ends at `lastSequence`, and a signed checkpoint names the later event `sequence`. */
  | { readonly kind: 'tail_cut'; readonly sequence: number; readonly lastSequence: number }
  /** The file stops before its end line. */
  | { readonly kind: 'file_cut'; readonly sequence: number }
  | { readonly kind: 'leaves_missing'; readonly sequence: number; readonly batchId: string }
  /** Leaves that no event before them announced. */
  | { readonly kind: 'leaves_foreign'; readonly sequence: number; readonly batchId: string }
  /** `callId` is null where the export has no leaf hashes, or the leaf can no longer be read. */
  | {
      readonly kind: 'leaf_changed';
      readonly sequence: number;
      readonly batchId: string;
      readonly index: number | null;
      readonly callId: string | null;
    };

export function describeFinding(finding: AuditFinding): string {
  const { sequence } = finding;
  switch (finding.kind) {
    case 'unreadable':
      return `Line ${finding.line}, where event ${sequence} was expected, is not a line of an audit export.`;
    case 'changed':
      return `Event ${sequence} was changed: its hash is not the one of what it says.`;
    case 'removed':
      return sequence === finding.lastSequence
        ? `Event ${sequence} was removed.`
        : `Events ${sequence} to ${finding.lastSequence} were removed.`;
    case 'inserted':
      return `An event that claims to be ${sequence} was inserted.`;
    case 'reordered':
      return `Events were put in another order: ${finding.foundSequence} stands where ${sequence} belongs.`;
    case 'rewritten':
      return `The chain was written anew somewhere after event ${finding.afterSequence}: event ${sequence} is not the one that was signed.`;
    case 'checkpoint_forged':
      return `The checkpoint of event ${sequence} was not signed with key ${finding.keyId}.`;
    case 'checkpoint_key_unknown':
      return `The checkpoint of event ${sequence} names the key ${finding.keyId}, which was not given.`;
    case 'tail_cut':
      return `The tail was cut: a checkpoint was signed for event ${sequence}, and the chain ends at ${finding.lastSequence}.`;
    case 'file_cut':
      return `The file was cut before event ${sequence} or its end line.`;
    case 'leaves_missing':
      return `The calls of batch ${finding.batchId} (event ${sequence}) are missing.`;
    case 'leaves_foreign':
      return `Calls are listed as batch ${finding.batchId} before event ${sequence}, and no event there announces them.`;
    case 'leaf_changed':
      return finding.index === null
        ? `A call of batch ${finding.batchId} (event ${sequence}) was changed, removed or added.`
        : `Call ${finding.callId ?? `number ${finding.index + 1}`} of batch ${finding.batchId} (event ${sequence}) was changed.`;
  }
}
