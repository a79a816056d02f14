import type { Pool } from 'pg';
import type { Period } from '../../domain/score/facts.ts';
import type { TaskName } from './read-score-outcomes.ts';

/** A task as scores see it. Money in nanodollars. */
export type ScoreTask = TaskName & {
  readonly useCaseId: string;
  readonly lane: 'production' | 'exploration';
  /** The task that it is part of, by a result that both led to; null: of none. */
  readonly root: string | null;
  readonly templateId: string | null;
  readonly firstHash: string | null;
  readonly endedAtMs: number;
  readonly cost: bigint;
  readonly waste: bigint;
};

/** All tasks of a person of a class in a period, in sum. */
export type TaskSum = {
  readonly personId: string;
  readonly useCaseId: string;
  readonly lane: 'production' | 'exploration';
  readonly tasks: number;
  readonly lastAtMs: number;
  readonly cost: bigint;
  readonly waste: bigint;
};

/** What people found wasted in a task, the largest kind: kinds overlap. */
const WASTE = `case when t.waste = '[]' then 0
  else (select max((w ->> 'wasted')::numeric) from jsonb_array_elements(t.waste) w) end`;
const CLASS = `coalesce(t.use_case_id, '') as use_case_id, coalesce(t.lane, 'production') as lane`;

export type LinkedTask = TaskName & { readonly root: string };

/** Tasks that led to results booked on other tasks, by more than allocation: parts of those. By the primary keys of both. */
export async function readLinkedTasks(pool: Pool, outcomeIds: readonly string[]): Promise<readonly LinkedTask[]> {
  const { rows } = await pool.query<Pick<TaskRow, 'owner_kind' | 'owner_id' | 'task_id'> & { readonly root: string }>(
    `select l.owner_kind, l.owner_id, l.task_id,
       min(o.task_owner_kind || ':' || o.task_owner_id || ':' || o.task_id) as root
     from tokenward.outcome o join tokenward.outcome_task l on l.outcome_id = o.id
     where o.id = any ($1) and l.method <> 'allocated'
       and (l.owner_kind, l.owner_id, l.task_id) <> (o.task_owner_kind, o.task_owner_id, o.task_id)
     group by 1, 2, 3`,
    [outcomeIds],
  );
  return rows.map((row) => ({
    ...{ ownerKind: row.owner_kind, ownerId: row.owner_id, taskId: row.task_id, root: row.root },
  }));
}

type TaskRow = {
  readonly owner_kind: TaskName['ownerKind'];
  readonly owner_id: string;
  readonly task_id: string;
  readonly use_case_id: string;
  readonly lane: ScoreTask['lane'];
  readonly template_id: string | null;
  readonly first_hash: string | null;
  readonly last_ms: number;
  readonly cost: string;
  readonly waste: string;
};

/** These tasks, as far as they are kept; by the primary key. */
export async function readScoreTasks(
  pool: Pool,
  names: readonly TaskName[],
): Promise<readonly Omit<ScoreTask, 'root'>[]> {
  if (names.length === 0) return [];
  const { rows } = await pool.query<TaskRow>(
    `select t.owner_kind, t.owner_id, t.task_id, ${CLASS}, t.template_id, t.first_hash,
       (extract(epoch from t.last_at) * 1000)::float8 as last_ms, t.cost_nanodollars as cost, ${WASTE} as waste
     from unnest($1::text[], $2::text[], $3::text[]) as n (owner_kind, owner_id, task_id)
       join tokenward.task t using (owner_kind, owner_id, task_id)`,
    [names.map(({ ownerKind }) => ownerKind), names.map(({ ownerId }) => ownerId), names.map(({ taskId }) => taskId)],
  );
  return rows.map((row) => ({
    ...{ ownerKind: row.owner_kind, ownerId: row.owner_id, taskId: row.task_id },
    ...{ useCaseId: row.use_case_id, lane: row.lane, templateId: row.template_id, firstHash: row.first_hash },
    ...{ endedAtMs: Math.round(row.last_ms), cost: BigInt(row.cost), waste: BigInt(row.waste) },
  }));
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
    `select t.owner_id as person_id, ${CLASS}, count(*)::int as tasks,
       (extract(epoch from max(t.last_at)) * 1000)::float8 as last_ms, sum(t.cost_nanodollars) as cost, sum(${WASTE}) as waste
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
    `select t.owner_id as person_id, ${CLASS}, t.task_id, sum(r.minutes)::int as minutes
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
