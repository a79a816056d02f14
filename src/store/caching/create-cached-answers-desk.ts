import type { ClientBase, Pool } from 'pg';
import type { CachePurge } from '../../domain/caching/cached-answer.ts';
import type { AvoidedCost, CachedAnswerCount, CachedAnswersDesk } from '../../ports/cached-answers.ts';
import type { RoutedRange } from '../../ports/routing-store.ts';
import type { OwnerColumns } from '../content/subject-keys.ts';
import type { BigintColumn } from '../control/column-values.ts';
import { isVoid } from './cached-answer-rows.ts';

/** What people and upkeep do with the answers that gateways share. */
export function createCachedAnswersDesk({ pool }: { readonly pool: Pool }): CachedAnswersDesk {
  return {
    destroy: (subject) => deleteOf(pool, subject),
    counts: () => readCounts(pool),
    avoided: (range) => readAvoided(pool, range),
  };
}

/** All that are there at this moment; one that is being written meanwhile is void by the purge itself. */
async function deleteOf(pool: Pool, { kind, id }: CachePurge['subject']): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from tokenward.cached_answer where case $1
       when 'all' then true when 'use_case' then use_case_id = $2 when 'team' then team_id = $2
       when 'model' then model_id = $2 else owner_kind = $1 and owner_id = $2 end`,
    [kind, id],
  );
  return rowCount ?? 0;
}

type CountRow = {
  readonly use_case_id: string;
  readonly answers: BigintColumn;
  readonly bytes: BigintColumn;
  readonly oldest: Date;
};

/** By use case, those that have had their time left out. */
async function readCounts(pool: Pool): Promise<readonly CachedAnswerCount[]> {
  const { rows } = await pool.query<CountRow>(
    `select use_case_id, count(*) as answers, sum(octet_length(sealed))::bigint as bytes, min(stored_at) as oldest
     from tokenward.cached_answer answer where expires_at > now() and not ${isVoid} group by 1 order by 1`,
  );
  return rows.map((row) => ({
    useCaseId: row.use_case_id,
    answers: Number(row.answers),
    bytes: Number(row.bytes),
    oldestMs: row.oldest.getTime(),
  }));
}

type AvoidedRow = {
  readonly use_case_id: string | null;
  readonly answered_by: AvoidedCost['answeredBy'];
  readonly calls: BigintColumn;
  readonly unpriced: BigintColumn;
  readonly avoided: string;
};

/** Read from an index alone, in which other calls do not stand. */
async function readAvoided(
  pool: Pool,
  { fromMs, toMs, useCaseId, useCaseIds }: RoutedRange,
): Promise<readonly AvoidedCost[]> {
  const { rows } = await pool.query<AvoidedRow>(
    `select use_case_id, answered_by, count(*) as calls, count(*) filter (where avoided_cost_nanodollars is null) as unpriced,
       coalesce(sum(avoided_cost_nanodollars), 0)::text as avoided
     from tokenward.calls
     where admitted_at >= $1 and admitted_at < $2 and ($3::text is null or use_case_id = $3)
       and ($4::text[] is null or use_case_id = any($4)) and answered_by in ('cache', 'workflow')
     group by 1, 2 order by use_case_id collate "C", answered_by`,
    [new Date(fromMs), new Date(toMs), useCaseId ?? null, useCaseIds ?? null],
  );
  return rows.map((row) => ({
    useCaseId: row.use_case_id,
    answeredBy: row.answered_by,
    calls: Number(row.calls),
    callsUnpriced: Number(row.unpriced),
    avoidedCostNanodollars: row.avoided,
  }));
}

/** Whoever is erased leaves no answer behind. In the transaction of the erasure, with their key held. */
export async function deleteAnswersOfOwner(client: ClientBase, { kind, ownerId }: OwnerColumns): Promise<void> {
  await client.query('delete from tokenward.cached_answer where owner_kind = $1 and owner_id = $2', [kind, ownerId]);
}

/** Deletes what has had its time or is void, and beyond the bound the oldest. Any gateway may, at any time. */
export async function sweepCachedAnswers(pool: Pool, bytesMax: number): Promise<void> {
  await deleteOver(pool);
  await deleteBeyond(pool, bytesMax);
}

/** No answer depends on when it runs. */
async function deleteOver(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.cached_answer answer where expires_at <= now() or ${isVoid}`);
}

/** The newest stay, as many as there is room for. */
async function deleteBeyond(pool: Pool, bytesMax: number): Promise<void> {
  await pool.query(
    `delete from tokenward.cached_answer where key in (
       select key from (select key, sum(octet_length(sealed)) over (order by stored_at desc, key) as bytes
         from tokenward.cached_answer) summed where bytes > $1)`,
    [bytesMax],
  );
}
