import type { Pool } from 'pg';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { WasteKind } from '../../domain/task/waste.ts';
import type { TeamTasks } from '../../ports/task-store.ts';

type TeamRow = {
  readonly team_id: string | null;
  readonly person_ids: readonly string[];
  readonly tasks: number;
  readonly succeeded: number;
  readonly cost: string;
  readonly unpriced: number;
  readonly cache_saved: string;
  readonly waste: readonly { readonly kind: WasteKind; readonly tasks: number; readonly wasted: string }[];
};

type Range = { readonly fromMs: number; readonly toMs: number };

/** People's tasks that ended in a time, one row a team, as of the statement. */
export async function readTeamTasks(pool: Pool, { fromMs, toMs }: Range): Promise<readonly TeamTasks[]> {
  const { rows } = await pool.query<TeamRow>(
    `with done as (
       select * from tokenward.task where owner_kind = 'person'
         and last_at >= to_timestamp($1::float8 / 1000) and last_at < to_timestamp($2::float8 / 1000)),
     wasted as (
       select team_id, w ->> 'kind' as kind, count(*) as tasks, sum((w ->> 'wasted')::numeric) as wasted
         from done, jsonb_array_elements(waste) w group by 1, 2)
     select team_id, array_agg(distinct owner_id) as person_ids, count(*)::float8 as tasks,
       (count(*) filter (where succeeded))::float8 as succeeded, sum(cost_nanodollars)::text as cost,
       (count(*) filter (where unpriced > 0))::float8 as unpriced, sum(cache_saved_nanodollars)::text as cache_saved,
       coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'tasks', wasted.tasks, 'wasted', wasted.wasted::text) order by kind)
         from wasted where wasted.team_id is not distinct from done.team_id), '[]') as waste
     from done group by team_id order by team_id collate "C"`,
    [fromMs, toMs],
  );
  return rows.map((row) => ({
    teamId: row.team_id,
    personIds: row.person_ids,
    tasks: row.tasks,
    succeeded: row.succeeded,
    cost: nanodollars(BigInt(row.cost)),
    unpriced: row.unpriced,
    cacheSaved: nanodollars(BigInt(row.cache_saved)),
    waste: row.waste.map(({ kind, tasks, wasted }) => ({ kind, tasks, wasted: nanodollars(BigInt(wasted)) })),
  }));
}

/** Byte by byte in order, so that pages are the same on every server. */
export async function readTaskPeople(
  pool: Pool,
  { fromMs, toMs }: Range,
  { limit, afterId }: { readonly limit: number; readonly afterId: string | null },
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ readonly owner_id: string }>(
    `select distinct owner_id collate "C" as owner_id from tokenward.task
     where owner_kind = 'person' and last_at >= to_timestamp($1::float8 / 1000) and last_at < to_timestamp($2::float8 / 1000)
       and ($3::text is null or owner_id collate "C" > $3) order by 1 limit $4`,
    [fromMs, toMs, afterId, limit],
  );
  return rows.map(({ owner_id: id }) => id);
}
