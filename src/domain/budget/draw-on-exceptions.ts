import type { Demand } from './book-state.ts';
import type { Envelope, EnvelopeScope } from './envelope.ts';
import { type Attribution, isInScope } from './match-envelopes.ts';
import type { PeriodBounds } from './period.ts';

/**
 * Money that an exception brings for a scope and a time. It is an account of its own, so it ends with its time at every
 * gateway, whatever is leased, and the envelope that it raises is never changed by it.
 */
export type BudgetException = {
  readonly exceptionId: string;
  /** The envelope in whose place calls draw on it; null: calls that it opened something for are charged to it besides. */
  readonly raisesEnvelopeId: string | null;
  readonly scope: EnvelopeScope;
  /** As the ledger knows it; its cap is what the exception brings. */
  readonly envelope: Envelope;
  /** From its beginning to its end, end exclusive. */
  readonly period: PeriodBounds;
};

/** By the id of the raised envelope, those that end first before the others. */
export type RaisesByEnvelope = ReadonlyMap<string, readonly BudgetException[]>;

/** What a call asks for, and on which exceptions it draws so far. */
export type ExceptionDraw = { readonly demands: readonly Demand[]; readonly drawn: readonly BudgetException[] };

/**
 * The same call with exceptions in place of the envelopes that lack room, each exception tried once; null where an
 * envelope lacks room and no exception in force is for this call. Everything else that the call demands stays.
 */
export function drawOnExceptions(asked: {
  readonly draw: ExceptionDraw;
  /** Ids of the envelopes, or of the exceptions in their place, that lack room. */
  readonly short: ReadonlySet<string>;
  readonly raises: RaisesByEnvelope;
  readonly attribution: Attribution;
  readonly nowMs: number;
}): ExceptionDraw | null {
  const { draw, short, raises, attribution, nowMs } = asked;
  if (short.size === 0) return null;
  const drawn = [...draw.drawn];
  const demands: Demand[] = [];
  for (const demand of draw.demands) {
    if (!short.has(demand.envelope.id)) {
      demands.push(demand);
      continue;
    }
    const raised = drawn.find(({ envelope }) => envelope.id === demand.envelope.id)?.raisesEnvelopeId;
    const next = raises
      .get(raised ?? demand.envelope.id)
      ?.find((one) => !drawn.includes(one) && isInForce(one, nowMs) && isInScope(one.scope, attribution));
    if (next === undefined) return null;
    drawn.push(next);
    demands.push({ envelope: next.envelope, period: next.period, amount: demand.amount });
  }
  return demands.every((demand, at) => demand === draw.demands[at]) ? null : { demands, drawn };
}

/** By the clock of whoever asks: nobody has to end it. */
export function isInForce({ period }: Pick<BudgetException, 'period'>, nowMs: number): boolean {
  return period.startMs <= nowMs && nowMs < period.endMs;
}

/** The exceptions that a reservation stands on in the end: those whose envelopes are among its demands. */
export function exceptionsDrawnOn({ demands, drawn }: ExceptionDraw): readonly BudgetException[] {
  return drawn.filter(({ envelope }) => demands.some((demand) => demand.envelope.id === envelope.id));
}
