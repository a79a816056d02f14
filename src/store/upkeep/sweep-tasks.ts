import type { Pool } from 'pg';

/** A task that has rested so long is told from its calls no more; whoever wants its sums asks for usage. */
export async function sweepTasks(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.task where last_at < now() - interval '400 days'`);
}
