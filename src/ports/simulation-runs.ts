/** A simulation of a programme as work: ordered, played by whichever process comes to it, told of meanwhile. */
export type SimulationRun = {
  readonly id: string;
  readonly programmeId: string;
  readonly seeds: number;
  readonly state: 'ordered' | 'running' | 'done' | 'stopped' | 'failed';
  /** How much of it is played, from 0 to 1. */
  readonly done: number;
  readonly failure: string | null;
  readonly orderedBy: string;
  readonly orderedAtMs: number;
  readonly endedAtMs: number | null;
};

/** The last run of each programme. One is played at a time, of all processes. */
export type SimulationRunStore = {
  /** False: one of this programme waits or is played already. */
  readonly order: (
    run: Pick<SimulationRun, 'id' | 'programmeId' | 'seeds' | 'orderedBy' | 'orderedAtMs'>,
  ) => Promise<boolean>;
  /** The oldest that waits, unless another is played. What was not heard of since `staleMs` has failed. */
  readonly claim: (at: { readonly nowMs: number; readonly staleMs: number }) => Promise<SimulationRun | undefined>;
  /** Whether it is to go on. */
  readonly heard: (run: Pick<SimulationRun, 'id' | 'done'> & { readonly nowMs: number }) => Promise<boolean>;
  readonly end: (
    run: Pick<SimulationRun, 'id' | 'failure'> & {
      readonly state: 'done' | 'stopped' | 'failed';
      readonly nowMs: number;
    },
  ) => Promise<void>;
  /** Whether there was something to stop. What only waited has stopped at once. */
  readonly stop: (of: { readonly programmeId: string; readonly nowMs: number }) => Promise<boolean>;
  readonly last: (programmeId: string) => Promise<SimulationRun | undefined>;
};
