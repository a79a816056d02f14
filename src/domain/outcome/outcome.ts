import type { OutcomeEvent } from './outcome-event.ts';
import { type OutcomeType, valueOfAmount } from './outcome-type.ts';

/**
 * How well an outcome is proven:
 *
 *   E0  somebody claims it           E3  a system's word that stood through the maturity window
 *   E1  somebody else attests it     E4  measured against a baseline
 *   E2  a signed event of a system, with an actor who is not the claimant
 */
export type EvidenceGrade = 'E0' | 'E1' | 'E2' | 'E3' | 'E4';

export type OutcomeState =
  /** Only claimed, or declined. */
  | 'unproven'
  /** Proven, and within the maturity window. */
  | 'maturing'
  | 'counted'
  /** Did not hold. */
  | 'reverted'
  | 'withdrawn'
  /** The same result was claimed before. */
  | 'duplicate';

/** An outcome as its events have made it, at a moment. */
export type Outcome = {
  readonly outcomeId: string;
  readonly taskId: string;
  readonly personId: string;
  readonly type: OutcomeType;
  readonly state: OutcomeState;
  readonly grade: EvidenceGrade;
  readonly claimedMicrodollars: number;
  /** A system measured itself how much it is, as a time; absent: it is an estimate, by somebody or by a rule for each result. */
  readonly amountBy?: 'system';
  readonly measured: { readonly microdollars: number; readonly basis: 'drawn' | 'forced' } | null;
  /** Where its only proof is somebody's word: whose. */
  readonly validatorId: string | null;
  /** When it counts, or would have; null: it is not proven. */
  readonly verifiedAtMs: number | null;
  readonly revertedAtMs: number | null;
  /** Of the events that made it. */
  readonly evidenceIds: readonly string[];
};

const DAY_MS = 86_400_000;

/**
 * Outcomes from what was told of them until now. The order in which events are given makes no difference, nor do events that
 * are given twice. Outcomes of types that are not known, and events without a claim, are left out.
 */
export function foldOutcomes(
  events: readonly OutcomeEvent[],
  types: ReadonlyMap<string, OutcomeType>,
  nowMs: number,
): readonly Outcome[] {
  const known = [...new Map(events.map((event) => [event.eventId, event])).values()]
    .filter(({ atMs }) => atMs <= nowMs)
    .sort(byTime);
  const outcomes = [...Map.groupBy(known, ({ outcomeId }) => outcomeId).values()].flatMap((own) =>
    fold(own, types, nowMs),
  );
  return markDuplicates(outcomes, known).sort((one, other) => compareIds(one.outcomeId, other.outcomeId));
}

function fold(
  own: readonly OutcomeEvent[],
  types: ReadonlyMap<string, OutcomeType>,
  nowMs: number,
): readonly Outcome[] {
  const claim = own.find((event) => event.kind === 'claimed');
  const type = claim === undefined ? undefined : types.get(claim.typeId);
  if (claim === undefined || type === undefined) return [];
  const confirmed = own.find(
    (event) => event.kind === 'confirmed' && event.personId === claim.personId && event.actorId !== claim.personId,
  );
  const judged = own.findLast(
    (event) => (event.kind === 'attested' || event.kind === 'declined') && event.validatorId !== claim.personId,
  );
  const attested = judged?.kind === 'attested' ? judged : undefined;
  const measured = own.findLast((event) => event.kind === 'measured');
  const proof = earliest([confirmed, attested, measured]);
  const verifiedAtMs = proof === undefined ? null : proof.atMs + type.maturityDays * DAY_MS;
  const isMature = verifiedAtMs !== null && nowMs >= verifiedAtMs;
  const reverted = own.find(({ kind }) => kind === 'reverted');
  const state = stateOf({ isProven: proof !== undefined, isMature, isReverted: reverted !== undefined });
  const outcome: Outcome = {
    outcomeId: claim.outcomeId,
    taskId: claim.taskId,
    personId: claim.personId,
    type,
    state: own.some(({ kind }) => kind === 'withdrawn') ? 'withdrawn' : state,
    grade: gradeOf({ measured, confirmed, attested, isMature }),
    claimedMicrodollars: Math.max(0, valueOfAmount(type, claim.amount)),
    measured:
      measured === undefined ? null : { microdollars: valueOfAmount(type, measured.amount), basis: measured.basis },
    validatorId: confirmed === undefined && measured === undefined ? (attested?.validatorId ?? null) : null,
    verifiedAtMs,
    revertedAtMs: reverted?.atMs ?? null,
    evidenceIds: own.map(({ eventId }) => eventId),
  };
  return [outcome];
}

type Proofs = Readonly<Record<'measured' | 'confirmed' | 'attested', OutcomeEvent | undefined>>;

function gradeOf({ measured, confirmed, attested, isMature }: Proofs & { readonly isMature: boolean }): EvidenceGrade {
  if (measured !== undefined) return 'E4';
  if (confirmed !== undefined) return isMature ? 'E3' : 'E2';
  return attested === undefined ? 'E0' : 'E1';
}

function stateOf(known: Readonly<Record<'isProven' | 'isMature' | 'isReverted', boolean>>): OutcomeState {
  if (!known.isProven) return 'unproven';
  if (known.isReverted) return 'reverted';
  return known.isMature ? 'counted' : 'maturing';
}

/** Of claims of the same result the one counts whose person the system names, else the first; the others are worth nothing. */
function markDuplicates(outcomes: readonly Outcome[], events: readonly OutcomeEvent[]): Outcome[] {
  const evidence = new Map(
    events.flatMap((event) =>
      event.kind === 'claimed' && event.evidenceId !== null ? [[event.outcomeId, event.evidenceId] as const] : [],
    ),
  );
  const live = outcomes.filter(({ state }) => state !== 'withdrawn' && state !== 'unproven');
  const rank = new Map(
    events.flatMap((event, at) => (event.kind === 'claimed' ? [[event.outcomeId, at] as const] : [])),
  );
  const counted = new Map<string, Outcome>();
  for (const outcome of live) {
    const result = evidence.get(outcome.outcomeId);
    if (result === undefined) continue;
    const rival = counted.get(result);
    if (rival === undefined || isBefore(outcome, rival, rank)) counted.set(result, outcome);
  }
  return outcomes.map((outcome) => {
    const winner = counted.get(evidence.get(outcome.outcomeId) ?? '');
    const isCopy = winner !== undefined && winner.outcomeId !== outcome.outcomeId && live.includes(outcome);
    return isCopy ? { ...outcome, state: 'duplicate' } : outcome;
  });
}

function isBefore(one: Outcome, other: Outcome, rank: ReadonlyMap<string, number>): boolean {
  const [own, others] = [one, other].map(({ grade }) => grade === 'E2' || grade === 'E3');
  if (own !== others) return own === true;
  return (rank.get(one.outcomeId) ?? 0) < (rank.get(other.outcomeId) ?? 0);
}

function earliest(events: readonly (OutcomeEvent | undefined)[]): OutcomeEvent | undefined {
  return events
    .flatMap((event) => (event === undefined ? [] : [event]))
    .toSorted(byTime)
    .at(0);
}

function byTime(one: OutcomeEvent, other: OutcomeEvent): number {
  return one.atMs - other.atMs || compareIds(one.eventId, other.eventId);
}

function compareIds(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
