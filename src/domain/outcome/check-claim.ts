import { unitsOf } from './amount-of-unit.ts';
import type { KeptOutcomeType } from './outcome-type.ts';

const DAY_MS = 86_400_000;
/** As far back as tasks are known. */
export const CLAIM_BACK_MS = 40 * DAY_MS;
/** Beyond this somebody mistook the unit. */
const AMOUNT_MAX = 10_000;

/** What is wrong with a claim, in words; empty: it can be made. */
export function checkClaim(
  claim: { readonly amount: number; readonly atMs: number },
  type: KeptOutcomeType,
  nowMs: number,
): readonly string[] {
  const { amount, atMs } = claim;
  const { direction, unit, name } = type;
  const improvement = direction === 'more' ? amount : -amount;
  const faults: string[] = [];
  if (type.status === 'archived') faults.push(`Nothing more is claimed as "${name}": it is archived.`);
  if (!Number.isFinite(amount) || Math.abs(amount) > AMOUNT_MAX)
    faults.push(`The amount must be a number of at most ${AMOUNT_MAX.toLocaleString('en')} ${unitsOf(unit)}.`);
  else if (improvement <= 0)
    faults.push(
      direction === 'more'
        ? `The amount must be above zero: how many ${unitsOf(unit)} it was.`
        : `Of "${name}" fewer is better: the amount must be below zero, for instance -2 for two ${unitsOf(unit)} fewer.`,
    );
  if (atMs > nowMs) faults.push('It must have been so already: the time lies ahead.');
  if (atMs < nowMs - CLAIM_BACK_MS)
    faults.push(
      `It must have been so within the last ${CLAIM_BACK_MS / DAY_MS} days: tasks of before are not known any more.`,
    );
  return faults;
}
