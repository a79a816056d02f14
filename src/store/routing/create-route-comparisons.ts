import type { Pool } from 'pg';
import type { RouteComparisons } from '../../ports/route-comparisons.ts';

/** One row for each shadow; the same told again changes nothing. */
export function createRouteComparisons({ pool }: { readonly pool: Pool }): RouteComparisons {
  return {
    keep: async (comparison) => {
      await pool.query(
        `insert into tokenward.route_comparison
           (id, call_id, use_case_id, model_id, reference_id, raw, kind, similarity, agreed, shadow_cost_nanodollars,
            compared_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (id) do nothing`,
        [
          comparison.id,
          comparison.callId,
          comparison.useCaseId,
          comparison.modelId,
          comparison.referenceId,
          comparison.raw,
          comparison.kind,
          comparison.similarity,
          comparison.agreed,
          comparison.shadowCostNanodollars,
          new Date(comparison.comparedAtMs),
        ],
      );
    },
  };
}
