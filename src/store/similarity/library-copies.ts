import type { Pool } from 'pg';
import type { SimilarityStore } from '../../ports/similarity-store.ts';
import { rowOwner } from './keep-fingerprints.ts';

/** Copies of one owner in a day are counted in one row. */
export async function noteCopy(pool: Pool, copy: Parameters<SimilarityStore['noteCopy']>[0]): Promise<void> {
  const { owner_kind: kind, owner_id: id } = rowOwner(copy.owner);
  await pool.query(
    `insert into tokenward.library_copy as kept (day, asset_id, version, owner_kind, owner_id, team_id, copies)
     values ((to_timestamp($1::float8 / 1000) at time zone 'UTC')::date, $2, $3, $4, $5, $6, 1)
     on conflict (asset_id, day, version, owner_kind, owner_id, team_id) do update set copies = kept.copies + 1`,
    [copy.nowMs, copy.assetId, copy.version, kind, id, copy.teamId ?? ''],
  );
}

type Row = { readonly asset_id: string; readonly copies: number; readonly copiers: number };

/** Without the copies of an asset's own owner and of their service accounts. */
export async function readCopies(
  pool: Pool,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<ReadonlyMap<string, { readonly copies: number; readonly copiers: number }>> {
  const { rows } = await pool.query<Row>(
    `select copy.asset_id, sum(copy.copies)::float8 as copies,
       count(distinct (copy.owner_kind, copy.owner_id))::float8 as copiers
     from tokenward.library_copy copy
     join tokenward.library_asset asset on asset.id = copy.asset_id
     left join tokenward.service_account account on copy.owner_kind = 'service_account' and account.id = copy.owner_id
     where copy.day >= (to_timestamp($1::float8 / 1000) at time zone 'UTC')::date
       and copy.day <= (to_timestamp($2::float8 / 1000) at time zone 'UTC')::date
       and coalesce(account.owner_person_id, copy.owner_id) <> asset.owner_person_id
     group by copy.asset_id`,
    [fromMs, toMs],
  );
  return new Map(rows.map(({ asset_id: id, copies, copiers }) => [id, { copies, copiers }]));
}
