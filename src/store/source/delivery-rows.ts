import type { Listed, ListPage, SourceDelivery, SourceRefusals } from '../../ports/source-store.ts';
import type { Queries } from '../control/noun-table.ts';

/** False: one of this id was there before. Two at once wait for each other, and one of them is first. */
export async function insertDelivery(queries: Queries, delivery: SourceDelivery): Promise<boolean> {
  const { rowCount } = await queries.query(
    `insert into tokenward.source_delivery (source_id, delivery_id, via, event, received_at, digest, facts, note)
     values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), $6, $7, $8) on conflict (source_id, delivery_id) do nothing`,
    [
      ...[delivery.sourceId, delivery.deliveryId, delivery.via, delivery.event, delivery.receivedAtMs],
      ...[delivery.digest, delivery.facts, delivery.note],
    ],
  );
  return rowCount === 1;
}

export async function knowsDelivery(
  queries: Queries,
  { sourceId, deliveryId }: Pick<SourceDelivery, 'sourceId' | 'deliveryId'>,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    'select from tokenward.source_delivery where source_id = $1 and delivery_id = $2',
    [sourceId, deliveryId],
  );
  return rowCount === 1;
}

/** One row an hour and reason, whoever counts at the same moment. */
export async function countRefusal(
  queries: Queries,
  refusal: { readonly sourceId: string; readonly reason: string; readonly atMs: number },
): Promise<boolean> {
  const { rows } = await queries.query<{ readonly is_first: boolean }>(
    `insert into tokenward.source_refusal as known (source_id, hour, reason, refused, last_at)
     values ($1, date_trunc('hour', to_timestamp($3::float8 / 1000), 'UTC'), $2, 1, to_timestamp($3::float8 / 1000))
     on conflict (source_id, hour, reason) do update set refused = known.refused + 1, last_at = excluded.last_at
     returning refused = 1 as is_first`,
    [refusal.sourceId, refusal.reason, refusal.atMs],
  );
  return rows[0]?.is_first === true;
}

type DeliveryRow = Omit<SourceDelivery, 'receivedAtMs'> & { readonly receivedAtMs: number; readonly place: string };

/** Newest first; of one moment in the order of the ids. */
export async function listDeliveries(
  queries: Queries,
  sourceId: string,
  { limit, after }: ListPage,
): Promise<Listed<SourceDelivery>> {
  const { rows } = await queries.query<DeliveryRow>(
    `select source_id as "sourceId", delivery_id as "deliveryId", via, event, digest, facts, note,
       (extract(epoch from received_at) * 1000)::float8 as "receivedAtMs",
       extract(epoch from received_at)::text || ' ' || delivery_id as place
     from tokenward.source_delivery
     where source_id = $1 and ($2::text is null or (received_at, delivery_id)
       < (to_timestamp(split_part($2, ' ', 1)::numeric), substr($2, strpos($2, ' ') + 1)))
     order by received_at desc, delivery_id desc limit $3`,
    [sourceId, after, limit + 1],
  );
  const shown = rows.slice(0, limit);
  return {
    rows: shown.map(({ place: _place, ...delivery }) => delivery),
    nextAfter: rows.length > limit ? (shown.at(-1)?.place ?? null) : null,
  };
}

const REFUSALS_MAX = 500;

/** Newest hours first. */
export async function listRefusals(
  queries: Queries,
  sourceId: string,
  sinceMs: number,
): Promise<readonly SourceRefusals[]> {
  const { rows } = await queries.query<SourceRefusals>(
    `select (extract(epoch from hour) * 1000)::float8 as "hourMs", reason, refused::float8 as refused,
       (extract(epoch from last_at) * 1000)::float8 as "lastAtMs"
     from tokenward.source_refusal where source_id = $1 and hour >= to_timestamp($2::float8 / 1000)
     order by hour desc, reason limit ${REFUSALS_MAX}`,
    [sourceId, sinceMs],
  );
  return rows;
}
