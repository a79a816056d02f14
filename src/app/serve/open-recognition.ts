import type { Pool } from 'pg';
import { announceAwards } from '../../control/announce-awards.ts';
import type { NoticeContext } from '../../control/notice-context.ts';
import { recogniseDueMonth } from '../../control/recognise-month.ts';
import type { RecognitionContext } from '../../control/recognition-context.ts';
import { reviewAwards } from '../../control/review-awards.ts';
import { createLookStore } from '../../store/audit/create-look-store.ts';
import { createRecognitionStore } from '../../store/recognition/create-recognition-store.ts';
import { createScoreStore } from '../../store/score/create-score-store.ts';
import type { UpkeepTask } from './run-upkeep.ts';

export type OpenedRecognition = {
  readonly parts: Omit<RecognitionContext, keyof NoticeContext>;
  readonly task: UpkeepTask;
};

const EVERY_MS = 10 * 60_000;
/** A turn recognises at most a month, and looks at a hundred awards: of several processes one does it. */
const TURN_MS = 9 * 60_000;

/** What was recognised, and what recognises the month before, looks at it again, and tells people of it. */
export function openRecognition({
  context,
  pool,
}: {
  readonly context: NoticeContext;
  readonly pool: Pool;
}): OpenedRecognition {
  const parts = {
    recognition: createRecognitionStore({ pool }),
    scores: createScoreStore({ pool, reviewMinute: null }),
    looks: createLookStore({ pool }),
  };
  const whole: RecognitionContext = { ...context, ...parts };
  return { parts, task: { name: 'recognition', everyMs: EVERY_MS, run: () => runTurn(whole) } };
}

async function runTurn(context: RecognitionContext): Promise<number> {
  if (!(await context.notices.takeTurn('recognition', TURN_MS))) return 0;
  const given = await recogniseDueMonth(context);
  const reviewed = await reviewAwards(context);
  return given + reviewed + (await announceAwards(context));
}
