import { transferStateNow } from '../domain/budget/envelope-transfer.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { everyRow } from './find-dependants.ts';
import type { StoredTransfer } from './transfers.ts';

export type MyTransfers = {
  /** What waits for my answer, offers to give back among it; the most urgent first. */
  readonly toAnswer: readonly StoredTransfer[];
  /** What I proposed, newest first. */
  readonly proposed: readonly StoredTransfer[];
  /** What I agreed to, newest first; what I kept is nowhere. */
  readonly agreed: readonly StoredTransfer[];
};

const SHOWN_MAX = 100;

/** The transfers of a person. */
export async function myTransfers(context: ControlContext, { actor }: Commander): Promise<MyTransfers> {
  const nowMs = context.clock.nowMs();
  const toAnswer: StoredTransfer[] = [];
  const proposed: StoredTransfer[] = [];
  const agreed: StoredTransfer[] = [];
  if (actor.kind !== 'person') return { toAnswer, proposed, agreed };
  for await (const stored of everyRow(context.store, 'envelope_transfer')) {
    const { row } = stored;
    if (row.proposedBy === actor.id) proposed.push(stored);
    else if (row.consenterId === actor.id && transferStateNow(row, nowMs) === 'proposed') toAnswer.push(stored);
    else if (row.decidedBy === actor.id) agreed.push(stored);
  }
  const newestFirst = (one: StoredTransfer, other: StoredTransfer): number =>
    other.row.proposedAtMs - one.row.proposedAtMs;
  return {
    toAnswer: toAnswer.sort((one, other) => one.row.expiresAtMs - other.row.expiresAtMs).slice(0, SHOWN_MAX),
    proposed: proposed.sort(newestFirst).slice(0, SHOWN_MAX),
    agreed: agreed.sort(newestFirst).slice(0, SHOWN_MAX),
  };
}
