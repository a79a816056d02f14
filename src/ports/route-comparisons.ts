import type { RouteComparison } from '../domain/routing/route-state.ts';

/** Keeps what comparisons said: figures, never content. Written once for an id, however often it is told. */
export type RouteComparisons = { readonly keep: (comparison: RouteComparison) => Promise<void> };
