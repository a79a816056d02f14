import type { Pool } from 'pg';
import type { ClaimedWork, SourceBackfill, SourceStore } from '../../ports/source-store.ts';
import { createLiveFeed } from '../live/create-live-feed.ts';
import { countRefusal, insertDelivery, knowsDelivery, listDeliveries, listRefusals } from './delivery-rows.ts';
import { listIdentities } from './identity-rows.ts';

/** What is read and done of sources beside the transactions of the control plane. */
export function createSourceStore({ pool }: { readonly pool: Pool }): SourceStore {
  const live = createLiveFeed({ pool });
  // How many pages there are no system says before the last. Nobody has to hear it: what was read is kept all the same.
  const tell = ({ id, state, askedBy: personId }: SourceBackfill): Promise<void> =>
    live
      .tell({ job: 'source_backfill', id, percent: state === 'done' ? 100 : null, state, personId })
      .catch(() => undefined);
  return {
    noteDelivery: (delivery) => insertDelivery(pool, delivery),
    knowsDelivery: (delivery) => knowsDelivery(pool, delivery),
    countRefusal: (refusal) => countRefusal(pool, refusal),
    deliveries: (sourceId, page) => listDeliveries(pool, sourceId, page),
    refusals: (sourceId, sinceMs) => listRefusals(pool, sourceId, sinceMs),
    listIdentities: (sourceId, { meaning }, page) => listIdentities(pool, { sourceId, meaning }, page),
    claimWork: (claim) => claimWork(pool, claim),
    endWork: (work) => endWork(pool, work),
    putOffWork: (work, until) => putOffWork(pool, work, until),
    claimBackfill: (claim) => claimBackfill(pool, claim),
    saveBackfill: async (backfill, dueAtMs) => {
      await saveBackfill(pool, backfill, dueAtMs);
      await tell(backfill);
    },
    noteBackfill: async (backfill, leaseMs) => {
      const goesOn = await noteBackfill(pool, backfill, leaseMs);
      if (goesOn) await tell(backfill);
      return goesOn;
    },
    stopBackfill: (of) => stopBackfill(pool, of),
    backfills: (sourceId) => readBackfills(pool, sourceId),
  };
}

/** What waits longest first; what another process has is passed over, until its lease is over. The try counts from here. */
async function claimWork(
  pool: Pool,
  { nowMs, leaseMs, limit }: { readonly nowMs: number; readonly leaseMs: number; readonly limit: number },
): Promise<readonly ClaimedWork[]> {
  const { rows } = await pool.query<ClaimedWork>(
    `with due as (
       select source_id, kind, subject from tokenward.source_work
       where due_at <= to_timestamp($1::float8 / 1000) and (leased_until is null or leased_until < clock_timestamp())
       order by due_at, source_id, kind, subject limit $3 for update skip locked)
     update tokenward.source_work work set tries = work.tries + 1,
       leased_until = clock_timestamp() + $2 * interval '1 millisecond'
     from due where (work.source_id, work.kind, work.subject) = (due.source_id, due.kind, due.subject)
     returning work.source_id as "sourceId", work.kind, work.subject, work.tries`,
    [nowMs, leaseMs, limit],
  );
  return rows;
}

/** Only of the try that is told: what was put on the list again meanwhile stays there. */
async function endWork(pool: Pool, { sourceId, kind, subject, tries }: ClaimedWork): Promise<void> {
  await pool.query(
    `delete from tokenward.source_work
     where source_id = $1 and kind = $2 and subject = $3 and tries = $4 and leased_until is not null`,
    [sourceId, kind, subject, tries],
  );
}

async function putOffWork(
  pool: Pool,
  { sourceId, kind, subject, tries }: ClaimedWork,
  { dueAtMs, why }: { readonly dueAtMs: number; readonly why: string },
): Promise<void> {
  await pool.query(
    `update tokenward.source_work set due_at = to_timestamp($5::float8 / 1000), leased_until = null, last_error = $6
     where source_id = $1 and kind = $2 and subject = $3 and tries = $4`,
    [sourceId, kind, subject, tries, dueAtMs, why],
  );
}

const BACKFILL = `id, source_id as "sourceId", of_project as project, (extract(epoch from since) * 1000)::float8 as "sinceMs",
  next_page as "nextPage", state, pages, results, facts, tries, last_error as "lastError", asked_by as "askedBy",
  (extract(epoch from asked_at) * 1000)::float8 as "askedAtMs"`;

/** One at a time; one that another process has is passed over, until its lease is over. */
async function claimBackfill(
  pool: Pool,
  { nowMs, leaseMs }: { readonly nowMs: number; readonly leaseMs: number },
): Promise<SourceBackfill | undefined> {
  const { rows } = await pool.query<SourceBackfill>(
    `update tokenward.source_backfill set tries = tries + 1, leased_until = clock_timestamp() + $2 * interval '1 millisecond'
     where id = (select id from tokenward.source_backfill
       where state = 'running' and due_at <= to_timestamp($1::float8 / 1000)
         and (leased_until is null or leased_until < clock_timestamp())
       order by due_at, id limit 1 for update skip locked)
     returning ${BACKFILL}`,
    [nowMs, leaseMs],
  );
  return rows[0];
}

/** Gives it back with where it stands; what was stopped meanwhile stays stopped. */
async function saveBackfill(pool: Pool, backfill: SourceBackfill, dueAtMs: number): Promise<void> {
  const { id, state, nextPage, pages, results, facts, tries, lastError } = backfill;
  await pool.query(
    `update tokenward.source_backfill set state = $2, next_page = $3, pages = $4, results = $5, facts = $6, tries = $7,
       last_error = $8, due_at = to_timestamp($9::float8 / 1000), leased_until = null where id = $1 and state = 'running'`,
    [id, state, nextPage, pages, results, facts, tries, lastError, dueAtMs],
  );
}

/** As above, and whoever claimed it goes on with it. */
async function noteBackfill(pool: Pool, backfill: SourceBackfill, leaseMs: number): Promise<boolean> {
  const { id, nextPage, pages, results, facts } = backfill;
  const { rowCount } = await pool.query(
    `update tokenward.source_backfill set next_page = $2, pages = $3, results = $4, facts = $5, tries = 0, last_error = null,
       leased_until = clock_timestamp() + $6 * interval '1 millisecond' where id = $1 and state = 'running'`,
    [id, nextPage, pages, results, facts, leaseMs],
  );
  return rowCount === 1;
}

async function stopBackfill(pool: Pool, of: Parameters<SourceStore['stopBackfill']>[0]): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update tokenward.source_backfill set state = 'failed', last_error = $3, leased_until = null
     where source_id = $1 and id = $2 and state = 'running'`,
    [of.sourceId, of.id, of.why],
  );
  return rowCount === 1;
}

const BACKFILLS_MAX = 100;

async function readBackfills(pool: Pool, sourceId: string): Promise<readonly SourceBackfill[]> {
  const { rows } = await pool.query<SourceBackfill>(
    `select ${BACKFILL} from tokenward.source_backfill where source_id = $1 order by asked_at desc, id limit ${BACKFILLS_MAX}`,
    [sourceId],
  );
  return rows;
}
