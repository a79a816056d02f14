import { workerData } from 'node:worker_threads';
import { compareProposals } from '../../control/score-formulas.ts';
import { runScores } from '../../control/score-runs.ts';
import type { Nanodollars } from '../../domain/money/nanodollars.ts';
import { openPool, type StoreAddress } from '../../store/connection/open-pool.ts';
import { createControlStore } from '../../store/control/create-control-store.ts';
import { createScoreStore } from '../../store/score/create-score-store.ts';
import { systemClock as clock, createSystemChance } from '../clock/system-clock.ts';

/** What the thread is handed. */
export type ScoreJob = { readonly address: StoreAddress; readonly reviewMinute: Nanodollars | null };

const CONNECTIONS_MAX = 10;

await work(workerData);

async function work({ address, reviewMinute }: ScoreJob): Promise<void> {
  const pool = openPool(address, { connectionsMax: CONNECTIONS_MAX, applicationName: 'tokenward-scores' });
  const scores = createScoreStore({ pool, reviewMinute });
  const context = { store: createControlStore({ pool, clock }), scores, clock, chance: createSystemChance() };
  try {
    await runScores(context);
    await compareProposals(context);
  } finally {
    await pool.end();
  }
}
