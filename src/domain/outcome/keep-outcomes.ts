import { type KeptOutcome, nameBooking } from './kept-outcome.ts';
import { foldOutcomes } from './outcome.ts';
import type { OutcomeEvent } from './outcome-event.ts';
import type { ToldClaim, ToldEvent } from './told-event.ts';

/** What is known beside the events. */
export type KnownOfOutcomes = {
  readonly nowMs: number;
  /** Names that are read as another's. */
  readonly merges: ReadonlyMap<string, string>;
};

/** A claim with what else was told of it, as it counts now. */
type Case = {
  readonly claim: ToldClaim;
  readonly personId: string;
  readonly firstAtMs: number;
  readonly events: readonly ToldEvent[];
};

/**
 * Outcomes from all that was told of them and of the results that they rest on; the order, and telling twice, make no
 * difference. Where a system states an amount it goes before its person's. Events without a claim wait for one.
 */
export function keepOutcomes(told: readonly ToldEvent[], known: KnownOfOutcomes): readonly KeptOutcome[] {
  const events = [...new Map(told.map((event) => [event.eventId, event])).values()]
    .filter(({ atMs }) => atMs <= known.nowMs)
    .sort(byTime);
  const cases = casesOf(events, known);
  const byId = new Map(cases.map((one) => [one.claim.outcomeId, one]));
  const types = new Map(cases.map(({ claim }) => [claim.outcomeId, claim.type]));
  const folded = foldOutcomes(
    cases.flatMap((one) => toOutcomeEvents(one, known)),
    types,
    known.nowMs,
  );
  return folded.flatMap((outcome) => {
    const found = byId.get(outcome.outcomeId);
    if (found === undefined) return [];
    const { claim, firstAtMs, events: own } = found;
    const judged = own.findLast(({ kind }) => kind === 'attested' || kind === 'declined');
    return {
      ...outcome,
      evidenceIds: own.map(({ eventId }) => eventId),
      teamId: claim.teamId,
      useCaseId: claim.useCaseId,
      evidenceId: claim.evidenceId,
      evidenceUrl: claim.evidenceUrl,
      note: claim.note,
      marks: marksOf(own),
      sourceId: claim.sourceId,
      amount: claim.amount,
      ...(claim.amountBy === 'system' ? { amountBy: 'system' as const } : {}),
      claimedAtMs: firstAtMs,
      declineReason: judged?.kind === 'declined' ? judged.reason : null,
      cleanUpMinutes: standing(own).reduce((sum, one) => sum + (one.kind === 'reverted' ? one.cleanUpMinutes : 0), 0),
    };
  });
}

function casesOf(events: readonly ToldEvent[], { merges }: KnownOfOutcomes): readonly Case[] {
  const claims = events.filter((event) => event.kind === 'claimed');
  const ofOutcome = Map.groupBy(events, ({ outcomeId }) => outcomeId);
  const ofResult = Map.groupBy(
    events.filter(({ outcomeId }) => outcomeId === null),
    ({ evidenceId }) => evidenceId,
  );
  return [...Map.groupBy(claims, ({ outcomeId }) => outcomeId)].flatMap(([outcomeId, own]) => {
    const [first] = own;
    const claim = own.find(({ sourceId }) => sourceId !== null) ?? first;
    if (claim === undefined || first === undefined) return [];
    const result = claim.evidenceId === null ? [] : (ofResult.get(claim.evidenceId) ?? []);
    const all = [...(ofOutcome.get(outcomeId) ?? []), ...result].sort(byTime);
    const moved = all.findLast((event) => event.kind === 'reassigned');
    const personId = readAs(moved?.kind === 'reassigned' ? moved.toPersonId : claim.personId, merges);
    return { claim, personId, firstAtMs: first.atMs, events: all };
  });
}

/** As the fold reads them: of one outcome each, with people as they are read now. */
function toOutcomeEvents(
  { claim, personId, firstAtMs, events }: Case,
  { merges }: KnownOfOutcomes,
): readonly OutcomeEvent[] {
  const { outcomeId } = claim;
  const was = readAs(claim.personId, merges);
  // Whoever the work was taken for before cannot speak for it, and a system's word for them holds for whose it is now.
  const read = (id: string): string => (readAs(id, merges) === was ? personId : readAs(id, merges));
  const claimed: OutcomeEvent = {
    kind: 'claimed',
    ...{ eventId: claim.eventId, outcomeId, atMs: firstAtMs, personId },
    // Its own until it is linked.
    taskId: nameBooking({ outcomeId, task: null }),
    typeId: outcomeId,
    amount: claim.amount,
    evidenceId: claim.evidenceId,
  };
  const others = standing(events).map((event) => readEvent(event, { outcomeId, read }));
  return [claimed, ...others.filter((event) => event !== null)];
}

/** Null: it is read otherwise, above or not at all. */
function readEvent(
  event: ToldEvent,
  { outcomeId, read }: { readonly outcomeId: string; readonly read: (personId: string) => string },
): OutcomeEvent | null {
  // One event of a result is one of each outcome that rests on it.
  const base = { eventId: `${event.eventId}@${outcomeId}`, outcomeId, atMs: event.atMs };
  switch (event.kind) {
    case 'attested':
      return { ...base, kind: 'attested', validatorId: read(event.validatorId) };
    case 'declined':
      return { ...base, kind: 'declined', validatorId: read(event.validatorId), reason: event.reason };
    case 'confirmed': {
      const actorId = event.actorId === null ? null : read(event.actorId);
      return { ...base, kind: 'confirmed', personId: read(event.personId), actorId };
    }
    case 'measured':
      return { ...base, kind: 'measured', amount: event.amount, basis: event.basis };
    case 'reverted':
      return { ...base, kind: 'reverted', reason: event.reason };
    case 'withdrawn':
      return { ...base, kind: 'withdrawn', reason: event.reason };
    case 'claimed':
    case 'restored':
    case 'reassigned':
      return null;
  }
}

/** Without reverts that were taken back since. */
function standing(events: readonly ToldEvent[]): readonly ToldEvent[] {
  const restoredAt = events.findLastIndex(({ kind }) => kind === 'restored');
  return events.filter(({ kind }, at) => kind !== 'reverted' || at > restoredAt);
}

function marksOf(events: readonly ToldEvent[]): KeptOutcome['marks'] {
  const all = events.flatMap((event) => (event.kind === 'claimed' ? event.marks : []));
  return [...new Map(all.map((mark) => [JSON.stringify([mark.kind, mark.value, mark.owner]), mark])).values()];
}

const MERGES_DEEP_MAX = 8;

/** Who somebody is read as; names that lead round in a circle end after a few steps. */
export function readAs(personId: string, merges: ReadonlyMap<string, string>): string {
  let id = personId;
  for (let step = 0; step < MERGES_DEEP_MAX; step += 1) {
    const into = merges.get(id);
    if (into === undefined) return id;
    id = into;
  }
  return id;
}

function byTime(one: ToldEvent, other: ToldEvent): number {
  if (one.atMs !== other.atMs) return one.atMs - other.atMs;
  // What is taken back was said before, if only within the same millisecond.
  const isLater = (event: ToldEvent): boolean => event.kind === 'restored';
  if (isLater(one) !== isLater(other)) return isLater(one) ? 1 : -1;
  if (one.eventId === other.eventId) return 0;
  return one.eventId < other.eventId ? -1 : 1;
}
