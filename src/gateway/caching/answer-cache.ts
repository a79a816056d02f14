import { type AnswerShelf, createAnswerShelf } from '../../domain/caching/answer-shelf.ts';
import type { CachedAnswer } from '../../domain/caching/cached-answer.ts';
import type { CachedAnswers } from '../../ports/cached-answers.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { Exchange } from '../exchange.ts';
import type { LiveCalls } from '../live-calls.ts';
import { type Arrival, Passenger } from './passenger.ts';
import { type IsVoid, voidAnswers } from './void-answers.ts';

export type CacheBounds = {
  readonly bytesMax: number;
  /** Of one answer; larger ones are not kept. */
  readonly answerBytesMax: number;
  /** How long a call waits for an equal one. */
  readonly waitMaxMs: number;
  /** Calls that wait at once, of all questions. */
  readonly waitersMax: number;
};

export type CacheState = {
  readonly answers: number;
  readonly bytes: number;
  readonly bytesMax: number;
  readonly hits: number;
  readonly joined: number;
  readonly misses: number;
  readonly evictions: number;
  readonly purged: number;
  readonly waiting: number;
};

/** A question on its way to a model, and the calls that wait for its answer. */
export type Flight = { readonly key: string; readonly passengers: Set<Passenger> };

export type Boarding =
  | { readonly kind: 'leads'; readonly flight: Flight }
  | { readonly kind: 'waits'; readonly arrival: Promise<Arrival> }
  /** As many wait as may. */
  | { readonly kind: 'full' };

/** Kept beside the bytes of each answer: its key, its origin and the shelf's own. */
const BOOK_BYTES = 600;

/** The answers that one gateway has at hand, and the questions that are under way. Bounded in bytes and in waiting calls. */
export class AnswerCache {
  readonly bounds: CacheBounds;
  /** Answers of all gateways; null where there is no place for them. */
  readonly shared: CachedAnswers | null;
  readonly #shelf: AnswerShelf<CachedAnswer>;
  readonly #flights = new Map<string, Flight>();
  #snapshot: Snapshot | null = null;
  #waiting = 0;
  #purged = 0;
  #counts = { hit: 0, joined: 0, miss: 0 };

  constructor(bounds: CacheBounds, shared: CachedAnswers | null) {
    this.bounds = bounds;
    this.shared = shared;
    this.#shelf = createAnswerShelf(bounds);
  }

  /** Forgets what the newest snapshot says may not be given any more. */
  follow(snapshot: Snapshot): void {
    if (snapshot === this.#snapshot) return;
    const isVoid = this.#snapshot === null ? null : voidAnswers(this.#snapshot, snapshot);
    this.#snapshot = snapshot;
    if (isVoid !== null) this.#purged += this.#shelf.removeWhere(({ origin }) => isVoid(origin));
  }

  find(key: string, nowMs: number): CachedAnswer | undefined {
    const answer = this.#shelf.get(key);
    if (answer === undefined || answer.expiresAtMs > nowMs) return answer;
    this.#shelf.remove(key);
    return undefined;
  }

  /** Takes an answer unless something that came since its call was decided is about it. */
  put(answer: CachedAnswer, decidedBy: Snapshot): boolean {
    const newest = this.#snapshot;
    const isVoid: IsVoid | null = newest === null ? null : voidAnswers(decidedBy, newest);
    if (isVoid?.(answer.origin) === true) return false;
    return this.#shelf.put(answer.key, answer, answer.body.byteLength + BOOK_BYTES);
  }

  /** The first call of a question leads; those that are equal and come before its answer wait for it. */
  board(
    key: string,
    caller: { readonly exchange: Exchange; readonly live: LiveCalls; readonly nowMs: number },
  ): Boarding {
    const flight = this.#flights.get(key);
    if (flight === undefined) {
      const begun: Flight = { key, passengers: new Set() };
      this.#flights.set(key, begun);
      return { kind: 'leads', flight: begun };
    }
    if (this.#waiting >= this.bounds.waitersMax) return { kind: 'full' };
    this.#waiting += 1;
    const { promise, resolve } = Promise.withResolvers<Arrival>();
    const passenger: Passenger = new Passenger(caller.exchange, caller.live, {
      deadlineMs: caller.nowMs + this.bounds.waitMaxMs,
      arrive: (arrival) => {
        this.#waiting -= 1;
        // Later: one whose client has left already arrives before it stands among the others.
        queueMicrotask(() => flight.passengers.delete(passenger));
        resolve(arrival);
      },
    });
    flight.passengers.add(passenger);
    return { kind: 'waits', arrival: promise };
  }

  /** The flight that a passenger leads now. */
  flightOf(key: string): Flight | undefined {
    return this.#flights.get(key);
  }

  /** The answer is there for all who wait; `null`: it cannot be given again, and each of them asks alone. */
  land(flight: Flight, answer: CachedAnswer | null): void {
    if (this.#flights.get(flight.key) === flight) this.#flights.delete(flight.key);
    for (const passenger of flight.passengers) passenger.end(answer ?? 'alone');
  }

  /** The leading call came to nothing: the one that has waited longest goes in its place. */
  fail(flight: Flight): void {
    if (this.#flights.get(flight.key) !== flight) return;
    for (const next of flight.passengers) {
      flight.passengers.delete(next);
      return next.end('leads');
    }
    this.#flights.delete(flight.key);
  }

  count(status: 'hit' | 'joined' | 'miss'): void {
    this.#counts[status] += 1;
  }

  state(): CacheState {
    const { hit: hits, joined, miss: misses } = this.#counts;
    const { bytesMax } = this.bounds;
    return { ...this.#shelf.state(), bytesMax, hits, joined, misses, purged: this.#purged, waiting: this.#waiting };
  }
}
