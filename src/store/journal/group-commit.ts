import type { After } from './journal-batch.ts';

export type GroupCommit = {
  /** Something was written: it is synced within the interval. */
  readonly written: () => void;
  /** Resolves after a sync that began after this call; false when it failed. */
  readonly synced: () => Promise<boolean>;
  readonly stop: () => void;
};

/** One sync for all that was written within an interval, never two at once. */
export function createGroupCommit(options: {
  readonly sync: () => Promise<boolean>;
  readonly intervalMs: number;
  readonly after: After;
  /** Called after each sync, before those that wait for it go on. */
  readonly ended: (done: boolean) => void;
}): GroupCommit {
  let scheduled = false;
  let running = false;
  let waiting: PromiseWithResolvers<boolean> | undefined;
  let stopped = false;
  let cancel = (): void => {};

  function written(): void {
    if (scheduled || stopped) return;
    scheduled = true;
    if (!running) cancel = options.after(options.intervalMs, run);
  }

  function run(): void {
    scheduled = false;
    running = true;
    const served = waiting;
    waiting = undefined;
    void options.sync().then((done) => {
      running = false;
      options.ended(done);
      served?.resolve(done);
      if (scheduled && !stopped) cancel = options.after(options.intervalMs, run);
    });
  }

  function synced(): Promise<boolean> {
    waiting ??= Promise.withResolvers<boolean>();
    written();
    return waiting.promise;
  }

  function stop(): void {
    stopped = true;
    cancel();
  }

  return { written, synced, stop };
}
