import type { Face } from '../domain/catalog/upstream.ts';
import type { Refusal } from '../domain/policy/refusal.ts';

/** What the relay wants to hear of the client's side. */
export type ExchangeListener = {
  /** The client closed before the answer was finished. */
  readonly clientGone: () => void;
  /** The client has read enough that more may be written. */
  readonly clientReady: () => void;
};

/**
 * One request and its answer, as a face hands them in. Exactly one of `answer`, `refuse`, `end` and `destroy` ends it;
 * after the end every call does nothing.
 */
export type Exchange = {
  readonly face: Face;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly header: (name: string) => string | undefined;
  /** [name, value, …] as they came. */
  readonly rawHeaders: readonly string[];
  /** The body. `hold` is asked for room before a piece is kept; once it says no, what was read is let go. */
  readonly receive: (hold: (bytes: number) => boolean) => Promise<Uint8Array | Refusal>;
  readonly listen: (listener: ExchangeListener) => void;
  readonly isGone: () => boolean;
  /** Goes out with whatever answer the call gets: [name, value, …]. */
  readonly addHeaders: (headers: readonly string[]) => void;
  /** The whole answer at once. */
  readonly answer: (status: number, headers: readonly string[], body: Uint8Array) => void;
  /** The head of an answer that follows in pieces. */
  readonly begin: (status: number, headers: readonly string[]) => void;
  /** False: hold back until `clientReady`. */
  readonly write: (chunk: Uint8Array) => boolean;
  readonly end: () => void;
  /** The refusal in the shape of the API that was called; gives back its status. */
  readonly refuse: (refusal: Refusal, callId: string) => number;
  /** The refusal as an event of a stream that has begun, then the end. */
  readonly refuseInStream: (refusal: Refusal, callId: string) => void;
  readonly destroy: () => void;
};
