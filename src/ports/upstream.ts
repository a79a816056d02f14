import type { Upstream } from '../domain/catalog/upstream.ts';

/** Why an upstream call ended without a whole answer. */
export type UpstreamFailure = {
  /** `late`: given up for another target, since others of its kind answer sooner. */
  readonly kind: 'busy' | 'unreachable' | 'first_byte_timeout' | 'late' | 'idle_timeout' | 'broken' | 'aborted';
  /** For the log only. */
  readonly detail: string;
  /** False once the upstream may have begun to work: a further attempt may be charged twice. */
  readonly sent: boolean;
};

export type UpstreamHead = {
  readonly status: number;
  /** Lower-case names, in order, values as they came: [name, value, name, value, …]. */
  readonly headers: readonly string[];
};

/** Receives one answer. Exactly one of `end` and `fail` is called, once, last. */
export type UpstreamListener = {
  readonly head: (head: UpstreamHead) => void;
  readonly data: (chunk: Uint8Array) => void;
  readonly end: () => void;
  readonly fail: (failure: UpstreamFailure) => void;
};

export type UpstreamRequest = {
  readonly upstream: Upstream;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Headers of the client that may travel on, [name, value, …], lower-case; the caller adds key, host and encoding. */
  readonly headers: readonly string[];
  readonly body: Uint8Array | null;
};

/** A running call. `abort` is idempotent and closes the connection within the same turn of the event loop. */
export type UpstreamCall = {
  readonly abort: (reason: string) => void;
  readonly pause: () => void;
  readonly resume: () => void;
};

export type UpstreamCaller = {
  readonly call: (request: UpstreamRequest, listener: UpstreamListener) => UpstreamCall;
};
