import type { Pool } from 'pg';
import type { AssetReuse, LibraryStore, ReuseFilter, ReuseGrouping } from '../../ports/library-store.ts';
import type { BigintColumn } from '../control/column-values.ts';
import { readStandings, readWaitingFor } from './read-standings.ts';

/** Reuse of the library on PostgreSQL. */
export function createLibraryStore({ pool }: { readonly pool: Pool }): LibraryStore {
  return {
    reuse: (filter, by) => readReuse(pool, filter, by),
    forkCalls: (filter) => readForkCalls(pool, filter),
    standings: (assetIds) => readStandings(pool, assetIds),
    waitingFor: (ownerPersonId, limit) => readWaitingFor(pool, { ownerPersonId, limit }),
  };
}

const ROWS_MAX = 1_000;

/** Completed calls of the range that named an asset; parameters 1 to 3. */
const CALLS = `tokenward.calls call
  left join tokenward.service_account account on account.id = call.service_account_id
  where call.admitted_at >= to_timestamp($1::float8 / 1000) and call.admitted_at < to_timestamp($2::float8 / 1000)
    and call.template_id is not null and ($3::text is null or call.template_id = $3)
    and call.outcome = 'completed' and call.shadow_of is null`;
const USER = `coalesce(call.person_id, account.owner_person_id)`;

// biome-ignore format: a table is read down
const GROUPED: { readonly [By in ReuseGrouping]: string } = {
  asset:   `null::text as version, null::text as team_id, null::text as adopter_kind, null::text as adopter_id`,
  version: `version, null::text as team_id, null::text as adopter_kind, null::text as adopter_id`,
  team:    `version, team_id, null::text as adopter_kind, null::text as adopter_id`,
  adopter: `version, team_id, adopter_kind, adopter_id`,
};

type ReuseRow = {
  readonly asset_id: string;
  readonly version: string | null;
  readonly team_id: string | null;
  readonly adopter_kind: 'person' | 'service_account' | null;
  readonly adopter_id: string | null;
  readonly calls: BigintColumn;
  readonly owner_calls: BigintColumn;
  readonly tasks: BigintColumn;
  readonly adopters: BigintColumn;
  readonly teams: BigintColumn;
  readonly cost_nanodollars: string;
};

/** One statement over one state of the ledger; a call without a known user counts as somebody else's, and is one adopter. */
async function readReuse(
  pool: Pool,
  { fromMs, toMs, assetId }: ReuseFilter,
  by: ReuseGrouping,
): Promise<readonly AssetReuse[]> {
  const { rows } = await pool.query<ReuseRow>(
    `with used as (
       select asset.id as asset_id, call.template_version as version, call.team_id, call.task_id, call.cost_nanodollars,
         case when call.person_id is null then 'service_account' else 'person' end as adopter_kind,
         coalesce(call.person_id, call.service_account_id) as adopter_id,
         coalesce(call.user_id = asset.owner_person_id, false) as is_own
       from (select call.*, ${USER} as user_id from ${CALLS}) call
       join tokenward.library_asset asset on asset.id = call.template_id
     ), grouped as (
       select asset_id, ${GROUPED[by]}, task_id, cost_nanodollars, is_own,
         adopter_kind || ':' || adopter_id as used_by, team_id as used_in
       from used
     )
     select asset_id, version, team_id, adopter_kind, adopter_id,
       count(*) filter (where not is_own) as calls, count(*) filter (where is_own) as owner_calls,
       count(distinct task_id) filter (where not is_own) as tasks,
       count(distinct used_by) filter (where not is_own) as adopters,
       count(distinct used_in) filter (where not is_own) as teams,
       coalesce(sum(cost_nanodollars) filter (where not is_own), 0)::text as cost_nanodollars
     from grouped group by 1, 2, 3, 4, 5
     order by calls desc, asset_id collate "C", version, team_id, adopter_kind, adopter_id limit ${ROWS_MAX}`,
    [fromMs, toMs, assetId ?? null],
  );
  return rows.map(fromRowReuse);
}

function fromRowReuse(row: ReuseRow): AssetReuse {
  const { adopter_kind: kind, adopter_id: id } = row;
  return {
    assetId: row.asset_id,
    version: row.version,
    teamId: row.team_id,
    adopter: kind === null || id === null ? null : { kind, id },
    calls: Number(row.calls),
    ownerCalls: Number(row.owner_calls),
    tasks: Number(row.tasks),
    adopters: Number(row.adopters),
    teams: Number(row.teams),
    costNanodollars: row.cost_nanodollars,
  };
}

/** Each fork counts once for each asset above it; `union` ends a circle, which the control plane does not let come about. */
async function readForkCalls(pool: Pool, { fromMs, toMs, assetId }: ReuseFilter): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ ancestor_id: string; calls: BigintColumn }>(
    `with recursive line (ancestor_id, asset_id) as (
       select forked_from_asset_id, id from tokenward.library_asset where forked_from_asset_id is not null
       union
       select line.ancestor_id, fork.id from line join tokenward.library_asset fork on fork.forked_from_asset_id = line.asset_id
     )
     select line.ancestor_id, count(*) as calls
     from line
     join (select call.template_id, ${USER} as user_id from ${CALLS}) call on call.template_id = line.asset_id
     join tokenward.library_asset asset on asset.id = line.ancestor_id
     where ($4::text is null or line.ancestor_id = $4) and call.user_id is distinct from asset.owner_person_id
     group by 1`,
    [fromMs, toMs, null, assetId ?? null],
  );
  return new Map(rows.map((row) => [row.ancestor_id, Number(row.calls)]));
}
