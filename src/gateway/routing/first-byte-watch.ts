import type { LatencyMemory } from '../../domain/routing/latency-memory.ts';
import type {
  UpstreamCall,
  UpstreamCaller,
  UpstreamFailure,
  UpstreamHead,
  UpstreamListener,
  UpstreamRequest,
} from '../../ports/upstream.ts';

/** One attempt whose first byte is waited for. */
export type WatchedAttempt = {
  /** Model, upstream and form of the answer: what is usual is known for each. */
  readonly kind: string;
  /** False: the last target, which gets all the time there is. */
  readonly mayMove: boolean;
  /** Asked once, when the first byte is late: whether another target can be paid for. */
  readonly mayGiveUp: () => Promise<boolean>;
};

/**
 * Watches for first bytes that come later than usual. Such an attempt is given up while nothing of it was seen, if its call
 * has another target that can be paid for, and no more often than the memory of latencies allows. `sweep` stands in for a
 * timer a call; nothing is looked at while nobody waits.
 */
export class FirstByteWatch {
  readonly #latency: LatencyMemory;
  readonly #monotonicMs: () => number;
  readonly #waiting = new Set<WaitingCall>();

  constructor(parts: { readonly latency: LatencyMemory; readonly monotonicMs: () => number }) {
    this.#latency = parts.latency;
    this.#monotonicMs = parts.monotonicMs;
  }

  /** An upstream caller for this one attempt. */
  over(upstreams: UpstreamCaller, attempt: WatchedAttempt): UpstreamCaller {
    return {
      call: (request, listener) => {
        const startedMs = this.#monotonicMs();
        const lateAfterMs = attempt.mayMove ? this.#latency.lateAfterMs(attempt.kind) : null;
        const lateAtMs = lateAfterMs === null ? Number.POSITIVE_INFINITY : startedMs + lateAfterMs;
        const waiting = new WaitingCall({ attempt, listener, lateAtMs }, () => {
          this.#waiting.delete(waiting);
          this.#latency.observe(attempt.kind, this.#monotonicMs() - startedMs);
        });
        if (lateAfterMs !== null) this.#waiting.add(waiting);
        return waiting.start(upstreams, request);
      },
    };
  }

  /** Gives up what is late. `app` calls it ten times a second. */
  sweep(): void {
    if (this.#waiting.size === 0) return;
    const nowMs = this.#monotonicMs();
    for (const call of this.#waiting) {
      if (nowMs < call.lateAtMs || call.wasAsked || !this.#latency.takeSecond(call.kind)) continue;
      void call.askToGiveUp();
    }
  }

  get size(): number {
    return this.#waiting.size;
  }
}

type Watched = { readonly attempt: WatchedAttempt; readonly listener: UpstreamListener; readonly lateAtMs: number };

/** Passes everything on until it is given up, and nothing from then on. */
class WaitingCall implements UpstreamListener, UpstreamCall {
  readonly lateAtMs: number;
  readonly kind: string;
  wasAsked = false;
  readonly #watched: Watched;
  readonly #seen: () => void;
  #phase: 'waiting' | 'seen' | 'given_up' = 'waiting';
  #upstream: UpstreamCall | undefined;

  constructor(watched: Watched, seen: () => void) {
    this.#watched = watched;
    this.lateAtMs = watched.lateAtMs;
    this.kind = watched.attempt.kind;
    this.#seen = seen;
  }

  start(upstreams: UpstreamCaller, request: UpstreamRequest): UpstreamCall {
    this.#upstream = upstreams.call(request, this);
    return this;
  }

  async askToGiveUp(): Promise<void> {
    this.wasAsked = true;
    const granted = await this.#watched.attempt.mayGiveUp();
    if (!granted || this.#phase !== 'waiting') return;
    this.#seen();
    this.#phase = 'given_up';
    // What it would have been is set down before it is told, since what is cut off reports a failure of its own.
    this.#upstream?.abort('its first byte is late');
    this.#watched.listener.fail({ kind: 'late', detail: 'later than usual', sent: true });
  }

  head(head: UpstreamHead): void {
    if (this.#phase === 'given_up') return;
    this.#see();
    this.#watched.listener.head(head);
  }

  data(chunk: Uint8Array): void {
    if (this.#phase !== 'given_up') this.#watched.listener.data(chunk);
  }

  end(): void {
    if (this.#phase === 'given_up') return;
    this.#see();
    this.#watched.listener.end();
  }

  fail(failure: UpstreamFailure): void {
    if (this.#phase === 'given_up') return;
    this.#see();
    this.#watched.listener.fail(failure);
  }

  abort(reason: string): void {
    this.#see();
    this.#upstream?.abort(reason);
  }

  pause(): void {
    this.#upstream?.pause();
  }

  resume(): void {
    this.#upstream?.resume();
  }

  #see(): void {
    if (this.#phase !== 'waiting') return;
    this.#phase = 'seen';
    this.#seen();
  }
}
