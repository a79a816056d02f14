/** A call that is under way, as the sweep and the shutdown see it. */
export type LiveCall = {
  /** Where it stands among the live calls, who alone write it; -1: nowhere. */
  place: number;
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
 * and the path pays for one place in a list instead of a timer.
 *
 * A list and not a set: a set that much comes to and goes from is laid out anew every few calls, and each old layout still
 * points to the next and to the calls that stood in it. One that has grown old keeps them all from the collection of what is
 * young, which then moves whole calls, long over, to where only the great collection finds them.
 */
export class LiveCalls {
  readonly #calls: LiveCall[] = [];
  #whenEmpty: (() => void)[] = [];
  #bodiesBytes = 0;

  add(call: LiveCall): void {
    call.place = this.#calls.length;
    this.#calls.push(call);
  }

  remove(call: LiveCall): void {
    this.#takeOut(call);
    if (this.#calls.length > 0) return;
    for (const tell of this.#whenEmpty) tell();
    this.#whenEmpty = [];
  }

  get count(): number {
    return this.#calls.length;
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
    for (const call of [...this.#calls]) {
      const stalledSinceMs = call.stalledSinceMs();
      if (nowMonotonicMs >= call.deadlineMs) call.cut('deadline');
      else if (stalledSinceMs !== null && nowMonotonicMs - stalledSinceMs >= clientStallMaxMs)
        call.cut('client_stalled');
      else call.keepAlive(nowMonotonicMs);
    }
  }

  /** The last one takes its place. */
  #takeOut(call: LiveCall): void {
    const { place } = call;
    if (place < 0) return;
    call.place = -1;
    const last = this.#calls.pop();
    if (last === undefined || last === call) return;
    this.#calls[place] = last;
    last.place = place;
  }

  /** Ends whatever is under way; for a shutdown whose limit has passed. */
  endAll(): void {
    for (const call of [...this.#calls]) call.cut('deadline');
  }

  /** Resolves when no call is under way; the caller sets the limit. */
  whenEmpty(): Promise<void> {
    if (this.#calls.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenEmpty.push(resolve));
  }
}
