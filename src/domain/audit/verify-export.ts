import type { AuditFinding } from './audit-finding.ts';
import type { AuditEvent, Checkpoint } from './chain.ts';
import { type CheckSignature, checkEnd, checkSignatures, findCutTail } from './check-checkpoints.ts';
import { checkLeaves } from './check-leaves.ts';
import { EXPORT_FORMAT, type ExportLine, readExportLine, readSealedBatch, type SealedBatch } from './export-lines.ts';
import type { HashParts } from './merkle.ts';
import { type ChainCheck, createChainCheck } from './verify-chain.ts';

export type VerifierOptions = {
  /** Lower-case hex over the text's UTF-8 bytes. */
  readonly sha256: (text: string) => string;
  readonly hashParts: HashParts;
  /** Checks the signature over `checkpointSigningText` with public keys that did not come with the export. */
  readonly checkSignature: CheckSignature;
  /** Checkpoints kept elsewhere. They alone show a cut tail, or a chain written anew together with its checkpoints. */
  readonly pinned: readonly Checkpoint[];
};

export type AuditReport = {
  readonly sound: boolean;
  /** Told of the first event that it concerns. */
  readonly finding: AuditFinding | null;
  /** Greater than 1 for a part of the chain: what came before it is not covered. */
  readonly firstSequence: number | null;
  readonly lastSequence: number;
  readonly lastHash: string;
  readonly eventsChecked: number;
  readonly leavesChecked: number;
  readonly checkpointsChecked: number;
  /** The last event that a valid signature covers; what follows agrees only with itself. */
  readonly signedUpToSequence: number | null;
};

export type ExportVerifier = {
  /** One line of the file, without its line end. */
  readonly accept: (line: string) => void;
  readonly finish: () => AuditReport;
};

type Verification = {
  readonly options: VerifierOptions;
  readonly chain: ChainCheck;
  readonly pinned: ReadonlyMap<number, readonly Checkpoint[]>;
  line: number;
  finding: AuditFinding | null;
  /** The chain broke before anything else was found; the chain check names how, once it has seen the rest. */
  chainBroke: boolean;
  /** A line that has no place here; when the next event breaks the chain, it is that event's absence that left it over. */
  suspect: AuditFinding | null;
  /** The same before the first event: only the end line tells whether an event is missing there. */
  suspectAtStart: AuditFinding | null;
  /** A batch whose leaves must be the next line. */
  sealed: SealedBatch | null;
  /** A checkpoint that the chain contradicts; the next event tells whether one event or all after it were hashed anew. */
  contradicted: Checkpoint | null;
  signedUpTo: number | null;
  end: Extract<ExportLine, { readonly kind: 'end' }> | null;
  events: number;
  leaves: number;
  checkpoints: number;
};

/**
 * Checks an export line by line, offline, in memory that does not grow with it: the hash of each event over its
 * predecessor's, the leaves of each batch, the signature of each checkpoint, and the checkpoints kept elsewhere.
 */
export function createExportVerifier(options: VerifierOptions): ExportVerifier {
  const verification: Verification = {
    options,
    chain: createChainCheck(options.sha256),
    pinned: Map.groupBy(options.pinned, (checkpoint) => checkpoint.sequence),
    line: 0,
    finding: checkSignatures(options.pinned, options.checkSignature),
    chainBroke: false,
    suspect: null,
    suspectAtStart: null,
    sealed: null,
    contradicted: null,
    signedUpTo: null,
    end: null,
    events: 0,
    leaves: 0,
    checkpoints: 0,
  };
  return {
    accept: (line) => acceptLine(verification, line),
    finish: () => report(verification),
  };
}

function acceptLine(verification: Verification, text: string): void {
  verification.line += 1;
  const line = readExportLine(text);
  const isHeader = line?.kind === 'header' && line.format === EXPORT_FORMAT;
  if (line === undefined || verification.end !== null || isHeader !== (verification.line === 1)) {
    return found(verification, unreadable(verification));
  }
  if (line.kind !== 'leaves') expectNoLeaves(verification);
  switch (line.kind) {
    case 'header':
      return;
    case 'event':
      return acceptEvent(verification, line);
    case 'leaves':
      return acceptLeaves(verification, line);
    case 'checkpoint':
      return acceptCheckpoint(verification, line);
    case 'end':
      verification.end = line;
  }
}

