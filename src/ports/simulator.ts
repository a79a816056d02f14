import type { ModelSettings, SimulatedModelId } from '../domain/gaming/simulated-models.ts';
import type { Simulation } from '../domain/gaming/simulation.ts';

/** Plays out what gaming a model pays, away from the threads that serve. The same request gives the same figures. */
export type Simulator = {
  /** `busy`: one is under way in this process already. `stopped`: it was not to go on. */
  readonly simulate: (request: {
    readonly model: SimulatedModelId;
    readonly settings: ModelSettings;
    readonly seeds: number;
    readonly strategies: readonly string[];
    /** Mixtures that the searching attackers try, over all efforts. */
    readonly tries: number;
    /** Asked each second with how much is done, from 0 to 1, whether to go on. */
    readonly goesOn: (done: number) => Promise<boolean>;
  }) => Promise<Simulation | 'busy' | 'stopped'>;
};
