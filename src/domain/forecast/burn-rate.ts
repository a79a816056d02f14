/** How fast an envelope may be used up before somebody must hear of it. */
export type BurnRule = {
  readonly kind: 'fast_burn' | 'slow_burn';
  readonly windowMs: number;
  /** It must still burn as fast within this, or whoever comes to look finds nothing. */
  readonly shortWindowMs: number;
  /** Of the period's limit, within the window. */
  readonly percentMin: number;
  /** And so many times what an even pace would be: five percent an hour is much for a month and little for a day. */
  readonly paceMin: number;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Two windows for each rule, the short one a twelfth of the long one, as the Site Reliability Workbook does for error budgets
 * (Beyer et al., O'Reilly 2018, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts"). The percentages are ours: a budget is meant
 * to be spent, an error budget is not.
 */
export const BURN_RULES: readonly BurnRule[] = [
  { kind: 'fast_burn', windowMs: HOUR_MS, shortWindowMs: 5 * MINUTE_MS, percentMin: 5, paceMin: 6 },
  { kind: 'slow_burn', windowMs: 6 * HOUR_MS, shortWindowMs: 30 * MINUTE_MS, percentMin: 10, paceMin: 3 },
];

export type BurnFacts = {
  readonly limit: number;
  readonly periodMs: number;
  /** Spent within the last so many milliseconds. */
  readonly spentWithin: (windowMs: number) => number;
};

export type Burning = {
  readonly rule: BurnRule;
  readonly spent: number;
  readonly percent: number;
  /** How many times an even pace. */
  readonly pace: number;
};

/** The rule that an envelope breaks now: the fast one before the slow one. */
export function findBurning({ limit, periodMs, spentWithin }: BurnFacts): Burning | undefined {
  if (limit <= 0) return undefined;
  for (const rule of BURN_RULES) {
    const evenPercent = (100 * rule.windowMs) / periodMs;
    const percentMin = Math.max(rule.percentMin, rule.paceMin * evenPercent);
    const spent = spentWithin(rule.windowMs);
    const percent = (100 * spent) / limit;
    const shortPercent = (100 * spentWithin(rule.shortWindowMs)) / limit;
    if (percent >= percentMin && shortPercent >= percentMin * (rule.shortWindowMs / rule.windowMs))
      return { rule, spent, percent, pace: percent / evenPercent };
  }
  return undefined;
}