function acceptEvent(verification: Verification, event: AuditEvent): void {
  const { chain, pinned } = verification;
  settleContradicted(verification, event);
  const isFirst = chain.firstSequence() === null;
  if (!chain.accept(event)) {
    verification.chainBroke ||= verification.finding === null;
    return;
  }
  settleSuspect(verification);
  verification.events += 1;
  verification.sealed = readSealedBatch(event) ?? null;
  const anchors = isFirst ? (pinned.get(event.sequence - 1) ?? []) : [];
  for (const checkpoint of anchors) {
    compare(verification, checkpoint, { sequence: event.sequence - 1, hash: event.previousHash });
  }
  for (const checkpoint of pinned.get(event.sequence) ?? []) compare(verification, checkpoint, chain.last());
}

function acceptCheckpoint(verification: Verification, checkpoint: Checkpoint): void {
  const fault = checkSignatures([checkpoint], verification.options.checkSignature);
  if (fault !== null) return found(verification, fault);
  if (!verification.chainBroke) compare(verification, checkpoint, verification.chain.last());
}

function compare(
  verification: Verification,
  checkpoint: Checkpoint,
  head: { readonly sequence: number; readonly hash: string },
): void {
  if (checkpoint.sequence !== head.sequence) {
    return suspect(verification, unreadable(verification));
  }
  verification.checkpoints += 1;
  if (checkpoint.hash !== head.hash) verification.contradicted ??= checkpoint;
  else if (verification.contradicted === null) verification.signedUpTo = checkpoint.sequence;
}

function settleContradicted(verification: Verification, next: AuditEvent | null): void {
  const { contradicted, chain, signedUpTo } = verification;
  if (contradicted === null) return;
  verification.contradicted = null;
  const { sequence, hash } = contradicted;
  const afterSequence = signedUpTo ?? Math.min(chain.firstSequence() ?? 1, sequence) - 1;
  found(
    verification,
    next?.previousHash === hash ? { kind: 'changed', sequence } : { kind: 'rewritten', sequence, afterSequence },
  );
}

function acceptLeaves(verification: Verification, line: Extract<ExportLine, { readonly kind: 'leaves' }>): void {
  if (verification.chainBroke) return;
  const { sealed, chain, options } = verification;
  if (sealed?.batchId !== line.batchId) {
    expectNoLeaves(verification);
    const sequence = chain.expectedSequence();
    return suspect(verification, { kind: 'leaves_foreign', sequence, batchId: line.batchId });
  }
  verification.sealed = null;
  const changed = checkLeaves(sealed, line, options.hashParts);
  if (changed !== null) return found(verification, changed);
  verification.leaves += line.leaves.length;
}

function suspect(verification: Verification, finding: AuditFinding): void {
  if (verification.chain.firstSequence() === null) verification.suspectAtStart ??= finding;
  else verification.suspect ??= finding;
}

function settleSuspect(verification: Verification): void {
  if (verification.suspect !== null) found(verification, verification.suspect);
  verification.suspect = null;
}

function expectNoLeaves(verification: Verification): void {
  const { sealed } = verification;
  verification.sealed = null;
  if (sealed === null) return;
  found(verification, { kind: 'leaves_missing', sequence: sealed.sequence, batchId: sealed.batchId });
}

function report(verification: Verification): AuditReport {
  const { chain, end, events, options } = verification;
  expectNoLeaves(verification);
  settleContradicted(verification, null);
  const first = chain.firstSequence();
  const last = chain.last();
  const fault = checkEnd({ end, events, first, last }) ?? findCutTail(options.pinned, last.sequence);
  for (const finding of [fault, verification.suspect, verification.suspectAtStart]) {
    if (finding !== null) found(verification, finding);
  }
  const finding = verification.finding ?? chain.finish();
  return {
    sound: finding === null,
    finding,
    firstSequence: first,
    lastSequence: last.sequence,
    lastHash: last.hash,
    eventsChecked: events,
    leavesChecked: verification.leaves,
    checkpointsChecked: verification.checkpoints,
    signedUpToSequence: verification.signedUpTo,
  };
}

/** The first finding stays. Once the chain broke, the rest of the file only serves to name how. */
function found(verification: Verification, finding: AuditFinding): void {
  if (!verification.chainBroke) verification.finding ??= finding;
}

function unreadable({ chain, line }: Verification): AuditFinding {
  return { kind: 'unreadable', sequence: chain.expectedSequence(), line };
}
