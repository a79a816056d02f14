import { setImmediate } from 'node:timers/promises';
import type { ControlContext } from '../../../src/control/control-context.ts';
import type { SimilarityContext } from '../../../src/control/similarity-context.ts';
import { createTextShaper } from '../../../src/domain/similarity/shape-text.ts';
import { createLibraryStore } from '../../../src/store/library/create-library-store.ts';
import { createSimilarityStore } from '../../../src/store/similarity/create-similarity-store.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

/** The library and what compares, on a database of a test. */
export function libraryPartsOf({ pool }: Pick<TestDatabase, 'pool'>): Omit<SimilarityContext, keyof ControlContext> {
  return {
    library: createLibraryStore({ pool }),
    similarity: createSimilarityStore({ pool }),
    shape: createTextShaper({ first: 1, second: 2 }),
    pause: () => setImmediate(),
  };
}
