import type { Pool } from 'pg';
import type { JobProgress, LiveFeed } from '../../ports/live-feed.ts';
import { listenTo } from '../snapshot/listen-for-changes.ts';
import { liveChannel } from './live-channel.ts';

/** Wakes gateways by the store's own notifications, so that it works with however many there are. */
export function createLiveFeed({ pool }: { readonly pool: Pool }): LiveFeed {
  return {
    listen: (hear) => listenTo(pool, { channel: liveChannel, hear: (payload) => hear(readProgress(payload)) }),
    tell: (progress) => tell(pool, progress),
  };
}

/** Heard by whoever listens at this moment; kept nowhere. */
async function tell(pool: Pool, progress: JobProgress): Promise<void> {
  await pool.query('select pg_notify($1, $2)', [liveChannel, JSON.stringify(progress)]);
}

/** Only gateways of this store write there; what another version of us says otherwise is a wake-up and no more. */
function readProgress(payload: string | undefined): JobProgress | undefined {
  if (payload === undefined || payload === '') return undefined;
  try {
    const value: unknown = JSON.parse(payload);
    return isProgress(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const JOBS: ReadonlySet<unknown> = new Set<JobProgress['job']>([
  'score_run',
  'source_backfill',
  'evidence_pack',
  'simulation',
]);
const STATES: ReadonlySet<unknown> = new Set<JobProgress['state']>(['running', 'done', 'failed']);

function isProgress(value: unknown): value is JobProgress {
  if (typeof value !== 'object' || value === null) return false;
  const { job, id, percent, state, personId } = Object.fromEntries(Object.entries(value));
  return (
    JOBS.has(job) &&
    STATES.has(state) &&
    typeof id === 'string' &&
    (percent === null || typeof percent === 'number') &&
    (personId === null || typeof personId === 'string')
  );
}
