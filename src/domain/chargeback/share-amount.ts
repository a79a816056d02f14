/** Somebody's part of an amount, by weight. Weights are not negative. */
export type Weight = { readonly id: string; readonly weight: bigint };
export type Share = { readonly id: string; readonly amount: bigint };

/**
 * Splits an amount by weights so that the shares are the amount, to the last unit: each gets its part rounded towards zero, and
 * the units that are left go one each to those who lost most by that, of equals to the first id. No share is more than one
 * unit from its exact part. Empty when nobody has weight.
 */
export function shareAmount(amount: bigint, weights: readonly Weight[]): readonly Share[] {
  const bearing = weights.filter(({ weight }) => weight > 0n);
  const total = bearing.reduce((sum, { weight }) => sum + weight, 0n);
  if (total === 0n) return [];
  const absolute = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? -1n : 1n;
  const parts = bearing.map(({ id, weight }) => {
    const product = absolute * weight;
    return { id, whole: product / total, lost: product % total };
  });
  let left = absolute - parts.reduce((sum, { whole }) => sum + whole, 0n);
  const extra = new Set<string>();
  for (const { id } of [...parts].sort(mostLostFirst)) {
    if (left === 0n) break;
    extra.add(id);
    left -= 1n;
  }
  return parts.map(({ id, whole }) => ({ id, amount: sign * (extra.has(id) ? whole + 1n : whole) }));
}

type Part = { readonly id: string; readonly lost: bigint };

function mostLostFirst(one: Part, other: Part): number {
  if (one.lost !== other.lost) return one.lost > other.lost ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
