import type { Pool } from 'pg';
import type { AdoptionCheck } from '../../domain/score/score-case.ts';

/** What was drawn of these authors' adoptions. */
export async function readCheckedAdoptions(
  pool: Pool,
  periodId: string,
  authorIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ readonly id: string }>(
    'select id from tokenward.adoption_check where period_id = $1 and author_id = any ($2)',
    [periodId, authorIds],
  );
  return rows.map(({ id }) => id);
}

/** Once each, in one statement; no gateway reads them, so that no snapshot changes. */
export async function keepChecks(pool: Pool, checks: readonly AdoptionCheck[]): Promise<void> {
  if (checks.length === 0) return;
  const rows = checks.map((check) => ({
    ...{ id: check.id, period_id: check.periodId, asset_id: check.assetId, author_id: check.authorId },
    ...{ adopter_id: check.adopterId, task_id: check.taskId, checker_id: check.checkerId },
    drawn_at: new Date(check.drawnAtMs),
  }));
  await pool.query(
    `insert into tokenward.adoption_check (id, period_id, asset_id, author_id, adopter_id, task_id, checker_id, drawn_at, revision,
       managed_by, created_at, updated_at, changed_version)
     select id, period_id, asset_id, author_id, adopter_id, task_id, checker_id, drawn_at, 1, 'api', drawn_at, drawn_at, 0
     from jsonb_populate_recordset(null::tokenward.adoption_check, $1::jsonb) on conflict (id) do nothing`,
    [JSON.stringify(rows)],
  );
}
