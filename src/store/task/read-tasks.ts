import type { Pool } from 'pg';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import { nameTask } from '../../domain/outcome/kept-outcome.ts';
import type { PeerTask } from '../../domain/task/baseline.ts';
import type { KeptTask } from '../../domain/task/kept-task.ts';
import type { TaskKey } from '../../domain/task/task-call.ts';
import type { SameRequests } from '../../domain/task/waste.ts';
import type { PeerGroup, TaskBeginning, TaskFilter, TasksPage } from '../../ports/task-store.ts';
import { newParameters } from '../usage/filter-conditions.ts';
import { fromRowTask, ownerId, type TaskRow, taskColumns } from './task-columns.ts';

type PeerRow = {
  readonly position: number;
  readonly owner_name: string;
  readonly cost: string;
  readonly context_tokens: number;
  readonly model_id: string | null;
  readonly template_id: string | null;
  readonly succeeded: boolean;
};

/** By the index on peers, for each group the newest of what has rested long enough to be over; groups stay in their order. */
export async function readPeers(
  pool: Pool,
  groups: readonly PeerGroup[],
  { fromMs, finishedMs, limit }: { readonly fromMs: number; readonly finishedMs: number; readonly limit: number },
): Promise<readonly (readonly PeerTask[])[]> {
  const { rows } = await pool.query<PeerRow>(
    `select g.position::integer, peer.owner_kind || ':' || peer.owner_id as owner_name, peer.cost_nanodollars::text as cost,
       peer.context_tokens::float8 as context_tokens, peer.models ->> 0 as model_id, peer.template_id, peer.succeeded
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality as g(use_case_id, size_class, owner_kind, position)
     cross join lateral (
       select * from tokenward.task t
       where t.use_case_id = g.use_case_id and t.size_class = g.size_class and t.owner_kind = g.owner_kind
         and t.unpriced = 0 and not t.is_partial
         and t.last_at >= to_timestamp($4::float8 / 1000) and t.last_at < to_timestamp($5::float8 / 1000)
       order by t.last_at desc limit $6) peer
     order by g.position, peer.last_at desc`,
    [
      groups.map(({ useCaseId }) => useCaseId),
      groups.map(({ sizeClass }) => sizeClass),
      groups.map(({ ownerKind }) => ownerKind),
      ...[fromMs, finishedMs, limit],
    ],
  );
  const found = Map.groupBy(rows, ({ position }) => position);
  return groups.map((_group, at) => (found.get(at + 1) ?? []).map(fromRowPeer));
}

function fromRowPeer(row: PeerRow): PeerTask {
  return {
    ownerName: row.owner_name,
    cost: nanodollars(BigInt(row.cost)),
    contextTokens: row.context_tokens,
    modelId: row.model_id,
    templateId: row.template_id,
    succeeded: row.succeeded,
  };
}

/** By the index on beginnings; the task itself is not counted. */
export async function readSame(pool: Pool, beginnings: readonly TaskBeginning[]): Promise<readonly SameRequests[]> {
  const { rows } = await pool.query<{ tasks: number; answered: number; cost: string }>(
    `select s.tasks, s.answered, s.cost
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[]) with ordinality
       as k(owner_kind, owner_id, task_id, first_hash, from_ms, to_ms, position)
     cross join lateral (
       select count(*)::float8 as tasks, (count(*) filter (where t.answered > 0))::float8 as answered,
         coalesce(sum(t.cost_nanodollars), 0)::text as cost
       from tokenward.task t
       where t.owner_kind = k.owner_kind and t.owner_id = k.owner_id and t.first_hash = k.first_hash
         and t.task_id <> k.task_id
         and t.last_at >= to_timestamp(k.from_ms / 1000) and t.last_at < to_timestamp(k.to_ms / 1000)) s
     order by k.position`,
    [
      beginnings.map(({ key }) => key.owner.kind),
      beginnings.map(({ key }) => ownerId(key.owner)),
      beginnings.map(({ key }) => key.taskId),
      beginnings.map(({ firstHash }) => firstHash),
      beginnings.map(({ fromMs }) => fromMs),
      beginnings.map(({ toMs }) => toMs),
    ],
  );
  return rows.map(({ tasks, answered, cost }) => ({ tasks, answered, cost: nanodollars(BigInt(cost)) }));
}

/** What is kept of each task, by the key of the table; undefined where nothing is. */
export async function readKept(pool: Pool, keys: readonly TaskKey[]): Promise<readonly (KeptTask | undefined)[]> {
  if (keys.length === 0) return [];
  const { rows } = await pool.query<TaskRow>(
    `select ${taskColumns} from tokenward.task
     where (owner_kind, owner_id, task_id) in (select * from unnest($1::text[], $2::text[], $3::text[]))`,
    [keys.map(({ owner }) => owner.kind), keys.map(({ owner }) => ownerId(owner)), keys.map(({ taskId }) => taskId)],
  );
  const kept = new Map(rows.map(fromRowTask).map((task) => [nameTask(task.key), task]));
  return keys.map((key) => kept.get(nameTask(key)));
}

/** A page of what is kept, newest first. A task that goes on meanwhile moves to the front, and is not met again. */
export async function listTasks(
  pool: Pool,
  filter: TaskFilter,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<TasksPage> {
  const { place, values } = newParameters();
  const moment = (atMs: number): string => `to_timestamp(${place(atMs)}::float8 / 1000)`;
  const conditions = [`last_at >= ${moment(filter.fromMs)}`, `last_at < ${moment(filter.toMs)}`];
  if (filter.owner !== null)
    conditions.push(`owner_kind = ${place(filter.owner.kind)}`, `owner_id = ${place(ownerId(filter.owner))}`);
  if (filter.teamId !== undefined) conditions.push(`team_id = ${place(filter.teamId)}`);
  if (filter.useCaseId !== undefined) conditions.push(`use_case_id = ${place(filter.useCaseId)}`);
  if (filter.waste !== undefined) conditions.push(`waste @> ${place(JSON.stringify([{ kind: filter.waste }]))}::jsonb`);
  if (after !== null) {
    const { lastAtMs, name } = readPlace(after);
    conditions.push(`(last_at, ${NAME}) < (${moment(lastAtMs)}, ${place(name)})`);
  }
  const { rows } = await pool.query<TaskRow>(
    `select ${taskColumns} from tokenward.task where ${conditions.join(' and ')}
     order by last_at desc, ${NAME} desc limit ${place(limit + 1)}`,
    [...values],
  );
  const tasks = rows.slice(0, limit).map(fromRowTask);
  const last = tasks.at(-1);
  return { tasks, nextAfter: rows.length > limit && last !== undefined ? placeOf(last) : null };
}

/** Tells tasks of one moment apart, byte by byte. */
const NAME = `(owner_kind || ':' || owner_id || ':' || task_id) collate "C"`;

function placeOf({ key, cost }: TasksPage['tasks'][number]): string {
  return JSON.stringify([cost.lastAtMs, `${key.owner.kind}:${ownerId(key.owner)}:${key.taskId}`]);
}

function readPlace(after: string): { readonly lastAtMs: number; readonly name: string } {
  const place: unknown = JSON.parse(after);
  if (!Array.isArray(place)) throw new RangeError('a page of tasks begins after a task');
  const [lastAtMs, name]: readonly unknown[] = place;
  if (typeof lastAtMs !== 'number' || typeof name !== 'string')
    throw new RangeError('a page of tasks begins after a task');
  return { lastAtMs, name };
}
