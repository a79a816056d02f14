import type { Envelope } from './envelope.ts';
import { writeAmount } from './envelope-amount.ts';

/** What the envelope's money is meant to move; values are reported from outside and stand beside the spend. */
export type EnvelopeMetric = {
  readonly name: string;
  /** As it is shown behind a value, for instance `%` or `minutes`. */
  readonly unit: string;
  readonly target: number | null;
  readonly better: 'higher' | 'lower';
};

/** An envelope as the control plane keeps it. */
export type KeptEnvelope = Envelope & { readonly metric: EnvelopeMetric | null };

/** The envelope as it stands in the audit trail and in differences: amounts as people write them. */
export function shownEnvelope(envelope: KeptEnvelope): Readonly<Record<string, unknown>> {
  const { hardCap, cap, carryOver, unit, ...rest } = envelope;
  return {
    ...rest,
    unit: unit === 'nanodollars' ? 'dollars' : unit,
    hardCap: writeAmount(unit, hardCap),
    cap: cap.kind === 'strict' ? cap : { ...cap, overdraft: writeAmount(unit, cap.overdraft) },
    carryOver:
      carryOver.kind === 'none' ? carryOver : { ...carryOver, amountMax: writeAmount(unit, carryOver.amountMax) },
  };
}
