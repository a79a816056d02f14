type Event<Kind extends string, Members> = {
  readonly kind: Kind;
  /** Told twice, an event counts once. */
  readonly eventId: string;
  readonly outcomeId: string;
  readonly atMs: number;
} & Members;

/** What is told of an outcome, by whom. Events are never changed: what was wrong is followed by another event. */
export type OutcomeEvent =
  | Event<
      'claimed',
      {
        readonly taskId: string;
        readonly personId: string;
        readonly typeId: string;
        /** In the type's unit. */
        readonly amount: number;
        /** What the result is known by where it happened, for instance a pull request; null: nothing. One result counts once. */
        readonly evidenceId: string | null;
      }
    >
  /** A person says that it is so. Whoever claims cannot. */
  | Event<'attested', { readonly validatorId: string }>
  | Event<'declined', { readonly validatorId: string; readonly reason: string }>
  /** A connected system says so, by a signed event. */
  | Event<
      'confirmed',
      {
        /** Whose work it was, by that system. */
        readonly personId: string;
        /** Who merged, closed or accepted it there; null: the system itself. */
        readonly actorId: string | null;
      }
    >
  /** Somebody independent has measured it against a baseline. */
  | Event<
      'measured',
      {
        readonly amount: number;
        /** Why this one: drawn by lot, or because it claimed far more than is usual. */
        readonly basis: 'drawn' | 'forced';
      }
    >
  /** The work did not hold: a pull request reverted, a ticket reopened. */
  | Event<'reverted', { readonly reason: string }>
  /** It should never have been claimed, as if it had not been. */
  | Event<'withdrawn', { readonly reason: string }>;
