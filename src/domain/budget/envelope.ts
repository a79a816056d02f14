import type { Lane } from '../identity/key-grant.ts';

/** What an envelope counts. A concurrency envelope holds 1 for each call under way and commits nothing. */
export const ENVELOPE_UNITS = ['nanodollars', 'tokens', 'requests', 'concurrency'] as const;
export type EnvelopeUnit = (typeof ENVELOPE_UNITS)[number];

/** Minutes and hours are for rates of requests and tokens. */
export const BUDGET_PERIODS = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/**
 * Whom an envelope is for: a call matches when every member that is named is equal. None named: the organisation. Several
 * named: a crossing, for instance a team's use of one use case.
 */
export type EnvelopeScope = {
  readonly teamId?: string;
  readonly projectId?: string;
  readonly useCaseId?: string;
  readonly personId?: string;
  readonly lane?: Lane;
  /** A tag of the credential. */
  readonly tag?: { readonly name: string; readonly value: string };
};

/** How far the cap holds. Strict: holds are the worst case. Elastic: a quantile of past cost, with an overdraft that is declared. */
export type CapRule =
  | { readonly kind: 'strict' }
  | { readonly kind: 'elastic'; readonly overdraft: bigint; readonly quantile: number };

/** What becomes of what was not spent when a period ends. */
export type CarryOverRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'unused'; readonly percent: number; readonly amountMax: bigint };

/** An amount that may be spent in a period, by whom, and what happens near its end. Amounts are in `unit`; money is nanodollars. */
export type Envelope = {
  readonly id: string;
  readonly name: string;
  readonly scope: EnvelopeScope;
  readonly ownerPersonId: string | null;
  readonly costCentre: string | null;
  readonly unit: EnvelopeUnit;
  readonly period: BudgetPeriod;
  readonly hardCap: bigint;
  readonly cap: CapRule;
  /** Percent of the hard cap at which people are told; ascending. */
  readonly softThresholds: readonly number[];
  readonly carryOver: CarryOverRule;
  /** While the store is away: refused at once, or on with what is leased until the leases' deadline. */
  readonly storeAway: 'refuse' | 'leases';
  readonly status: 'active' | 'archived';
};

/** What 38 digits hold would not fit the sums of sums; a thousand million dollars do. */
export const HARD_CAP_MAX = 10n ** 18n;

/** What is wrong with an envelope, in sentences; empty when nothing is. */
export function checkEnvelope(envelope: Envelope): readonly string[] {
  const { hardCap, cap, carryOver, softThresholds } = envelope;
  const faults: string[] = [];
  if (hardCap < 0n) faults.push('The hard cap is negative.');
  if (hardCap > HARD_CAP_MAX) faults.push(`The hard cap is more than ${HARD_CAP_MAX}.`);
  if (cap.kind === 'elastic') {
    if (cap.overdraft < 0n || cap.overdraft > hardCap)
      faults.push('The overdraft must be between nothing and the hard cap.');
    if (!(cap.quantile >= 0.5 && cap.quantile < 1)) faults.push('The quantile must be at least 0.5 and less than 1.');
    if (envelope.unit === 'requests' || envelope.unit === 'concurrency')
      faults.push(`An envelope of ${envelope.unit} is strict: each call holds exactly one.`);
  }
  if (carryOver.kind === 'unused') {
    if (!Number.isInteger(carryOver.percent) || carryOver.percent < 1 || carryOver.percent > 100)
      faults.push('What is carried over must be a whole percentage from 1 to 100.');
    if (carryOver.amountMax < 0n || carryOver.amountMax > HARD_CAP_MAX)
      faults.push('The most that is carried over must not be negative or beyond the largest cap.');
    if (envelope.unit === 'concurrency') faults.push('Concurrency cannot be carried over.');
  }
  if (softThresholds.some((percent, at) => !(percent > (softThresholds[at - 1] ?? 0) && percent <= 100)))
    faults.push('Soft thresholds must ascend, above 0 and up to 100 percent.');
  if (Object.values(envelope.scope).some((value) => value === '')) faults.push('A member of the scope is empty.');
  return faults;
}

/** What may go beyond the hard cap. */
export function overdraftOf(cap: CapRule): bigint {
  return cap.kind === 'elastic' ? cap.overdraft : 0n;
}
