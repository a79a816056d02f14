import type { Pool } from 'pg';
import type { Period } from '../../domain/score/facts.ts';
import {
  fromRowTask,
  type ScoreTask,
  TASK_CLASS,
  TASK_COLUMNS,
  TASK_WASTE,
  type TaskName,
  type TaskRow,
} from './score-task.ts';

/** All tasks of a person of a class in a period, in sum. */
export type TaskSum = {
  readonly personId: string;
  readonly useCaseId: string;
  readonly lane: ScoreTask['lane'];
  readonly tasks: number;
  readonly lastAtMs: number;
  readonly cost: bigint;
  readonly waste: bigint;
};

/** These tasks, as far as they are kept; by the primary key. */
export async function readScoreTasks(pool: Pool, names: readonly TaskName[]): Promise<readonly ScoreTask[]> {
  if (names.length === 0) return [];
  const { rows } = await pool.query<TaskRow>(
    `select ${TASK_COLUMNS}
     from unnest($1::text[], $2::text[], $3::text[]) as n (owner_kind, owner_id, task_id)
       join tokenward.task t using (owner_kind, owner_id, task_id)`,
    [names.map(({ ownerKind }) => ownerKind), names.map(({ ownerId }) => ownerId), names.map(({ taskId }) => taskId)],
  );
  return rows.map(fromRowTask);
}

type SumRow = {
  readonly person_id: string;
  readonly use_case_id: string;
  readonly lane: ScoreTask['lane'];
  readonly tasks: number;
  readonly last_ms: number;
  readonly cost: string;
  readonly waste: string;
};

/** Every task of these people that ended in the period, by the index on owner and end. */
export async function sumScoreTasks(
  pool: Pool,
  personIds: readonly string[],
  { fromMs, toMs }: Period,
): Promise<readonly TaskSum[]> {
  const { rows } = await pool.query<SumRow>(
    `select t.owner_id as person_id, ${TASK_CLASS}, count(*)::int as tasks,
       (extract(epoch from max(t.last_at)) * 1000)::float8 as last_ms, sum(t.cost_nanodollars) as cost, sum(${TASK_WASTE}) as waste
     from tokenward.task t
     where t.owner_kind = 'person' and t.owner_id = any ($1) and t.last_at >= $2 and t.last_at < $3
     group by 1, 2, 3`,
    [personIds, new Date(fromMs), new Date(toMs)],
  );
  return rows.map((row) => ({
    ...{ personId: row.person_id, useCaseId: row.use_case_id, lane: row.lane, tasks: row.tasks },
    ...{ lastAtMs: Math.round(row.last_ms), cost: BigInt(row.cost), waste: BigInt(row.waste) },
  }));
}

export type ReviewSum = {
  readonly personId: string;
  readonly useCaseId: string;
  readonly taskId: string;
  readonly minutes: number;
};

/** Minutes that people spent on looking through results of these people's tasks of the period. */
export async function readScoreReviews(
  pool: Pool,
  personIds: readonly string[],
  { fromMs, toMs }: Period,
): Promise<readonly (ReviewSum & { readonly lane: ScoreTask['lane'] })[]> {
  const { rows } = await pool.query<{
    readonly person_id: string;
    readonly use_case_id: string;
    readonly lane: ScoreTask['lane'];
    readonly task_id: string;
    readonly minutes: number;
  }>(
    `select t.owner_id as person_id, ${TASK_CLASS}, t.task_id, sum(r.minutes)::int as minutes
     from tokenward.task_review r join tokenward.task t using (owner_kind, owner_id, task_id)
     where t.owner_kind = 'person' and t.owner_id = any ($1) and t.last_at >= $2 and t.last_at < $3
     group by 1, 2, 3, 4`,
    [personIds, new Date(fromMs), new Date(toMs)],
  );
  return rows.map((row) => ({
    ...{ personId: row.person_id, useCaseId: row.use_case_id, lane: row.lane },
    ...{ taskId: row.task_id, minutes: row.minutes },
  }));
}
