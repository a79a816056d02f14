import type { Pool } from 'pg';
import type { ProgrammeStore } from '../../ports/programme-store.ts';
import { importUses, readBoardSums, readBoardsOf, readOldPlace, readOldTeams } from './leaderboard-uses.ts';
import { countOutcomes, readDayUses, readTokensPerOutcome } from './programme-use.ts';

/** What programmes read, and old leaderboards, on PostgreSQL. */
export function createProgrammeStore({ pool }: { readonly pool: Pool }): ProgrammeStore {
  return {
    dayUses: (of) => readDayUses(pool, of),
    tokensPerOutcome: (of) => readTokensPerOutcome(pool, of),
    countedOutcomes: (of) => countOutcomes(pool, of),
    importUses: (order) => importUses(pool, order),
    boardSums: (leaderboardId) => readBoardSums(pool, leaderboardId),
    oldPlace: (of) => readOldPlace(pool, of),
    oldTeams: (of) => readOldTeams(pool, of),
    boardsOf: (personId) => readBoardsOf(pool, personId),
  };
}
