import type { CachedAnswer } from '../../domain/caching/cached-answer.ts';
import type { Exchange, ExchangeListener } from '../exchange.ts';
import type { LiveCall, LiveCalls } from '../live-calls.ts';

/**
 * What becomes of a call that waited for an equal one.
 *
 *   an answer   the other call's
 *   leads       the other call failed, and this one goes in its place
 *   alone       it waited long enough, or the other call's answer cannot be given again
 *   left        its client did not wait
 */
export type Arrival = CachedAnswer | 'leads' | 'alone' | 'left';

/** A call that waits for the answer of an equal one, within a deadline, as long as its client does. */
export class Passenger implements LiveCall, ExchangeListener {
  place = -1;
  readonly deadlineMs: number;
  readonly #live: LiveCalls;
  readonly #arrive: (arrival: Arrival) => void;
  #hasArrived = false;

  constructor(
    exchange: Exchange,
    live: LiveCalls,
    wait: { readonly deadlineMs: number; readonly arrive: (arrival: Arrival) => void },
  ) {
    this.deadlineMs = wait.deadlineMs;
    this.#live = live;
    this.#arrive = wait.arrive;
    live.add(this);
    exchange.listen(this);
    if (exchange.isGone()) this.end('left');
  }

  end(arrival: Arrival): void {
    if (this.#hasArrived) return;
    this.#hasArrived = true;
    this.#live.remove(this);
    this.#arrive(arrival);
  }

  clientGone(): void {
    this.end('left');
  }

  clientReady(): void {}

  stalledSinceMs(): number | null {
    return null;
  }

  cut(): void {
    this.end('alone');
  }

  keepAlive(): void {}
}
