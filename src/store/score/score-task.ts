export type TaskName = {
  readonly ownerKind: 'person' | 'service_account';
  readonly ownerId: string;
  readonly taskId: string;
};

/** A task as scores see it. Money in nanodollars. */
export type ScoreTask = TaskName & {
  /** As outcomes name the tasks that they are of: `person:ada:fix-42`. */
  readonly name: string;
  readonly useCaseId: string;
  readonly lane: 'production' | 'exploration';
  readonly templateId: string | null;
  readonly firstHash: string | null;
  /** The first of the owner's tasks that it is nearly the same as, where fingerprints say so. */
  readonly likeTaskId: string | null;
  readonly endedAtMs: number;
  readonly cost: bigint;
  readonly waste: bigint;
};

/** What is found wasted in a task, the largest kind: kinds overlap. */
export const TASK_WASTE = `case when t.waste = '[]' then 0
  else (select max((w ->> 'wasted')::numeric) from jsonb_array_elements(t.waste) w) end`;
/** What tasks are told together by. */
export const TASK_CLASS = `coalesce(t.use_case_id, '') as use_case_id, coalesce(t.lane, 'production') as lane`;

export const TASK_COLUMNS = `t.owner_kind, t.owner_id, t.task_id, ${TASK_CLASS}, t.template_id, t.first_hash,
  (select like_task.cluster_id from tokenward.task_cluster like_task where like_task.owner_kind = t.owner_kind
    and like_task.owner_id = t.owner_id and like_task.task_id = t.task_id) as like_task_id,
  (extract(epoch from t.last_at) * 1000)::float8 as last_ms, t.cost_nanodollars as cost, ${TASK_WASTE} as waste`;

export type TaskRow = {
  readonly owner_kind: TaskName['ownerKind'];
  readonly owner_id: string;
  readonly task_id: string;
  readonly use_case_id: string;
  readonly lane: ScoreTask['lane'];
  readonly template_id: string | null;
  readonly first_hash: string | null;
  readonly like_task_id: string | null;
  readonly last_ms: number;
  readonly cost: string;
  readonly waste: string;
};

export function fromRowTask(row: TaskRow): ScoreTask {
  const name = { ownerKind: row.owner_kind, ownerId: row.owner_id, taskId: row.task_id };
  return {
    ...{ ...name, name: nameOfTask(name), useCaseId: row.use_case_id, lane: row.lane },
    ...{ templateId: row.template_id, firstHash: row.first_hash, likeTaskId: row.like_task_id },
    endedAtMs: Math.round(row.last_ms),
    ...{ cost: BigInt(row.cost), waste: BigInt(row.waste) },
  };
}

export function nameOfTask({ ownerKind, ownerId, taskId }: TaskName): string {
  return `${ownerKind}:${ownerId}:${taskId}`;
}
