import type { Pool } from 'pg';
import type { NoticeContext } from '../../control/notice-context.ts';
import { raiseNotices } from '../../control/raise-notices.ts';
import { noteOverdueContests } from '../../control/score-contests.ts';
import type { ScoreContext } from '../../control/score-context.ts';
import { openProposals } from '../../control/score-formulas.ts';
import { orderDueRuns } from '../../control/score-runs.ts';
import { scoreTouched } from '../../control/score-touched.ts';
import type { Nanodollars } from '../../domain/money/nanodollars.ts';
import { createLookStore } from '../../store/audit/create-look-store.ts';
import { createScoreStore } from '../../store/score/create-score-store.ts';
import { createScoreThread, type ScoreThread } from '../scores/score-on-thread.ts';
import type { UpkeepTask } from './run-upkeep.ts';

export type OpenedScores = {
  readonly parts: Pick<ScoreContext, 'scores' | 'looks'>;
  readonly tasks: readonly UpkeepTask[];
  /** Ends what is scored at the moment; it is begun again by the next who scores. */
  readonly close: () => Promise<void>;
};

const TOUCHED_EVERY_MS = 10_000;
const RUN_EVERY_MS = 30_000;
const CONTESTS_EVERY_MS = 10 * 60_000;

/** What tells scores anew: at once what something touched, each night everybody. Every process runs it; the store lets one score. */
export function openScores(given: {
  readonly context: NoticeContext;
  readonly pool: Pool;
  readonly reviewMinute: Nanodollars | null;
}): OpenedScores {
  const { pool, reviewMinute } = given;
  const parts = { scores: createScoreStore({ pool, reviewMinute }), looks: createLookStore({ pool }) };
  const context = { ...given.context, ...parts };
  const thread = createScoreThread({ pool, reviewMinute });
  return {
    parts,
    close: thread.close,
    tasks: [
      { name: 'scores-touched', everyMs: TOUCHED_EVERY_MS, run: () => scoreTouched(context) },
      { name: 'scores', everyMs: RUN_EVERY_MS, run: () => runOrdered(context, thread) },
      {
        name: 'score-contests',
        everyMs: CONTESTS_EVERY_MS,
        run: () => noteOverdueContests(context, (notices) => raiseNotices(context, notices)),
      },
    ],
  };
}

/** The thread is started for work alone. */
async function runOrdered(context: ScoreContext, thread: ScoreThread): Promise<void> {
  await orderDueRuns(context);
  const [runs, proposals] = await Promise.all([context.scores.orderedRuns(), openProposals(context.store)]);
  if (runs.length > 0 || proposals.length > 0) await thread.run();
}
