import { TASK_CALLS_MAX, TASK_SPAN_MS } from '../domain/task/kept-task.ts';
import type { TaskKey } from '../domain/task/task-call.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import { weighTasks } from './report-tasks.ts';
import { createPeerReader, type PeerReader, type TaskContext } from './task-context.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A little less than the timer's interval. */
const TURN_MS = 50_000;
/** A turn ends before another process may take the next one. */
const WORK_MS_MAX = 45_000;
const REST_TIMES = 9;
/** Calls settle by their gateway's clock, and reach the store about a second later. */
const OVERLAP_MS = 2 * MINUTE_MS;
/** Settlements looked at in one piece; after a rest there are several. */
const PIECE_MS = 6 * 60 * MINUTE_MS;
/** In one turn at most, so that a turn ends; the next one goes on. */
const PIECES_MAX = 40;
const KEYS_AT_ONCE = 1_000;
const TASKS_AT_ONCE = 20;
/** What came later than its overlap, as from a gateway whose store was away, is looked at once a day. */
const LATE_SPAN_MS = 3 * DAY_MS;

export type Keeper = TaskContext & {
  readonly notices: Pick<NoticeStore, 'takeTurn'>;
  /** Waits so many milliseconds; false: there is no more time. Absent: nobody else needs it. */
  readonly rest?: (restMs: number) => Promise<boolean>;
};
type TimeRange = { readonly fromMs: number; readonly toMs: number };
type Turn = { kept: number; readonly endMonotonicMs: number };

/**
 * Tells what was settled since in the tasks that are kept: of several processes one at each turn. Broken off, it goes on from
 * where it was; repeated, it changes nothing. Calls go first: between a few tasks and the next it rests nine times as long as
 * it worked, and what a turn does not reach is the next one's. Gives back how many tasks were told anew.
 */
export async function keepTasks(context: Keeper): Promise<number> {
  if (!(await context.notices.takeTurn('tasks', TURN_MS))) return 0;
  const nowMs = context.clock.nowMs();
  const turn = { kept: 0, endMonotonicMs: context.clock.monotonicMs() + WORK_MS_MAX };
  let fromMs = await context.tasks.settledUntil();
  for (let piece = 0; piece < PIECES_MAX && fromMs < nowMs; piece += 1) {
    const toMs = Math.min(nowMs, fromMs + PIECE_MS);
    if (!(await keepTouched(context, { fromMs: fromMs - OVERLAP_MS, toMs }, turn))) return turn.kept;
    await context.tasks.advance(toMs);
    fromMs = toMs;
  }
  if (await context.notices.takeTurn('late-tasks', DAY_MS))
    await keepTouched(context, { fromMs: nowMs - LATE_SPAN_MS, toMs: nowMs }, turn);
  return turn.kept;
}

/** False where the turn was over before all were told: those that were are not met again. */
async function keepTouched(context: Keeper, range: TimeRange, turn: Turn): Promise<boolean> {
  const peersOf = createPeerReader(context);
  for (let after: TaskKey | null = null; ; ) {
    const keys: readonly TaskKey[] = await context.tasks.touched(range, { limit: KEYS_AT_ONCE, after });
    for (let from = 0; from < keys.length; from += TASKS_AT_ONCE) {
      const fromMs = context.clock.monotonicMs();
      if (fromMs >= turn.endMonotonicMs) return false;
      turn.kept += await keepAnew(context, peersOf, keys.slice(from, from + TASKS_AT_ONCE));
      const workedMs = context.clock.monotonicMs() - fromMs;
      if ((await context.rest?.(workedMs * REST_TIMES)) === false) return false;
    }
    after = keys.at(-1) ?? null;
    if (keys.length < KEYS_AT_ONCE) return true;
  }
}

async function keepAnew(context: TaskContext, peersOf: PeerReader, keys: readonly TaskKey[]): Promise<number> {
  const within = { fromMs: context.clock.nowMs() - TASK_SPAN_MS, callsMax: TASK_CALLS_MAX };
  const tasks = await weighTasks(context, await context.tasks.calls(keys, within), peersOf);
  await context.tasks.keep(tasks);
  return tasks.length;
}
