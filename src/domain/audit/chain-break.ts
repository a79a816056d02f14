import type { AuditFinding } from './audit-finding.ts';
import type { AuditEvent } from './chain.ts';

/** The first event that did not continue the chain. */
type BreakPlace = {
  readonly firstSequence: number;
  readonly expected: number;
  readonly found: AuditEvent;
  readonly ownHashHolds: boolean;
  /** It is the first event of all. */
  readonly isFirst: boolean;
};

/** The same with what later events tell of it: only they show whether something is missing, extra or misplaced. */
export type ChainBreak = BreakPlace & {
  /** The next event, null while there is none. */
  next: AuditEvent | null;
  expectedCameLater: boolean;
  /** Another event with the found one's sequence came later. */
  foundCameAgain: boolean;
  firstCameAgain: boolean;
  /** The least and the greatest sequence that came later. */
  leastSequence: number;
  lastSequence: number;
};

export function openBreak(place: BreakPlace): ChainBreak {
  const later = { next: null, expectedCameLater: false, foundCameAgain: false, firstCameAgain: false };
  return { ...place, ...later, leastSequence: Number.POSITIVE_INFINITY, lastSequence: 0 };
}

export function watchAfterBreak(broken: ChainBreak, event: AuditEvent): void {
  broken.next ??= event;
  if (event.sequence === broken.found.sequence) broken.foundCameAgain = true;
  else if (event.sequence === broken.expected) broken.expectedCameLater = true;
  if (event.sequence === broken.firstSequence) broken.firstCameAgain = true;
  broken.leastSequence = Math.min(broken.leastSequence, event.sequence);
  broken.lastSequence = Math.max(broken.lastSequence, event.sequence);
}

/**
 * Names what was done. One mutation of a sound chain is always named for what it is; of several, the first is named,
 * and what others did to the events after it may blur its name but never hides it.
 */
export function nameBreak(broken: ChainBreak): AuditFinding {
  const { expected, found, ownHashHolds } = broken;
  if (found.sequence === expected) return broken.isFirst ? nameFirst(broken) : nameInPlace(broken);
  // A number that was altered shows in the event's own hash, and nothing else takes its place.
  if (!ownHashHolds && !broken.expectedCameLater) return { kind: 'changed', sequence: expected };
  if (found.sequence < broken.firstSequence && found.sequence > 0) return nameFront(broken);
  return found.sequence < expected ? nameFormer(broken) : nameLatter(broken);
}

/** The number is right; the hash or the link is not. */
function nameInPlace(broken: ChainBreak): AuditFinding {
  const { expected, found, next } = broken;
  if (broken.foundCameAgain) return { kind: 'inserted', sequence: expected };
  if (!broken.ownHashHolds) return { kind: 'changed', sequence: expected };
  // Sound in itself and built upon by the rest, yet not upon the one before: then that one was changed and hashed anew.
  const isBuiltUpon = next === null || next.previousHash === found.hash;
  return { kind: 'changed', sequence: isBuiltUpon ? expected - 1 : expected };
}

/** The very first event breaks in itself: its number is only to be trusted where the next one bears it out. */
function nameFirst(broken: ChainBreak): AuditFinding {
  const { found, next } = broken;
  if (next === null || next.sequence === found.sequence + 1) return { kind: 'changed', sequence: found.sequence };
  if (next.previousHash === found.hash) return { kind: 'changed', sequence: next.sequence - 1 };
  return { kind: 'inserted', sequence: found.sequence };
}

/** An event from before the first one given: either that first one does not belong there, or this one came too late. */
function nameFront(broken: ChainBreak): AuditFinding {
  const { firstSequence, found } = broken;
  const isStranger = broken.firstCameAgain || firstSequence > Math.max(broken.lastSequence, found.sequence) + 1;
  return isStranger
    ? { kind: 'inserted', sequence: firstSequence }
    : { kind: 'reordered', sequence: Math.min(found.sequence, broken.leastSequence), foundSequence: firstSequence };
}

/** An event whose own place has passed, and was filled: this is a further one. Is the event of this place there too? */
function nameFormer(broken: ChainBreak): AuditFinding {
  const { expected, found } = broken;
  return broken.expectedCameLater || broken.next === null
    ? { kind: 'inserted', sequence: found.sequence }
    : { kind: 'removed', sequence: expected, lastSequence: expected };
}

/** An event whose own place is yet to come. */
function nameLatter(broken: ChainBreak): AuditFinding {
  const { expected, found } = broken;
  if (!broken.expectedCameLater) return { kind: 'removed', sequence: expected, lastSequence: found.sequence - 1 };
  const leftItsPlace = broken.ownHashHolds && !broken.foundCameAgain && found.sequence <= broken.lastSequence + 1;
  return leftItsPlace
    ? { kind: 'reordered', sequence: expected, foundSequence: found.sequence }
    : { kind: 'inserted', sequence: found.sequence };
}
