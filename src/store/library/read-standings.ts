import type { Pool } from 'pg';
import type { AssetStanding } from '../../ports/library-store.ts';

type StandingRow = {
  readonly asset_id: string;
  readonly in_use: number | null;
  readonly is_approved: boolean | null;
  readonly draft: number | null;
  readonly draft_state: 'draft' | 'waiting' | 'declined' | null;
};

/** One state of the library: in use is what `production` points at, else the newest approved, else the newest published. */
export async function readStandings(pool: Pool, assetIds: readonly string[]): Promise<readonly AssetStanding[]> {
  if (assetIds.length === 0) return [];
  const { rows } = await pool.query<StandingRow>(
    `select asset.id as asset_id, used.version as in_use, used.approved_by is not null as is_approved,
       draft.version as draft, coalesce(draft.proposal ->> 'state', 'draft') as draft_state
     from tokenward.library_asset asset
     left join lateral (
       select version, approved_by from tokenward.library_version version
       where asset_id = asset.id and state = 'published'
       order by version = (asset.labels ->> 'production')::integer desc nulls last, approved_by is null, version desc limit 1
     ) used on true
     left join tokenward.library_version draft on draft.asset_id = asset.id and draft.state = 'draft'
     where asset.id = any ($1::text[]) and (used.version is not null or draft.version is not null)`,
    [assetIds],
  );
  return rows.map(fromRowStanding);
}

function fromRowStanding(row: StandingRow): AssetStanding {
  const { asset_id: assetId, in_use: version, is_approved: isApproved, draft, draft_state: state } = row;
  return {
    assetId,
    inUse: version === null ? null : { version, isApproved: isApproved === true },
    draft: draft === null ? null : { version: draft, state: state ?? 'draft' },
  };
}

/** One state of the library; at most `limit`, the longest waiting first. */
export async function readWaitingFor(
  pool: Pool,
  { ownerPersonId, limit }: { readonly ownerPersonId: string; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ readonly id: string }>(
    `select version.id from tokenward.library_version version
     join tokenward.library_asset asset on asset.id = version.asset_id
     join tokenward.use_case use_case on use_case.id = asset.use_case_id
     where version.proposal ->> 'state' = 'waiting' and use_case.owner_person_id = $1
     order by (version.proposal ->> 'proposedAtMs')::float8, version.id collate "C" limit $2`,
    [ownerPersonId, limit],
  );
  return rows.map(({ id }) => id);
}
