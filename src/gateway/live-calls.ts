/** A call that is under way, as the sweep and the shutdown see it. */
export type LiveCall = {
  /** Monotonic milliseconds after which the call is ended whatever it does. */
  readonly deadlineMs: number;
  /** Monotonic milliseconds since which the client reads nothing, or null. */
  readonly stalledSinceMs: () => number | null;
  readonly cut: (cause: 'deadline' | 'client_stalled') => void;
  /** Says something to a client whose answer is held back and silent for long. */
  readonly keepAlive: (nowMonotonicMs: number) => void;
};

/**
 * The calls under way. One sweep a second over this set stands in for a timer per call: a deadline is met to the second,
 * and the path pays for one set insertion instead of a timer.
 */
export class LiveCalls {
  readonly #calls = new Set<LiveCall>();
  #whenEmpty: (() => void)[] = [];
  #bodiesBytes = 0;

  add(call: LiveCall): void {
    this.#calls.add(call);
  }

  remove(call: LiveCall): void {
    this.#calls.delete(call);
    if (this.#calls.size > 0) return;
    for (const tell of this.#whenEmpty) tell();
    this.#whenEmpty = [];
  }

  get count(): number {
    return this.#calls.size;
  }

  get bodiesBytes(): number {
    return this.#bodiesBytes;
  }

  /** Room for a piece of a request body among all bodies held; false when there is none. */
  holdBody(bytes: number, bytesMax: number): boolean {
    if (this.#bodiesBytes + bytes > bytesMax) return false;
    this.#bodiesBytes += bytes;
    return true;
  }

  releaseBody(bytes: number): void {
    this.#bodiesBytes -= bytes;
  }

  /** Ends what is past its deadline or unread for too long. `app` calls it once a second. */
  sweep(nowMonotonicMs: number, clientStallMaxMs: number): void {
    for (const call of this.#calls) {
      const stalledSinceMs = call.stalledSinceMs();
      if (nowMonotonicMs >= call.deadlineMs) call.cut('deadline');
      else if (stalledSinceMs !== null && nowMonotonicMs - stalledSinceMs >= clientStallMaxMs)
        call.cut('client_stalled');
      else call.keepAlive(nowMonotonicMs);
    }
  }

  /** Ends whatever is under way; for a shutdown whose limit has passed. */
  endAll(): void {
    for (const call of this.#calls) call.cut('deadline');
  }

  /** Resolves when no call is under way; the caller sets the limit. */
  whenEmpty(): Promise<void> {
    if (this.#calls.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenEmpty.push(resolve));
  }
}
