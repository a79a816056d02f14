import type { ModelSettings, SimulatedModelId } from '../domain/gaming/simulated-models.ts';
import type { Simulation } from '../domain/gaming/simulation.ts';

/** Plays out what gaming a model pays, away from the threads that serve. The same request gives the same figures. */
export type Simulator = {
  /** `busy`: one is under way in this process already. */
  readonly simulate: (request: {
    readonly model: SimulatedModelId;
    readonly settings: ModelSettings;
    readonly seeds: number;
    readonly strategies: readonly string[];
  }) => Promise<Simulation | 'busy'>;
};
