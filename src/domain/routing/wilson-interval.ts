export type Proportion = {
  readonly of: number;
  readonly count: number;
  /** `count / of`; null of nothing. */
  readonly part: number | null;
  /** Wilson's interval at 95 %; 0 to 1 where nothing is known. */
  readonly low: number;
  readonly high: number;
};

const Z = 1.959964;

/** A part with the interval in which the true one lies in 95 of 100 such samples (Wilson 1927). */
export function wilsonInterval({ count, of }: { readonly count: number; readonly of: number }): Proportion {
  if (of === 0) return { of, count, part: null, low: 0, high: 1 };
  const part = count / of;
  const spread = Z * Math.sqrt((part * (1 - part)) / of + (Z * Z) / (4 * of * of));
  const middle = part + (Z * Z) / (2 * of);
  const scale = 1 + (Z * Z) / of;
  return {
    of,
    count,
    part,
    low: count === 0 ? 0 : Math.max(0, (middle - spread) / scale),
    high: count === of ? 1 : Math.min(1, (middle + spread) / scale),
  };
}
