import type { Pool } from 'pg';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import { type KeptTask, TASK_SPAN_MS } from '../../domain/task/kept-task.ts';
import type { TaskKey } from '../../domain/task/task-call.ts';
import { ownerId, ownerOf, taskColumns, taskSettings, toRowTask } from './task-columns.ts';

/** Each task in the place of what was kept of it, in the order of their keys; repeated, it changes nothing. */
export async function keepTasks(pool: Pool, tasks: readonly KeptTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await pool.query(
    `insert into tokenward.task (${taskColumns})
     select ${taskColumns} from jsonb_populate_recordset(null::tokenward.task, $1::jsonb)
     order by owner_kind, owner_id, task_id
     on conflict (owner_kind, owner_id, task_id) do update set ${taskSettings}`,
    [JSON.stringify(tasks.map(toRowTask))],
  );
}

type KeyRow = { readonly owner_kind: KeyOwner['kind']; readonly owner_id: string; readonly task_id: string };

/**
 * By the block index on settlement, in the partitions of the last weeks. A task is left out where what is kept of it has all
 * its calls since it began: looked at again a moment later, it would be the same.
 */
export async function readTouched(
  pool: Pool,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  { limit, after }: { readonly limit: number; readonly after: TaskKey | null },
): Promise<readonly TaskKey[]> {
  const { rows } = await pool.query<KeyRow>(
    `select touched.owner_kind, touched.owner_id, touched.task_id from (
       select case when person_id is null then 'service_account' else 'person' end collate "C" as owner_kind,
         coalesce(person_id, service_account_id) collate "C" as owner_id, task_id collate "C" as task_id,
         max(settled_at) as settled_at, min(admitted_at) as admitted_at
       from tokenward.calls
       where settled_at >= to_timestamp($1::float8 / 1000) and settled_at < to_timestamp($2::float8 / 1000)
         and admitted_at >= to_timestamp(($1::float8 - $7::float8) / 1000) and admitted_at < to_timestamp($2::float8 / 1000)
         and task_id is not null and shadow_of is null and coalesce(person_id, service_account_id) is not null
       group by 1, 2, 3) as touched
     left join tokenward.task kept on kept.owner_kind = touched.owner_kind and kept.owner_id = touched.owner_id
       and kept.task_id = touched.task_id
     where ($3::text is null or (touched.owner_kind, touched.owner_id, touched.task_id) > ($3, $4, $5))
       and (kept.task_id is null or touched.settled_at > kept.last_at
         or (touched.admitted_at < kept.started_at and not kept.is_partial)
         or kept.calls <> (
           select count(*) from tokenward.calls c
           where c.task_id = touched.task_id and c.admitted_at >= kept.started_at and c.shadow_of is null
             and case touched.owner_kind when 'person' then c.person_id else c.service_account_id end = touched.owner_id))
     order by touched.owner_kind, touched.owner_id, touched.task_id limit $6`,
    [
      ...[fromMs, toMs, after?.owner.kind ?? null, after === null ? null : ownerId(after.owner), after?.taskId ?? null],
      ...[limit, TASK_SPAN_MS],
    ],
  );
  return rows.map((row) => ({ owner: ownerOf(row.owner_kind, row.owner_id), taskId: row.task_id }));
}

/** The one row. */
export async function readSettledUntil(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ readonly at: Date }>('select settled_until as at from tokenward.task_progress');
  return rows[0]?.at.getTime() ?? 0;
}

/** Of two that advance at once the later moment stays. */
export async function advanceSettledUntil(pool: Pool, settledUntilMs: number): Promise<void> {
  await pool.query(
    `update tokenward.task_progress set settled_until = greatest(settled_until, to_timestamp($1::float8 / 1000))`,
    [settledUntilMs],
  );
}
