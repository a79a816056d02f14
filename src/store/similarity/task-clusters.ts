import type { Buffer } from 'node:buffer';
import type { Pool } from 'pg';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import type { SketchedTask } from '../../ports/similarity-store.ts';
import { ownerOf, rowOwner } from './keep-fingerprints.ts';
import { fromRowSketch } from './sketch-column.ts';

type OwnerRow = { readonly owner_kind: KeyOwner['kind']; readonly owner_id: string };

/** By the index on what was not compared yet. */
export async function readUncomparedOwners(pool: Pool, limit: number): Promise<readonly KeyOwner[]> {
  const { rows } = await pool.query<OwnerRow>(
    `select distinct owner_kind, owner_id from tokenward.task_sketch where not is_compared
     order by owner_kind, owner_id limit $1`,
    [limit],
  );
  return rows.map(ownerOf);
}

type TaskRow = { readonly task_id: string; readonly sketch: Buffer; readonly cluster_id: string | null };

/** The newest of an owner, the oldest of those first, each with the cluster that it is in by now. */
export async function readSketchedTasks(pool: Pool, owner: KeyOwner, limit: number): Promise<readonly SketchedTask[]> {
  const { owner_kind: kind, owner_id: id } = rowOwner(owner);
  const { rows } = await pool.query<TaskRow>(
    `select task_id, sketch, cluster_id from (
       select * from tokenward.task_sketch where owner_kind = $1 and owner_id = $2
       order by last_at desc, task_id limit $3) newest
     left join tokenward.task_cluster using (owner_kind, owner_id, task_id)
     order by first_at, task_id`,
    [kind, id, limit],
  );
  return rows.map((row) => ({ taskId: row.task_id, sketch: fromRowSketch(row.sketch), clusterId: row.cluster_id }));
}

/**
 * One statement: the clusters of these tasks take the place of what was said of them, and the tasks count as compared. A call
 * that comes between reading and this is told at the task's next call at the latest.
 */
export async function keepClusters(
  pool: Pool,
  owner: KeyOwner,
  found: {
    readonly taskIds: readonly string[];
    readonly clusters: ReadonlyMap<string, string>;
    readonly nowMs: number;
  },
): Promise<void> {
  const { owner_kind: kind, owner_id: id } = rowOwner(owner);
  const rows = [...found.clusters].map(([taskId, clusterId]) => ({ task_id: taskId, cluster_id: clusterId }));
  await pool.query(
    `with compared as (
       update tokenward.task_sketch set is_compared = true
       where owner_kind = $1 and owner_id = $2 and task_id = any($3) and not is_compared),
     gone as (
       delete from tokenward.task_cluster
       where owner_kind = $1 and owner_id = $2 and task_id = any($3)
         and task_id not in (select task_id from jsonb_to_recordset($4) as now_in (task_id text)))
     insert into tokenward.task_cluster (owner_kind, owner_id, task_id, cluster_id, found_at)
     select $1, $2, task_id, cluster_id, to_timestamp($5::float8 / 1000)
     from jsonb_to_recordset($4) as now_in (task_id text, cluster_id text)
     on conflict (owner_kind, owner_id, task_id) do update set cluster_id = excluded.cluster_id,
       found_at = excluded.found_at where task_cluster.cluster_id <> excluded.cluster_id`,
    [kind, id, found.taskIds, JSON.stringify(rows), found.nowMs],
  );
}
