import type { Pool } from 'pg';
import { type DigestContext, raiseDigests } from '../../control/digests.ts';
import { keepTasks } from '../../control/keep-tasks.ts';
import type { NoticeContext } from '../../control/notice-context.ts';
import type { TaskContext } from '../../control/task-context.ts';
import { FEMTODOLLARS_PER_NANODOLLAR, parseDollars } from '../../domain/money/femtodollars.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import { createTaskStore } from '../../store/task/create-task-store.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import type { Rest, UpkeepTask } from './run-upkeep.ts';

export type OpenedTasks = {
  readonly parts: Pick<TaskContext, 'tasks' | 'reviewMinute'>;
  readonly tasks: readonly UpkeepTask[];
};

const KEEP_EVERY_MS = 60_000;
const DIGEST_EVERY_MS = 10 * 60_000;

/** What tells calls in tasks each minute, and people of their week. Every process runs it; the store lets one do each thing. */
export function openTasks(given: {
  readonly settings: ServerSettings;
  readonly context: NoticeContext;
  readonly snapshot: () => Snapshot;
  readonly pool: Pool;
}): OpenedTasks {
  const { reviewMinuteDollars, digests } = given.settings.tasks;
  const minute = reviewMinuteDollars === null ? undefined : parseDollars(reviewMinuteDollars);
  const parts = {
    tasks: createTaskStore({ pool: given.pool }),
    reviewMinute: minute === undefined ? null : nanodollars(minute / FEMTODOLLARS_PER_NANODOLLAR),
  };
  const context: DigestContext = { ...given.context, ...parts, snapshot: given.snapshot };
  const keeping = { name: 'tasks', everyMs: KEEP_EVERY_MS, run: (rest: Rest) => keepTasks({ ...context, rest }) };
  if (!digests) return { parts, tasks: [keeping] };
  return { parts, tasks: [keeping, { name: 'digests', everyMs: DIGEST_EVERY_MS, run: () => raiseDigests(context) }] };
}
