import type { ClientBase, Pool } from 'pg';
import type { FirstAuthor } from '../../ports/similarity-store.ts';

/** Scores of closed months are reckoned again from clusters: they are kept for as long as tasks are. */
const CLUSTER_DAYS = 400;

/** One statement, so that a shape that was seen again meanwhile stays whole. Gives back how many rows went. */
export async function forgetFingerprints(pool: Pool, beforeMs: number): Promise<number> {
  const { rowCount } = await pool.query(
    `with uses as (
       delete from tokenward.prompt_use where day < (to_timestamp($1::float8 / 1000) at time zone 'UTC')::date returning 1),
     shapes as (delete from tokenward.prompt_shape where last_seen_at < to_timestamp($1::float8 / 1000) returning 1),
     tasks as (delete from tokenward.task_sketch where last_at < to_timestamp($1::float8 / 1000) returning 1),
     drift as (
       delete from tokenward.template_drift where day < (now() - interval '${CLUSTER_DAYS} days')::date returning 1),
     clusters as (
       delete from tokenward.task_cluster where found_at < now() - interval '${CLUSTER_DAYS} days' returning 1)
     select 1 from uses union all select 1 from shapes union all select 1 from tasks union all select 1 from drift
     union all select 1 from clusters`,
    [beforeMs],
  );
  return rowCount ?? 0;
}

/** Everything of one owner, for an erasure; shapes that nobody else used go with the next forgetting. */
export async function forgetOwner(
  client: ClientBase,
  { kind, ownerId }: { readonly kind: string; readonly ownerId: string },
): Promise<void> {
  await client.query(
    `with uses as (delete from tokenward.prompt_use where owner_kind = $1 and owner_id = $2),
     tasks as (delete from tokenward.task_sketch where owner_kind = $1 and owner_id = $2)
     delete from tokenward.library_copy where owner_kind = $1 and owner_id = $2`,
    [kind, ownerId],
  );
}

/** All that was said of authors is said anew, in one statement. */
export async function keepAuthors(pool: Pool, authors: readonly FirstAuthor[], nowMs: number): Promise<void> {
  const rows = authors.map(({ assetId, firstAssetId, authorPersonId }) => ({
    ...{ asset_id: assetId, first_asset_id: firstAssetId, author_person_id: authorPersonId },
  }));
  await pool.query(
    `with gone as (
       delete from tokenward.asset_author
       where asset_id not in (select asset_id from jsonb_to_recordset($1) as said (asset_id text)))
     insert into tokenward.asset_author as kept (asset_id, first_asset_id, author_person_id, found_at)
     select asset_id, first_asset_id, author_person_id, to_timestamp($2::float8 / 1000)
     from jsonb_to_recordset($1) as said (asset_id text, first_asset_id text, author_person_id text)
     on conflict (asset_id) do update set first_asset_id = excluded.first_asset_id,
       author_person_id = excluded.author_person_id, found_at = excluded.found_at
     where (kept.first_asset_id, kept.author_person_id) is distinct from (excluded.first_asset_id, excluded.author_person_id)`,
    [JSON.stringify(rows), nowMs],
  );
}
