import { eventHashInput, GENESIS_HASH } from '../domain/audit/chain.ts';
import type { AuditStore } from '../ports/audit-store.ts';
import type { Sha256 } from '../ports/clock.ts';

const PAGE_EVENTS = 500;

export type ChainCheck = {
  readonly headSequence: number;
  readonly headHash: string;
  readonly eventsChecked: number;
  readonly firstSequenceChecked: number | null;
  /** The first event at fault, and how, in words. */
  readonly fault: string | null;
};

/**
 * Reckons the newest events' hashes again, from the head backwards as far as asked. It finds what broke by accident;
 * somebody who can change the store can change this answer too, and only an export with its checkpoints proves more.
 */
export async function checkNewestEvents(
  context: { readonly audit: AuditStore; readonly sha256: Sha256 },
  eventsMax: number,
): Promise<ChainCheck> {
  const head = await context.audit.head();
  const before = Math.max(0, head.sequence - eventsMax);
  const report = (eventsChecked: number, fault: string | null): ChainCheck => ({
    headSequence: head.sequence,
    headHash: head.hash,
    eventsChecked,
    firstSequenceChecked: eventsChecked === 0 ? null : before + 1,
    fault,
  });
  let afterSequence = before;
  let previousHash = before === 0 ? GENESIS_HASH : null;
  while (afterSequence < head.sequence) {
    const limit = Math.min(PAGE_EVENTS, head.sequence - afterSequence);
    const { events } = await context.audit.events({ afterSequence, limit }, {});
    if (events.length === 0) return report(afterSequence - before, `event ${afterSequence + 1} is missing`);
    for (const event of events) {
      const checked = afterSequence - before;
      if (event.sequence !== afterSequence + 1) return report(checked, `event ${afterSequence + 1} is missing`);
      if (previousHash !== null && event.previousHash !== previousHash) {
        return report(checked, `event ${event.sequence} does not follow the one before it`);
      }
      if (context.sha256(eventHashInput(event)) !== event.hash) {
        return report(checked, `event ${event.sequence} was changed: its hash is not the one of its body`);
      }
      previousHash = event.hash;
      afterSequence = event.sequence;
    }
  }
  const isHead = previousHash === null || previousHash === head.hash;
  return report(afterSequence - before, isHead ? null : 'the head is not the hash of the last event');
}
