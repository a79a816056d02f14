import { createLookStore } from '../../../src/store/audit/create-look-store.ts';
import { createRecognitionStore } from '../../../src/store/recognition/create-recognition-store.ts';
import { createScoreStore } from '../../../src/store/score/create-score-store.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

/** Recognition as the house has it, on a test's database. */
export function recognitionPartsOf({ pool }: TestDatabase) {
  return {
    recognition: createRecognitionStore({ pool }),
    scores: createScoreStore({ pool, reviewMinute: null }),
    looks: createLookStore({ pool }),
  };
}
