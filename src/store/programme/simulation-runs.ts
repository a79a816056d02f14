import type { Pool } from 'pg';
import type { SimulationRun, SimulationRunStore } from '../../ports/simulation-runs.ts';
import { createLiveFeed } from '../live/create-live-feed.ts';

/** Simulations as work, on PostgreSQL: who claims one plays it, and a unique index lets one be played at a time. */
export function createSimulationRuns({ pool }: { readonly pool: Pool }): SimulationRunStore {
  const live = createLiveFeed({ pool });
  const tell = async (told: Told | undefined): Promise<void> => {
    if (told === undefined) return;
    const { id, state, done, ordered_by: personId } = told;
    const isOver = state === 'running' ? 'running' : state === 'done' ? 'done' : 'failed';
    await live.tell({ job: 'simulation', id, percent: Math.round(done * 100), state: isOver, personId });
  };
  return {
    order: (run) => orderRun(pool, run),
    claim: async (at) => {
      await failStale(pool, at);
      return claimRun(pool, at.nowMs);
    },
    heard: async (run) => {
      const heard = await hearRun(pool, run);
      await tell(heard);
      return heard?.stop_asked === false;
    },
    end: async (run) => tell(await endRun(pool, run)),
    stop: (of) => stopRun(pool, of),
    last: (programmeId) => readRun(pool, programmeId),
  };
}

type Row = {
  readonly id: string;
  readonly programme_id: string;
  readonly seeds: number;
  readonly state: SimulationRun['state'];
  readonly done: number;
  readonly failure: string | null;
  readonly ordered_by: string;
  readonly ordered_at: Date;
  readonly ended_at: Date | null;
};

type Told = Pick<Row, 'id' | 'state' | 'done' | 'ordered_by'>;

const COLUMNS = 'id, programme_id, seeds, state, done, failure, ordered_by, ordered_at, ended_at';
const UNIQUE_VIOLATION = '23505';

/** In the place of the last one, unless that has not ended. */
async function orderRun(pool: Pool, run: Parameters<SimulationRunStore['order']>[0]): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into tokenward.programme_simulation
       (programme_id, id, seeds, state, done, stop_asked, failure, ordered_by, ordered_at, heard_at, ended_at)
     values ($1, $2, $3, 'ordered', 0, false, null, $4, to_timestamp($5::float8 / 1000), null, null)
     on conflict (programme_id) do update set
       id = excluded.id, seeds = excluded.seeds, state = 'ordered', done = 0, stop_asked = false, failure = null,
       ordered_by = excluded.ordered_by, ordered_at = excluded.ordered_at, heard_at = null, ended_at = null
     where programme_simulation.state not in ('ordered', 'running')`,
    [run.programmeId, run.id, run.seeds, run.orderedBy, run.orderedAtMs],
  );
  return rowCount === 1;
}

/** Whoever played it has gone: nobody will end it. */
async function failStale(pool: Pool, at: { readonly nowMs: number; readonly staleMs: number }): Promise<void> {
  await pool.query(
    `update tokenward.programme_simulation
     set state = 'failed', failure = 'The server that played it has gone.', ended_at = to_timestamp($1::float8 / 1000)
     where state = 'running' and heard_at < to_timestamp($2::float8 / 1000)`,
    [at.nowMs, at.nowMs - at.staleMs],
  );
}

/** Of two that claim at once the index lets one; the other has nothing to do. */
async function claimRun(pool: Pool, nowMs: number): Promise<SimulationRun | undefined> {
  try {
    const { rows } = await pool.query<Row>(
      `update tokenward.programme_simulation set state = 'running', heard_at = to_timestamp($1::float8 / 1000)
       where programme_id = (
         select programme_id from tokenward.programme_simulation
         where state = 'ordered' and not exists (select 1 from tokenward.programme_simulation where state = 'running')
         order by ordered_at, programme_id limit 1 for update skip locked)
       returning ${COLUMNS}`,
      [nowMs],
    );
    return fromRow(rows[0]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

async function hearRun(
  pool: Pool,
  run: Parameters<SimulationRunStore['heard']>[0],
): Promise<(Told & { readonly stop_asked: boolean }) | undefined> {
  const { rows } = await pool.query<Told & { readonly stop_asked: boolean }>(
    `update tokenward.programme_simulation set done = $2, heard_at = to_timestamp($3::float8 / 1000)
     where id = $1 and state = 'running' returning id, state, done, ordered_by, stop_asked`,
    [run.id, Math.min(1, Math.max(0, run.done)), run.nowMs],
  );
  return rows[0];
}

/** Only of what is played; one that was given up meanwhile stays so. */
async function endRun(pool: Pool, run: Parameters<SimulationRunStore['end']>[0]): Promise<Told | undefined> {
  const { rows } = await pool.query<Told>(
    `update tokenward.programme_simulation set state = $2, failure = $3, ended_at = to_timestamp($4::float8 / 1000),
       done = case when $2 = 'done' then 1 else done end
     where id = $1 and state = 'running' returning id, state, done, ordered_by`,
    [run.id, run.state, run.failure, run.nowMs],
  );
  return rows[0];
}

async function stopRun(pool: Pool, of: Parameters<SimulationRunStore['stop']>[0]): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update tokenward.programme_simulation set stop_asked = true,
       ended_at = case when state = 'ordered' then to_timestamp($2::float8 / 1000) end,
       state = case when state = 'ordered' then 'stopped' else state end
     where programme_id = $1 and state in ('ordered', 'running')`,
    [of.programmeId, of.nowMs],
  );
  return rowCount === 1;
}

async function readRun(pool: Pool, programmeId: string): Promise<SimulationRun | undefined> {
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from tokenward.programme_simulation where programme_id = $1`,
    [programmeId],
  );
  return fromRow(rows[0]);
}

function fromRow(row: Row | undefined): SimulationRun | undefined {
  if (row === undefined) return undefined;
  const { id, programme_id: programmeId, seeds, state, done, failure } = row;
  return {
    ...{ id, programmeId, seeds, state, done, failure },
    ...{ orderedBy: row.ordered_by, orderedAtMs: row.ordered_at.getTime(), endedAtMs: row.ended_at?.getTime() ?? null },
  };
}
