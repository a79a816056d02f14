import type { Pool } from 'pg';
import type { ControlContext } from '../../control/control-context.ts';
import { deliverNotices } from '../../control/deliver-notices.ts';
import { learnLessons } from '../../control/forecasts.ts';
import { createForesightMemory } from '../../control/foresight-context.ts';
import type { NoticeContext } from '../../control/notice-context.ts';
import { watchBudgets } from '../../control/watch-budgets.ts';
import type { Log } from '../../ports/log.ts';
import { createForesightStore } from '../../store/forecast/create-foresight-store.ts';
import { createNoticeStore } from '../../store/notice/create-notice-store.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import { openChannels } from './open-channels.ts';
import type { UpkeepTask } from './run-upkeep.ts';

export type OpenedNotices = {
  readonly parts: Omit<NoticeContext, keyof ControlContext>;
  readonly tasks: readonly UpkeepTask[];
};

type NoticeParts = {
  readonly settings: ServerSettings;
  readonly context: ControlContext;
  readonly pool: Pool;
  readonly log: Log;
};

const WATCH_EVERY_MS = 60_000;
const DELIVER_EVERY_MS = 5_000;
/** Of each process: what it learned is its own. Where all of the day is learned, a turn looks at the envelopes and ends. */
const LEARN_EVERY_MS = 30_000;

/** Forecasts, and what looks at budgets each minute and tells people of them. Every process runs it; the store lets one do each thing. */
export async function openNotices({ settings, context, pool, log }: NoticeParts): Promise<OpenedNotices> {
  const parts = {
    foresight: createForesightStore({ pool }),
    memory: createForesightMemory(settings.forecast),
    notices: createNoticeStore({ pool }),
    channels: await openChannels(settings.notices, process.env),
    houseAddress: settings.publicAddress?.replace(/\/+$/, '') ?? null,
    quietHours: settings.notices.quietHours,
    log,
    random: Math.random,
  };
  const whole: NoticeContext = { ...context, ...parts };
  return {
    parts,
    tasks: [
      { name: 'budgets', everyMs: WATCH_EVERY_MS, run: () => watchBudgets(whole) },
      { name: 'lessons', everyMs: LEARN_EVERY_MS, run: (rest) => learnLessons(whole, rest) },
      { name: 'notices', everyMs: DELIVER_EVERY_MS, run: () => deliverNotices(whole) },
    ],
  };
}
