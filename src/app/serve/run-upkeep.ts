import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../ports/log.ts';

/** Waits so many milliseconds; false: the house closes, and what is left is the next start's. */
export type Rest = (restMs: number) => Promise<boolean>;

export type UpkeepTask = {
  readonly name: string;
  readonly everyMs: number;
  /** A task with much to do rests now and then: calls go first. */
  readonly run: (rest: Rest) => Promise<unknown>;
};

/**
 * Runs each task again and again at its interval, never two of one name at once. What goes wrong is logged and tried again
 * at the next turn: no answer depends on it. Gives back what stops them and waits for those that run.
 */
export function runUpkeep(tasks: readonly UpkeepTask[], log: Log): () => Promise<void> {
  const closing = new AbortController();
  const rest: Rest = (restMs) => pause(restMs, true, { ref: false, signal: closing.signal }).catch(() => false);
  const running = new Map<string, Promise<void>>();
  const start = ({ name, run }: UpkeepTask): void => {
    if (running.has(name)) return;
    const turn = run(rest)
      .then(() => undefined)
      .catch((error: unknown) => log('warn', 'upkeep.failed', { task: name, error: String(error) }))
      .finally(() => running.delete(name));
    running.set(name, turn);
  };
  const timers = tasks.map((task) => setInterval(() => start(task), task.everyMs).unref());
  return async () => {
    for (const timer of timers) clearInterval(timer);
    closing.abort();
    await Promise.all(running.values());
  };
}
