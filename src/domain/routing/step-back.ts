/**
 * When to stop sending calls to a model: a cumulative sum of log-likelihood ratios (Page 1954) that never goes below zero, so
 * that a long good time does not hide a fall. `good` is the part of failures that is allowed, `bad` the one that must be
 * noticed.
 */
export type FallRule = { readonly good: number; readonly bad: number };

export type FallTest = {
  readonly fallen: boolean;
  /** How far the evidence has come, 0 to 1: at 1 the rule is broken. */
  readonly evidence: number;
  readonly seen: number;
};

/**
 * As long as a model is as good as allowed, it is stepped back from on average at most once in so many observations
 * (Lorden 1971: the mean time to a false alarm is at least e^threshold).
 */
export const FALSE_ALARM_EVERY = 5_000;
const THRESHOLD = Math.log(FALSE_ALARM_EVERY);

/** Reads observations in their order; true is a failure. The alarm holds once it was given. */
export function testForFall(failures: Iterable<boolean>, { good, bad }: FallRule): FallTest {
  const onFailure = Math.log(bad / good);
  const onSuccess = Math.log((1 - bad) / (1 - good));
  let sum = 0;
  let seen = 0;
  for (const failed of failures) {
    seen += 1;
    sum = Math.max(0, sum + (failed ? onFailure : onSuccess));
    if (sum >= THRESHOLD) return { fallen: true, evidence: 1, seen };
  }
  return { fallen: false, evidence: Math.min(0.999, sum / THRESHOLD), seen };
}

/** Disagreements: what the rule allows, and half as much again beside at least five of a hundred more. */
export function agreementRule(agreementMin: number): FallRule {
  const good = inside(1 - agreementMin);
  return { good, bad: inside(Math.max(good * 1.5, good + 0.05)) };
}

/** Errors of the upstream: twice what is allowed. */
export function errorRule(errorRateMax: number): FallRule {
  const good = inside(errorRateMax);
  return { good, bad: inside(good * 2) };
}

function inside(part: number): number {
  return Math.min(0.98, Math.max(0.001, part));
}
