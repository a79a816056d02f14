import { createSimulator } from '../../../src/app/serve/open-programmes.ts';
import type { ControlApiDependencies } from '../../../src/http/control/create-control-api.ts';
import { createLookStore } from '../../../src/store/audit/create-look-store.ts';
import { createProgrammeStore } from '../../../src/store/programme/create-programme-store.ts';
import { createScoreStore } from '../../../src/store/score/create-score-store.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

/** Programmes as the server has them, on the test's database. */
export function programmePartsOf({ pool }: Pick<TestDatabase, 'pool'>): ControlApiDependencies['programmes'] {
  return {
    programmes: createProgrammeStore({ pool }),
    scores: createScoreStore({ pool, reviewMinute: null }),
    simulator: createSimulator(),
    looks: createLookStore({ pool }),
  };
}
