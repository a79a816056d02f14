import { parentPort } from 'node:worker_threads';
import { runSimulationJob, type SimulationJob } from '../../domain/gaming/simulation.ts';

/** One thread of a simulation: a job comes in, what it played goes out. */
parentPort?.on('message', (job: SimulationJob) => parentPort?.postMessage(runSimulationJob(job)));
