import type { Buffer } from 'node:buffer';
import type { Pool } from 'pg';
import type { PromptRole } from '../../domain/similarity/fingerprint.ts';
import type { SentPrompt } from '../../domain/similarity/group-prompts.ts';
import { fromRowSketch } from './sketch-column.ts';

type Range = { readonly fromMs: number; readonly toMs: number };

type ShapeRow = {
  readonly id: string;
  readonly role: PromptRole;
  readonly sketch: Buffer;
  readonly calls: number;
  readonly owners: readonly string[];
  readonly team_ids: readonly string[];
  readonly use_case_ids: readonly string[];
  readonly asset_id: string | null;
};

const OWNERS_MAX = 100;

/** As of the statement, the most used first. The asset is the one that most of the calls are made of. */
export async function readSentPrompts(
  pool: Pool,
  { fromMs, toMs }: Range,
  limit: number,
): Promise<readonly SentPrompt[]> {
  const { rows } = await pool.query<ShapeRow>(
    `with used as (
       select shape_id, sum(calls) as calls,
         (array_agg(distinct owner_kind || ':' || owner_id))[1:${OWNERS_MAX}] as owners,
         array_remove(array_agg(distinct team_id), '') as team_ids, array_agg(distinct use_case_id) as use_case_ids,
         nullif(mode() within group (order by asset_id), '') as asset_id
       from tokenward.prompt_use
       where day >= (to_timestamp($1::float8 / 1000) at time zone 'UTC')::date
         and day <= (to_timestamp($2::float8 / 1000) at time zone 'UTC')::date
       group by shape_id order by calls desc, shape_id limit $3)
     select shape.id, shape.role, shape.sketch, used.calls::float8 as calls, used.owners, used.team_ids,
       used.use_case_ids, used.asset_id
     from used join tokenward.prompt_shape shape on shape.id = used.shape_id
     order by used.calls desc, shape.id`,
    [fromMs, toMs, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    sketch: fromRowSketch(row.sketch),
    calls: row.calls,
    owners: row.owners,
    teamIds: row.team_ids,
    useCaseIds: row.use_case_ids,
    assetId: row.asset_id,
  }));
}
