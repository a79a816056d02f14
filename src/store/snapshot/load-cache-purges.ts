import type { ClientBase } from 'pg';
import type { CachePurge, PurgeableKind } from '../../domain/caching/cached-answer.ts';
import type { BigintColumn } from '../control/column-values.ts';

type PurgeRow = { readonly version: BigintColumn; readonly kind: PurgeableKind; readonly id: string };

/** Beyond it the oldest are let go: a gateway that has not heard of so many forgets everything instead. */
export const PURGES_MAX = 1_000;

/** Orders to forget answers that came after a version, erasures among them, oldest first; the last of them. */
export async function loadCachePurges(client: ClientBase, afterVersion: number): Promise<readonly CachePurge[]> {
  const { rows } = await client.query<PurgeRow>(
    `select * from (
       select changed_version as version, subject_kind as kind, subject_id as id from tokenward.cache_purge
         where changed_version > $1
       union all
       select changed_version, owner_kind, owner_id from tokenward.erasure where changed_version > $1
       order by version desc limit $2) last
     order by version`,
    [afterVersion, PURGES_MAX + 1],
  );
  if (rows.length <= PURGES_MAX)
    return rows.map(({ version, kind, id }) => ({ version: Number(version), subject: { kind, id } }));
  return [{ version: Number(rows.at(-1)?.version), subject: { kind: 'all', id: '' } }];
}
