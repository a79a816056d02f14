/** A thousandth of a point: what points are counted in, so that they add up exactly. */
export type Millipoints = number;

/** Where points come from. The points of a node are the sum of its children's, exactly, where it has any. */
export type Contribution = {
  /** The rule of the formula, as in docs/scores.md. */
  readonly rule: string;
  /** In plain words, with the amounts. */
  readonly words: string;
  readonly millipoints: Millipoints;
  /** Of the events, tasks, adoptions and breaches that it rests on. */
  readonly evidenceIds: readonly string[];
  readonly children: readonly Contribution[];
};

/** An entry of the points ledger: a cause, the rule and the version that made it. */
export type PointsEntry = Pick<Contribution, 'rule' | 'words' | 'millipoints' | 'evidenceIds'> & {
  readonly personId: string;
  readonly formulaVersion: string;
};

export function leaf(
  rule: string,
  words: string,
  made: Partial<Pick<Contribution, 'millipoints' | 'evidenceIds'>>,
): Contribution {
  return { rule, words, millipoints: made.millipoints ?? 0, evidenceIds: made.evidenceIds ?? [], children: [] };
}

export function branch(rule: string, words: string, children: readonly Contribution[]): Contribution {
  const millipoints = children.reduce((sum, child) => sum + child.millipoints, 0);
  return { rule, words, millipoints, evidenceIds: [], children };
}

/** The entries that an explanation comes to: its leaves. */
export function leavesOf(contribution: Contribution): readonly Contribution[] {
  return contribution.children.length === 0 ? [contribution] : contribution.children.flatMap(leavesOf);
}

/**
 * Shares points among what made them, in proportion to signed parts, so that the shares add up exactly: what rounding leaves over
 * goes to the largest. Points of nothing are shared as nothing.
 */
export function sharePoints(points: Millipoints, parts: readonly number[]): readonly Millipoints[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total <= 0 || points === 0) return parts.map(() => 0);
  const shares = parts.map((part) => wholeOf((points * part) / total));
  const largest = parts.reduce((best, part, at) => (part > (parts[best] ?? 0) ? at : best), 0);
  const over = points - shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, at) => (at === largest ? share + over : share));
}

/** Never minus zero. */
function wholeOf(amount: number): number {
  return Math.round(amount) + 0;
}

/** `12.5`: points as people read them. */
export function pointsInWords(millipoints: Millipoints): string {
  return (Math.round(millipoints / 100) / 10).toFixed(1);
}

/** `$1,234.50`. */
export function dollarsInWords(microdollars: number): string {
  const cents = Math.round(Math.abs(microdollars) / 10_000);
  const whole = String(Math.floor(cents / 100)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${microdollars < 0 && cents > 0 ? '-' : ''}$${whole}.${String(cents % 100).padStart(2, '0')}`;
}
