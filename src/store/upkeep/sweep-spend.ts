import type { Pool } from 'pg';

/**
 * Merges what was spent in past days into quarters of an hour, and forgets what is older than any forecast or burn-down looks.
 * May run on every gateway at once.
 */
export async function sweepSpend(pool: Pool): Promise<void> {
  await mergeQuarters(pool);
  await forgetSpend(pool);
}

/** What is taken away is added to its quarter in one statement; what another process takes at once is added by that one. */
async function mergeQuarters(pool: Pool): Promise<void> {
  await pool.query(
    `with fine as (
       delete from tokenward.budget_spend
         where at < now() - interval '2 days' and at <> date_bin('15 minutes', at, 'epoch') returning *)
     insert into tokenward.budget_spend as known (envelope_id, at, period_start_ms, amount)
       select envelope_id, date_bin('15 minutes', at, 'epoch'), period_start_ms, sum(amount) from fine group by 1, 2, 3
         order by 1, 2, 3
       on conflict (envelope_id, at, period_start_ms) do update set amount = known.amount + excluded.amount`,
  );
}

/** Longer than a year's burn-down. The ledger itself is kept. */
async function forgetSpend(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.budget_spend where at < now() - interval '400 days'`);
}
