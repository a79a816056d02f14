import type { Pool } from 'pg';
import type { Assignment, Breach, Findings, Period } from '../../domain/score/facts.ts';
import type { Difficulty } from '../../domain/score/formula.ts';

export type FoundInTask = { readonly personId: string; readonly taskId: string | null; readonly findings: Findings };

/** Refusals by policy, each content once however often it was sent again; by the index on refused calls. */
export async function readScoreFindings(
  pool: Pool,
  personIds: readonly string[],
  { fromMs, toMs }: Period,
): Promise<readonly FoundInTask[]> {
  const { rows } = await pool.query<{
    readonly person_id: string;
    readonly task_id: string | null;
    readonly data: number;
    readonly models: number;
    readonly workflows: number;
  }>(
    `select person_id, task_id,
       count(*) filter (where error_code in ('content_blocked', 'data_class_not_allowed', 'media_not_allowed'))::int as data,
       count(*) filter (where error_code = 'model_not_allowed')::int as models,
       count(*) filter (where error_code = 'template_required')::int as workflows
     from tokenward.calls
     where decision = 'refuse' and person_id = any ($1) and admitted_at >= $2 and admitted_at < $3 and repeat_of is null
       and error_code in ('content_blocked', 'data_class_not_allowed', 'media_not_allowed', 'model_not_allowed', 'template_required')
     group by 1, 2`,
    [personIds, new Date(fromMs), new Date(toMs)],
  );
  return rows.map((row) => ({
    personId: row.person_id,
    taskId: row.task_id,
    findings: {
      unhandledData: row.data,
      unapprovedModels: row.models,
      undocumentedWorkflows: row.workflows,
    },
  }));
}

/** Work that these people were asked to do in the period and answered; what waits for an answer counts for nothing. */
export async function readScoreAssignments(
  pool: Pool,
  personIds: readonly string[],
  { fromMs, toMs }: Period,
): Promise<readonly Assignment[]> {
  const { rows } = await pool.query<{
    readonly id: string;
    readonly person_id: string;
    readonly difficulty: Difficulty;
    readonly state: Assignment['state'];
  }>(
    `select id, person_id, difficulty, state from tokenward.work_assignment
     where person_id = any ($1) and assigned_at >= $2 and assigned_at < $3 and state <> 'asked'`,
    [personIds, new Date(fromMs), new Date(toMs)],
  );
  return rows.map((row) => ({
    ...{ assignmentId: row.id, personId: row.person_id, difficulty: row.difficulty, state: row.state },
  }));
}

/** Breaches of these people that happened in the period. */
export async function readScoreBreaches(
  pool: Pool,
  personIds: readonly string[],
  { fromMs, toMs }: Period,
): Promise<readonly Breach[]> {
  const { rows } = await pool.query<{
    readonly id: string;
    readonly person_id: string;
    readonly severity: Breach['severity'];
    readonly is_self_reported: boolean;
    readonly state: Breach['state'];
    readonly happened_at: Date;
  }>(
    `select id, person_id, severity, is_self_reported, state, happened_at from tokenward.breach
     where person_id = any ($1) and happened_at >= $2 and happened_at < $3`,
    [personIds, new Date(fromMs), new Date(toMs)],
  );
  return rows.map((row) => ({
    ...{ breachId: row.id, personId: row.person_id, severity: row.severity, state: row.state },
    ...{ isSelfReported: row.is_self_reported, atMs: row.happened_at.getTime() },
  }));
}

/** How hard work of use cases is, as far as somebody said. */
export async function readScoreClasses(pool: Pool): Promise<ReadonlyMap<string, Difficulty>> {
  const { rows } = await pool.query<{ readonly id: string; readonly difficulty: Difficulty }>(
    'select id, difficulty from tokenward.score_class',
  );
  return new Map(rows.map(({ id, difficulty }) => [id, difficulty]));
}

/** Of each of these assets who made it first: the owner of what it was forked from, at any remove, or of what that says nearly the same as. */
export async function readAuthors(pool: Pool, assetIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (assetIds.length === 0) return new Map();
  const { rows } = await pool.query<{ readonly id: string; readonly author_id: string }>(
    `with recursive origin as (
       select id, owner_person_id, forked_from_asset_id, 0 as remove, id as asset_id
       from tokenward.library_asset where id = any ($1)
       union all
       select a.id, a.owner_person_id, a.forked_from_asset_id, o.remove + 1, o.asset_id
       from origin o join tokenward.library_asset a on a.id = o.forked_from_asset_id where o.remove < 100)
     select distinct on (origin.asset_id) origin.asset_id as id,
       coalesce(alike.author_person_id, origin.owner_person_id) as author_id
     from origin left join tokenward.asset_author alike on alike.asset_id = origin.id
     order by origin.asset_id, remove desc`,
    [assetIds],
  );
  return new Map(rows.map((row) => [row.id, row.author_id]));
}

/** What was found of adoptions by these people: those that were looked at. */
export async function readAdoptionChecks(
  pool: Pool,
  adopterIds: readonly string[],
  periodId: string,
): Promise<ReadonlyMap<string, 'carried' | 'not_carried'>> {
  const { rows } = await pool.query<{ readonly id: string; readonly verdict: 'carried' | 'not_carried' }>(
    `select id, verdict from tokenward.adoption_check
     where adopter_id = any ($1) and period_id = $2 and verdict is not null`,
    [adopterIds, periodId],
  );
  return new Map(rows.map(({ id, verdict }) => [id, verdict]));
}
