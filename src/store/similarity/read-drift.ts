import type { Pool } from 'pg';
import type { DriftRow } from '../../ports/similarity-store.ts';

type Range = { readonly fromMs: number; readonly toMs: number };

type Row = {
  readonly asset_id: string;
  readonly version: number;
  readonly team_id: string;
  readonly use: DriftRow['use'];
  readonly kept_tenths: number;
  readonly calls: number;
};

const ROWS_MAX = 50_000;

/** Whole days of the range, as of the statement. */
export async function readDrift(
  pool: Pool,
  { fromMs, toMs }: Range,
  assetId: string | null,
): Promise<readonly DriftRow[]> {
  const { rows } = await pool.query<Row>(
    `select asset_id, version, team_id, use, kept_tenths, sum(calls)::float8 as calls from tokenward.template_drift
     where day >= (to_timestamp($1::float8 / 1000) at time zone 'UTC')::date
       and day <= (to_timestamp($2::float8 / 1000) at time zone 'UTC')::date and ($3::text is null or asset_id = $3)
     group by 1, 2, 3, 4, 5 order by asset_id collate "C", version, team_id collate "C", use, kept_tenths limit ${ROWS_MAX}`,
    [fromMs, toMs, assetId],
  );
  return rows.map((row) => ({
    assetId: row.asset_id,
    version: row.version,
    teamId: row.team_id === '' ? null : row.team_id,
    use: row.use,
    keptTenths: row.kept_tenths,
    calls: row.calls,
  }));
}
