import type { Pool } from 'pg';

/** The median of what a model's answer cost by use case in the last thirty days, decimal nanodollars; twenty calls at least. */
export async function readUsualCosts(pool: Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ use_case_id: string; median: string }>(
    `select call.use_case_id, percentile_disc(0.5) within group (order by call.cost_nanodollars)::text as median
     from tokenward.calls call
     where call.use_case_id in (select use_case_id from tokenward.workflow where status = 'active')
       and call.admitted_at > now() - interval '30 days' and call.outcome = 'completed' and call.usage_basis = 'measured'
       and call.cost_nanodollars > 0
     group by 1 having count(*) >= 20`,
  );
  return new Map(rows.map(({ use_case_id, median }) => [use_case_id, median]));
}
