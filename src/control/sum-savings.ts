import type { RouteSavings } from '../ports/routing-store.ts';

/** What routing saved and lost in all use cases together. */
export function sumSavings(rows: readonly RouteSavings[]): Omit<RouteSavings, 'useCaseId'> {
  const count = (member: 'calls' | 'shadowCalls' | 'lateCalls') => rows.reduce((sum, row) => sum + row[member], 0);
  const amount = (member: 'savedNanodollars' | 'lostNanodollars' | 'shadowCostNanodollars') =>
    rows.reduce((sum, row) => sum + BigInt(row[member]), 0n).toString();
  return {
    calls: count('calls'),
    savedNanodollars: amount('savedNanodollars'),
    lostNanodollars: amount('lostNanodollars'),
    shadowCalls: count('shadowCalls'),
    shadowCostNanodollars: amount('shadowCostNanodollars'),
    lateCalls: count('lateCalls'),
  };
}
