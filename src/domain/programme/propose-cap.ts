import type { UseCase } from '../catalog/use-case.ts';
import { NANODOLLARS_PER_DOLLAR } from '../money/nanodollars.ts';

/** A cap for a use case that has none, as an envelope of a month would write it. */
export type ProposedCap = {
  readonly useCaseId: string;
  readonly ownerPersonId: string | null;
  /** Whole dollars a month. */
  readonly hardCap: string;
  readonly why: string;
};

/** Enough to work on where nothing is known. */
const DOLLARS_MIN = 20n;
/** Above the dearest month: a cap that stops what is usual would be lifted on its first day. */
const PERCENT_OF_DEAREST = 120n;

/** By the use case's own limit, where its owner set one; else a fifth above the dearest of these months, up to the next dollar. */
export function proposeCap(
  { id: useCaseId, ownerPersonId, spendLimitNanodollars }: UseCase,
  months: readonly bigint[],
): ProposedCap {
  const of = { useCaseId, ownerPersonId };
  if (spendLimitNanodollars !== null) {
    const hardCap = String(ceilingDollars(BigInt(spendLimitNanodollars)));
    return { ...of, hardCap, why: 'what the use case itself may cost in a month' };
  }
  const dearest = months.reduce((most, spent) => (spent > most ? spent : most), 0n);
  const dollars = ceilingDollars((dearest * PERCENT_OF_DEAREST) / 100n);
  return dollars > DOLLARS_MIN
    ? { ...of, hardCap: String(dollars), why: `a fifth above the dearest of the last ${months.length} months` }
    : { ...of, hardCap: String(DOLLARS_MIN), why: `the last ${months.length} months cost less` };
}

function ceilingDollars(nanodollars: bigint): bigint {
  return (nanodollars + NANODOLLARS_PER_DOLLAR - 1n) / NANODOLLARS_PER_DOLLAR;
}
