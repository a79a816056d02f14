import type { Pool } from 'pg';
import type { Nanodollars } from '../../domain/money/nanodollars.ts';
import type { ScoreStore } from '../../ports/score-store.ts';
import { createLiveFeed } from '../live/create-live-feed.ts';
import { keepChecks, readCheckedAdoptions } from './adoption-checks.ts';
import { readScoreFacts } from './read-score-facts.ts';
import { listScorePeople, readScorePeople } from './read-score-people.ts';
import { scoreExclusively } from './score-exclusively.ts';
import { keepLinks, readFlowsAround, readFlowsByAuthor, readWordsAround } from './score-links.ts';
import { keepPeers, readBook, readUsual } from './score-peers.ts';
import {
  keepScores,
  keepShown,
  listScores,
  readPostings,
  readScores,
  readScoresOf,
  readVotes,
} from './score-results.ts';
import { finishRun, orderRun, readLastRun, readOrderedRuns, readRuns } from './score-runs.ts';
import { keepDifferences, keepStandings, readDifferences, readStandings } from './score-standings.ts';
import { advanceOutcomes, dropTouches, readChangedOutcomes, readTouches, touchScores } from './score-touches.ts';

/** Scores on PostgreSQL. `reviewMinute` is what a minute of review costs; null where nobody said. */
export function createScoreStore(given: {
  readonly pool: Pool;
  readonly reviewMinute: Nanodollars | null;
}): ScoreStore {
  const { pool, reviewMinute } = given;
  const live = createLiveFeed({ pool });
  return {
    exclusively: (work) => scoreExclusively(pool, work),
    people: (page) => listScorePeople(pool, page),
    peopleBy: (personIds) => readScorePeople(pool, personIds),
    facts: (people, period) => readScoreFacts(pool, { people, period }, { reviewMinute }),
    result: async ({ periodId, personId }) => (await readScores(pool, periodId, [personId]))[0],
    resultsOf: (personId, limit) => readScoresOf(pool, personId, limit),
    results: (periodId, page) => listScores(pool, periodId, page),
    resultsBy: (periodId, personIds) => readScores(pool, periodId, personIds),
    postings: (of, page) => readPostings(pool, of, page),
    standings: (periodId) => readStandings(pool, periodId),
    orderRun: async (run) => {
      await orderRun(pool, run);
      const ordered = await readOrderedRuns(pool);
      return ordered.find(({ periodId }) => periodId === run.periodId) ?? { ...run, state: 'ordered', finished: null };
    },
    orderedRuns: () => readOrderedRuns(pool),
    tellRun: ({ id, orderedBy: personId }, percent) =>
      live.tell({ job: 'score_run', id, percent, state: 'running', personId }),
    finishRun: (runId, finished) => finishRun(pool, runId, finished),
    runs: (limit) => readRuns(pool, limit),
    lastRun: (periodId) => readLastRun(pool, periodId),
    keepPeers: (periodId, peers) => keepPeers(pool, periodId, peers),
    peers: async (periodId) => {
      const [book, usual] = await Promise.all([readBook(pool, periodId), readUsual(pool, periodId)]);
      return { book, usual };
    },
    votes: (periodId, personIds) => readVotes(pool, periodId, personIds),
    keepLinks: (periodId, links) => keepLinks(pool, periodId, links),
    linksAround: async (periodId, personIds) => {
      const [words, flows] = await Promise.all([
        readWordsAround(pool, periodId, personIds),
        readFlowsAround(pool, periodId, personIds),
      ]);
      return { words, flows };
    },
    flowsByAuthor: (periodId, page) => readFlowsByAuthor(pool, periodId, page),
    checkedAdoptions: (periodId, authorIds) => readCheckedAdoptions(pool, periodId, authorIds),
    keepChecks: (checks) => keepChecks(pool, checks),
    keepScores: (changes) => keepScores(pool, changes),
    keepShown: (periodId, shown) => keepShown(pool, periodId, shown),
    keepStandings: (periodId, standings, scoredAtMs) => keepStandings(pool, periodId, { standings, scoredAtMs }),
    touch: (touches) => touchScores(pool, touches),
    touches: (limit) => readTouches(pool, limit),
    dropTouches: (ids) => dropTouches(pool, ids),
    changedOutcomes: (limit) => readChangedOutcomes(pool, limit),
    advance: (upTo) => advanceOutcomes(pool, upTo),
    keepDifferences: (of, differences) => keepDifferences(pool, of, differences),
    differences: (formulaId) => readDifferences(pool, { formulaId }),
    differencesOf: (personId) => readDifferences(pool, { personId }),
  };
}
