import { createSimulator } from '../../../src/app/serve/open-programmes.ts';
import { isSearched } from '../../../src/domain/gaming/simulation.ts';
import type { ControlApiDependencies } from '../../../src/http/control/create-control-api.ts';
import type { Simulator } from '../../../src/ports/simulator.ts';
import { createLookStore } from '../../../src/store/audit/create-look-store.ts';
import { createProgrammeStore } from '../../../src/store/programme/create-programme-store.ts';
import { createSimulationRuns } from '../../../src/store/programme/simulation-runs.ts';
import { createScoreStore } from '../../../src/store/score/create-score-store.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

/** As the server plays, but for the attackers who search, which takes long. */
function createPlayer(): Simulator {
  const { simulate } = createSimulator();
  return {
    simulate: (request) => simulate({ ...request, strategies: request.strategies.filter((name) => !isSearched(name)) }),
  };
}

/** Programmes as the server has them, on the test's database. */
export function programmePartsOf({ pool }: Pick<TestDatabase, 'pool'>): ControlApiDependencies['programmes'] {
  return {
    programmes: createProgrammeStore({ pool }),
    scores: createScoreStore({ pool, reviewMinute: null }),
    simulator: createPlayer(),
    simulations: createSimulationRuns({ pool }),
    looks: createLookStore({ pool }),
  };
}
