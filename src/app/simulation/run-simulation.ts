import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { EFFORTS } from '../../domain/gaming/measure-gain.ts';
import type { ModelSettings, SimulatedModelId } from '../../domain/gaming/simulated-models.ts';
import {
  FIRST_SEED,
  gatherAttacks,
  isSearched,
  type Plan,
  planOf,
  type Simulation,
  type SimulationJob,
  type SimulationPart,
} from '../../domain/gaming/simulation.ts';

export type SimulationRequest = {
  readonly model: SimulatedModelId;
  readonly seeds: number;
  readonly strategies: readonly string[];
  /** Mixtures that the searching attacker tries, over all efforts. */
  readonly tries: number;
  readonly settings: ModelSettings;
  /** Told now and then how much is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** Ends the threads at once; what was played is given up. */
  readonly signal?: AbortSignal;
};

/** So many people are played at a time: a job of a second or two. */
const SEEDS_A_JOB = 20;
const WORKERS_MAX = 8;
/** Threads that leave the machine's other work room, where a server runs on it. */
export type Threads = 'all' | 'one';

/** Plays it out on threads of its own; the same request gives the same figures on any machine. */
export async function runSimulation(request: SimulationRequest, threads: Threads = 'all'): Promise<Simulation> {
  const { model, seeds, strategies, tries, settings } = request;
  const workers = threads === 'one' ? 1 : Math.min(WORKERS_MAX, availableParallelism());
  const searched = strategies.filter(isSearched);
  const names: readonly string[] = searched;
  const searches: readonly SimulationJob[] = searched.flatMap((strategy) =>
    EFFORTS.map(
      (effort) =>
        ({ kind: 'search', strategy, effort, tries: Math.ceil(tries / EFFORTS.length), model, settings }) as const,
    ),
  );
  const chunks = Math.ceil(seeds / SEEDS_A_JOB);
  let done = 0;
  const onDone = (): void => {
    done += 1;
    request.onProgress?.(done / (searches.length + chunks));
  };
  const pool = openPool(workers);
  const stop = (): void => void pool.close();
  request.signal?.addEventListener('abort', stop, { once: true });
  try {
    request.signal?.throwIfAborted();
    const found = await pool.run(searches, onDone);
    const plans = strategies.map((strategy): Plan => {
      const at = names.indexOf(strategy);
      return at < 0 ? planOf(strategy) : { kind: 'mixtures', strategy, mixtures: mixturesOf(found, at) };
    });
    const plays = Array.from({ length: chunks }, (_, at): SimulationJob => {
      const from = at * SEEDS_A_JOB;
      return {
        ...{ kind: 'play', plans, model, settings },
        seeds: { from: FIRST_SEED + from, many: Math.min(SEEDS_A_JOB, seeds - from) },
      };
    });
    return { model, seeds, attacks: gatherAttacks(plans, await pool.run(plays, onDone)) };
  } finally {
    request.signal?.removeEventListener('abort', stop);
    await pool.close();
  }
}

function mixturesOf(found: readonly SimulationPart[], at: number) {
  return found
    .slice(at * EFFORTS.length, (at + 1) * EFFORTS.length)
    .flatMap((part) => (part.kind === 'searched' ? [part.mixture] : []));
}

type Pool = {
  /** Parts in the order of their jobs. */
  readonly run: (jobs: readonly SimulationJob[], onDone: () => void) => Promise<readonly SimulationPart[]>;
  readonly close: () => Promise<void>;
};

function openPool(size: number): Pool {
  const workers = Array.from({ length: size }, () => new Worker(new URL('simulation-worker.ts', import.meta.url)));
  return {
    run: async (jobs, onDone) => {
      const parts: SimulationPart[] = [];
      let next = 0;
      const serve = async (worker: Worker): Promise<void> => {
        while (next < jobs.length) {
          const at = next++;
          const job = jobs[at];
          if (job === undefined) return;
          parts[at] = await play(worker, job);
          onDone();
        }
      };
      await Promise.all(workers.map(serve));
      return parts;
    },
    close: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}

function play(worker: Worker, job: SimulationJob): Promise<SimulationPart> {
  return new Promise((resolve, reject) => {
    const onMessage = (part: SimulationPart): void => finish(() => resolve(part));
    const onError = (error: Error): void => finish(() => reject(error));
    const onExit = (code: number): void =>
      finish(() => reject(new Error(`a thread of the simulation ended with ${code}`)));
    const finish = (settle: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job);
  });
}
