import { Worker } from 'node:worker_threads';
import type { Pool } from 'pg';
import type { Nanodollars } from '../../domain/money/nanodollars.ts';
import type { StoreAddress } from '../../store/connection/open-pool.ts';
import type { ScoreJob } from './score-worker.ts';

export type ScoreThread = {
  /** Carries out what is ordered; resolves when it is done, or when the thread was ended. */
  readonly run: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Work comes and goes by the hundred people: with room for that, little of it is ever moved. */
const ROOM = { maxYoungGenerationSizeMb: 192 } as const;

/** A thread for each turn: scoring is rare, and nothing of it stays in memory. */
export function createScoreThread(given: {
  readonly pool: Pool;
  readonly reviewMinute: Nanodollars | null;
}): ScoreThread {
  const workerData: ScoreJob = { address: addressOf(given.pool), reviewMinute: given.reviewMinute };
  let running: Worker | undefined;
  return {
    run: () =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL('score-worker.ts', import.meta.url), { workerData, resourceLimits: ROOM });
        running = worker;
        worker.once('error', reject);
        worker.once('exit', () => {
          running = undefined;
          resolve();
        });
      }),
    close: async () => void (await running?.terminate()),
  };
}

/** Where the pool of the house connects to, as it was told itself. */
function addressOf({ options }: Pool): StoreAddress {
  const { connectionString, host, port, user, database, password } = options;
  if (connectionString !== undefined) return { connectionString };
  return {
    ...{ host: host ?? '', port: port ?? 0, user: user ?? '', database: database ?? '' },
    ...(typeof password === 'string' ? { password } : {}),
  };
}
