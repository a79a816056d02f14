import type { Pool } from 'pg';

/** `tokenward.scores`, as a number that nothing else locks. */
const SCORE_KEY = 7_261_020_220_022n;

/**
 * Does the work while holding a lock of the database that ends with its connection: a process that dies leaves it to the next.
 * The work uses connections of its own.
 */
export async function scoreExclusively<Result>(pool: Pool, work: () => Promise<Result>): Promise<Result | 'busy'> {
  const client = await pool.connect();
  const drop = (): void => undefined;
  client.on('error', drop);
  let isFree = false;
  try {
    const { rows } = await client.query<{ readonly taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      String(SCORE_KEY),
    ]);
    if (rows[0]?.taken !== true) {
      isFree = true;
      return 'busy';
    }
    const result = await work();
    await client.query('select pg_advisory_unlock($1)', [String(SCORE_KEY)]);
    isFree = true;
    return result;
  } finally {
    client.off('error', drop);
    // A connection that still holds the lock is closed rather than lent on.
    client.release(!isFree);
  }
}
