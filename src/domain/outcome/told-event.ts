import type { KeyOwner } from '../identity/key-grant.ts';
import type { OutcomeType } from './outcome-type.ts';

/**
 * What leads from a result to the tasks that it came of:
 *
 *   task       somebody names a task                     work_item  calls that named the same ticket, issue or case
 *   trailer    a commit's last lines name a task         branch     calls that named the same branch
 *   link       the result's text links to a task
 */
export const MARK_KINDS = ['task', 'trailer', 'link', 'work_item', 'branch'] as const;
export type TaskMark = {
  readonly kind: (typeof MARK_KINDS)[number];
  readonly value: string;
  /** Whose task, where it is a service account's; null: the person's own. */
  readonly owner: KeyOwner | null;
};

/** Who told it: somebody here, or the house on behalf of a connected system. */
export type Teller = { readonly kind: 'person' | 'service_account' | 'system'; readonly id: string };

type Told<Kind extends string, Members> = {
  readonly kind: Kind;
  /** Told twice under one id, an event counts once: of a system, its own id of the occurrence. */
  readonly eventId: string;
  /** When it was so. */
  readonly atMs: number;
  /** The connected system that says so; null: somebody here. */
  readonly sourceId: string | null;
  readonly teller: Teller;
} & Members;

/** One outcome. */
type OfOutcome = { readonly outcomeId: string; readonly evidenceId: null };
/** All outcomes that rest on one result: whoever tells need not know who claimed it. */
type OfResult = { readonly outcomeId: null; readonly evidenceId: string };
export type OutcomeTarget = OfOutcome | OfResult;

export type ToldClaim = Told<
  'claimed',
  {
    readonly outcomeId: string;
    readonly evidenceId: string | null;
    readonly personId: string;
    /** The type with what it is worth, as it is at this moment: a claim keeps its terms. */
    readonly type: OutcomeType;
    readonly amount: number;
    /** The system measured it itself, as a time; absent: an estimate, by somebody or by a rule for each result. */
    readonly amountBy?: 'system';
    readonly evidenceUrl: string | null;
    /** In the claimant's words, or the system's title of it. */
    readonly note: string;
    readonly teamId: string | null;
    readonly useCaseId: string | null;
    readonly marks: readonly TaskMark[];
  }
>;

/** What is told of outcomes, as it is kept for good. What was wrong is followed by another event. */
export type ToldEvent =
  | ToldClaim
  | Told<'attested', OfOutcome & { readonly validatorId: string }>
  | Told<'declined', OfOutcome & { readonly validatorId: string; readonly reason: string }>
  | Told<'confirmed', OfResult & { readonly personId: string; readonly actorId: string | null }>
  | Told<'measured', OfOutcome & { readonly amount: number; readonly basis: 'drawn' | 'forced' }>
  | Told<'reverted', OutcomeTarget & { readonly reason: string; readonly cleanUpMinutes: number }>
  /** What was told as reverted up to then did hold after all. */
  | Told<'restored', OutcomeTarget & { readonly reason: string }>
  | Told<'withdrawn', OutcomeTarget & { readonly reason: string }>
  /** It was somebody else's work: a name of another system had been taken for the wrong person's. */
  | Told<'reassigned', OfOutcome & { readonly toPersonId: string; readonly reason: string }>;

/**
 * The name of what a person brought about that is known by its evidence: the same however often, in whatever order, and by
 * whomever it is told. `sha256` makes it short.
 */
export function outcomeIdOf(
  result: { readonly evidenceId: string; readonly typeId: string; readonly personId: string },
  sha256: (text: string) => string,
): string {
  return `o-${sha256(JSON.stringify([result.evidenceId, result.typeId, result.personId])).slice(0, 32)}`;
}
