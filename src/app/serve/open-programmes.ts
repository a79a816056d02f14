import type { Pool } from 'pg';
import type { ControlContext } from '../../control/control-context.ts';
import type { ProgrammeContext } from '../../control/programme-context.ts';
import { playSimulation } from '../../control/programme-simulations.ts';
import { watchProgrammes } from '../../control/watch-programmes.ts';
import type { Simulator } from '../../ports/simulator.ts';
import { createLookStore } from '../../store/audit/create-look-store.ts';
import { createProgrammeStore } from '../../store/programme/create-programme-store.ts';
import { createSimulationRuns } from '../../store/programme/simulation-runs.ts';
import { createScoreStore } from '../../store/score/create-score-store.ts';
import { createUsageStore } from '../../store/usage/create-usage-store.ts';
import { runSimulation } from '../simulation/run-simulation.ts';
import type { UpkeepTask } from './run-upkeep.ts';

export type OpenedProgrammes = {
  readonly parts: Omit<ProgrammeContext, keyof ControlContext | 'usage'>;
  readonly tasks: readonly UpkeepTask[];
  /** Ends the simulation that is played here; it counts as stopped. */
  readonly close: () => void;
};

const FIVE_MINUTES_MS = 5 * 60_000;
const PLAY_EVERY_MS = 1_000;

/** Programmes of this process: what they read, a thread for simulations, and the watch that ends what is over. */
export function openProgrammes({
  context,
  pool,
}: {
  readonly context: ControlContext;
  readonly pool: Pool;
}): OpenedProgrammes {
  const simulator = createSimulator();
  const parts = {
    programmes: createProgrammeStore({ pool }),
    scores: createScoreStore({ pool, reviewMinute: null }),
    simulator,
    simulations: createSimulationRuns({ pool }),
    looks: createLookStore({ pool }),
  };
  const watched: ProgrammeContext = { ...context, ...parts, usage: createUsageStore({ pool }) };
  return {
    parts,
    tasks: [
      { name: 'programmes', everyMs: FIVE_MINUTES_MS, run: () => watchProgrammes(watched) },
      { name: 'simulations', everyMs: PLAY_EVERY_MS, run: () => playSimulation(watched) },
    ],
    close: simulator.close,
  };
}

const ASK_EVERY_MS = 1_000;

/** One simulation at a time, on one thread: calls go first. It is asked each second whether it goes on. */
export function createSimulator(): Simulator & { readonly close: () => void } {
  let running: AbortController | undefined;
  let isClosed = false;
  const simulate: Simulator['simulate'] = async ({ goesOn, ...request }) => {
    if (running !== undefined) return 'busy';
    const stopping = new AbortController();
    running = stopping;
    let done = 0;
    const ask = async (): Promise<void> => {
      // Silence of the store stops nothing: it is asked again.
      if (!(await goesOn(done).catch(() => true))) stopping.abort();
    };
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    try {
      if (isClosed) return 'stopped';
      const onProgress = (part: number): void => {
        done = part;
      };
      return await runSimulation({ ...request, onProgress, signal: stopping.signal }, 'one');
    } catch (error) {
      if (stopping.signal.aborted) return 'stopped';
      throw error;
    } finally {
      clearInterval(timer);
      running = undefined;
    }
  };
  return {
    simulate,
    close: () => {
      isClosed = true;
      running?.abort();
    },
  };
}
