import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { FoundTask } from '../../domain/outcome/choose-links.ts';
import type { OutcomeState } from '../../domain/outcome/outcome.ts';
import type { TaskKey } from '../../domain/task/task-call.ts';
import type { OutcomeReads, TaskSearch } from '../../ports/outcome-store.ts';
import type { Queries } from '../control/noun-table.ts';
import { ownerId, ownerOf } from '../task/task-columns.ts';

type FoundRow = {
  readonly owner_kind: KeyOwner['kind'];
  readonly owner_id: string;
  readonly task_id: string;
  readonly mark: NonNullable<FoundTask['mark']>['kind'] | null;
  readonly value: string | null;
  readonly use_case_id: string | null;
  readonly cost: string;
};

/** By the key of tasks, and by the indexes on what calls name; tasks are those that are kept, at most a minute old. */
export async function readMarkedTasks(queries: Queries, search: TaskSearch): Promise<readonly FoundTask[]> {
  const { kinds, ids } = ownersOf(search.owners);
  const { rows } = await queries.query<FoundRow>(
    `with owners as (select * from unnest($1::text[], $2::text[]) as o(owner_kind, owner_id)),
     named as (
       select c.person_id, c.service_account_id, c.task_id, 'work_item' as mark, c.work_item as value from tokenward.calls c
       where c.work_item = any($4) and c.admitted_at >= to_timestamp($6::float8 / 1000)
         and c.admitted_at < to_timestamp($7::float8 / 1000) and c.task_id is not null
       union
       select c.person_id, c.service_account_id, c.task_id, 'branch', c.branch from tokenward.calls c
       where c.branch = any($5) and c.admitted_at >= to_timestamp($6::float8 / 1000)
         and c.admitted_at < to_timestamp($7::float8 / 1000) and c.task_id is not null),
     found as (
       select o.owner_kind, o.owner_id, t.task_id, 'task' as mark, t.task_id as value
       from owners o join tokenward.task t using (owner_kind, owner_id) where t.task_id = any($3)
       union
       select o.owner_kind, o.owner_id, n.task_id, n.mark, n.value from named n join owners o
         on o.owner_id = coalesce(n.person_id, n.service_account_id)
         and o.owner_kind = case when n.person_id is null then 'service_account' else 'person' end)
     select owner_kind, owner_id, task_id, mark, value, t.use_case_id, t.cost_nanodollars::text as cost
     from found join tokenward.task t using (owner_kind, owner_id, task_id)
     order by t.last_at desc, owner_kind, owner_id, task_id, mark limit $8`,
    [...[kinds, ids, search.taskIds, search.workItems, search.branches], ...[search.fromMs, search.toMs, search.limit]],
  );
  return rows.map(fromRow);
}

/** By the index on owners; what another outcome is booked on, for a better reason than the time, is not allocated again. */
export async function readRecentTasks(
  queries: Queries,
  search: Parameters<OutcomeReads['recentTasks']>[0],
): Promise<readonly FoundTask[]> {
  const { kinds, ids } = ownersOf(search.owners);
  const { rows } = await queries.query<FoundRow>(
    `select t.owner_kind, t.owner_id, t.task_id, null as mark, null as value, t.use_case_id, t.cost_nanodollars::text as cost
     from unnest($1::text[], $2::text[]) as o(owner_kind, owner_id) join tokenward.task t using (owner_kind, owner_id)
     where t.last_at >= to_timestamp($3::float8 / 1000) and t.last_at < to_timestamp($4::float8 / 1000)
       and ($5::text is null or t.use_case_id = $5)
       and not exists (select from tokenward.outcome_task l where l.owner_kind = t.owner_kind and l.owner_id = t.owner_id
         and l.task_id = t.task_id and l.method <> 'allocated' and l.outcome_id <> $6)
     order by t.last_at desc, t.task_id limit $7`,
    [kinds, ids, search.fromMs, search.toMs, search.useCaseId, search.outcomeId, search.limit],
  );
  return rows.map(fromRow);
}

/** By the index on the tasks of links. */
export async function readStatesOf(
  queries: Queries,
  tasks: readonly TaskKey[],
): Promise<readonly (readonly OutcomeState[])[]> {
  const { rows } = await queries.query<{ readonly position: number; readonly state: OutcomeState }>(
    `select k.position::float8 as position, o.state
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality as k(owner_kind, owner_id, task_id, position)
     join tokenward.outcome_task l using (owner_kind, owner_id, task_id) join tokenward.outcome o on o.id = l.outcome_id
     where l.method <> 'allocated' order by k.position, o.id collate "C"`,
    [tasks.map(({ owner }) => owner.kind), tasks.map(({ owner }) => ownerId(owner)), tasks.map(({ taskId }) => taskId)],
  );
  const groups = Map.groupBy(rows, ({ position }) => position);
  return tasks.map((_, index) => (groups.get(index + 1) ?? []).map(({ state }) => state));
}

function ownersOf(owners: readonly KeyOwner[]): { readonly kinds: readonly string[]; readonly ids: readonly string[] } {
  return { kinds: owners.map(({ kind }) => kind), ids: owners.map(ownerId) };
}

function fromRow(row: FoundRow): FoundTask {
  const { mark: kind, value } = row;
  return {
    task: { owner: ownerOf(row.owner_kind, row.owner_id), taskId: row.task_id },
    mark: kind === null || value === null ? null : { kind, value },
    useCaseId: row.use_case_id,
    cost: nanodollars(BigInt(row.cost)),
  };
}
