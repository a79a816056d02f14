import type { Pool } from 'pg';
import type { FinishedRun, ScoreRun } from '../../ports/score-store.ts';

type RunRow = {
  readonly id: string;
  readonly period_id: string;
  readonly state: ScoreRun['state'];
  readonly ordered_by: string | null;
  readonly ordered_at: Date;
  readonly finished_at: Date | null;
  readonly formula_version: string | null;
  readonly people: number | null;
  readonly tasks: bigint | null;
  readonly outcomes: bigint | null;
  readonly changed: number | null;
  readonly took_ms: number | null;
  readonly failure: string | null;
};

const RUN = `select id, period_id, state, ordered_by, ordered_at, finished_at, formula_version, people, tasks, outcomes, changed,
  took_ms, failure from tokenward.score_run`;

/** Two orders of one period are one, whoever comes first. */
export async function orderRun(pool: Pool, run: Omit<ScoreRun, 'state' | 'finished'>): Promise<void> {
  await pool.query(
    `insert into tokenward.score_run (id, period_id, state, ordered_by, ordered_at) values ($1, $2, 'ordered', $3, $4)
     on conflict (period_id) where state = 'ordered' do nothing`,
    [run.id, run.periodId, run.orderedBy, new Date(run.orderedAtMs)],
  );
}

/** Oldest first; a row for each period at most. */
export async function readOrderedRuns(pool: Pool): Promise<readonly ScoreRun[]> {
  const { rows } = await pool.query<RunRow>(`${RUN} where state = 'ordered' order by ordered_at`);
  return rows.map(fromRowRun);
}

/** Once: a run that is finished stays as it is. */
export async function finishRun(pool: Pool, runId: string, finished: FinishedRun): Promise<void> {
  await pool.query(
    `update tokenward.score_run set state = case when $8::text is null then 'done' else 'failed' end, finished_at = $2,
       formula_version = $3, people = $4, tasks = $5, outcomes = $6, changed = $7, failure = $8, took_ms = $9
     where id = $1 and state = 'ordered'`,
    [
      ...[runId, new Date(finished.atMs), finished.formulaVersion, finished.people, finished.tasks],
      ...[finished.outcomes, finished.changed, finished.failure, finished.tookMs],
    ],
  );
}

/** Newest first. */
export async function readRuns(pool: Pool, limit: number): Promise<readonly ScoreRun[]> {
  const { rows } = await pool.query<RunRow>(`${RUN} order by ordered_at desc, id desc limit $1`, [limit]);
  return rows.map(fromRowRun);
}

/** By the index on periods. */
export async function readLastRun(pool: Pool, periodId: string): Promise<ScoreRun | undefined> {
  const { rows } = await pool.query<RunRow>(
    `${RUN} where period_id = $1 and state = 'done' order by ordered_at desc, id desc limit 1`,
    [periodId],
  );
  return rows.map(fromRowRun)[0];
}

function fromRowRun(row: RunRow): ScoreRun {
  return {
    ...{ id: row.id, periodId: row.period_id, state: row.state, orderedBy: row.ordered_by },
    orderedAtMs: row.ordered_at.getTime(),
    finished:
      row.finished_at === null
        ? null
        : {
            ...{ atMs: row.finished_at.getTime(), formulaVersion: row.formula_version ?? '', failure: row.failure },
            ...{ people: row.people ?? 0, tasks: Number(row.tasks ?? 0), outcomes: Number(row.outcomes ?? 0) },
            ...{ changed: row.changed ?? 0, tookMs: row.took_ms ?? 0 },
          },
  };
}
