import type { Pool } from 'pg';
import type { ControlContext } from '../../control/control-context.ts';
import type { ProgrammeContext } from '../../control/programme-context.ts';
import { watchProgrammes } from '../../control/watch-programmes.ts';
import type { Simulator } from '../../ports/simulator.ts';
import { createLookStore } from '../../store/audit/create-look-store.ts';
import { createProgrammeStore } from '../../store/programme/create-programme-store.ts';
import { createScoreStore } from '../../store/score/create-score-store.ts';
import { createUsageStore } from '../../store/usage/create-usage-store.ts';
import { runSimulation } from '../simulation/run-simulation.ts';
import type { UpkeepTask } from './run-upkeep.ts';

export type OpenedProgrammes = {
  readonly parts: Omit<ProgrammeContext, keyof ControlContext | 'usage'>;
  readonly tasks: readonly UpkeepTask[];
};

const FIVE_MINUTES_MS = 5 * 60_000;

/** Programmes of this process: what they read, a thread for simulations, and the watch that ends what is over. */
export function openProgrammes({
  context,
  pool,
}: {
  readonly context: ControlContext;
  readonly pool: Pool;
}): OpenedProgrammes {
  const parts = {
    programmes: createProgrammeStore({ pool }),
    scores: createScoreStore({ pool, reviewMinute: null }),
    simulator: createSimulator(),
    looks: createLookStore({ pool }),
  };
  const watched: ProgrammeContext = { ...context, ...parts, usage: createUsageStore({ pool }) };
  return { parts, tasks: [{ name: 'programmes', everyMs: FIVE_MINUTES_MS, run: () => watchProgrammes(watched) }] };
}

/** One simulation at a time, on one thread: calls go first. */
export function createSimulator(): Simulator {
  let isBusy = false;
  return {
    simulate: async (request) => {
      if (isBusy) return 'busy';
      isBusy = true;
      try {
        return await runSimulation({ ...request, tries: 1 }, 'one');
      } finally {
        isBusy = false;
      }
    },
  };
}
