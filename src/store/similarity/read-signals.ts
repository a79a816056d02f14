import type { Pool } from 'pg';
import type { TeamSignals } from '../../domain/similarity/team-signals.ts';
import type { StarterUse } from '../../ports/similarity-store.ts';

type Range = { readonly fromMs: number; readonly toMs: number };

type SignalsRow = {
  readonly team_id: string | null;
  readonly person_ids: readonly string[];
  readonly tasks: number;
  readonly library_tasks: number;
  readonly shared_assets: number;
  readonly adopted_assets: number;
  readonly openings: number;
  readonly one_offs: number;
};

/**
 * People's tasks of a time by team, and what of the library went from team to team, as of the statement. A prompt is one-off
 * when the range has one call of it and no template is in it. Of calls it is only looked whether there is one, by the index on
 * templates, for each asset and team: that takes no longer the more there are.
 */
export async function readTeamSignals(pool: Pool, { fromMs, toMs }: Range): Promise<readonly TeamSignals[]> {
  const { rows } = await pool.query<SignalsRow>(
    `with worked as (
       select team_id, owner_id, count(*) as tasks, count(template_id) as library_tasks
       from tokenward.task where owner_kind = 'person'
         and last_at >= to_timestamp($1::float8 / 1000) and last_at < to_timestamp($2::float8 / 1000)
       group by team_id, owner_id),
     done as (
       select team_id, sum(tasks) as tasks, sum(library_tasks) as library_tasks,
         array_agg(owner_id order by owner_id) as person_ids
       from worked group by team_id),
     crossed as (
       select asset.id as asset_id, owner.team_id as owner_team, other.id as user_team
       from tokenward.library_asset asset
       join tokenward.person owner on owner.id = asset.owner_person_id
       join tokenward.team other on other.id <> owner.team_id
       where exists (
         select from tokenward.calls call where call.template_id = asset.id and call.team_id = other.id
           and call.admitted_at >= to_timestamp($1::float8 / 1000) and call.admitted_at < to_timestamp($2::float8 / 1000)
           and call.outcome = 'completed' and call.shadow_of is null)
       union all
       select asset.id, owner.team_id, null
       from tokenward.library_asset asset
       join tokenward.person owner on owner.id = asset.owner_person_id
       where exists (
         select from tokenward.calls call where call.template_id = asset.id and call.team_id is null
           and call.admitted_at >= to_timestamp($1::float8 / 1000) and call.admitted_at < to_timestamp($2::float8 / 1000)
           and call.outcome = 'completed' and call.shadow_of is null)),
     opened as (
       select used.shape_id, sum(used.calls) as calls, max(used.asset_id) as asset_id, min(used.team_id) as team_id
       from tokenward.prompt_use used join tokenward.prompt_shape shape on shape.id = used.shape_id
       where shape.role = 'opening' and used.day >= (to_timestamp($1::float8 / 1000) at time zone 'UTC')::date
         and used.day <= (to_timestamp($2::float8 / 1000) at time zone 'UTC')::date
       group by used.shape_id),
     told as (
       select nullif(used.team_id, '') as team_id, count(distinct used.shape_id) as openings,
         count(distinct used.shape_id) filter (where opened.calls = 1 and opened.asset_id = '') as one_offs
       from tokenward.prompt_use used join opened on opened.shape_id = used.shape_id
       where used.day >= (to_timestamp($1::float8 / 1000) at time zone 'UTC')::date
         and used.day <= (to_timestamp($2::float8 / 1000) at time zone 'UTC')::date
       group by 1)
     select done.team_id, done.person_ids, done.tasks::float8, done.library_tasks::float8,
       (select count(distinct asset_id) from crossed where owner_team = done.team_id)::float8 as shared_assets,
       (select count(distinct asset_id) from crossed where user_team = done.team_id)::float8 as adopted_assets,
       coalesce(told.openings, 0)::float8 as openings, coalesce(told.one_offs, 0)::float8 as one_offs
     from done left join told on told.team_id is not distinct from done.team_id
     order by done.team_id collate "C"`,
    [fromMs, toMs],
  );
  return rows.map((row) => ({
    teamId: row.team_id,
    personIds: row.person_ids,
    tasks: row.tasks,
    libraryTasks: row.library_tasks,
    sharedAssets: row.shared_assets,
    adoptedAssets: row.adopted_assets,
    openings: row.openings,
    oneOffs: row.one_offs,
  }));
}

/** Who called or copied each asset in a time; of one person by the index on people. */
export async function readStarterUse(
  pool: Pool,
  assetIds: readonly string[],
  { fromMs, toMs, personId }: Range & { readonly personId: string | null },
): Promise<readonly StarterUse[]> {
  const { rows } = await pool.query<{ readonly asset_id: string; readonly person_ids: readonly string[] }>(
    `select asset_id, array_agg(distinct person_id) as person_ids from (
       select template_id as asset_id, person_id from tokenward.calls
       where admitted_at >= to_timestamp($2::float8 / 1000) and admitted_at < to_timestamp($3::float8 / 1000)
         and template_id = any($1) and person_id is not null and outcome = 'completed' and shadow_of is null
         and ($4::text is null or person_id = $4)
       union
       select asset_id, owner_id from tokenward.library_copy
       where asset_id = any($1) and owner_kind = 'person'
         and day >= (to_timestamp($2::float8 / 1000) at time zone 'UTC')::date
         and day <= (to_timestamp($3::float8 / 1000) at time zone 'UTC')::date
         and ($4::text is null or owner_id = $4)) used
     group by asset_id order by asset_id collate "C"`,
    [assetIds, fromMs, toMs, personId],
  );
  return rows.map((row) => ({ assetId: row.asset_id, personIds: row.person_ids }));
}
