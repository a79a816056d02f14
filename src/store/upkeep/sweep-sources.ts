import type { Pool } from 'pg';

/** What systems said longer ago than a score can be contested is forgotten, and sooner what came in and what was refused. */
export async function sweepSources(pool: Pool): Promise<void> {
  await forgetDeliveries(pool);
  await forgetRefusals(pool);
  await forgetFacts(pool);
}

/** A delivery that comes again after so long changes nothing: its facts are known, or too old. */
async function forgetDeliveries(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.source_delivery where received_at < now() - interval '100 days'`);
}

async function forgetRefusals(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.source_refusal where hour < now() - interval '100 days'`);
}

async function forgetFacts(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.source_fact where received_at < now() - interval '400 days'`);
}
