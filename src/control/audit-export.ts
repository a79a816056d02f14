import type { AuditEvent, Checkpoint } from '../domain/audit/chain.ts';
import { EXPORT_FORMAT, type ExportLine, readSealedBatch } from '../domain/audit/export-lines.ts';
import type { AuditStore } from '../ports/audit-store.ts';
import type { Sha256 } from '../ports/clock.ts';
import type { AuditContext } from './audit-checkpoint.ts';

const PAGE_EVENTS = 200;

/**
 * The chain line by line, a page in memory at a time. What is exported has no holes: it begins with the first event at
 * or after `fromMs` and ends before the first later one that is after `toMs`, both in order of sequence.
 */
export async function* exportChain(
  context: AuditContext & { readonly sha256: Sha256 },
  range: { readonly fromMs: number | undefined; readonly toMs: number | undefined },
): AsyncGenerator<ExportLine> {
  const { audit, signer, origin, clock } = context;
  yield {
    kind: 'header',
    format: EXPORT_FORMAT,
    origin,
    keyId: signer.keyId,
    publicKeyPem: signer.publicKeyPem,
    exportedAtMs: clock.nowMs(),
  };
  const bounds = await findBounds(audit, range);
  let after = bounds.afterSequence;
  let lastHash = '';
  while (after < bounds.lastSequence) {
    const limit = Math.min(PAGE_EVENTS, bounds.lastSequence - after);
    const { events } = await audit.events({ afterSequence: after, limit }, {});
    const last = events.at(-1);
    if (last === undefined) throw new Error(`the audit trail has no event after ${after}, but its head is later`);
    yield* linesOf(context, events, await checkpointsBetween(audit, { after, last: last.sequence }));
    after = last.sequence;
    lastHash = last.hash;
  }
  yield { kind: 'end', count: after - bounds.afterSequence, lastSequence: after, lastHash };
}

type Bounds = { readonly afterSequence: number; readonly lastSequence: number };

async function findBounds(
  audit: AuditStore,
  range: { readonly fromMs: number | undefined; readonly toMs: number | undefined },
): Promise<Bounds> {
  const head = await audit.head();
  const first = range.fromMs === undefined ? 1 : await firstFrom(audit, { fromMs: range.fromMs, afterSequence: 0 });
  if (first === undefined) return { afterSequence: head.sequence, lastSequence: head.sequence };
  const later =
    range.toMs === undefined ? undefined : await firstFrom(audit, { fromMs: range.toMs + 1, afterSequence: first - 1 });
  return { afterSequence: first - 1, lastSequence: later === undefined ? head.sequence : later - 1 };
}

async function firstFrom(
  audit: AuditStore,
  from: { readonly fromMs: number; readonly afterSequence: number },
): Promise<number | undefined> {
  const { events } = await audit.events({ afterSequence: from.afterSequence, limit: 1 }, { fromMs: from.fromMs });
  return events[0]?.sequence;
}

/** Each event, its leaves where it is a batch of calls, and the checkpoints that name it. */
async function* linesOf(
  { audit, sha256 }: { readonly audit: AuditStore; readonly sha256: Sha256 },
  events: readonly AuditEvent[],
  checkpoints: readonly Checkpoint[],
): AsyncGenerator<ExportLine> {
  const bySequence = Map.groupBy(checkpoints, ({ sequence }) => sequence);
  for (const event of events) {
    yield { kind: 'event', ...event };
    const batchId = batchIdOf(event);
    const leaves = batchId === undefined ? undefined : await audit.batchLeaves(batchId);
    if (batchId !== undefined && leaves !== undefined) {
      // With them a verifier names the call that was changed in the file; the root alone names only its batch.
      yield { kind: 'leaves', batchId, leaves, leafHashes: leaves.map((leaf) => sha256(`\0${leaf}`)) };
    }
    for (const checkpoint of bySequence.get(event.sequence) ?? []) yield { kind: 'checkpoint', ...checkpoint };
  }
}

async function checkpointsBetween(
  audit: AuditStore,
  between: { readonly after: number; readonly last: number },
): Promise<readonly Checkpoint[]> {
  const found: Checkpoint[] = [];
  let afterSequence = between.after;
  for (;;) {
    const page = await audit.checkpoints({ afterSequence, limit: PAGE_EVENTS });
    for (const checkpoint of page) if (checkpoint.sequence <= between.last) found.push(checkpoint);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_EVENTS || last.sequence >= between.last) return found;
    afterSequence = last.sequence;
  }
}

/** The text is searched first, so that only batches are parsed. */
function batchIdOf(event: AuditEvent): string | undefined {
  return event.body.includes('"type":"calls.batch"') ? readSealedBatch(event)?.batchId : undefined;
}
