import type { Pool } from 'pg';
import type { ChangedOutcomes, Touch } from '../../ports/score-store.ts';

/** Appends; whoever is touched twice stands there twice. */
export async function touchScores(pool: Pool, touches: readonly Touch[]): Promise<void> {
  await pool.query(
    `insert into tokenward.score_touch (person_id, at, cause)
     select person_id, to_timestamp(ms / 1000), cause from unnest($1::text[], $2::float8[], $3::text[]) as t (person_id, ms, cause)`,
    [touches.map(({ personId }) => personId), touches.map(({ atMs }) => atMs), touches.map(({ cause }) => cause)],
  );
}

/** Oldest first. */
export async function readTouches(pool: Pool, limit: number): Promise<readonly (Touch & { readonly id: bigint })[]> {
  const { rows } = await pool.query<{
    readonly id: bigint;
    readonly person_id: string;
    readonly at: Date;
    readonly cause: string;
  }>('select id, person_id, at, cause from tokenward.score_touch order by id limit $1', [limit]);
  return rows.map((row) => ({ id: row.id, personId: row.person_id, atMs: row.at.getTime(), cause: row.cause }));
}

export async function dropTouches(pool: Pool, ids: readonly bigint[]): Promise<void> {
  await pool.query('delete from tokenward.score_touch where id = any ($1)', [ids.map(String)]);
}

/**
 * Outcomes by the order of their changes, in which they become visible: nothing before the last one is missed. Each touches the
 * period in which it counts, and the one in which it was taken back.
 */
export async function readChangedOutcomes(pool: Pool, limit: number): Promise<ChangedOutcomes> {
  const { rows } = await pool.query<{
    readonly id: string;
    readonly person_id: string;
    readonly verified_at: Date | null;
    readonly reverted_at: Date | null;
    readonly state: string;
    readonly change: bigint;
  }>(
    `select id, person_id, verified_at, reverted_at, state, change_sequence as change from tokenward.outcome
     where change_sequence > (select outcome_change from tokenward.score_progress) order by change_sequence limit $1`,
    [limit],
  );
  const touches = rows.flatMap(
    ({ id, person_id: personId, verified_at: verifiedAt, reverted_at: revertedAt, state }) =>
      state === 'maturing'
        ? []
        : [verifiedAt, revertedAt].flatMap((at) =>
            at === null ? [] : [{ personId, atMs: at.getTime(), cause: `outcome:${id}` }],
          ),
  );
  return { touches, many: rows.length, upTo: BigInt(rows.at(-1)?.change ?? 0) };
}

/** The one row. */
export async function advanceOutcomes(pool: Pool, upTo: bigint): Promise<void> {
  await pool.query('update tokenward.score_progress set outcome_change = greatest(outcome_change, $1)', [String(upTo)]);
}
