import type { Pool } from 'pg';
import type { SimilarityStore } from '../../ports/similarity-store.ts';
import { forgetFingerprints, keepAuthors } from './forget-fingerprints.ts';
import { noteCopy, readCopies } from './library-copies.ts';
import { readDrift } from './read-drift.ts';
import { readSentPrompts } from './read-sent-prompts.ts';
import { readStarterUse, readTeamSignals } from './read-signals.ts';
import { keepClusters, readSketchedTasks, readUncomparedOwners } from './task-clusters.ts';

/** Fingerprints and what was found by them, on PostgreSQL. */
export function createSimilarityStore({ pool }: { readonly pool: Pool }): SimilarityStore {
  return {
    sentPrompts: (range, limit) => readSentPrompts(pool, range, limit),
    uncomparedOwners: (limit) => readUncomparedOwners(pool, limit),
    sketchedTasks: (owner, limit) => readSketchedTasks(pool, owner, limit),
    keepClusters: (owner, found) => keepClusters(pool, owner, found),
    keepAuthors: (authors, nowMs) => keepAuthors(pool, authors, nowMs),
    drift: (range, assetId) => readDrift(pool, range, assetId),
    signals: (range) => readTeamSignals(pool, range),
    starterUse: (assetIds, asked) => readStarterUse(pool, assetIds, asked),
    noteCopy: (copy) => noteCopy(pool, copy),
    copies: (range) => readCopies(pool, range),
    forget: (beforeMs) => forgetFingerprints(pool, beforeMs),
  };
}
