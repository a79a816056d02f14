import { type KeptTask, keepTask, TASK_CALLS_MAX, TASK_SPAN_MS } from '../domain/task/kept-task.ts';
import type { TaskKey } from '../domain/task/task-call.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import { NOT_REVIEWED, reportOf } from './report-tasks.ts';
import { createPeerReader, type PeerReader, type TaskContext } from './task-context.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A little less than the timer's interval. */
const TURN_MS = 50_000;
/** Calls settle by their gateway's clock, and reach the store about a second later. */
const OVERLAP_MS = 2 * MINUTE_MS;
/** Settlements looked at in one piece; after a rest there are several. */
const PIECE_MS = 6 * 60 * MINUTE_MS;
/** In one turn at most, so that a turn ends; the next one goes on. */
const PIECES_MAX = 40;
const KEYS_AT_ONCE = 1_000;
const TASKS_AT_ONCE = 50;
/** What came later than its overlap, as from a gateway whose store was away, is looked at once a day. */
const LATE_SPAN_MS = 3 * DAY_MS;

/**
 * Tells what was settled since in the tasks that are kept: of several processes one at each turn. Broken off, it goes on from
 * where it was; repeated, it changes nothing. Gives back how many tasks were told anew.
 */
export async function keepTasks(
  context: TaskContext & { readonly notices: Pick<NoticeStore, 'takeTurn'> },
): Promise<number> {
  if (!(await context.notices.takeTurn('tasks', TURN_MS))) return 0;
  const nowMs = context.clock.nowMs();
  let fromMs = await context.tasks.settledUntil();
  let kept = 0;
  for (let piece = 0; piece < PIECES_MAX && fromMs < nowMs; piece += 1) {
    const toMs = Math.min(nowMs, fromMs + PIECE_MS);
    kept += await keepTouched(context, { fromMs: fromMs - OVERLAP_MS, toMs });
    await context.tasks.advance(toMs);
    fromMs = toMs;
  }
  if (await context.notices.takeTurn('late-tasks', DAY_MS))
    kept += await keepTouched(context, { fromMs: nowMs - LATE_SPAN_MS, toMs: nowMs });
  return kept;
}

async function keepTouched(
  context: TaskContext,
  range: { readonly fromMs: number; readonly toMs: number },
): Promise<number> {
  const peersOf = createPeerReader(context);
  let kept = 0;
  for (let after: TaskKey | null = null; ; ) {
    const keys: readonly TaskKey[] = await context.tasks.touched(range, { limit: KEYS_AT_ONCE, after });
    for (let from = 0; from < keys.length; from += TASKS_AT_ONCE)
      kept += await keepAnew(context, peersOf, keys.slice(from, from + TASKS_AT_ONCE));
    after = keys.at(-1) ?? null;
    if (keys.length < KEYS_AT_ONCE) return kept;
  }
}

async function keepAnew(context: TaskContext, peersOf: PeerReader, keys: readonly TaskKey[]): Promise<number> {
  const within = { fromMs: context.clock.nowMs() - TASK_SPAN_MS, callsMax: TASK_CALLS_MAX };
  const tasks: KeptTask[] = [];
  for (const found of await context.tasks.calls(keys, within)) {
    const { cost, waste } = await reportOf(context, found, { peersOf, review: NOT_REVIEWED });
    tasks.push(keepTask(found.key, { calls: found.calls, cost, waste }));
  }
  await context.tasks.keep(tasks);
  return tasks.length;
}
