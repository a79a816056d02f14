import { setImmediate } from 'node:timers/promises';
import type { Pool } from 'pg';
import { compareFingerprints } from '../../control/compare-fingerprints.ts';
import type { ControlContext } from '../../control/control-context.ts';
import type { NoticeContext } from '../../control/notice-context.ts';
import type { SimilarityContext } from '../../control/similarity-context.ts';
import { createTextShaper } from '../../domain/similarity/shape-text.ts';
import { createLibraryStore } from '../../store/library/create-library-store.ts';
import { createSimilarityStore } from '../../store/similarity/create-similarity-store.ts';
import { createSimilarityKey } from '../secrets/similarity-key.ts';
import type { UpkeepTask } from './run-upkeep.ts';

export type OpenedLibrary = {
  readonly parts: Omit<SimilarityContext, keyof ControlContext>;
  readonly task: UpkeepTask;
};

const COMPARE_EVERY_MS = 10 * 60_000;

/** The library, and what compares what stands in it and what was sent. Every process runs it; the store lets one do each turn. */
export function openLibrary(given: {
  readonly context: NoticeContext;
  readonly pool: Pool;
  readonly pepper: string;
}): OpenedLibrary {
  const { context, pool, pepper } = given;
  const parts = {
    library: createLibraryStore({ pool }),
    similarity: createSimilarityStore({ pool }),
    shape: createTextShaper(createSimilarityKey(pepper)),
    pause: () => setImmediate(),
  };
  const run = () => compareFingerprints({ ...context, ...parts });
  return { parts, task: { name: 'similarity', everyMs: COMPARE_EVERY_MS, run } };
}
