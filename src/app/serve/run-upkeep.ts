import type { Log } from '../../ports/log.ts';

export type UpkeepTask = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<unknown> };

/**
 * Runs each task again and again at its interval, never two of one name at once. What goes wrong is logged and tried again
 * at the next turn: no answer depends on it. Gives back what stops them and waits for those that run.
 */
export function runUpkeep(tasks: readonly UpkeepTask[], log: Log): () => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const start = ({ name, run }: UpkeepTask): void => {
    if (running.has(name)) return;
    const turn = run()
      .then(() => undefined)
      .catch((error: unknown) => log('warn', 'upkeep.failed', { task: name, error: String(error) }))
      .finally(() => running.delete(name));
    running.set(name, turn);
  };
  const timers = tasks.map((task) => setInterval(() => start(task), task.everyMs).unref());
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running.values());
  };
}
