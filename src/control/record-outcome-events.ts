import { keepOutcomes } from '../domain/outcome/keep-outcomes.ts';
import type { KeptOutcome } from '../domain/outcome/kept-outcome.ts';
import type { ToldEvent } from '../domain/outcome/told-event.ts';
import type { ReadUnit, WriteUnit } from '../ports/control-store.ts';
import type { OutcomeAddresses } from '../ports/outcome-store.ts';
import { everyRow } from './find-dependants.ts';

/** What came of telling. */
export type RecordedEvents = {
  /** Of those that were not told before. */
  readonly eventIds: readonly string[];
  /** Every outcome that is another now, whole. */
  readonly changed: readonly KeptOutcome[];
};

/** So long after it is claimed, tasks that come to be known are linked to an outcome: what late gateways hand in too. */
export const LINK_SPAN_MS = 14 * 86_400_000;

/**
 * Keeps what is told of outcomes, and what that makes of them: the one way in for people and for systems. Told again, in
 * another order or late it comes to the same. The caller writes the audit event, in the same transaction.
 */
export async function recordOutcomeEvents(
  unit: WriteUnit,
  events: readonly ToldEvent[],
  nowMs: number,
): Promise<RecordedEvents> {
  const eventIds = await unit.outcomes.append(events, nowMs);
  if (eventIds.length === 0) return { eventIds, changed: [] };
  const fresh = new Set(eventIds);
  const told = events.filter(({ eventId }) => fresh.has(eventId));
  const changed = await foldAnew(unit, addressesOf(told), nowMs);
  return { eventIds, changed };
}

/** Makes outcomes anew from all that was told of them; gives back those that are other than they were. */
export async function foldAnew(
  unit: WriteUnit,
  addresses: OutcomeAddresses,
  nowMs: number,
): Promise<readonly KeptOutcome[]> {
  const known = await unit.outcomes.of(addresses);
  const evidence = [...addresses.evidenceIds, ...known.flatMap(({ outcome }) => outcome.evidenceId ?? [])];
  // Others may rest on the same results, and of those one counts.
  const rivals = await unit.outcomes.of({ outcomeIds: [], evidenceIds: evidence });
  const ids = [...addresses.outcomeIds, ...[...known, ...rivals].map(({ outcome }) => outcome.outcomeId)];
  const all = await unit.outcomes.events({ outcomeIds: [...new Set(ids)], evidenceIds: [...new Set(evidence)] });
  const outcomes = keepOutcomes(all, { nowMs, merges: await readMerges(unit) });
  const kept = { recordedAtMs: nowMs, linkAtMs: nowMs };
  const changed = new Set(await unit.outcomes.keep(outcomes, kept));
  return outcomes.filter(({ outcomeId }) => changed.has(outcomeId));
}

function addressesOf(events: readonly ToldEvent[]): OutcomeAddresses {
  return {
    outcomeIds: [...new Set(events.flatMap(({ outcomeId }) => outcomeId ?? []))],
    evidenceIds: [...new Set(events.flatMap(({ evidenceId }) => evidenceId ?? []))],
  };
}

/** Names that are read as another's, as of now. */
export async function readMerges(unit: ReadUnit): Promise<ReadonlyMap<string, string>> {
  const merges = new Map<string, string>();
  for await (const { row } of everyRow(unit, 'person_merge', { status: 'merged' }))
    merges.set(row.id, row.intoPersonId);
  return merges;
}
