import type { AuditFinding } from './audit-finding.ts';
import { type AuditEvent, eventHashInput, GENESIS_HASH } from './chain.ts';
import { type ChainBreak, nameBreak, openBreak, watchAfterBreak } from './chain-break.ts';

/** Follows the chain event by event up to the first place where it breaks. Memory does not grow. */
export type ChainCheck = {
  /** True when the event continues the chain; false from the first one on that does not. */
  readonly accept: (event: AuditEvent) => boolean;
  readonly expectedSequence: () => number;
  /** Where the part of the chain begins that was given; null before the first event. */
  readonly firstSequence: () => number | null;
  readonly last: () => { readonly sequence: number; readonly hash: string };
  /** After the last event: what broke, told apart by what came later. */
  readonly finish: () => AuditFinding | null;
};

/** `sha256` gives lower-case hex over the text's UTF-8 bytes. */
export function createChainCheck(sha256: (text: string) => string): ChainCheck {
  let firstSequence: number | null = null;
  let last = { sequence: 0, hash: GENESIS_HASH };
  let broken: ChainBreak | null = null;

  const accept = (event: AuditEvent): boolean => {
    if (broken !== null) {
      watchAfterBreak(broken, event);
      return false;
    }
    const isFirst = firstSequence === null;
    firstSequence ??= event.sequence;
    // A part of the chain begins where it says, and the hashes that follow cover what it says there.
    if (isFirst && event.sequence > 1) last = { sequence: event.sequence - 1, hash: event.previousHash };
    const ownHashHolds = sha256(eventHashInput(event)) === event.hash;
    if (!ownHashHolds || event.sequence !== last.sequence + 1 || event.previousHash !== last.hash) {
      broken = openBreak({ firstSequence, expected: last.sequence + 1, found: event, ownHashHolds, isFirst });
      return false;
    }
    last = { sequence: event.sequence, hash: event.hash };
    return true;
  };

  return {
    accept,
    expectedSequence: () => last.sequence + 1,
    firstSequence: () => firstSequence,
    last: () => last,
    finish: () => (broken === null ? null : nameBreak(broken)),
  };
}
